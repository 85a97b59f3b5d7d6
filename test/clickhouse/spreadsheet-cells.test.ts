import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fileSql, ofAnswerRows } from "../../app/apis/files/file-rows";
import { spreadsheetSafeOrNumberSql } from "../../app/domain/focus/spreadsheet-safe";
import { spreadsheetSafe } from "../../app/domain/text/spreadsheet-cell";
import { toCsv } from "../../dashboard/src/api/rows-file";
import { bySize } from "../support/test-size";
import { ServerProcess } from "./server-process";

let server: ServerProcess;
beforeAll(async () => {
  server = await ServerProcess.start();
});
afterAll(() => server.dispose());

/** The file that the API makes of rows, without a byte order mark. */
async function fileOfApi(rows: readonly object[]): Promise<string> {
  const statement = ofAnswerRows(rows, []);
  const lines = await server.query(`${fileSql(statement, { isCsv: true, seesPersonalFields: true })} FORMAT CSV`, {
    format_csv_null_representation: "",
  });
  const header = statement.columns.map(({ name }) => `"${name.replaceAll('"', '""')}"`).join(",");
  return `\ufeff${header}\n${lines}`.replace(/\n*$/, "\n");
}

describe("a CSV file of the dashboard is that of the API, byte by byte", () => {
  const hostile = [
    '=HYPERLINK("http://x","y")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "-12.50",
    "-12.50 ",
    "-5\n",
    "12",
    "@SUM(1)",
    "\t=1",
    "\tx",
    "\n=1",
    "\r\nx",
    " \t x",
    "\u00a0=1",
    "\u200b\u2060＝1",
    "\u22121",
    "\u3164@x",
    "'quoted",
    "''",
    'a "b", c\nd;e\tf',
    "größe 中 🙂",
    "\u0000=1",
    "",
    " ",
    "a=1",
  ];

  it("of texts that a spreadsheet would run or take apart", async () => {
    const rows = hostile.map((text, place) => ({ place, text, 'na"me': text, list: [text], nothing: null }));
    expect(toCsv(rows)).toBe(await fileOfApi(rows));
  });

  it("of any texts", async () => {
    const piece = fc.constantFrom(
      ..."= + - @ ' \" \t \r \n , ; 0 a . ＝ 中".split(" "),
      " ",
      "\u00a0",
      "\u200b",
      "\ufeff",
      "\u{1F642}",
      "\u{E0001}",
      "-1",
    );
    const text = fc.array(fc.oneof(piece, fc.string({ unit: "binary", maxLength: 3 })), { maxLength: 6 }).map((pieces) => pieces.join(""));
    const row = fc.record({ a: text, b: fc.oneof(text, fc.constant(null), fc.integer()), c: fc.array(text, { maxLength: 2 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 200 }), async (rows) => {
        expect(toCsv(rows)).toBe(await fileOfApi(rows));
      }),
      { numRuns: bySize(30, 1000) },
    );
  });

  it("after each character that there is", async () => {
    const characters = Array.from({ length: 0x110000 }, (_, code) => code).filter((code) => code < 0xd800 || code > 0xdfff);
    const texts = characters.map((code) => `${String.fromCodePoint(code)}=`);
    const safe = spreadsheetSafeOrNumberSql("text");
    await server.query("CREATE TABLE Texts (text String) ENGINE = Memory");
    await server.query("INSERT INTO Texts FORMAT JSONEachRow", {}, texts.map((text) => JSON.stringify({ text })).join("\n"));
    const found = await server.query(`SELECT hex(text) FROM Texts WHERE ${safe} != text FORMAT TSV`);
    const own = texts.filter((text) => spreadsheetSafe(text) !== text).map((text) => Buffer.from(text).toString("hex").toUpperCase());
    expect(own.length).toBeGreaterThan(500);
    expect(found.trim().split("\n").sort()).toEqual(own.sort());
  });
});
