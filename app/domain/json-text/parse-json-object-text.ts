import { type JsonObjectText, JsonTextScanner } from "./json-object-scanner";

/**
 * Reads the JSON object texts of Azure bills, tags and additional information: with or without braces, with doubled quotes, empty, `null`,
 * `[]`, with duplicate keys (the last one wins, as in JSON), broken escapes, cut off in the middle. What can be read is read, the rest is
 * named. JSON.parse would hide duplicate keys, round numbers and give nothing at all for a text with one wrong character.
 * Total, and linear in the length of the text: nested values are skipped without recursion.
 */
export function parseJsonObjectText(text: string | null): JsonObjectText {
  const trimmed = text?.trim() ?? "";
  if (nothing.has(trimmed)) return noEntries;
  const { source, repaired } = unwrapJsonText(trimmed);
  const scanner = new JsonTextScanner(source);
  if (repaired) scanner.note("json-repaired", "");
  if (literal.test(source)) scanner.note("json-not-an-object", source.slice(0, 20));
  else scanner.readPairs();
  return scanner.result();
}

const nothing: ReadonlySet<string> = new Set(["", "{}", "null", "[]", '""']);
const literal = /^(?:\[[^]*|true|false|-?\d[\d.eE+-]*|"(?:[^"\\]|\\.){0,200}")$/;
const noEntries: JsonObjectText = { entries: new Map(), nonTextKeys: [], problems: [] };

/**
 * Takes off what CSV tools leave on a JSON text: doubled quotes (`{""env"":""prod""}`), an outer pair of quotes, or both; and one level of
 * JSON in JSON (`"{\"env\":\"prod\"}"`). An empty value, `"org": ""`, is not a doubled quote.
 */
function unwrapJsonText(text: string): { readonly source: string; readonly repaired: boolean } {
  const quoted = text.length > 2 && outerQuotes.test(text) && text.endsWith('"');
  const inner = quoted ? text.slice(1, -1).trim() : text;
  if (doubled.test(inner)) return { source: inner.replaceAll('""', '"'), repaired: true };
  if (quoted && escaped.test(inner)) return { source: inner.replace(/\\(["\\])/g, "$1"), repaired: true };
  return quoted && inner.startsWith("{") ? { source: inner, repaired: true } : { source: text, repaired: false };
}

const outerQuotes = /^"(?:\s*\{|""[^":,}\s])/;
const doubled = /^\{?\s*""[^":,}\s]/;
const escaped = /^\{?\s*\\"/;

/** The value under a key whatever its case, as Azure treats tag names; the exact spelling goes first, then the first in the text. */
export function findByKey(entries: ReadonlyMap<string, string>, key: string): string | null {
  const exact = entries.get(key);
  if (exact !== undefined) return exact;
  const wanted = key.toLowerCase();
  for (const [name, value] of entries) {
    if (name.length === key.length && name.toLowerCase() === wanted) return value;
  }
  return null;
}

/** The sources of the items of a JSON list, digit by digit. The text must be a list that JSON.parse takes; linear, without recursion. */
export function splitJsonList(text: string): readonly string[] {
  const items: string[] = [];
  const inside = text.trim().slice(1, -1);
  let depth = 0;
  let start = 0;
  for (let at = 0; at < inside.length; at++) {
    const character = inside[at];
    if (character === '"') {
      for (at++; at < inside.length && inside[at] !== '"'; at++) if (inside[at] === "\\") at++;
    } else if (character === "{" || character === "[") depth++;
    else if (character === "}" || character === "]") depth--;
    else if (character === "," && depth === 0) {
      items.push(inside.slice(start, at).trim());
      start = at + 1;
    }
  }
  const last = inside.slice(start).trim();
  return last === "" ? items : [...items, last];
}
