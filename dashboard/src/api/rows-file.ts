import { listOf, memberOf } from "./read-value";

/** The rows of an answer that has no file of its own, page after page. */
export interface PagedRows {
  /** Of the file, without its ending. */
  readonly name: string;
  /** One page: `data`, and `page.next` of the one after it. */
  readonly read: (page: string | null) => Promise<object>;
}

/** All rows as CSV, with a column for each member that a row has: as the files of the API are written, docs/downloads.md. Throws an AskError. */
export async function csvOf({ read }: PagedRows): Promise<Blob> {
  const rows: object[] = [];
  for (let page: string | null | undefined = null; page !== undefined; ) {
    const answer: object = await read(page);
    rows.push(...listOf(answer, "data", (row) => (typeof row === "object" && row !== null ? row : {})));
    const next = memberOf(memberOf(answer, "page"), "next");
    page = typeof next === "string" ? next : undefined;
  }
  return new Blob([toCsv(rows)], { type: "text/csv;charset=utf-8" });
}

/** RFC 4180 after a byte order mark. No cell runs as a formula in a spreadsheet: what would, gets an apostrophe in front. */
export function toCsv(rows: readonly object[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const line = (cells: readonly string[]): string => `${cells.join(",")}\n`;
  const cell = (value: unknown): string => {
    if (value === null || value === undefined) return "";
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return quoted(/^\s*[=+\-@＝＋－＠]|^[\t\r\n']/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text);
  };
  return `\ufeff${line(names.map(quoted))}${rows.map((row) => line(names.map((name) => cell(memberOf(row, name))))).join("")}`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
