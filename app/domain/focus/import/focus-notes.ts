import type { FocusImportProblem } from "./focus-import-problem";

/**
 * The decisions on a row, in the order in which they are made. What a row says of its subject is decided before what it has to itself, and once for many
 * rows; what is noted has its place in this order all the same.
 */
export const decision = {
  sourceColumns: 0,
  cell: 1,
  listed: 2,
  provider: 3,
  account: 4,
  assumed: 5,
  mandatory: 6,
  accountKey: 7,
  blockSize: 8,
  tags: 9,
  azureKeys: 10,
  resource: 11,
  pricingCategory: 12,
  costs: 13,
  period: 14,
  localTime: 15,
  clock: 16,
  chargePeriod: 17,
  unknownColumn: 18,
} as const;

/** The place of something that is noted: of its decision, and in there of its column. */
export function rankOf(step: (typeof decision)[keyof typeof decision], place = 0): number {
  return step * placesOfStep + place;
}

/** More than any supported file has columns. */
const placesOfStep = 1_000_000;

/** A text of the file that is kept beside the columns, by the name of its column. */
export interface KeptText {
  readonly rank: number;
  readonly header: string;
  readonly text: string;
  /** Whether it stands for its column whatever was kept before; else the earlier one does. */
  readonly replaces: boolean;
}

export interface NamedProblem {
  readonly rank: number;
  readonly code: FocusImportProblem;
}

/** What is noted of a subject, or of what a row has to itself. */
export class FocusNotes {
  readonly kept: KeptText[] = [];
  readonly problems: NamedProblem[] = [];

  name(rank: number, code: FocusImportProblem): void {
    this.problems.push({ rank, code });
  }

  /** A text that no column holds, or that a column spells otherwise. */
  keep(rank: number, header: string, text: string): void {
    this.kept.push({ rank, header, text, replaces: true });
  }

  /** What a column said before it was corrected. */
  keepBefore(rank: number, header: string, text: string): void {
    this.kept.push({ rank, header, text, replaces: false });
  }
}

/** The problems of a row, each once, in the order in which they were found. */
export function problemsOf(subject: readonly NamedProblem[], row: readonly NamedProblem[]): readonly FocusImportProblem[] {
  if (subject.length + row.length === 0) return noProblems;
  return [...new Set(inOrder(subject, row).map(({ code }) => code))];
}

/** The JSON object of what is kept of a row; empty text when that is nothing. */
export function sourceColumnsOf(subject: readonly KeptText[], row: readonly KeptText[]): string {
  if (subject.length + row.length === 0) return "";
  const kept = new Map<string, string>();
  for (const { header, text, replaces } of inOrder(subject, row)) if (replaces || !kept.has(header)) kept.set(header, text);
  return JSON.stringify(Object.fromEntries(kept));
}

const noProblems: readonly FocusImportProblem[] = [];

function inOrder<Note extends { readonly rank: number }>(subject: readonly Note[], row: readonly Note[]): readonly Note[] {
  return [...subject, ...row].sort((one, other) => one.rank - other.rank);
}
