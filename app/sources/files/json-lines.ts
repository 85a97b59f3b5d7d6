import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { parseJsonObjectText } from "../../domain/json-text/parse-json-object-text";
import { SourceError } from "../source-error";
import { readCsvText } from "./csv-text";
import { FocusFileError } from "./focus-file";
import type { InputFile } from "./input-file";

/** A run of a file's objects, each with the line that it stands in, from 1. */
export interface JsonLines {
  readonly lines: readonly number[];
  readonly objects: readonly ReadonlyMap<string, string>[];
}

/**
 * Reads a file of JSON objects, one a line, plain or gzip: each as its fields, texts unescaped, all else as its JSON, so that a number keeps its digits. A null
 * is the empty text. Empty lines are skipped.
 * @throws FocusFileError a line is no object, or the file is cut off
 */
export async function* readJsonLines(file: InputFile): AsyncGenerator<JsonLines> {
  const source = Readable.from(file.read(), { objectMode: false });
  const begin = /\.gz$/i.test(file.name) ? createGunzip() : null;
  // Whoever reads the last stream gets the error of either; the callback only keeps it from being unhandled.
  if (begin !== null) pipeline(source, begin, () => undefined);
  const bytes = begin ?? source;
  let line = 0;
  try {
    for await (const text of readCsvText(bytes, null, file.name)) {
      const lines: number[] = [];
      const objects: ReadonlyMap<string, string>[] = [];
      for (const one of text.toString("utf8").replace(/\n$/, "").split("\n")) {
        line += 1;
        if (one.trim() === "") continue;
        objects.push(readObject(one, { file: file.name, line }));
        lines.push(line);
      }
      if (objects.length > 0) yield { lines, objects };
    }
  } catch (error) {
    if (error instanceof SourceError) throw error;
    if (error instanceof Error && error.cause instanceof SourceError) throw error.cause;
    throw new FocusFileError({ file: file.name, line: line + 1 }, "is truncated or damaged", error);
  } finally {
    source.destroy();
    bytes.destroy();
  }
}

/** The fields of an object's JSON, as `readJsonLines` gives them, and the first that it has twice; null when the text is none. */
export function readJsonFields(text: string): { readonly fields: ReadonlyMap<string, string>; readonly twice: string | null } | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  } catch {
    return null;
  }
  const { entries, problems } = parseJsonObjectText(text);
  return { fields: entries, twice: problems.find(({ code }) => code === "json-duplicate-key")?.detail ?? null };
}

function readObject(text: string, at: { readonly file: string; readonly line: number }): ReadonlyMap<string, string> {
  const read = readJsonFields(text.replace(/^\uFEFF/, ""));
  if (read === null) throw new FocusFileError(at, `is not a JSON object; it begins ${JSON.stringify(text.slice(0, 40))}`);
  refuseTwice(read.twice, at);
  return read.fields;
}

/** @throws FocusFileError a field is there twice: which of the two is right cannot be known */
export function refuseTwice(field: string | null, at: { readonly file: string; readonly line: number }): void {
  if (field !== null) throw new FocusFileError({ ...at, column: field }, "appears twice in the row");
}
