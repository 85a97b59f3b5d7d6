/**
 * Lists of texts in a parameter. A comma divides them, and a colon a tag from its value; a text that has either in it stands in quotes, as a JSON string:
 * `tag="aws:createdBy":bob,"a,b":"1,2"`. Quotes inside of a text are text.
 */

/** The text of a JSON string, or what is none as it is. */
export function unquote(text: string): string {
  if (!text.startsWith('"')) return text;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" ? value : text;
  } catch {
    return text;
  }
}

/** The items of a list as they stand there, with their quotes. Nothing of the text is left out: joined with commas they are it again. */
export function splitQuoted(text: string): readonly string[] {
  const items: string[] = [];
  let start = 0;
  while (start <= text.length) {
    const end = endOfItem(text, start);
    items.push(text.slice(start, end));
    start = end + 1;
  }
  return items;
}

/** A key and a value with a colon between them; null without one. The first colon that is in no quotes divides them. */
export function splitPair(item: string): { readonly key: string; readonly value: string } | null {
  const colon = item.indexOf(":", endOfString(item, 0));
  return colon < 0 ? null : { key: unquote(item.slice(0, colon)), value: unquote(item.slice(colon + 1)) };
}

/** A key and a value as `splitPair` reads them, in a list. */
export function writePair(key: string, value: string): string {
  const written = (text: string, needsQuotes: RegExp): string => (needsQuotes.test(text) ? JSON.stringify(text) : text);
  return `${written(key, /^"|[:,]/)}:${written(value, /^"|,/)}`;
}

/** A string stands at the beginning of an item, after its `tag:`, or after the colon that divides it. */
function endOfItem(text: string, start: number): number {
  let at = endOfString(text, text.startsWith("tag:", start) ? start + 4 : start);
  if (text[at] === ":") at = endOfString(text, at + 1);
  else {
    const colon = text.indexOf(":", at);
    const comma = text.indexOf(",", at);
    if (colon >= 0 && (comma < 0 || colon < comma)) at = endOfString(text, colon + 1);
  }
  const comma = text.indexOf(",", at);
  return comma < 0 ? text.length : comma;
}

/** Where a whole JSON string that begins here ends; `start` when there is none. */
function endOfString(text: string, start: number): number {
  jsonString.lastIndex = start;
  return jsonString.test(text) ? jsonString.lastIndex : start;
}

const jsonString = /"(?:[^"\\]|\\.)*"(?=[:,]|$)/y;
