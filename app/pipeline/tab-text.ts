/** A text as a field of ClickHouse's TabSeparated. */
export function tabText(text: string): string {
  return special.test(text) ? text.replace(everySpecial, escape) : text;
}

/** A text or a number that may be null. */
export function tabValue(value: string | number | null): string {
  return value === null ? "\\N" : typeof value === "number" ? String(value) : tabText(value);
}

/** A text inside of an array or a tuple: in quotes. */
export function quotedText(text: string): string {
  return `'${text.replace(/[\\'\t\n\r\b\f\0]/g, escape)}'`;
}

function escape(character: string): string {
  return escapes[character] ?? `\\${character}`;
}

const escapes: Readonly<Record<string, string>> = { "\t": "\\t", "\n": "\\n", "\r": "\\r", "\b": "\\b", "\f": "\\f", "\0": "\\0" };
const special = /[\\\t\n\r\b\f\0]/;
const everySpecial = /[\\\t\n\r\b\f\0]/g;
