import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CsvFollower } from "../../../app/apis/files/csv-follower";
import { metadataHeader, metadataLines } from "../../../app/apis/files/file-metadata";
import { readFileRequest } from "../../../app/apis/files/file-request";
import { fileSql, ofAnswerRows } from "../../../app/apis/files/file-rows";
import { openFile } from "../../../app/apis/files/open-file";
import { ApiError } from "../../../app/apis/serving/api-error";
import type { ApiRequest } from "../../../app/apis/serving/api-request";
import { sendStream } from "../../../app/apis/serving/send-stream";

const unread = { extracted_at: null, usage_through: null, next_read_at: null, late: false };
const metadata = {
  endpoint: "charges",
  parameters: { month: "2026-10", resource_group: "größe" },
  asked_at: "2026-11-15T02:00:00.000Z",
  currency: "CNY",
  totals: [{ currency: "CNY", billed_cost: "1.5" }],
  snapshots: [{ billing_account_id: "100", billing_period: "2026-10-01", snapshot_id: "s1", ...unread }],
  problems: [{ code: "live-months", message: "One\nline" }],
};

/** A request whose engine writes these bytes. */
function requestOf(written: Readable): Pick<ApiRequest, "file" | "caller"> {
  return {
    caller: { name: "test", via: "open", role: "reader", accounts: "all", seesPersonalFields: false, expiresAt: null },
    file: () => Promise.resolve(written),
  };
}

const rows = { query: "SELECT 1", parameters: {}, columns: [{ name: "a" }, { name: "tag:b" }] };
const csv = { format: "csv", bom: false, metadata: false } as const;

/** What a client gets of a file over HTTP, and what the log is told. */
async function download(
  parts: readonly (string | Error)[],
  format: "csv" | "parquet" = "csv",
): Promise<readonly [string, string | null, number]> {
  async function* bytes(): AsyncGenerator<Buffer> {
    for (const part of parts) {
      if (part instanceof Error) throw part;
      yield await Promise.resolve(Buffer.from(part));
    }
  }
  const file = await openFile(requestOf(Readable.from(bytes())), { ...csv, format }, rows, metadata);
  let failure: ApiError | undefined;
  const server = createServer((_, response) => {
    response.writeHead(200, { "Content-Type": file.contentType });
    void sendStream(file.stream, response, new AbortController().signal).then((error) => (failure = error));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const text = await fetch(`http://127.0.0.1:${port}/`).then(
    (response) => response.text().catch(() => "cut off"),
    () => "cut off",
  );
  await new Promise((resolve) => server.close(resolve));
  return [text, failure?.message ?? null, file.rows()];
}

describe("a file", () => {
  it("has the engine's rows after the header, and as many as the log says", async () => {
    expect(await download(['"1","x"\n"2",', '"a\nb, ""c"""\n,\n'])).toEqual(['"a","tag:b"\n"1","x"\n"2","a\nb, ""c"""\n,\n', null, 3]);
    expect(await download([])).toEqual(['"a","tag:b"\n', null, 0]);
  });

  it.each([
    ["the engine breaks off", ['"1","x"\n', new Error("socket hang up")]],
    [
      "the engine writes its message after whole rows",
      ['"1","x"\n', "Code: 241. DB::Exception: Memory limit exceeded. (MEMORY_LIMIT_EXCEEDED)\n"],
    ],
    ["the engine writes its message into a row", ['"1","x"\n"2","y', 'Code: 159. DB::Exception: Timeout exceeded, "a"\n']],
    ["the engine writes its message between two cells", ['"1","x"\n"2",', "Code: 159. DB::Exception: Timeout, exceeded\n"]],
    ["the engine writes its tagged message", ['"1","x"\n', "\r\n__exception__\r\nabc\r\nCode: 241"]],
    ["a row has a cell less", ['"1","x"\n', '"2"\n']],
    ["the last row does not end", ['"1","x"\n"2","y"']],
  ])("never looks whole when %s", async (_, parts) => {
    expect(await download(parts)).toEqual(["cut off", "The file was cut off", 1]);
  });

  it("of Parquet never looks whole without its footer", async () => {
    expect((await download(["PAR1", "rows", "Code: 241. DB::Exception"], "parquet")).slice(0, 2)).toEqual([
      "cut off",
      "The file was cut off",
    ]);
    expect((await download(["PAR1rows\u0010\u0000\u0000\u0000PAR1"], "parquet")).slice(0, 2)).toEqual(["cut off", "The file was cut off"]);
  });

  it("is counted alike, however its bytes are cut", () => {
    const cell = fc.string().map((text) => `"${text.replaceAll('"', '""')}"`);
    const table = fc.array(fc.tuple(cell, fc.option(cell, { nil: "" })), { maxLength: 20 });
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 7 }), (lines, size) => {
        const bytes = Buffer.from(lines.map((line) => `${line.join(",")}\n`).join(""));
        const follower = new CsvFollower(2);
        for (let at = 0; at < bytes.length; at += size) follower.take(bytes.subarray(at, at + size));
        follower.end();
        expect(follower.rows).toBe(lines.length);
      }),
    );
  });

  it("says in its first lines, or in a header in ASCII, what its rows are", async () => {
    const open = await openFile(requestOf(Readable.from([])), { ...csv, bom: true, metadata: true }, rows, metadata);
    const text = (await open.stream.toArray()).join("");
    expect(text).toBe(
      `\uFEFF# endpoint: charges
# parameters: {"month":"2026-10","resource_group":"größe"}
# asked_at: 2026-11-15T02:00:00.000Z
# currency: CNY
# total: {"currency":"CNY","billed_cost":"1.5"}
# snapshot: {"billing_account_id":"100","billing_period":"2026-10-01","snapshot_id":"s1","extracted_at":null,"usage_through":null,"next_read_at":null,"late":false}
# problem: {"code":"live-months","message":"One\\nline"}
"a","tag:b"
`,
    );
    expect(metadataLines(metadata).split("\n")).toHaveLength(8);
    const header = open.headers["X-Answer-Metadata"] ?? "";
    expect([/^[ -~]*$/.test(header), JSON.parse(header)]).toEqual([true, metadata]);
    expect(open.headers["Content-Disposition"]).toBe('attachment; filename="charges-2026-10.csv"');
    const many = Array.from({ length: 1000 }, () => metadata.snapshots[0] ?? fail());
    expect(JSON.parse(metadataHeader({ ...metadata, snapshots: many }))).toEqual({
      endpoint: "charges",
      asked_at: metadata.asked_at,
      currency: "CNY",
      totals: metadata.totals,
      snapshots: 1000,
      problems: ["live-months"],
    });
  });

  it("has first lines whose parts are no formulas in a spreadsheet that divides them, and the same JSON", () => {
    const message = 'No charge has the value "a"';
    const problem = {
      code: "filter-matches-nothing",
      message,
      nearest: ["=cmd|' /C calc'!A0", "a,=1+1", "a; \uFF1Db", '@"x"', "-2+3", "-2.50"],
    };
    const named = { ...metadata, parameters: { contains: "resource_name:x,-1+1", "=a": "b-c" }, problems: [problem] };
    const lines = metadataLines(named).split("\n");
    const parts = lines.flatMap((line) => line.split(/[,;]/)).filter((part) => /^["'\s]*[=+@\uFF1D-]/.test(part));
    expect(parts).toEqual(['"-2.50"]}']);
    const jsonOf = (name: string): unknown =>
      JSON.parse(lines.find((line) => line.startsWith(`# ${name}: `))?.slice(name.length + 4) ?? "");
    expect([jsonOf("parameters"), jsonOf("problem")]).toEqual([named.parameters, problem]);
  });
});

describe("a statement of a file", () => {
  it("has no letter of a row in it, and names columns so that no name ends the quotes", () => {
    const hostile = "`, (SELECT 1) AS `x\\";
    const made = ofAnswerRows([{ [hostile]: "'; DROP TABLE x --", n: 5, list: ["a"], none: null }], []);
    expect(made.query).toMatch(/^SELECT row\[1\] AS `\\`, \(SELECT 1\) AS \\`x\\\\`, row\[2\] AS `n`, .*base64Decode\('[A-Za-z0-9+/=]*'\)/);
    const literal = /base64Decode\('([^']*)'\)/.exec(made.query)?.[1] ?? "";
    expect(JSON.parse(Buffer.from(literal, "base64").toString())).toEqual([["'; DROP TABLE x --", "5", '["a"]', null]]);
  });

  it("masks names of people unless the caller may see them", () => {
    const of = (seesPersonalFields: boolean): string =>
      fileSql({ query: "q", parameters: {}, columns: [{ name: "account_owner_id" }] }, { isCsv: false, seesPersonalFields });
    expect(of(false)).toBe("SELECT if(f.`account_owner_id` IS NULL, NULL, '[masked]') AS `account_owner_id` FROM (q) AS f");
    expect(of(true)).toBe("SELECT toString(f.`account_owner_id`) AS `account_owner_id` FROM (q) AS f");
  });
});

describe("the parameters of a file", () => {
  it("are taken from the others", () => {
    expect(readFileRequest({ month: "2026-10" })).toEqual({ file: null, parameters: { month: "2026-10" } });
    expect(readFileRequest({ month: "2026-10", format: "json", limit: "5" })).toEqual({
      file: null,
      parameters: { month: "2026-10", limit: "5" },
    });
    expect(readFileRequest({ format: "csv", bom: "true" })).toEqual({
      file: { format: "csv", bom: true, metadata: false },
      parameters: {},
    });
    expect(readFileRequest({ format: "parquet", top: "3" })).toEqual({
      file: { format: "parquet", bom: false, metadata: false },
      parameters: { top: "3" },
    });
  });

  it.each([
    [{ format: "xlsx" }, "format", '"xlsx" is not a valid value of format'],
    [{ format: ["csv", "csv"] }, "format", "the given value is not a valid value of format"],
    [{ format: "csv", bom: "1" }, "bom", '"1" is not a valid value of bom'],
    [{ bom: "true" }, "bom", "bom requires format=csv"],
    [{ format: "parquet", metadata: "true" }, "metadata", "metadata requires format=csv"],
    [{ format: "csv", limit: "5" }, "limit", "limit cannot be combined with format=csv, which has all rows"],
    [{ format: "parquet", page: "x" }, "page", "page cannot be combined with format=parquet, which has all rows"],
  ])("are refused in %j", (given, parameter, message) => {
    let thrown: unknown;
    try {
      readFileRequest(given);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ApiError);
    expect(thrown).toMatchObject({ code: "bad-parameter", message, details: { parameter } });
  });
});

function fail(): never {
  throw new Error("no snapshot");
}
