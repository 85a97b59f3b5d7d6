import fc from "fast-check";
import { parse } from "lossless-json";
import { describe, expect, it } from "vitest";
import { PageReader, type PageReading } from "../../../app/sources/json/page-reader";
import type { Cell } from "../../../app/sources/json/row-table";
import { bySize } from "../../support/test-size";

const digits = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.integer({ min: 0, max: 999_999_999 })).map(([whole, part]) => `${whole}.${part}`),
  fc.constantFrom("9.6E-06", "8e-08", "-0", "-0.0", "0.1", "1E+5", "12345678901234567890", "0.000000000000000001", "24.000000000000000000"),
);
const text = fc.oneof(
  fc.string({ unit: "binary" }).map((value) => JSON.stringify(value)),
  fc.string({ unit: "grapheme" }).map((value) => JSON.stringify(value)),
  fc.constantFrom('"\\u0041"', '"\\ud83d\\ude80"', '"生产"', '"a\\"b"', '"\\\\"', '"{\\"app\\":1}"', '""', '"24.5"', '"\\/"'),
);
const scalar = fc.oneof(digits, text, fc.constantFrom("null", "true", "false"));
const space = fc.constantFrom("", " ", "\n  ", "\t", "\r\n");
const names = ["date", "cost", "tags", "__proto__", "constructor", "属性", 'a"b'];

const own: ReadonlySet<string> = new Set(["date", "cost", 'a"b']);

interface RowShape {
  readonly keys: readonly string[];
  readonly values: readonly string[];
  readonly outer: string;
  readonly inner: string;
}

/** How a row is written: some of a few names, in any order, so that layouts repeat and differ. */
const shape: fc.Arbitrary<RowShape> = fc.record({
  keys: fc.shuffledSubarray(names),
  values: fc.array(scalar, { minLength: 7, maxLength: 7 }),
  outer: space,
  inner: space,
});

/** A row in source form, with these values for its own fields. */
function written({ keys, values, outer, inner }: RowShape, ownValue: string | null): string {
  const members = keys.map((key, index) => {
    const value = own.has(key) && ownValue !== null ? ownValue : (values[index] ?? "null");
    return `${JSON.stringify(key)}${inner}:${outer}${value}`;
  });
  return `{${outer}${members.join(`${inner},${outer}`)}${inner}}`;
}

/** Rows as a bill has them: the same few come back with other values of their own. */
const repeated = fc
  .tuple(fc.array(shape, { minLength: 1, maxLength: 3 }), fc.array(fc.tuple(fc.nat(2), scalar), { maxLength: 20 }))
  .map(([shapes, rows]) => rows.flatMap(([index, value]) => shapes.slice(index, index + 1).map((one) => written(one, value))));
const bill = fc
  .tuple(
    fc.oneof(
      fc.array(
        shape.map((one) => written(one, null)),
        { maxLength: 12 },
      ),
      repeated,
    ),
    space,
    fc.boolean(),
  )
  .map(([rows, gap, bom]) => `${bom ? "\ufeff" : ""}{"content":[${rows.join(`,${gap}`)}${gap}],"nextLink":null}${gap}`);

const newReaders = {
  "that takes every field for a row's own": () => new PageReader(),
  "that finds the kinds of rows": () => new PageReader((field) => own.has(field)),
};

describe.each(Object.entries(newReaders))("PageReader %s", (_, newReader) => {
  it("reads the same rows as lossless-json, digit for digit, whatever it has seen before", () => {
    const reader = newReader();
    fc.assert(
      fc.property(bill, (source) => {
        const expected = losslessRows(source);
        expect(objects(reader.read(Buffer.from(source), "content"))).toEqual(expected);
        expect(objects(reader.read(Buffer.from(source), "content"))).toEqual(expected);
      }),
      { numRuns: 3000 },
    );
  });

  it("accepts and refuses what JSON.parse accepts and refuses, one spoiled character at a time", () => {
    const reader = newReader();
    const spoil = fc.tuple(fc.nat(), fc.constantFrom("", '"', "\\", ",", "}", "]", "0", "-", ".", "e", "\u0001", " ", "x"));
    fc.assert(
      fc.property(bill, spoil, (source, [where, what]) => {
        reader.read(Buffer.from(source), "content");
        const at = where % source.length;
        // Through bytes and back: half of a surrogate pair has no UTF-8.
        const spoiled = Buffer.from(source.slice(0, at) + what + source.slice(at + 1)).toString("utf8");
        const reading = reader.read(Buffer.from(spoiled), "content");
        if (!isObjectJson(spoiled)) expect(reading.ok).toBe(false);
        else if (reading.ok && reading.table !== null) expect(objects(reading)).toEqual(losslessRows(spoiled));
      }),
      { numRuns: 5000 },
    );
  });

  it("never believes a body that is cut anywhere", () => {
    const source = Buffer.from(
      '\ufeff{"content":[{"date":"2026-10-01","cost":1.50,"tags":"{\\"应用\\":1}"},{"date":"2026-10-01","cost":2,"tags":null}],"nextLink":"x"}',
    );
    const reader = newReader();
    expect(reader.read(source, "content").ok).toBe(true);
    for (let length = 0; length < source.length; length += 1) expect(reader.read(source.subarray(0, length), "content").ok).toBe(false);
  });

  it("does not take 24.5 for 24.55, nor a token for its prefix", () => {
    const source = (cost: string): Buffer => Buffer.from(`{"content":[{"a":${cost},"b":"x"}]}`);
    const reader = newReader();
    const values = ["24.5", "24.55", "24", "24.5e1", "2", '"2"', '"24"', '"24.5"', "null", '"null"', "true"];
    for (const value of [...values, ...[...values].reverse(), ...values]) {
      const cell = value === "null" ? null : value.replaceAll('"', "");
      expect(objects(reader.read(source(value), "content"))).toEqual([{ a: cell, b: "x" }]);
    }
  });

  it("keeps nested values as their source text", () => {
    const source = '{"content":[{"tags":{"app" : 1.50},"list":[1,[2]]}]}';
    expect(objects(newReader().read(Buffer.from(source), "content"))).toEqual([{ tags: '{"app" : 1.50}', list: "[1,[2]]" }]);
  });

  it("finds the members in any casing and refuses one that comes twice", () => {
    const reader = newReader();
    expect(reader.read(Buffer.from('{"NextLink":"n","Content":[]}'), "content")).toMatchObject({ ok: true, table: { rows: [] } });
    expect(reader.read(Buffer.from('{"content":[],"Content":[]}'), "content").ok).toBe(false);
  });

  it("refuses a row that has a member twice, also after rows of the same members", () => {
    const reader = newReader();
    expect(reader.read(Buffer.from('{"content":[{"cost":1,"date":"x"}]}'), "content").ok).toBe(true);
    for (const row of ['{"cost":1,"date":"x","cost":2}', '{"cost":1,"\\u0063ost":1}'])
      expect(reader.read(Buffer.from(`{"content":[{"cost":1,"date":"x"},${row}]}`), "content")).toMatchObject({
        ok: false,
        reason: "the rows are cut or not JSON, or a row has a member twice",
      });
  });

  it("refuses bytes that are not UTF-8 instead of replacing them", () => {
    expect(newReader().read(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), "content")).toMatchObject({ ok: false });
  });

  it("stays exact when far more values pass than it remembers", () => {
    const reader = newReader();
    for (let page = 0; page < 40; page += 1) {
      const rows = Array.from({ length: 500 }, (_, index) => ({
        id: `resource-${page}-${index}-${"x".repeat(1500)}`,
        name: `n${index % 7}`,
      }));
      expect(objects(reader.read(Buffer.from(JSON.stringify({ content: rows })), "content"))).toEqual(rows);
    }
  });
});

describe("kinds of rows", () => {
  it("are shared only by rows that agree in every field but their own", () => {
    let shared = 0;
    fc.assert(
      fc.property(bill, (source) => {
        const reader = newReaders["that finds the kinds of rows"]();
        const seen = new Map<object, string>();
        for (const { kind, cells, fields } of [source, source].flatMap((page) => kindsOf(reader.read(Buffer.from(page), "content")))) {
          if (kind === null) continue;
          const said = fields.flatMap((field, column) => (own.has(field) || cells[column] === undefined ? [] : [[field, cells[column]]]));
          if (seen.has(kind)) shared += 1;
          expect(seen.get(kind) ?? JSON.stringify(said)).toBe(JSON.stringify(said));
          seen.set(kind, JSON.stringify(said));
        }
      }),
      { numRuns: bySize(120, 500) },
    );
    expect(shared).toBeGreaterThan(bySize(60, 300));
  });

  it("are found again on another day, and are no more than its rows were on the first", () => {
    const reader = newReaders["that finds the kinds of rows"]();
    const page = (date: string): Buffer =>
      Buffer.from(JSON.stringify({ content: ["a", "b", "c", "b"].map((tags, cost) => ({ date, tags, cost: `${date}${cost}` })) }));
    const kindsOn = (date: string) => kindsOf(reader.read(page(date), "content")).map(({ kind }) => kind);
    kindsOn("2026-10-01");
    const [first, second] = [kindsOn("2026-10-02"), kindsOn("2026-10-03")];
    expect(first.every((kind, index) => kind !== null && kind === second[index])).toBe(true);
    expect(new Set(first).size).toBe(3);
  });
});

describe("kinds of rows that never come again", () => {
  it("are no longer remembered, every row is read all the same, and later days that repeat have kinds again", () => {
    const reader = newReaders["that finds the kinds of rows"]();
    const page = (tags: readonly string[]): ReturnType<typeof kindsOf> =>
      kindsOf(reader.read(Buffer.from(JSON.stringify({ content: tags.map((tag) => ({ date: "2026-10-01", tags: tag })) })), "content"));
    const places = [...Array(10_000).keys()];
    const known: number[] = [];
    for (let run = 0; run < 37; run += 1) {
      const rows = page(places.map((place) => `once ${run * places.length + place}`));
      expect(rows.every(({ cells, fields }, place) => cells[fields.indexOf("tags")] === `once ${run * places.length + place}`)).toBe(true);
      const again = page(["again"]);
      known.push(again.filter(({ kind }) => kind !== null).length);
    }
    // 40,000 are remembered, and found worthless; for eight times as many rows none is.
    expect(known).toEqual([...Array<number>(4).fill(1), ...Array<number>(32).fill(0), 1]);
    page(["a", "b"]);
    expect(page(["a", "b"]).map(({ kind }) => kind)).toEqual(page(["a", "b"]).map(({ kind }) => kind));
  });
});

function kindsOf(reading: PageReading): readonly { kind: object | null; cells: readonly Cell[]; fields: readonly string[] }[] {
  if (!reading.ok || reading.table?.kinds === undefined) throw new Error("the page was not read");
  const { fields, rows, kinds } = reading.table;
  expect(kinds).toHaveLength(rows.length);
  return rows.map((cells, index) => ({ kind: kinds[index] ?? null, cells, fields }));
}

function objects(reading: PageReading): unknown {
  if (!reading.ok) return reading.reason;
  return reading.table?.rows.map((cells) => plainObject(reading.table?.fields.map((field, index) => [field, cells[index]]) ?? []));
}

function plainObject(entries: readonly (readonly [string, Cell])[]): unknown {
  return Object.fromEntries(entries.filter(([, cell]) => cell !== undefined));
}

/** lossless-json refuses to repeat a key and knows nothing of `__proto__`, so rows are compared as sorted entries made by JSON.parse's own rules. */
function losslessRows(source: string): unknown {
  const body = parse(source.replace(/^\ufeff/, "").replaceAll('"__proto__"', '"proto placeholder"'), null, {
    parseNumber: (value) => value,
    onDuplicateKey: ({ newValue }) => newValue,
  });
  if (typeof body !== "object" || body === null || !("content" in body) || !Array.isArray(body.content)) return undefined;
  const back = (value: unknown): unknown =>
    typeof value === "boolean" ? String(value) : value === "proto placeholder" ? "__proto__" : value;
  return body.content.map((value: unknown) => {
    if (typeof value !== "object" || value === null) throw new TypeError("a row that is no object");
    return Object.fromEntries(Object.entries(value).map(([key, cell]) => [String(back(key)), back(cell)]));
  });
}

function isObjectJson(source: string): boolean {
  try {
    const value: unknown = JSON.parse(source.replace(/^\ufeff/, ""));
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
