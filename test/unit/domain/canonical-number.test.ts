import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toWireText } from "../../../app/domain/azure-ea/to-wire-text";
import { canonicalNumber } from "../../../app/domain/decimal/canonical-number";
import { readPostedRecords } from "../../../app/ingest/read-posted-records";

describe("the canonical text of a number", () => {
  it.each([
    ["5.0", "5"],
    ["0.5e1", "5"],
    ["5E+0", "5"],
    ["-0.0", "0"],
    ["-1.50", "-1.5"],
    ["1e3", "1000"],
    ["1.25e-7", "0.000000125"],
    ["12345678901234567890.10", "12345678901234567890.1"],
    ["1e400", "1e400"],
    ["0.0", "0"],
    ["N/A", "N/A"],
  ])("%s is %s", (text, canonical) => {
    expect(canonicalNumber(text)).toBe(canonical);
  });

  it("is the same of a number that a parser has read and of its digits", () => {
    const numbers = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }));
    fc.assert(
      fc.property(numbers, (value) => {
        const json = JSON.stringify(value);
        const [record] = recordsOf(`{"enrollment":"1","currency":"CNY","date":"2026-10-01","offerId":${json}}`);
        expect(record?.["offerId"]).toBe(toWireText(JSON.parse(json)).text);
        expect(Number(canonicalNumber(json))).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  it("of 5.0 in a record is that of 5", () => {
    expect(recordsOf(`{"enrollment":"1","currency":"CNY","offerId":5.0,"cost":"5.0"}`)).toEqual([
      { enrollment: "1", currency: "CNY", offerId: "5", cost: "5.0" },
    ]);
  });
});

function recordsOf(body: string): readonly Readonly<Record<string, unknown>>[] {
  const read = readPostedRecords(body);
  if (read.kind === "refused") throw new Error(read.reason);
  return read.records.map((record) => ({ ...record }));
}
