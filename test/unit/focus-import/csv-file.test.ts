import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explainContent } from "../../../app/sources/files/content-kind";
import { CsvScanner } from "../../../app/sources/files/csv-scanner";
import { localFile } from "../../../app/sources/files/input-file";
import { openCsvFile } from "../../../app/sources/files/open-csv-file";
import { bySize } from "../../support/test-size";

type Rows = readonly (readonly (string | null)[])[];

interface Scanned {
  readonly lines: readonly number[];
  readonly rows: Rows;
  readonly kinds: readonly (object | null)[];
}

/** The rows of a text that comes in pieces of so many bytes; `own`: the cells that each row has to itself. */
function scan(text: string, pieceLength = text.length, delimiter = ",", own: readonly number[] | null = null): Scanned {
  const bytes = Buffer.from(text);
  const step = Math.max(1, pieceLength);
  const scanner = new CsvScanner("a.csv", delimiter, 1);
  const [lines, rows, kinds]: [number[], (readonly (string | null)[])[], (object | null)[]] = [[], [], []];
  const take = (piece: Uint8Array, isLast: boolean, most?: number): void => {
    const read = scanner.push(piece, isLast, most);
    lines.push(...read.lines);
    rows.push(...read.rows);
    kinds.push(...(read.kinds ?? []));
  };
  for (let at = 0; at <= bytes.length; at += step) {
    const isLast = at + step > bytes.length;
    const hasHeader = rows.length > 0;
    take(bytes.subarray(at, at + step), isLast, hasHeader || own === null ? Infinity : 1);
    if (hasHeader || own === null || rows.length === 0) continue;
    scanner.follow(own);
    take(Buffer.alloc(0), isLast);
  }
  return { lines, rows, kinds };
}

describe("CSV text", () => {
  it.each<readonly [string, string, Rows]>([
    [
      "plain",
      "a,b\r\n1,2\r\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "without a line feed at its end",
      "a,b\n1,2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "quoted",
      'a,b\n"x, ""y""\nz",2\n',
      [
        ["a", "b"],
        ['x, "y"\nz', "2"],
      ],
    ],
    [
      "with empty cells and empty lines",
      'a,b\n,\n\n"",\n',
      [
        ["a", "b"],
        ["", ""],
        ["", ""],
      ],
    ],
    [
      "with unquoted nulls",
      'a,b,c,d\nNULL,null,\\N,(null)\n"NULL","null","\\N","(null)"\n',
      [
        ["a", "b", "c", "d"],
        [null, null, null, null],
        ["NULL", "null", "\\N", "(null)"],
      ],
    ],
    [
      "with a null beside a quoted cell",
      'a,b\n"x",NULL\n',
      [
        ["a", "b"],
        ["x", null],
      ],
    ],
    [
      "with byte order marks before rows",
      '\uFEFF"a",b\n\uFEFF"1",2\n\uFEFF3,4\n',
      [
        ["a", "b"],
        ["1", "2"],
        ["3", "4"],
      ],
    ],
    [
      "with words that only begin like null",
      "a,b\nNULLS,Null\n",
      [
        ["a", "b"],
        ["NULLS", "Null"],
      ],
    ],
  ])("%s is taken apart, in whatever pieces it comes", (_name, text, rows) => {
    for (const length of [1, 2, 3, 7, text.length]) expect(scan(text, length).rows).toEqual(rows);
  });

  it("knows the line of each row, also behind cells of several lines", () => {
    expect(scan('a,b\n"1\n\n2",x\n\n3,4\n').lines).toEqual([1, 2, 6]);
  });

  it.each([
    ["a,b\n1,2,3\n", "a.csv line 2: has 3 cells, the header has 2"],
    ['a,b\n"x\ny",2\n1\n', "a.csv line 4: has 1 cells, the header has 2"],
    ['a,b\n1,"x\n', "a.csv line 2: is not CSV: a quote is opened and never closed"],
    ['a,b\n1,"x"y\n', 'a.csv line 2: is not CSV: "\\"y\\n" follows a closing quote'],
    ['a,b\n"{\\"k\\":1}",2\n', "a backslash escapes nothing"],
    ['a,b\n1,x"y"\n', 'a.csv line 2: is not CSV: a quote inside "x\\"y\\"", which is not quoted'],
  ])("%j is refused with its line", (text, message) => {
    expect(() => scan(text)).toThrow(message);
    expect(() => scan(text, 1)).toThrow(/^a\.csv line \d: /);
  });

  it("comes back whatever its cells are, in any pieces", () => {
    const cell = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("", "NULL", "\\N", '"', "\r", "\n", ",", "a\r\nb"));
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }));
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 40 }), fc.constantFrom(",", ";", "\t", "|"), (rows, length, delimiter) => {
        const text = rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(delimiter)).join("\r\n");
        expect(scan(text, length, delimiter).rows).toEqual(rows);
      }),
    );
  });

  describe("whose rows repeat themselves in all cells but those of their own", () => {
    const cell = fc.oneof(
      fc.constantFrom(
        "",
        "NULL",
        '"NULL"',
        "(null)",
        '"a ""b"""',
        '"a\nb"',
        "生产",
        '"生,产"',
        "a\rb",
        " ",
        "\ufeff",
        '""',
        '"\r\n"',
        "{}",
      ),
      fc.string({ unit: "grapheme" }).map((text) => `"${text.replaceAll('"', '""')}"`),
    );
    const ownCell = fc.oneof(
      fc.constantFrom("1.5", "-2", '"3"', "", '""', "NULL", "2026-10-01", "10/05/2026", "1e-7", "１", '"a""b"', '"1\n2"', "\\N", '"\\N"'),
      cell,
    );
    const table = fc.integer({ min: 2, max: 6 }).chain((width) =>
      fc.record({
        own: fc.uniqueArray(fc.nat(width - 1), { minLength: 1, maxLength: width - 1 }),
        kinds: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 3 }),
        rows: fc.array(
          fc.record({
            kind: fc.nat(2),
            values: fc.array(ownCell, { minLength: width, maxLength: width }),
            end: fc.constantFrom("\n", "\n", "\n", "\r\n", "\n\n"),
            mark: fc.constantFrom("", "", "", "\ufeff"),
          }),
          { maxLength: 20 },
        ),
      }),
    );

    it("has the same rows and lines as without looking for that, and rows of one kind agree in all other cells", () => {
      let repeated = 0;
      fc.assert(
        fc.property(table, fc.integer({ min: 1, max: 60 }), fc.constantFrom(",", ";", "\t"), ({ own, kinds, rows }, length, delimiter) => {
          const header = (kinds[0] ?? []).map((_, column) => `h${column}`);
          const written = rows.map(({ kind, values, end, mark }) => {
            const cells = kinds[kind % kinds.length] ?? [];
            return `${mark}${cells.map((shared, column) => (own.includes(column) ? values[column] : shared)).join(delimiter)}${end}`;
          });
          const text = `${header.join(delimiter)}\n${written.join("")}`;
          const expected = attempt(() => scan(text, text.length, delimiter));
          const found = attempt(() => scan(text, length, delimiter, own));
          expect(typeof found === "string" ? found : { lines: found.lines, rows: found.rows }).toEqual(
            typeof expected === "string" ? expected : { lines: expected.lines, rows: expected.rows },
          );
          if (typeof found === "string") return;
          const first = new Map<object, readonly (string | null)[]>();
          for (const [index, kind] of found.kinds.entries()) {
            if (kind === null) continue;
            const shared = (found.rows[index] ?? []).filter((_, column) => !own.includes(column));
            if (first.has(kind)) repeated += 1;
            expect(shared).toEqual(first.get(kind) ?? shared);
            first.set(kind, shared);
          }
        }),
        { numRuns: bySize(600, 2000) },
      );
      expect(repeated).toBeGreaterThan(bySize(200, 1000));
    });

    it("finds each of them again, in whichever order they come", () => {
      const rows = Array.from({ length: 200 }, (_, index) => `vm-${(index * 7) % 5},${index}.5,"x, y"\n`);
      const { kinds } = scan(`name,cost,tags\n${rows.join("")}`, 64, ",", [1]);
      expect(kinds.slice(1).map((kind) => kinds.indexOf(kind) - 1)).toEqual(rows.map((_, index) => index % 5));
    });

    it("remembers after many rows that are like none before only those that come again, and finds them from the third time on", () => {
      const [strangers, repeated] = [1500, 300];
      const alone = Array.from({ length: strangers }, (_, index) => `alone-${index},1\n`);
      const again = Array.from({ length: repeated * 4 }, (_, index) => `vm-${index % repeated},${index}\n`);
      const { kinds, rows } = scan(`name,cost\n${[...alone, ...again].join("")}`, 4096, ",", [1]);
      expect(rows.slice(1).map((cells) => `${cells.join(",")}\n`)).toEqual([...alone, ...again]);
      const times = Array.from({ length: 4 }, (_, time) =>
        kinds.slice(1 + strangers + time * repeated, 1 + strangers + (time + 1) * repeated),
      );
      expect(times.map((kinds) => new Set(kinds).size)).toEqual([1, repeated, repeated, repeated]);
      expect([times[2], times[3]].map((kinds) => kinds?.every((kind, index) => kind === times[1]?.[index]))).toEqual([true, true]);
    });

    it("does not look at rows for a while after 20,000 were like none before, and then looks again", () => {
      const alone = Array.from({ length: 100_010 }, (_, index) => `alone-${index},1\n`);
      const again = Array.from({ length: 5 }, (_, index) => `vm,${index}\n`);
      const kindsOf = (before: number): readonly (object | null)[] =>
        scan(`name,cost\n${[...alone.slice(0, before), ...again].join("")}`, 1 << 20, ",", [1]).kinds.slice(-again.length);
      expect(kindsOf(20_100)).toEqual([null, null, null, null, null]);
      expect(new Set(kindsOf(100_010).slice(1)).size).toBe(1);
      expect(kindsOf(100_010)[1]).not.toBe(null);
    });
  });
});

/** What comes of it, or the message of its error, without the text that a piece of a file happens to end with. */
function attempt<T>(run: () => T): T | string {
  try {
    return run();
  } catch (error) {
    return error instanceof Error ? error.message.replace(/: is not CSV: "(?:[^"\\]|\\.)*" follows/, ": … follows") : String(error);
  }
}

describe("a CSV file", () => {
  let directory = "";
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), "csv-files-"));
  });
  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  const read = async (content: string | Uint8Array, encoding: string | null = null, isGzip = false): Promise<Rows> => {
    const path = join(directory, "a.csv");
    writeFileSync(path, content);
    const file = await openCsvFile(await localFile(path, null, new AbortController().signal), isGzip, encoding);
    try {
      const rows: (readonly (string | null)[])[] = [[...file.headers]];
      for await (const batch of file.rows()) rows.push(...batch.rows);
      return rows;
    } finally {
      await file.close();
    }
  };
  const utf16 = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, "utf16le");

  it.each<readonly [string, string]>([
    ["semicolons", "a;b\n1,5;2\n"],
    ["tabs", "a\tb\n1,5\t2\n"],
    ["bars", "a|b\n1,5|2\n"],
    ["Excel's line of its own", "sep=;\r\na;b\r\n1,5;2\r\n"],
    ["quoted commas in the header", '"a";b\n1,5;2\n'],
  ])("may have %s between its cells", async (_name, text) => {
    expect(await read(text)).toEqual([
      ["a", "b"],
      ["1,5", "2"],
    ]);
  });

  it("is read like one when its gzip has several members, and when it is larger than a block", async () => {
    const lines = Array.from({ length: 60_000 }, (_, index) => `${index},"row ${index}"\n`);
    const parts = [`a,b\n${lines.slice(0, 30_000).join("")}`, lines.slice(30_000).join("")];
    const rows = await read(Buffer.concat(parts.map((part) => gzipSync(part))), null, true);
    expect(rows.length).toBe(60_001);
    expect(rows.at(-1)).toEqual(["59999", "row 59999"]);
  });

  it.each<readonly [string, Uint8Array, string, string]>([
    ["UTF-16 LE", utf16("a,b\n名字,Müller\n"), "utf-16le", "is text in UTF-16 LE: import it with --encoding utf-16le"],
    ["UTF-16 BE", utf16("a,b\n名字,Müller\n").swap16(), "utf-16be", "is text in UTF-16 BE: import it with --encoding utf-16be"],
    [
      "GB18030",
      Buffer.concat([
        Buffer.from("a,b\n"),
        Buffer.from([0xc3, 0xfb, 0xd7, 0xd6]),
        Buffer.from(",M"),
        Buffer.from([0xa8, 0xb9]),
        Buffer.from("ller\n"),
      ]),
      "gb18030",
      "a.csv line 2: is not text in UTF-8",
    ],
  ])("in %s is refused, and decoded when that is said", async (_name, bytes, encoding, message) => {
    await expect(read(bytes)).rejects.toThrow(message);
    expect(await read(bytes, encoding)).toEqual([
      ["a", "b"],
      ["名字", "Müller"],
    ]);
  });

  it("says what its bytes look like", async () => {
    const line = (bytes: readonly number[]): Buffer => Buffer.concat([Buffer.from("a,b\n1,2\n"), Buffer.from(bytes), Buffer.from(",x\n")]);
    await expect(read(line([0xc3, 0xfb, 0xd7, 0xd6]))).rejects.toThrow(
      "a.csv line 3: is not text in UTF-8: it seems to be GB18030: import it with --encoding gb18030, or save it as UTF-8",
    );
    const windows = line([0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72]);
    await expect(read(windows)).rejects.toThrow("a.csv line 3: is not text in UTF-8: it may be Windows-1252");
    expect((await read(windows, "windows-1252")).at(-1)).toEqual(["Müller", "x"]);
    await expect(read(windows, "gb18030")).resolves.toBeDefined();
    await expect(read(line([0xff, 0xff, 0x31]), "gb18030")).rejects.toThrow("a.csv line 3: is not text in gb18030");
    await expect(read(`\uFEFFa,b\n`, "windows-1252")).rejects.toThrow("is text in UTF-8 by its byte order mark");
  });

  it.each<readonly [string, string | Uint8Array, string]>([
    ["of nothing but white space", "\uFEFF \r\n", "is empty"],
    ["of old Macintosh lines", "a,b\r1,2\r", "ends its lines with carriage returns only"],
    ["of JSON", ' {"blobs":[]}', "is JSON, not CSV: leave out manifests"],
    ["of XML", '<?xml version="1.0"?>', "is XML or HTML, not CSV"],
    ["of a workbook", `PK\x03\x04${"\0".repeat(26)}[Content_Types].xml`, "is an Excel workbook: save the sheet as CSV UTF-8"],
    ["of an archive", `PK\x03\x04${"\0".repeat(26)}export.csv`, "is a zip archive: unpack it first"],
    ["of a tar archive", `export.csv${"\0".repeat(247)}ustar`, "is a tar archive: unpack it first"],
    ["of zstd", Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 1]), "is compressed with zstd: unpack it first"],
    ["of bytes", Buffer.from([1, 2, 0, 0, 0, 5]), "is neither CSV nor Parquet"],
  ])("%s is called what it is", async (_name, content, message) => {
    await expect(read(content)).rejects.toThrow(`a.csv: ${message}`);
    await expect(read(gzipSync(content), null, true)).rejects.toThrow(`a.csv: ${message}`);
  });

  it("of Parquet inside of gzip is called that", () => {
    expect(explainContent(Buffer.from("PAR1…"), null)).toBe("is Parquet inside gzip: unpack it first");
  });
});
