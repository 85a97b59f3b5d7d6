import { describe, expect, it } from "vitest";
import { csvOf, toCsv } from "../../../dashboard/src/api/rows-file";

describe("rows that the API has no file of", () => {
  it("are read to the last page, with a column for each member", async () => {
    const pages: Readonly<Record<string, object>> = {
      "": { data: [{ at: "1", reason: "a" }], page: { next: "second" } },
      second: { data: [{ at: "2", effect: [{ currency: "CNY" }] }], page: { next: null } },
    };
    const content = await csvOf({ name: "audit", read: (page) => Promise.resolve(pages[page ?? ""] ?? {}) });
    expect((await content.text()).split("\n")).toEqual([
      // Blob.text() takes the byte order mark away.
      '"at","reason","effect"',
      '"1","a",',
      '"2",,"[{""currency"":""CNY""}]"',
      "",
    ]);
  });

  it("begin with a byte order mark, and no cell of them runs as a formula", () => {
    const csv = toCsv([{ a: "=1+1", b: "-12.50", c: " @x", d: 'say "no"', e: "-1+2", f: "\tx", g: "＝1" }]);
    expect(csv.startsWith("\ufeff")).toBe(true);
    expect(csv.split("\n")[1]).toBe(`"'=1+1","-12.50","' @x","say ""no""","'-1+2","'\tx","'＝1"`);
  });
});
