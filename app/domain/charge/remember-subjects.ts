import type { UsageCell, UsageDetailReader, UsageDetailReading } from "../azure-ea/usage-detail-reading";
import { Usefulness } from "../memoize";
import type { UsageSubject } from "./usage-subject";

/**
 * Remembers subjects by instance id (rows without one by meter), the last few of each, and compares all columns of the subject before one is used
 * again. Rows are compared as they came, value by value, so that a remembered row costs no reading; null and empty differ. A row whose kind was seen
 * was compared when its kind was found.
 * Holds at most twice `limit` keys: when the young half is full, the old half is dropped whole. Where subjects hardly come again it rests. Subjects with very
 * long texts are not kept, so that one producer cannot fill the memory.
 */
export function rememberSubjects(
  limit: number,
  share: (text: string) => string,
  derive: (reader: UsageDetailReader, cells: readonly UsageCell[]) => UsageSubject,
): (reading: UsageDetailReading) => UsageSubject {
  let young = new Map<string, readonly Remembered[]>();
  let old = new Map<string, readonly Remembered[]>();
  const usefulness = new Usefulness(limit);
  const owner = {};
  const lookUp = (reader: UsageDetailReader, cells: readonly UsageCell[]): Remembered => {
    if (usefulness.isResting()) return remember(owner, reader, cells, share, derive);
    const key = reader.subjectKey(cells);
    const recent = young.get(key);
    const remembered = recent === undefined ? undefined : find(recent, reader, cells);
    const before = remembered === undefined ? find(old.get(key) ?? [], reader, cells) : undefined;
    if (remembered !== undefined || before !== undefined) usefulness.known();
    if (remembered !== undefined) return remembered;
    const fresh = before ?? remember(owner, reader, cells, share, derive);
    if (lengthOf(fresh.cells) > longestTexts) return fresh;
    if (young.size >= limit) {
      old = usefulness.rests(old.size === 0) ? new Map<string, readonly Remembered[]>() : young;
      young = new Map();
    }
    young.set(key, [fresh, ...(young.get(key) ?? []).slice(0, mostForKey - 1)]);
    return fresh;
  };
  return ({ reader, cells, kind }) => {
    if (kind === null) return lookUp(reader, cells).subject;
    const { remembered } = kind;
    if (remembered instanceof Remembered && remembered.owner === owner && remembered.reader === reader) return remembered.subject;
    const found = lookUp(reader, cells);
    kind.remembered = found;
    return found.subject;
  };
}

class Remembered {
  constructor(
    /** Which memory it is of: another one has other rules. */
    readonly owner: object,
    readonly reader: UsageDetailReader,
    /** The values of the reader's subject columns, in their order. */
    readonly cells: readonly UsageCell[],
    readonly subject: UsageSubject,
  ) {}
}

function find(known: readonly Remembered[], reader: UsageDetailReader, cells: readonly UsageCell[]): Remembered | undefined {
  for (const entry of known) if (entry.reader === reader && isEqual(entry.cells, reader.subjectColumns, cells)) return entry;
  return undefined;
}

function isEqual(known: readonly UsageCell[], columns: readonly number[], cells: readonly UsageCell[]): boolean {
  for (let index = 0; index < columns.length; index++) if (known[index] !== cells[columns[index] ?? -1]) return false;
  return true;
}

/** Texts are shared before anything is derived from them: `share` gives back the first of equal ones, so that each is held once. */
function remember(
  owner: object,
  reader: UsageDetailReader,
  cells: readonly UsageCell[],
  share: (text: string) => string,
  derive: (reader: UsageDetailReader, cells: readonly UsageCell[]) => UsageSubject,
): Remembered {
  const shared = [...cells];
  const kept: UsageCell[] = [];
  for (const column of reader.subjectColumns) {
    const cell = cells[column];
    const text = typeof cell === "string" ? share(cell) : cell;
    shared[column] = text;
    kept.push(text);
  }
  return new Remembered(owner, reader, kept, derive(reader, shared));
}

function lengthOf(cells: readonly UsageCell[]): number {
  let length = 0;
  for (const cell of cells) length += cell?.length ?? 0;
  return length;
}

const longestTexts = 16_384;
/** The meters of one resource: a VM has a handful. */
const mostForKey = 12;
