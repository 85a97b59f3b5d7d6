import { memoize } from "../../memoize";
import { trimInvisible } from "../../trim-invisible";
import { focusImportColumns } from "./focus-import-column";
import { type FocusNotes, sourceColumnsOf } from "./focus-notes";
import { rowColumns } from "./focus-record";
import type { FocusCells } from "./focus-row";
import type { FocusSubject } from "./focus-subject";
import type { FocusColumnPlan } from "./plan-focus-columns";

/**
 * What a row is compared by with another one: the JSON of what is kept of it, and that of all its columns. Most of both is the same in all rows about a
 * subject, and is written once for those that come after the first.
 */
export class FocusRowContent {
  readonly #subject: FocusSubject;
  readonly #keeps: boolean;
  /** The UTF-8 before each column that a row has to itself, and after the last one. */
  #gaps: readonly Uint8Array[] | null = null;
  /** What is kept of the subject, by its name. */
  #members: ReadonlyMap<string, { readonly rank: number; readonly json: string }> | null = null;
  #ofSubject: string | null = null;

  constructor(subject: FocusSubject, { sourceColumns, headers }: FocusColumnPlan) {
    this.#subject = subject;
    // Names may come from the file's own JSON, and JSON puts those that are numbers first.
    this.#keeps = sourceColumns === null && !headers.some((header) => /^\d+$/.test(trimInvisible(header)));
  }

  /** `sourceColumnsOf` the subject and a row. */
  sourceColumns({ kept }: FocusNotes): string {
    const { notes } = this.#subject;
    if (kept.length === 0) return (this.#ofSubject ??= sourceColumnsOf(notes.kept, []));
    if (!this.#keeps) return sourceColumnsOf(notes.kept, kept);
    const members = this.#members;
    if (members === null) {
      const known = new Map<string, { readonly rank: number; readonly json: string }>();
      for (const { header, text, rank, replaces } of notes.kept) {
        const before = known.get(header);
        if (replaces || before === undefined) known.set(header, { rank: before?.rank ?? rank, json: memberOf(header, text) });
      }
      this.#members = known;
      return sourceColumnsOf(notes.kept, kept);
    }
    const ofSubject = members.values();
    let next = ofSubject.next();
    let json = "";
    for (const [index, { rank, header, text, replaces }] of kept.entries()) {
      const isTwice = kept.findIndex((other) => other.header === header) < index;
      if (members.has(header) || (isTwice && replaces)) return sourceColumnsOf(notes.kept, kept);
      if (isTwice) continue;
      for (; next.done !== true && next.value.rank < rank; next = ofSubject.next()) json += `,${next.value.json}`;
      json += `,${memberOf(header, text)}`;
    }
    for (; next.done !== true; next = ofSubject.next()) json += `,${next.value.json}`;
    return `{${json.slice(1)}}`;
  }

  /** The UTF-8 of `contentOf` a row about the subject, which is good until the next row is written. */
  of(cells: FocusCells, sourceColumns: string, out: Utf8Writer): Uint8Array {
    this.#gaps ??= gapsOf(this.#subject.cells);
    out.clear();
    for (const [index, gap] of this.#gaps.entries()) {
      out.bytes(gap);
      const place = rowPlaces[index];
      if (place !== undefined) out.json(cells[place] ?? null);
    }
    out.text(JSON.stringify(sourceColumns));
    out.bytes(end);
    return out.written();
  }
}

/** What `FocusRow.contentHash` is the hash of. */
export function contentOf(cells: FocusCells, sourceColumns: string): string {
  return JSON.stringify([cells, sourceColumns]);
}

/** Writes UTF-8 into one buffer, again and again. */
export class Utf8Writer {
  readonly #encoder = new TextEncoder();
  #bytes = new Uint8Array(1 << 14);
  #length = 0;

  clear(): void {
    this.#length = 0;
  }

  /** What was written since `clear`; the next text overwrites it. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  text(text: string): void {
    // Three bytes a unit of UTF-16 at most.
    this.#reserve(text.length * 3);
    this.#length += this.#encoder.encodeInto(text, this.#bytes.subarray(this.#length)).written;
  }

  /** A text or null as JSON. */
  json(text: string | null): void {
    if (text === null) {
      this.bytes(nothing);
      return;
    }
    if (!plain.test(text)) {
      this.text(JSON.stringify(text));
      return;
    }
    this.#reserve(text.length + 2);
    this.#bytes[this.#length] = quotationMark;
    // Digits and times, mostly: too short for an encoder.
    for (let index = 0; index < text.length; index += 1) this.#bytes[this.#length + index + 1] = text.charCodeAt(index);
    this.#length += text.length + 2;
    this.#bytes[this.#length - 1] = quotationMark;
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#length + bytes, this.#bytes.length * 2));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/** Of `[[cells], sourceColumns]`, without what stands behind the last gap. */
function gapsOf(cells: FocusCells): readonly Uint8Array[] {
  const encoder = new TextEncoder();
  const gaps: Uint8Array[] = [];
  let gap = "[[";
  for (const [place, cell] of cells.entries()) {
    if (place > 0) gap += ",";
    if (isOfRow[place] === true) {
      gaps.push(encoder.encode(gap));
      gap = "";
    } else gap += jsonOf(cell);
  }
  return [...gaps, encoder.encode(`${gap}],`)];
}

function memberOf(header: string, text: string): string {
  return `${nameOf(header)}:${jsonOf(text)}`;
}

function jsonOf(text: string | null): string {
  if (text === null) return "null";
  return plain.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** Of ASCII that JSON escapes nothing of. */
const plain = /^[ !#-[\]-~]*$/;
const nameOf = memoize(1000, (header) => JSON.stringify(header));
const isOfRow = focusImportColumns.map(({ name }) => rowColumns.has(name));
const rowPlaces = [...isOfRow.keys()].filter((place) => isOfRow[place]);
const encoded = new TextEncoder();
const [nothing, end] = [encoded.encode("null"), encoded.encode("]")];
const quotationMark = 34;
