import { quoteSql } from "./quote-sql";
import type { Statement } from "./read-statement";

/**
 * The INSERT that reads its data from a file, `FROM INFILE` or, in place of `input()`, from `file()`: the engine parses it in any of its
 * formats, block by block. The file is complete before the engine sees it, so a client that breaks off inserts nothing.
 * `head` has one character per byte of the request; the answer is proper text.
 */
export function insertFromFile(head: string, insert: Extract<Statement, { kind: "insert" | "insert-select" }>, file: string): string {
  const text = (from: number, to: number): string => Buffer.from(head.slice(from, to), "latin1").toString("utf8");
  if (insert.kind === "insert-select") {
    const reader = `file(${quoteSql(file)}, ${quoteSql(insert.format)}${insert.hasArguments ? ", " : ""}`;
    return `${text(0, insert.inputAt)}${reader}${text(insert.argumentsAt, insert.formatAt)}`;
  }
  // The engine wants settings before FORMAT when there is an INFILE; over HTTP they may stand behind it, too.
  const before = text(insert.infileAt, insert.formatAt);
  const behind = text(insert.formatEnd, insert.headEnd);
  const settings = before === "" ? behind : before + behind.replace(/^\s*SETTINGS/i, ",");
  const format = insert.isValues ? "FORMAT Values" : text(insert.formatAt, insert.formatEnd);
  return `${text(0, insert.infileAt)} FROM INFILE ${quoteSql(file)} ${settings} ${format}`;
}
