import { describe, expect, it } from "vitest";
import { csvOf } from "../../../dashboard/src/api/rows-file";

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
});
