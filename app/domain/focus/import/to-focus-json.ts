import { parseJsonObjectText, splitJsonList } from "../../json-text/parse-json-object-text";
import type { FocusImportProblem } from "./focus-import-problem";

/** What the JSON of a column is for: tags, whose values are text, number or true; other pairs, which may be null; or any object. */
export type FocusJsonForm = "tags" | "key-values" | "object";

/** The object as JSON text, null when there is none. Whatever is not the text that was read is named. */
export interface FocusJson {
  readonly value: string | null;
  readonly problems: readonly FocusImportProblem[];
}

/**
 * Reads the JSON of a cell: an object, with its braces or without, or the pairs that BigQuery and Parquet write
 * (`[{"key":"env","value":"prod"}]`). Numbers keep their digits. Of equal keys the last wins and is named, on every path. A tag whose value is null is a tag
 * without a value, which FOCUS writes as true; a nested value becomes its JSON text. An object that needs nothing of that stays letter by letter.
 */
export function toFocusJson(text: string, form: FocusJsonForm): FocusJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return form === "object" ? unreadable : fromText(text, form, false);
  }
  if (value === null) return { value: null, problems: [] };
  if (Array.isArray(value)) return fromPairs(text, form);
  if (typeof value !== "object") return form !== "object" && typeof value === "string" ? fromText(text, form, false) : unreadable;
  return form === "object" || isPlain(value, text) ? { value: text, problems: [] } : fromText(text, form, true);
}

/** Whether an object has texts, numbers and booleans only, and each key once: then its text has the quotes of its keys and texts, and no others. */
function isPlain(value: object, text: string): boolean {
  if (text.includes("\\")) return false;
  let quotes = 0;
  for (const entry of Object.values(value) as readonly unknown[]) {
    if (typeof entry === "object") return false;
    quotes += typeof entry === "string" ? 4 : 2;
  }
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) quotes -= 1;
  return quotes === 0;
}

/** `isJson`: the text is an object that JSON.parse takes, so that it may stay where nothing had to be changed. */
function fromText(text: string, form: Exclude<FocusJsonForm, "object">, isJson: boolean): FocusJson {
  const { entries, nonTextKeys, problems } = parseJsonObjectText(text);
  const named = new Set<FocusImportProblem>();
  for (const { code } of problems)
    named.add(
      code === "json-duplicate-key"
        ? "tags-duplicate-key"
        : code === "json-unreadable" || code === "json-not-an-object"
          ? "json-unreadable"
          : "json-repaired",
    );
  if (entries.size === 0) return named.has("json-unreadable") ? unreadable : { value: null, problems: [...named] };
  if (!text.trimStart().startsWith("{")) named.add("json-repaired");
  const bare = new Set(nonTextKeys);
  const isChanged = named.size > 0 || nonTextKeys.some((key) => entries.get(key) === "" || /^[{[]/.test(entries.get(key) ?? ""));
  if (isJson && !isChanged) return { value: text, problems: [] };
  const pairs = [...entries].map(([key, source]): Pair => [key, bare.has(key) ? valueOf(source, form, named) : JSON.stringify(source)]);
  return { value: write(pairs), problems: [...named] };
}

function fromPairs(text: string, form: FocusJsonForm): FocusJson {
  const pairs = new Map<string, string>();
  const named = new Set<FocusImportProblem>();
  for (const item of splitJsonList(text)) {
    const { entries, nonTextKeys, problems } = parseJsonObjectText(item);
    const find = (name: string): string | undefined =>
      [name, `${name[0]?.toUpperCase() ?? ""}${name.slice(1)}`].find((one) => entries.has(one));
    const [keyName, valueName] = [find("key"), find("value")];
    if (problems.length > 0 || keyName === undefined || nonTextKeys.includes(keyName)) return unreadable;
    const key = entries.get(keyName) ?? "";
    const source = valueName === undefined ? "" : (entries.get(valueName) ?? "");
    const isText = valueName !== undefined && !nonTextKeys.includes(valueName);
    if (pairs.has(key)) named.add("tags-duplicate-key");
    pairs.set(key, isText ? JSON.stringify(source) : valueOf(source, form, named));
  }
  return { value: write([...pairs]), problems: [...named] };
}

/** A value that is not text, as JSON: `source` is its text in the file, '' for null. */
function valueOf(source: string, form: FocusJsonForm, named: Set<FocusImportProblem>): string {
  if (source === "") return form === "tags" ? "true" : "null";
  if (form === "object" || /^(?:true|false|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/.test(source)) return source;
  named.add("json-value-nested");
  return JSON.stringify(source);
}

/**
 * Tags of Microsoft with each name once: names of Azure's tags have no case, so that of `env` and `Env` in one row the last stands, in its place and as it is
 * spelled, as in mapped rows. The text itself where no name is there twice. `text` is an object of `toFocusJson`.
 */
export function foldTagNames(text: string): string {
  const { entries, nonTextKeys } = parseJsonObjectText(text);
  const last = new Map([...entries.keys()].map((key) => [key.toLowerCase().normalize("NFC"), key]));
  if (last.size === entries.size) return text;
  const bare = new Set(nonTextKeys);
  const kept = new Set(last.values());
  const pairs = [...entries]
    .filter(([key]) => kept.has(key))
    .map(([key, source]): Pair => [key, bare.has(key) ? source : JSON.stringify(source)]);
  return write(pairs);
}

type Pair = readonly [key: string, json: string];

function write(pairs: readonly Pair[]): string {
  return `{${pairs.map(([key, json]) => `${JSON.stringify(key)}:${json}`).join(",")}}`;
}

const unreadable: FocusJson = { value: null, problems: ["json-unreadable"] };
