import { spreadsheetSafe } from "../../../app/domain/text/spreadsheet-cell";
import { askOpen, post } from "./ask";
import { listOf, memberOf } from "./read-value";

/** The rows of an answer that has no file of its own, page after page. */
export interface PagedRows {
  /** Of the file, without its ending. */
  readonly name: string;
  /** One page: `data`, and `page.next` of the one after it. */
  readonly read: (page: string | null) => Promise<object>;
}

/** The rows of `GET path?question`, with their pages; or of another list that the answer has, `member`. */
export function listedRows(name: string, path: string, question: Readonly<Record<string, string>> = {}, member = "data"): PagedRows {
  return {
    name,
    read: async (page) => {
      const search = new URLSearchParams({ ...question, ...(page === null ? {} : { page }) }).toString();
      const answer = await askOpen(search === "" ? path : `${path}?${search}`);
      return member === "data" ? answer : { data: listOf(answer, member, (row) => row) };
    },
  };
}

/** The rows of a question that is posted, with their pages; `rowsOf` finds them where they are not the `data` of the answer, which then has no pages. */
export function postedRows(name: string, path: string, body: object, rowsOf?: (answer: object) => readonly unknown[]): PagedRows {
  return {
    name,
    read: async (page) => {
      const answer = await post(path, page === null ? body : { ...body, page });
      return rowsOf === undefined ? answer : { data: rowsOf(answer) };
    },
  };
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

/** RFC 4180 after a byte order mark. No cell runs as a formula in a spreadsheet. */
export function toCsv(rows: readonly object[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const line = (cells: readonly string[]): string => `${cells.join(",")}\n`;
  const cell = (value: unknown): string => {
    if (value === null || value === undefined) return "";
    return quoted(spreadsheetSafe(typeof value === "string" ? value : JSON.stringify(value)));
  };
  return `\ufeff${line(names.map(quoted))}${rows.map((row) => line(names.map((name) => cell(memberOf(row, name))))).join("")}`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
