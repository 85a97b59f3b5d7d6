import { toDecimalText } from "../../decimal/to-plain-decimal";

/** What a unit of measure says: the price is for `pricingBlockSize` (digits) of `pricingUnit`. */
export type UnitOfMeasure =
  | { readonly pricingBlockSize: string; readonly pricingUnit: string }
  | { readonly problem: "unit-empty" | "unit-unreadable" | "block-size-out-of-range" };

/**
 * Reads the unit of measure of an Azure meter: "10K", "100 Hours", "1 GB/Month", "1/Month", "10,000", "小时". The unit comes out in FOCUS's
 * unit format (https://focus.finops.org/focus-specification/v1-4/#unitformat): plural, "GB-Hours", "GB/Month", "Units/3 Months"; a meter that
 * names none counts "Units". Total; a text it does not understand is a named problem, never a pricing block size of 1. A "10000s" is ten thousands, not seconds.
 */
export function parseUnitOfMeasure(text: string): UnitOfMeasure {
  const clean = text.trim().replace(/\s+/g, " ");
  if (clean === "") return { problem: "unit-empty" };
  const [, number = "", multiplier = "", rest = ""] = amount.exec(clean) ?? [];
  // "K" may be a block of a thousand, and "1.000" a thousand as much as one.
  if (/^[KMB]$/i.test(clean) || /^\d{1,3}\.\d{3}$/.test(number)) return { problem: "unit-unreadable" };
  const pricingBlockSize = number === "" ? "1" : toPricingBlockSize(number, multipliers[multiplier.toUpperCase()] ?? 0);
  if (pricingBlockSize === null) return { problem: "block-size-out-of-range" };
  const pricingUnit = toPricingUnit(number === "" ? clean.replace(/^per /i, "") : rest);
  return pricingUnit === null ? { problem: "unit-unreadable" } : { pricingBlockSize, pricingUnit };
}

function toPricingBlockSize(number: string, zeros: number): string | null {
  const [whole = "", fraction = ""] = number.replaceAll(",", "").split(".");
  if (whole.length + zeros > 20 || fraction.length > 18) return null;
  const unscaled = BigInt(whole + fraction) * 10n ** BigInt(zeros);
  return unscaled === 0n ? null : toDecimalText(unscaled, fraction.length);
}

/** What is left of a unit of measure without its number, such as "GB/Month", "/3 Months" or nothing. */
function toPricingUnit(text: string): string | null {
  // "1 1 Hour" and "1 por mes" are in real price lists.
  const [what = "", per, ...more] = text.trim().replace(/^1 /, "").replace(/^por /, "/").split("/");
  if (more.length > 0) return null;
  const unit = what.trim() === "" ? "Units" : toFocusUnit(what.trim());
  if (unit === null || per === undefined) return unit;
  const [, count = "1", word = ""] = /^(?:(\d{1,4}) )?(\D+)$/.exec(per.trim()) ?? [];
  const time = timeUnitOf(word);
  if (time === null || unit.includes("/") || count.startsWith("0")) return null;
  return count === "1" ? `${unit}/${time}` : `${unit}/${count} ${time}s`;
}

const multipliers: Readonly<Record<string, number>> = {
  "": 0,
  HUNDRED: 2,
  K: 3,
  THOUSAND: 3,
  千: 3,
  万: 4,
  M: 6,
  MILLION: 6,
  百万: 6,
  亿: 8,
  B: 9,
  BILLION: 9,
};
/** Number, multiplier, the rest. A letter is a multiplier only where no word goes on: "1 MB" is megabytes. "1e3 GB" has no number: it is not 1. */
const amount =
  /^((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?!e\d)(?:s(?=$)| ?([KMB]|hundred|thousand|million|billion|百万|千|万|亿)(?![A-Za-z]))?(.*)$/i;

/**
 * A unit without number and interval in FOCUS's unit format: "GB", "Requests", "GB-Hours", "Connections/Day". Null for what is not a name of
 * things. Azure writes bytes in any case, "Gb" too, and means bytes.
 */
function toFocusUnit(text: string): string | null {
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

/** The time unit that a word of a bill stands for, in the singular as FOCUS writes it, whatever its number or language; else null. */
function timeUnitOf(word: string): string | null {
  return timeUnits[word.trim().toLowerCase()] ?? null;
}

const timeUnits: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    Year: ["year", "years", "年"],
    Month: ["month", "months", "mes", "月", "个月"],
    Day: ["day", "days", "天", "日"],
    Hour: ["hour", "hours", "hr", "hrs", "hora", "horas", "小时"],
    Minute: ["minute", "minutes", "minute(s)", "分钟"],
    Second: ["second", "seconds", "秒"],
  }).flatMap(([unit, words]) => words.map((word) => [word, unit])),
);
