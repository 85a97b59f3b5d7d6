import { isLosslessNumber } from "lossless-json";

/** Whether a text is a JSON pointer (RFC 6901): `/data/items`, `/~1odd~0name`; empty for the whole document. */
export function isJsonPointer(text: string): boolean {
  return /^(?:\/(?:[^~/]|~[01])*)*$/.test(text);
}

/** The value at a pointer in parsed JSON; undefined where there is none. Only what the document has itself is found. */
export function atJsonPointer(document: unknown, pointer: string): unknown {
  let value: unknown = document;
  for (const part of pointer.split("/").slice(1)) {
    const name = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof value !== "object" || value === null || isLosslessNumber(value) || !Object.hasOwn(value, name)) return undefined;
    value = Reflect.get(value, name);
  }
  return value;
}
