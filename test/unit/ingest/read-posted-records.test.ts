import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packRecords, unpackRecords } from "../../../app/ingest/pack-records";
import { readPostedRecords } from "../../../app/ingest/read-posted-records";
import { splitRecords } from "../../../app/ingest/split-records";

const one = { enrollment: "100", currency: "CNY", date: "2026-10-05", instanceId: "vm-1", extendedCost: "1.5" };
const line = JSON.stringify(one);

function recordsOf(body: string): readonly unknown[] {
  const posted = readPostedRecords(body);
  if (posted.kind === "refused") throw new Error(posted.reason);
  return posted.records;
}

describe("a body of records", () => {
  it("is one object, an array, or one object on each line, and nothing of it is passed over", () => {
    expect(readPostedRecords(line)).toEqual({ kind: "records", form: "object", records: [one] });
    expect(readPostedRecords(`\ufeff [${line},\r\n${line}]\n`)).toEqual({ kind: "records", form: "array", records: [one, one] });
    expect(readPostedRecords(`${line}\n\n${line}\r\n`)).toEqual({ kind: "records", form: "ndjson", records: [one, one] });
    expect(readPostedRecords("[]")).toEqual({ kind: "records", form: "array", records: [] });
  });

  it("keeps the digits of JSON numbers, and of those inside of tags", () => {
    const body = `{"enrollment":"100","currency":"CNY","date":"2026-10-05","COST":0.12345678901234567890123,"quantity":1E-7,"occurrence":2,"tags":{"size":1.50,"big":12345678901234567890}}`;
    expect(recordsOf(body)).toEqual([
      {
        enrollment: "100",
        currency: "CNY",
        date: "2026-10-05",
        COST: "0.12345678901234567890123",
        quantity: "0.0000001",
        occurrence: "2",
        tags: '{"size":1.50,"big":12345678901234567890}',
      },
    ]);
  });

  it.each([
    ["", null, 1, "the body is empty"],
    [" \n ", null, 2, "the body is empty"],
    ["null", 0, 1, "a record must be a JSON object"],
    ['"x"', 0, 1, "a record must be a JSON object"],
    [`[${line}, 5]`, 1, 1, "a record must be a JSON object"],
    [`[[${line}]]`, 0, 1, "a record must be a JSON object"],
    [`[${line}] trailing`, null, 1, "unexpected text after the array"],
    [`[${line}]\n[${line}]`, null, 2, "unexpected text after the array"],
    [`[${line},]`, 1, 1, "the array ends with a comma"],
    [`[${line} ${line}]`, 1, 1, 'unexpected "{" between two records'],
    [`[${line}`, 1, 1, "the array is not closed"],
    [`${line}${line}`, 1, 1, "two records on one line; send an array, or one record per line"],
    [`${line},\n${line}`, null, 1, 'unexpected "," after a record; send an array, or one record per line'],
    [`${line}\n{"a":`, 1, 2, "the record is not closed"],
    [`${line}\n{"a":"x`, 1, 2, "a string is not closed"],
    [`${line}\n\n${line.replace('"1.5"', "NaN")}`, 1, 3, expect.stringContaining("is not JSON") as string],
    [`[${line},\n${line.replace("}", ',"extendedCost":"2"}')}]`, 1, 2, expect.stringContaining("Duplicate key 'extendedCost'") as string],
    [`[${line},{"currency":"CNY"}]`, 1, 1, "enrollment is missing"],
    [`[{"enrollment":"1"}]`, 0, 1, "currency is missing"],
    [`[{"enrollment":"1","currency":"CNY","hello":"world"}]`, 0, 1, expect.stringContaining("not a usage row") as string],
    [`[${line},${line.replace('"CNY"', '"Yuan"')}]`, 1, 1, expect.stringContaining("currency must be") as string],
    [`[${line},${line.replace("}", ',"occurrence":0}')}]`, 1, 1, expect.stringContaining("occurrence is") as string],
    [`${'{"a":'.repeat(40)}1${"}".repeat(40)}`, 0, 1, "the record is nested more than 32 levels deep"],
  ])("%j is refused whole, with the record and its line", (body, index, at, reason) => {
    expect(readPostedRecords(body)).toEqual({ kind: "refused", index, line: at, isTooLarge: false, reason });
  });

  it("with one record that no message can carry is refused whole, and names it", () => {
    const large = JSON.stringify({ ...one, tags: "x".repeat(700_000) });
    expect(readPostedRecords(`[${line},${line},${large},${line}]`)).toMatchObject({ kind: "refused", index: 2, isTooLarge: true });
    const noise = Array.from({ length: 174_800 }, (_, index) =>
      ((index * 2654435761) >>> 16).toString(36).slice(0, 4).padStart(4, "z"),
    ).join("");
    const allowed = { ...one, tags: noise };
    for (const block of packRecords([one, allowed, one])) expect(block.records.length).toBeLessThanOrEqual(1_000_000);
    expect(readPostedRecords(JSON.stringify([one, allowed]))).toMatchObject({ kind: "records" });
  });

  it("comes out of the stream as it was read, whatever its texts are", () => {
    const texts = fc.dictionary(fc.string(), fc.oneof(fc.string({ unit: "binary" }), fc.constant(null), fc.boolean()), {
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(fc.array(texts, { maxLength: 5 }), fc.constantFrom("array", "ndjson"), (members, form) => {
        const records = members.map((more) => ({
          ...one,
          ...Object.fromEntries(
            Object.entries(more)
              .filter(([name]) => name !== "__proto__")
              .map(([name, value]) => [`x ${name}`, value]),
          ),
        }));
        const body = form === "array" ? JSON.stringify(records, null, 1) : records.map((record) => JSON.stringify(record)).join("\n");
        if (records.length === 0 && form === "ndjson") return;
        expect(recordsOf(body)).toEqual(records);
        expect([...unpackRecords(packRecords(records))].flat()).toEqual(records);
      }),
    );
  });

  it("of anything at all is split or refused, and what is split is all of it", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.array(fc.constantFrom("{", "}", "[", "]", '"', "\\", ",", "\n", " ", "1", ":")).map((parts) => parts.join("")),
        ),
        (body) => {
          const split = splitRecords(body);
          if ("fault" in split) expect(split.fault).not.toBe("");
          else
            expect(body.replace(/[\s,[\]]/g, "").length).toBe(
              split.records
                .map(({ text }) => text)
                .join("")
                .replace(/[\s,[\]]/g, "").length,
            );
        },
      ),
    );
  });
});
