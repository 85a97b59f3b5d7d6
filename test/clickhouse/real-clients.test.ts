import { createRequire } from "node:module";
import { Readable } from "node:stream";
import { ClickHouseLogLevel, createClient } from "@clickhouse/client";
import type { ClickHouseClient } from "@clickhouse/client";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ServerProcess } from "./server-process";

type CreateClient = typeof createClient;
// The client that moose-lib brings along, an older release than the project's own.
const nested = createRequire(require.resolve("@514labs/moose-lib"))("@clickhouse/client") as { readonly createClient: CreateClient };

const quiet = { log: { level: ClickHouseLogLevel.OFF } };

let server: ServerProcess;
beforeAll(async () => {
  server = await ServerProcess.start();
  await server.query("CREATE DATABASE local");
});
afterAll(() => server.dispose());

/** Column type and a value as JSONEachRow writes it back. */
const values: readonly (readonly [type: string, value: unknown])[] = [
  ["Int8", -128],
  ["Int16", -32768],
  ["Int32", -2147483648],
  ["Int64", "-9223372036854775808"],
  ["Int128", "-170141183460469231731687303715884105728"],
  ["Int256", "-57896044618658097711785492504343953926634992332820282019728792003956564819968"],
  ["UInt8", 255],
  ["UInt16", 65535],
  ["UInt32", 4294967295],
  ["UInt64", "18446744073709551615"],
  ["UInt128", "340282366920938463463374607431768211455"],
  ["UInt256", "115792089237316195423570985008687907853269984665640564039457584007913129639935"],
  ["Float32", 1.5],
  ["Float64", 0.1],
  ["Decimal(38, 18)", "-12345678901234567890.123456789012345678"],
  ["Decimal(9, 2)", "1234567.89"],
  ["String", 'ünï\t\n"quoted" \\ 🚀\u0000'],
  ["FixedString(3)", "abc"],
  ["Date", "2149-06-06"],
  ["Date32", "1900-01-01"],
  ["DateTime('UTC')", "2106-02-07 06:28:15"],
  ["DateTime64(3, 'UTC')", "2024-02-29 23:59:59.999"],
  ["DateTime64(6, 'UTC')", "2024-02-29 23:59:59.999999"],
  ["DateTime64(9, 'UTC')", "2024-02-29 23:59:59.999999999"],
  ["UUID", "61f0c404-5cb3-11e7-907b-a6006ad3dba0"],
  ["LowCardinality(String)", "low"],
  ["LowCardinality(Nullable(String))", null],
  ["Nullable(Decimal(38, 18))", null],
  ["Array(Array(Nullable(Int32)))", [[1, null], []]],
  ["Map(String, Array(UInt8))", { a: [1, 2], b: [] }],
  ["Tuple(a Int32, b String)", { a: 1, b: "x" }],
  ["Nested(k String, v UInt8)", undefined],
  ["JSON", { a: { b: "1" }, c: ["x", "y"] }],
  ["Enum8('one' = 1, 'two' = 2)", "two"],
  ["IPv4", "127.0.0.1"],
  ["IPv6", "2001:db8::1"],
  ["Bool", true],
];
const columns = values.filter(([, value]) => value !== undefined);
const settings = { output_format_json_quote_64bit_integers: 1, output_format_json_quote_decimals: 1 } as const;

describe.each([
  ["@clickhouse/client of this project", createClient],
  ["@clickhouse/client of moose-lib", nested.createClient],
])("%s", (name, create) => {
  let client: ClickHouseClient;
  const database = name.includes("moose") ? "old" : "new";
  beforeAll(async () => {
    await server.query(`CREATE DATABASE ${database}`);
    client = create({ url: server.url, username: "panda", password: "pandapass", ...quiet, database, request_timeout: 60_000 });
  });
  afterAll(() => client.close());

  it("pings", async () => {
    expect(await client.ping()).toMatchObject({ success: true });
  });

  it.each(["JSONEachRow", "JSONCompactEachRow"] as const)("every type survives insert as %s and select", async (format) => {
    const names = columns.map((_, index) => `c${index}`);
    await client.command({ query: "DROP TABLE IF EXISTS every_type" });
    await client.command({
      query: `CREATE TABLE every_type (${columns.map(([type], index) => `c${index} ${type}`).join(", ")}) ENGINE = MergeTree ORDER BY tuple()`,
    });
    const row = columns.map(([, value]) => value);
    const record = Object.fromEntries(names.map((column, index) => [column, row[index]]));
    const rows = format === "JSONEachRow" ? [record, record] : [row, row];
    const inserted = await client.insert<unknown>({ table: "every_type", format, values: rows });
    expect(inserted.executed).toBe(true);
    const selected = await client.query({ query: "SELECT * FROM every_type", format: "JSONEachRow", clickhouse_settings: settings });
    expect(await selected.json()).toEqual([record, record]);
  });

  it("a JSON answer is one document with its metadata", async () => {
    const answer = await client.query({ query: "SELECT number FROM numbers(100000)", format: "JSON" });
    const { data, rows } = await answer.json<{ number: number }>();
    expect([rows, data.length, data.at(-1)]).toEqual([100000, 100000, { number: 99999 }]);
  });

  it("parameters of every kind are bound", async () => {
    const answer = await client.query({
      query:
        "SELECT {s:String} AS s, {n:Int32} AS n, {a:Array(String)} AS a, {d:DateTime64(3)} AS d, {x:Nullable(String)} AS x, {t:Identifier} AS t FROM (SELECT 1 AS one)",
      query_params: { s: "it's\t\\ 'q'", n: -1, a: ["x'", "y"], d: "2024-01-01 00:00:00.123", x: null, t: "one" },
      format: "JSONEachRow",
    });
    expect(await answer.json()).toEqual([{ s: "it's\t\\ 'q'", n: -1, a: ["x'", "y"], d: "2024-01-01 00:00:00.123", x: null, t: 1 }]);
  });

  it("streams rows in and out", async () => {
    await client.command({ query: "CREATE TABLE streamed (n UInt32) ENGINE = MergeTree ORDER BY n" });
    const rows = function* (): Generator<{ n: number }> {
      for (let n = 0; n < 50_000; n += 1) yield { n };
    };
    await client.insert({ table: "streamed", format: "JSONEachRow", values: Readable.from(rows(), { objectMode: true }) });
    let sum = 0;
    const answer = await client.query({ query: "SELECT n FROM streamed", format: "JSONEachRow" });
    for await (const batch of answer.stream()) for (const row of batch) sum += row.json<{ n: number }>().n;
    expect(sum).toBe((50_000 * 49_999) / 2);
  });

  it("gzip both ways", async () => {
    const zipped = create({
      url: server.url,
      username: "panda",
      password: "pandapass",
      ...quiet,
      compression: { request: true, response: true },
    });
    await zipped.command({ query: `CREATE TABLE ${database}.zipped (s String) ENGINE = Memory` });
    await zipped.insert({ table: `${database}.zipped`, format: "JSONEachRow", values: [{ s: "z".repeat(10_000) }] });
    expect(await (await zipped.query({ query: `SELECT length(s) AS l FROM ${database}.zipped`, format: "JSONEachRow" })).json()).toEqual([
      { l: 10000 },
    ]);
    await zipped.close();
  });

  it("errors carry code and type", async () => {
    await expect(client.query({ query: "SELECT * FROM missing" })).rejects.toMatchObject({ code: "60", type: "UNKNOWN_TABLE" });
    await expect(client.insert({ table: "missing", values: [{ a: 1 }], format: "JSONEachRow" })).rejects.toMatchObject({ code: "60" });
    const wrong = create({ url: server.url, username: "panda", password: "wrong", ...quiet });
    await expect(wrong.query({ query: "SELECT 1" })).rejects.toMatchObject({ code: "516", type: "AUTHENTICATION_FAILED" });
    await wrong.close();
  });

  it("sessions keep temporary tables", async () => {
    const session = create({
      url: server.url,
      username: "panda",
      password: "pandapass",
      ...quiet,
      session_id: `session-${database}`,
      max_open_connections: 1,
    });
    await session.command({ query: "CREATE TEMPORARY TABLE mine (a UInt8)" });
    await session.insert({ table: "mine", values: [{ a: 7 }], format: "JSONEachRow" });
    expect(await (await session.query({ query: "SELECT a FROM mine", format: "JSONEachRow" })).json()).toEqual([{ a: 7 }]);
    await session.close();
  });
});

it("an error in the middle of a stream reaches the project's client as the engine's exception", async () => {
  const client = createClient({ url: server.url, username: "panda", password: "pandapass", ...quiet });
  const answer = await client.query({
    query: "SELECT number, throwIf(number = 3000000, 'boom') FROM numbers(4000000)",
    format: "JSONEachRow",
  });
  const read = async (): Promise<void> => {
    for await (const batch of answer.stream()) if (batch.length < 0) throw new Error("never");
  };
  await expect(read()).rejects.toThrow(/boom|aborted/);
  await client.close();
});

it("Decimal(38, 18) keeps all 38 digits", async () => {
  await server.query("CREATE TABLE local.money (i UInt32, d Decimal(38, 18)) ENGINE = MergeTree ORDER BY i");
  const amount = fc.tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 38n - 1n })).map(([negative, digits]) => {
    const text = digits.toString().padStart(19, "0");
    return `${negative && digits > 0n ? "-" : ""}${text.slice(0, -18)}.${text.slice(-18)}`;
  });
  await fc.assert(
    fc.asyncProperty(fc.array(amount, { minLength: 1, maxLength: 200 }), async (amounts) => {
      await server.query("TRUNCATE TABLE local.money");
      await server.query("INSERT INTO local.money FORMAT JSONEachRow", {}, amounts.map((d, i) => JSON.stringify({ i, d })).join("\n"));
      const back = await server.query("SELECT toDecimalString(d, 18) FROM local.money ORDER BY i");
      expect(back.split("\n")).toEqual(amounts);
      const sum = amounts.reduce((total, d) => total + BigInt(d.replace(".", "")), 0n);
      const asInt = await server.query("SELECT toString(sum(reinterpret(d, 'Int128')::Int256)) FROM local.money");
      expect(asInt).toBe(sum.toString());
    }),
    { numRuns: 25 },
  );
});

describe("formats in and out, byte by byte", () => {
  const rows = "SELECT number AS a, toString(number * 7) AS b, toDecimal128(number, 18) / 3 AS c FROM numbers(70000) ORDER BY a";
  it.each([
    "JSONEachRow",
    "JSONCompactEachRow",
    "RowBinary",
    "RowBinaryWithNamesAndTypes",
    "Native",
    "Values",
    "CSV",
    "CSVWithNames",
    "TSV",
    "TabSeparatedWithNamesAndTypes",
    "Parquet",
    "JSON",
    "ArrowStream",
  ])("%s", async (format) => {
    await server.query("CREATE OR REPLACE TABLE local.formats (a UInt64, b String, c Decimal(38, 18)) ENGINE = MergeTree ORDER BY a");
    const body = await (await server.post(`${rows} FORMAT ${format}`, { output_format_arrow_compression_method: "none" })).arrayBuffer();
    await server.query(`INSERT INTO local.formats FORMAT ${format}`, {}, body);
    expect(
      await server.query(
        `SELECT count(), (SELECT sum(cityHash64(*)) FROM local.formats) = (SELECT sum(cityHash64(*)) FROM (${rows})) FROM local.formats`,
      ),
    ).toBe("70000\t1");
  });
});

it("aggregate states are kept and merged", async () => {
  await server.query("CREATE TABLE local.source (k UInt8, v Decimal(38, 18)) ENGINE = MergeTree ORDER BY k");
  await server.query(
    "CREATE TABLE local.states (k UInt8, s SimpleAggregateFunction(sum, Decimal(38, 18)), u AggregateFunction(uniqExact, Decimal(38, 18)), n AggregateFunction(avg, Float64)) ENGINE = AggregatingMergeTree ORDER BY k",
  );
  await server.query(
    "CREATE MATERIALIZED VIEW local.feed TO local.states AS SELECT k, sum(v) AS s, uniqExactState(v) AS u, avgState(toFloat64(v)) AS n FROM local.source GROUP BY k",
  );
  for (const value of ["0.000000000000000001", "9999999999999999999.999999999999999998", "0.000000000000000001"]) {
    await server.query("INSERT INTO local.source FORMAT JSONEachRow", {}, JSON.stringify({ k: 1, v: value }));
  }
  expect(await server.query("SELECT sum(s), uniqExactMerge(u) FROM local.states GROUP BY k")).toBe("10000000000000000000\t2");
  const states = await (await server.post("SELECT * FROM local.states FORMAT RowBinary")).arrayBuffer();
  await server.query("INSERT INTO local.states FORMAT RowBinary", {}, states);
  expect(await server.query("SELECT sum(s), uniqExactMerge(u) FROM local.states GROUP BY k")).toBe("20000000000000000000\t2");
});
