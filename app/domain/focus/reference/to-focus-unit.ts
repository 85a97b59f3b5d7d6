import { timeUnitOf } from "./time-unit-of";

/**
 * A unit without number and interval in FOCUS's unit format: "GB", "Requests", "GB-Hours", "Connections/Day". Null for what is not a name of
 * things. Azure writes bytes in any case, "Gb" too, and means bytes.
 */
export function toFocusUnit(text: string): string | null {
  const words = text.replace(/ ?\([^()]*\)$/, (note) => (note === "(s)" ? "(s)" : "")).split(" ");
  const known = knownUnits[words.join(" ").toLowerCase()];
  if (known !== undefined) return known;
  const [first = "", ...others] = words;
  const interval = intervals[first.toLowerCase()];
  if (interval !== undefined && others.length > 0) {
    const unit = toFocusUnit(others.join(" "));
    return unit === null || unit.includes("/") ? null : `${unit}/${interval}`;
  }
  const time = timeUnitOf(words.at(-1) ?? "");
  const things = time === null ? words : words.slice(0, -1);
  if (!things.every((word) => isWord.test(word)) || things.length > 6) return null;
  const names = things.map(capitalize);
  if (time !== null) return names.length === 0 ? `${time}s` : `${names.join(" ")}-${time}s`;
  return [...names.slice(0, -1), toPlural(names.at(-1) ?? "")].join(" ");
}

function capitalize(word: string): string {
  const size = /^([kmgtpe]i?)b$/i.exec(word);
  if (size !== null) return `${(size[1] ?? "").toUpperCase().replace("I", "i")}B`;
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function toPlural(word: string): string {
  if (/(?:^|[kmgtpe]i?)B$/i.test(word) || /s$/i.test(word)) return word;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:ch|sh|x|z)$/.test(word) ? `${word}es` : `${word}s`;
}

const intervals: Readonly<Record<string, string>> = { daily: "Day", hourly: "Hour", monthly: "Month", annual: "Year" };
/** Units that FOCUS or Azure's bills call otherwise than by their plural. */
const knownUnits: Readonly<Record<string, string>> = {
  "api call": "Requests",
  "api calls": "Requests",
  maus: "Users/Month",
  text: "Messages",
  unassigned: "Units",
  vm: "Virtual Machines",
  个: "Units",
  次: "Requests",
};
const isWord = /^[A-Za-z][A-Za-z0-9-]{0,31}$/;
