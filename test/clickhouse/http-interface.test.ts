import { execFile, execFileSync } from "node:child_process";
import { promisify } from "node:util";
import { brotliCompressSync, brotliDecompressSync, deflateSync, gunzipSync, gzipSync, inflateSync } from "node:zlib";
import { decompress as unzstd } from "fzstd";
import { compressFrameSync, decompressFrameSync } from "lz4-napi";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ServerProcess } from "./server-process";

let server: ServerProcess;
const auth = "user=panda&password=pandapass";
const curl = (...args: string[]): string => execFileSync("curl", ["-sS", ...args], { encoding: "utf8" });

beforeAll(async () => {
  server = await ServerProcess.start();
  await server.query("CREATE DATABASE IF NOT EXISTS local");
  await server.query("CREATE TABLE local.t (a Int32, b String) ENGINE = MergeTree ORDER BY a");
});
afterAll(() => server.dispose());

describe("what answers without a query", () => {
  it.each(["/ping", "/"])("GET %s says Ok", (path) => {
    expect(curl(`${server.url}${path}`)).toBe("Ok.\n");
  });

  it("Moose's readiness question is answered by an ordinary table", async () => {
    expect(await server.query("SELECT 1 FROM system.zookeeper WHERE path = '/' LIMIT 1")).toBe("1");
  });
});

describe("where the statement may stand", () => {
  it("in the URL of a GET", () => {
    expect(curl(`${server.url}/?${auth}&query=SELECT%201`)).toBe("1\n");
  });

  it("in the body of a POST", () => {
    expect(curl(`${server.url}/?${auth}`, "-d", "SELECT 2")).toBe("2\n");
  });

  it("in the body, with values of 200 kB in the URL", async () => {
    expect(await server.query("SELECT length({text:String})", { param_text: "x".repeat(200_000) })).toBe("200000");
  });

  it("begun in the URL and continued by the body", () => {
    expect(curl(`${server.url}/?${auth}&query=SELECT%203`, "-d", "+ 4")).toBe("7\n");
  });

  it.each([
    ["INSERT INTO local.t VALUES", "(1, 'a'), (2, 'b;c'),\n(3, upper('d'))"],
    ["INSERT INTO local.t (a, b) VALUES (1, 'a'),", "(2, 'b;c'), (3, 'D');"],
    ["INSERT INTO local.t FORMAT JSONEachRow", '{"a":1,"b":"a"}\n{"a":2,"b":"b;c"}{"a":3,"b":"D"}'],
    ["insert into `local`.`t` settings max_threads = 1 format CSV", '1,"a"\n2,"b;c"\n3,D\n'],
    ["INSERT INTO local.t FORMAT TSV SETTINGS max_threads = 1, log_comment = 'x'", "1\ta\n2\tb;c\n3\tD"],
    ["INSERT INTO /* values ( */ local.t(a, `b`) -- FORMAT X\n FORMAT JSONCompactEachRow", '[1,"a"][2,"b;c"]\n[3,"D"]'],
    ["INSERT INTO TABLE local.t FORMAT CSVWithNames", "b,a\na,1\nb;c,2\nD,3"],
  ])("%s: the same rows with the data behind it in the URL, in the body, or split", async (statement, data) => {
    for (const split of [statement.length, 0]) {
      await server.query("TRUNCATE TABLE local.t");
      const body = split === 0 ? `${statement}\n${data}` : data;
      await server.query(statement.slice(0, split), {}, body);
      expect(await server.query("SELECT * FROM local.t ORDER BY a")).toBe("1\ta\n2\tb;c\n3\tD");
    }
  });

  it("an INSERT of zero bytes inserts nothing and is not an error", async () => {
    await server.query("TRUNCATE TABLE local.t");
    await server.query("INSERT INTO local.t FORMAT JSONEachRow", {}, "");
    expect(await server.query("SELECT count() FROM local.t")).toBe("0");
  });

  it("INSERT … SELECT and INSERT … SELECT FROM input() with data", async () => {
    await server.query("TRUNCATE TABLE local.t");
    await server.query("INSERT INTO local.t SELECT number, 'n' FROM numbers(2)");
    await server.query("INSERT INTO local.t SELECT x * 10, y FROM input('x Int32, y String') FORMAT CSV", {}, "1,a\n2,b\n");
    expect(await server.query("SELECT * FROM local.t ORDER BY a")).toBe("0\tn\n1\tn\n10\ta\n20\tb");
  });
});

describe("who may ask", () => {
  it.each([
    ["query parameters", [`?${auth}`]],
    ["Basic", ["", "-u", "panda:pandapass"]],
    ["headers", ["", "-H", "X-ClickHouse-User: panda", "-H", "X-ClickHouse-Key: pandapass"]],
    ["a password kept as SHA-256", ["?user=reader&password=x"]],
  ])("by %s", (_, [search = "", ...options]) => {
    expect(curl(`${server.url}/${search}`, ...options, "-d", "SELECT 1")).toBe("1\n");
  });

  it.each([
    ["a wrong password", "user=panda&password=wrong"],
    ["no password", "user=panda"],
    ["an unknown user", "user=nobody&password=pandapass"],
    ["no user: there is no default user in the file", ""],
    ["an address outside the user's networks", "user=elsewhere&password=x"],
    ["an empty password", "user=reader&password="],
  ])("%s gets 403 and exception 516", async (_, search) => {
    const answer = await fetch(`${server.url}/?${search}`, { method: "POST", body: "SELECT 1" });
    expect([answer.status, answer.headers.get("x-clickhouse-exception-code")]).toEqual([403, "516"]);
    expect(await answer.text()).toMatch(/^Code: 516\. DB::Exception: .*: Authentication failed.*\(AUTHENTICATION_FAILED\)/);
  });

  it("a user whose profile says readonly = 1 reads, and neither writes nor changes settings", async () => {
    const ask = async (sql: string, more = ""): Promise<string> =>
      (await fetch(`${server.url}/?user=reader&password=x${more}`, { method: "POST", body: sql })).text();
    expect(await ask("SELECT {n:UInt8}", "&param_n=3")).toBe("3\n");
    expect(await ask("INSERT INTO local.t VALUES (9, 'x')")).toMatch(/^Code: 164\./);
    expect(await ask("DROP TABLE local.t")).toMatch(/^Code: 164\./);
    expect(await ask("SELECT 1", "&max_threads=1")).toMatch(/^Code: 164\./);
    expect(await ask("SELECT 1", "&readonly=0")).toMatch(/^Code: 164\./);
    expect(await ask("DROP TABLE local.t", "&session_id=r")).toMatch(/^Code: 164\./);
  });

  it("GET reads and never writes", () => {
    expect(curl(`${server.url}/?${auth}&max_threads=1&query=SELECT%20getSetting('readonly')`)).toBe("2\n");
    expect(curl(`${server.url}/?${auth}&query=DROP%20TABLE%20local.t`)).toMatch(/^Code: 164\..*\(READONLY\)/);
    expect(curl(`${server.url}/?${auth}&session_id=g&query=DROP%20TABLE%20local.t`)).toMatch(/^Code: 164\..*\(READONLY\)/);
  });
});

describe("errors", () => {
  it.each([
    ["SELECT * FROM local.nope", 404, 60, "UNKNOWN_TABLE"],
    ["SELECT * FROM nope.t", 404, 81, "UNKNOWN_DATABASE"],
    ["SELEC 1", 400, 62, "SYNTAX_ERROR"],
    ["SELECT 1; SELECT 2", 400, 62, "SYNTAX_ERROR"],
    ["", 400, 62, "SYNTAX_ERROR"],
    ["SELECT nope", 404, 47, "UNKNOWN_IDENTIFIER"],
    ["SELECT throwIf(1)", 500, 395, "FUNCTION_THROW_IF_VALUE_IS_NON_ZERO"],
    ["SELECT sleepEachRow(1) FROM numbers(3) SETTINGS max_execution_time = 1, max_block_size = 1", 408, 159, "TIMEOUT_EXCEEDED"],
    ["SELECT 1 SETTINGS nope = 1", 404, 115, "UNKNOWN_SETTING"],
    ["SELECT 1 INTO OUTFILE '/tmp/x'", 500, 358, "INTO_OUTFILE_NOT_ALLOWED"],
    ["INSERT INTO local.t FROM INFILE '/etc/passwd' FORMAT CSV", 404, 78, "UNKNOWN_TYPE_OF_QUERY"],
    ["INSERT INTO local.t VALUES (1, 'a'), x", 400, 27, "CANNOT_PARSE_INPUT_ASSERTION_FAILED"],
    ["(SELECT 1) UNION ALL (SELECT 1) LIMIT 1", 400, 62, "SYNTAX_ERROR"],
    ["CREATE USER x IDENTIFIED BY 'x'", 500, 514, "ACCESS_STORAGE_FOR_INSERTION_NOT_FOUND"],
  ])("%s is HTTP %i and exception %i %s", async (sql, status, code, name) => {
    const answer = await server.post(sql);
    const text = await answer.text();
    expect([answer.status, answer.headers.get("x-clickhouse-exception-code")], text).toEqual([status, String(code)]);
    expect(text).toMatch(new RegExp(`^Code: ${code}\\. DB::Exception: [^]*\\(${name}\\) \\(version [\\d.]+ \\(official build\\)\\)\\n$`));
    expect(text).not.toContain("http_spool");
  });

  it("an unknown database in the URL is 404", async () => {
    expect((await server.post("SELECT 1", { database: "nope" })).status).toBe(404);
  });

  it("an unknown setting in the URL is 404", async () => {
    expect((await server.post("SELECT 1", { nope: "1" })).headers.get("x-clickhouse-exception-code")).toBe("115");
  });

  it("met in the middle of a long result breaks the answer off, with the exception marked by the announced tag", async () => {
    const answer = await server.post("SELECT number, throwIf(number = 3000000) FROM numbers(4000000)");
    expect(answer.status).toBe(200);
    const tag = answer.headers.get("x-clickhouse-exception-tag") ?? "";
    let text = "";
    const read = async (): Promise<void> => {
      const decoder = new TextDecoder();
      if (answer.body !== null) for await (const chunk of answer.body) text = (text + decoder.decode(chunk)).slice(-4096);
    };
    await expect(read()).rejects.toThrow();
    expect(text).toMatch(new RegExp(`\\r\\n__exception__\\r\\n${tag}\\r\\nCode: 395\\.[^]*\\n\\d+ ${tag}\\r\\n__exception__\\r\\n$`));
  });

  it("with wait_end_of_query=1 the same error has its own status", async () => {
    const answer = await server.post("SELECT number, throwIf(number = 3000000) FROM numbers(4000000)", { wait_end_of_query: "1" });
    expect([answer.status, answer.headers.get("x-clickhouse-exception-code")]).toEqual([500, "395"]);
    expect(await answer.text()).toMatch(/^Code: 395\./);
  });

  it("a failed INSERT of one block stores nothing of it", async () => {
    await server.query("TRUNCATE TABLE local.t");
    const rows = Array.from({ length: 1000 }, (_, a) => JSON.stringify({ a, b: "x" }));
    await expect(server.query("INSERT INTO local.t FORMAT JSONEachRow", {}, [...rows, '{"a":"no number"}'].join("\n"))).rejects.toThrow(
      /Code: \d+/,
    );
    expect(await server.query("SELECT count() FROM local.t")).toBe("0");
  });
});

describe("settings, parameters and headers", () => {
  it("settings of one request are not seen by the next", async () => {
    expect(await server.query("SELECT getSetting('max_block_size')", { max_block_size: "77", readonly: "1" })).toBe("77");
    await server.query("SET max_block_size = 78");
    expect(await server.query("SELECT getSetting('max_block_size'), getSetting('readonly')")).not.toMatch(/7[78]|1$/);
  });

  it("nor are those in a statement, its database or what failed, though requests that want the same state share an engine session", async () => {
    const state = "SELECT getSetting('max_block_size'), currentDatabase(), getSetting('readonly'), {p:String}";
    const ask = (sql: string): Promise<string> => server.query(sql, { database: "local", param_p: "x" });
    const before = await ask(state);
    expect(await ask(`${state} SETTINGS max_block_size = 77, readonly = 2`)).toBe("77\tlocal\t2\tx");
    await expect(ask("SELECT throwIf(1) SETTINGS max_block_size = 78")).rejects.toThrow(/Code: 395\./);
    await ask("SET max_block_size = 79");
    await ask("USE default");
    await ask("INSERT INTO FUNCTION null('a UInt8') SETTINGS max_block_size = 80 VALUES (1)");
    expect(await ask(state)).toBe(before);
    expect(await server.query(state, { database: "default", param_p: "y" })).toBe(before.replace("local\t0\tx", "default\t0\ty"));
  });

  it("a limit of the result that the client sets is the engine's to keep, and a larger result without one is whole", async () => {
    const numbers = "SELECT number FROM numbers(400000) FORMAT JSONEachRow";
    await expect(server.query(numbers, { max_result_bytes: "1000" })).rejects.toThrow(/Code: 396\./);
    const bounded = await server.query(numbers, { max_result_bytes: "67108864" });
    expect([bounded.split("\n").length, bounded === (await server.query(numbers))]).toEqual([400_000, true]);
    expect((await server.query("SELECT arrayJoin(range(400000)) AS number FORMAT JSONEachRow")) === bounded).toBe(true);
  });

  it("readonly is set last, so that it does not refuse the settings beside it", async () => {
    expect(await server.query("SELECT getSetting('max_threads')", { readonly: "1", max_threads: "1" })).toBe("1");
  });

  it("parameters are bound by the engine, whatever they contain", async () => {
    const value = 'it\'s "1" \\\\ -- {x} \\n;';
    expect(
      await server.query("SELECT {text:String} AS t, {list:Array(UInt8)} AS l FORMAT JSONEachRow", {
        param_text: value,
        param_list: "[1,2]",
      }),
    ).toBe(JSON.stringify({ t: value.replaceAll("\\\\", "\\").replace("\\n", "\n"), l: [1, 2] }));
  });

  it.each(["id$x", "$x", "id$", "a$$b", "$1", "$x$"])("a parameter may have dollars in its name: %s", async (name) => {
    expect(await server.query(`SELECT {${name}:String}`, { [`param_${name}`]: "it's" })).toBe("it\\'s");
  });

  it("a name of a parameter that no statement could have is refused", async () => {
    await expect(server.query("SELECT 1", { "param_a = 1, max_threads": "1" })).rejects.toThrow(/Code: 115\./);
  });

  it("a parameter of one request is unknown in the next", async () => {
    await server.query("SELECT {p:String}", { param_p: "x" });
    await expect(server.query("SELECT {p:String}")).rejects.toThrow(/Code: 456\./);
  });

  it("the format is the statement's, else the header's or default_format, else TabSeparated", async () => {
    const formatOf = async (sql: string, parameters = {}, headers = {}): Promise<string | null> =>
      (await server.post(sql, parameters, undefined, headers)).headers.get("x-clickhouse-format");
    expect(await formatOf("SELECT 1")).toBe("TabSeparated");
    expect(await formatOf("SELECT 1", { default_format: "JSON" })).toBe("JSON");
    expect(await formatOf("SELECT 1", { default_format: "JSON" }, { "X-ClickHouse-Format": "CSV" })).toBe("CSV");
    expect(
      await formatOf("SELECT 1 AS format FORMAT JSONEachRow SETTINGS max_threads = 1; -- FORMAT CSV", { default_format: "JSON" }),
    ).toBe("JSONEachRow");
    expect(await formatOf("SHOW DATABASES FORMAT JSON")).toBe("JSON");
  });

  it.each([
    "SELECT 1 AS x",
    "WITH 1 AS x SELECT x",
    "(SELECT 1 AS x) UNION DISTINCT (SELECT 1)",
    "FROM (SELECT 1 AS x) SELECT x",
    "SELECT 1 AS x SETTINGS max_threads = 1",
    "SELECT 1 AS x -- end",
    "SELECT 1 AS x;",
    "/* a */ SELECT 1 AS x /* b */ ; ",
  ])("%s yields one whole document", async (sql) => {
    expect(JSON.parse(await server.query(sql, { default_format: "JSON" }))).toMatchObject({ data: [{ x: 1 }], rows: 1 });
  });

  it.each([
    ["CREATE DATABASE IF NOT EXISTS local", "text/plain; charset=UTF-8", null],
    ["INSERT INTO local.t SELECT 1, 'a'", "text/plain; charset=UTF-8", null],
    ["SELECT 1 WHERE 0", "text/tab-separated-values; charset=UTF-8", "TabSeparated"],
    ["SHOW TABLES FROM local LIKE 'nope'", "text/tab-separated-values; charset=UTF-8", "TabSeparated"],
  ])("the empty answer to %s has the content type %s and the format %s", async (sql, contentType, format) => {
    const answer = await server.post(sql);
    const headers = ["content-type", "x-clickhouse-format"].map((name) => answer.headers.get(name));
    expect([answer.status, ...headers, await answer.text()]).toEqual([200, contentType, format, ""]);
  });

  it("the time zone is the request's, else the server's", async () => {
    const zone = async (parameters: Readonly<Record<string, string>>): Promise<readonly (string | null)[]> => {
      const answer = await server.post("SELECT toString(toDateTime(0))", parameters);
      return [answer.headers.get("x-clickhouse-timezone"), await answer.text()];
    };
    expect(await zone({ session_timezone: "Asia/Tokyo" })).toEqual(["Asia/Tokyo", "1970-01-01 09:00:00\n"]);
    expect((await zone({}))[0]).toBe(await server.query("SELECT serverTimezone()"));
  });

  it("answers carry query id, summary, time zone and content type", async () => {
    const answer = await server.post("SELECT number FROM numbers(5) FORMAT JSONEachRow", {
      query_id: "my-id-1",
      send_progress_in_http_headers: "1",
    });
    expect(answer.headers.get("x-clickhouse-query-id")).toBe("my-id-1");
    expect(JSON.parse(answer.headers.get("x-clickhouse-summary") ?? "")).toMatchObject({ read_rows: "5", result_rows: "5" });
    expect(answer.headers.get("x-clickhouse-timezone")).toMatch(/\w/);
    expect(answer.headers.get("content-type")).toMatch(/^application\/x-ndjson/);
    const insert = await server.post("INSERT INTO local.t VALUES", {}, "(1,'a'),(2,'b')");
    expect(JSON.parse(insert.headers.get("x-clickhouse-summary") ?? "")).toMatchObject({ written_rows: "2" });
  });
});

/** "SELECT 40" and " + 2" as Python's `lz4` and `zstd` write them, each in a frame of its own: two frames are one body. */
const lz4Frames = Buffer.from(
  "04224d18684009000000000000006d0900008053454c4543542034300000000004224d186c4004000000000000001904000080202b2032000000000928ff15",
  "hex",
);
const zstdFrames = Buffer.from("28b52ffd200949000053454c45435420343028b52ffd2004210000202b2032", "hex");

describe("HTTP compression", () => {
  it.each([
    ["gzip", gzipSync("SELECT 40 + 2")],
    ["x-gzip", gzipSync("SELECT 40 + 2")],
    ["deflate", deflateSync("SELECT 40 + 2")],
    ["br", brotliCompressSync("SELECT 40 + 2")],
    ["lz4", compressFrameSync("SELECT 40 + 2", { contentChecksum: true, blockChecksums: true })],
    ["lz4", lz4Frames],
    ["zstd", zstdFrames],
    ["identity", Buffer.from("SELECT 40 + 2")],
  ])("a body in %s is read", async (encoding, body) => {
    expect(await (await server.post("", {}, Uint8Array.from(body), { "Content-Encoding": encoding })).text()).toBe("42\n");
  });

  it.each([
    ["gzip", "INSERT INTO local.t FORMAT CSV", gzipSync("1,a\n".repeat(1000)).subarray(0, 30), 354],
    ["lz4", "", lz4Frames.subarray(0, 20), 33],
    ["lz4", "", Buffer.from("SELECT 1 + 1 + 1"), 618],
    ["zstd", "", zstdFrames.subarray(0, 15), 561],
    ["zstd", "", Buffer.from("SELECT 1"), 561],
    ["snappy", "", Buffer.from("SELECT 1"), 48],
  ])("a broken body in %s is an error and the connection survives", async (encoding, sql, body, code) => {
    const answer = await server.post(sql, {}, Uint8Array.from(body), { "Content-Encoding": encoding });
    expect([await answer.text(), answer.headers.get("x-clickhouse-exception-code")]).toEqual([
      expect.stringMatching(`^Code: ${code}\\.`),
      String(code),
    ]);
  });

  /** Not with fetch, which takes the encoding off. */
  const asked = async (accepted: string, sql: string): Promise<{ readonly encoding: string | undefined; readonly body: Buffer }> => {
    const address = `${server.url}/?${auth}&enable_http_compression=1`;
    const args = ["-sSi", "-H", `Accept-Encoding: ${accepted}`, address, "-d", sql];
    const { stdout: whole } = await promisify(execFile)("curl", args, { maxBuffer: 1 << 26, encoding: "buffer" });
    const at = whole.indexOf("\r\n\r\n");
    return { encoding: /^content-encoding: (.*)\r$/im.exec(whole.subarray(0, at).toString())?.[1], body: whole.subarray(at + 4) };
  };

  it.each<readonly [string, string, string | undefined, (body: Buffer) => Uint8Array]>([
    ["gzip", "gzip", "gzip", gunzipSync],
    ["br", "br", "br", brotliDecompressSync],
    ["deflate", "deflate", "deflate", inflateSync],
    ["lz4", "lz4", "lz4", decompressFrameSync],
    ["zstd", "zstd", "zstd", unzstd],
    ["the first that this server writes", "snappy, zstd, br, gzip;q=0.5", "gzip", gunzipSync],
    ["none that is refused", "gzip;q=0, br", "br", brotliDecompressSync],
    ["none that is unknown", "snappy", undefined, (body) => body],
  ])("answers are in %s when asked for, small or large", async (_, accepted, encoding, decode) => {
    const small = await asked(accepted, "SELECT 6");
    expect([small.encoding, Buffer.from(decode(small.body)).toString()]).toEqual([encoding, "6\n"]);
    const numbers = Array.from({ length: 300_000 }, (_one, number) => `${number}\n`).join("");
    const large = await asked(accepted, "SELECT number FROM numbers(300000)");
    expect([large.encoding, Buffer.from(decode(large.body)).toString() === numbers]).toEqual([encoding, true]);
  });

  it("an error has a status of its own and is readable in each encoding", async () => {
    const sql = "SELECT throwIf(number = 1000) FROM numbers(2000)";
    const text = /^Code: 395\..*\(FUNCTION_THROW_IF_VALUE_IS_NON_ZERO\)/;
    const lz4 = await asked("lz4", sql);
    expect([lz4.encoding, decompressFrameSync(lz4.body).toString()]).toEqual(["lz4", expect.stringMatching(text)]);
    const zstd = await asked("zstd", sql);
    expect([zstd.encoding, zstd.body.toString()]).toEqual([undefined, expect.stringMatching(text)]);
  });

  it("answers are not compressed unless the request says enable_http_compression", () => {
    expect(curl("-H", "Accept-Encoding: gzip", `${server.url}/?${auth}&query=SELECT%206`)).toBe("6\n");
  });

  it("an INSERT in lz4 is read whole", async () => {
    await server.query("TRUNCATE TABLE local.t");
    const rows = Array.from({ length: 200_000 }, (_, a) => `{"a":${a},"b":"row"}\n`).join("");
    const body = Uint8Array.from(compressFrameSync(`INSERT INTO local.t FORMAT JSONEachRow\n${rows}`));
    expect((await server.post("", {}, body, { "Content-Encoding": "lz4" })).status).toBe(200);
    expect(await server.query("SELECT count(), sum(a) FROM local.t")).toBe("200000\t19999900000");
  });
});

describe("multipart forms", () => {
  const post = async (sql: string, form: Readonly<Record<string, string | Blob>>, search = ""): Promise<string> => {
    const body = new FormData();
    const statement = sql === "" ? "" : `&query=${encodeURIComponent(sql)}`;
    for (const [name, value] of Object.entries(form)) body.append(name, value);
    return (await fetch(`${server.url}/?${search === "" ? auth : search}${statement}`, { method: "POST", body })).text();
  };

  it("fields are parameters, as those of the URL", async () => {
    const ids = Array.from({ length: 40_000 }, (_, id) => id).join(",");
    expect(await post("SELECT length({ids:Array(UInt32)}), getSetting('max_threads')", { param_ids: `[${ids}]`, max_threads: "3" })).toBe(
      "40000\t3\n",
    );
    expect(await post("", { query: "SELECT {p:String}", param_p: "x" })).toBe("x\n");
  });

  it("files are external tables of this request, also for a user who only reads", async () => {
    const people = new Blob(["1\tAnn\n2\tBob\n"]);
    const more = {
      people,
      people_structure: "id UInt8, name String",
      ages: new Blob(["1,30\n2,41\n"]),
      ages_types: "UInt8, Decimal(4, 1)",
    };
    const sql = "SELECT name, _2 FROM people JOIN ages ON id = _1 ORDER BY id";
    expect(await post(sql, { ...more, ages_format: "CSV" })).toBe("Ann\t30\nBob\t41\n");
    expect(await post(sql, { ...more, ages_format: "CSV" }, "user=reader&password=x")).toBe("Ann\t30\nBob\t41\n");
    expect(await post(sql, { ...more, ages_format: "CSV" }, `${auth}&session_id=external`)).toBe("Ann\t30\nBob\t41\n");
    expect(await server.query("SELECT count() FROM system.tables WHERE name = 'people'", { session_id: "external" })).toBe("0");
    await expect(server.query("SELECT * FROM people")).rejects.toThrow(/Code: 60\./);
  });

  it("settings of the request say how a file is read", async () => {
    const form = { numbers: new Blob(["1\nx\n3\n"]), numbers_types: "UInt8" };
    expect(await post("SELECT sum(_1) FROM numbers", form)).toMatch(/^Code: 27\./);
    expect(await post("SELECT sum(_1) FROM numbers", { ...form, input_format_allow_errors_num: "1" })).toBe("4\n");
  });

  it.each([
    [
      "a table without columns",
      { t: new Blob(["1\n"]) },
      /^Code: 36\. DB::Exception: The external table t has no columns: give t_structure or t_types\./,
    ],
    ["a structure that is none", { t: new Blob(["1\n"]), t_structure: "1) ENGINE = Null AS SELECT (1" }, /^Code: 62\./],
  ])("%s is an error", async (_, form, expected) => {
    expect(await post("SELECT 1", form)).toMatch(expected);
  });

  it("that cannot be read are an error, and what curl calls a form is SQL", async () => {
    const broken = await server.post("", {}, "--x\r\nnothing", { "Content-Type": "multipart/form-data; boundary=y" });
    expect([broken.status, await broken.text()]).toEqual([500, expect.stringMatching(/^Code: 408\..*\(BAD_REQUEST_PARAMETER\)/)]);
    expect(await (await server.post("SELECT 8", {}, undefined, { "Content-Type": "application/x-www-form-urlencoded" })).text()).toBe(
      "8\n",
    );
  });
});

describe("system.query_log", () => {
  it("has every statement's beginning and end, with its error, user and client", async () => {
    const log = async (query_id: string): Promise<readonly unknown[]> => {
      const columns =
        "type, query, query_kind, user, http_user_agent, read_rows, written_rows, exception_code, query_id = initial_query_id AS own";
      await server.query("SYSTEM FLUSH LOGS");
      const rows = await server.query(
        `SELECT ${columns} FROM system.query_log WHERE query_id = {id:String} ORDER BY type FORMAT JSONEachRow`,
        {
          param_id: query_id,
        },
      );
      return rows.split("\n").map((row): unknown => JSON.parse(row));
    };
    const post = (query_id: string, sql: string, body?: string): Promise<Response> =>
      server.post(sql, { query_id }, body, { "User-Agent": "logged" });
    const row = { user: "panda", http_user_agent: "logged", read_rows: 0, written_rows: 0, exception_code: 0, own: 1 };
    await post("log-1", "SELECT number FROM numbers(7)");
    const select = { ...row, query: "SELECT number FROM numbers(7)", query_kind: "Select" };
    expect(await log("log-1")).toEqual([
      { ...select, type: "QueryStart" },
      { ...select, type: "QueryFinish", read_rows: 7 },
    ]);
    await post("log-2", "INSERT INTO local.t FORMAT CSV", "1,a\n2,b\n");
    const insert = { ...row, query: "INSERT INTO local.t FORMAT CSV\n", query_kind: "Insert" };
    expect(await log("log-2")).toEqual([
      { ...insert, type: "QueryStart" },
      { ...insert, type: "QueryFinish", read_rows: 2, written_rows: 2 },
    ]);
    await post("log-3", "SELECT * FROM local.nope");
    const wrong = { ...row, query: "SELECT * FROM local.nope", query_kind: "Select" };
    expect(await log("log-3")).toEqual([
      { ...wrong, type: "QueryStart" },
      { ...wrong, type: "ExceptionWhileProcessing", exception_code: 60 },
    ]);
  });

  it("has no key that a statement names", async () => {
    const sql =
      "SELECT * FROM s3('http://127.0.0.1:1/b/x.csv', 'AKIAEXAMPLE', 'very-secret', 'CSV') WHERE c1 = 'x' SETTINGS s3_max_single_read_retries = 0";
    await server.post(sql, { query_id: "log-4", s3_retry_attempts: "0", s3_request_timeout_ms: "100" });
    await server.query("SYSTEM FLUSH LOGS");
    expect(await server.query("SELECT DISTINCT query FROM system.query_log WHERE query_id = 'log-4'")).toBe(
      "SELECT * FROM s3(\\'[HIDDEN]\\', \\'[HIDDEN]\\', \\'[HIDDEN]\\', \\'[HIDDEN]\\') WHERE c1 = \\'[HIDDEN]\\' SETTINGS s3_max_single_read_retries = 0",
    );
    expect(await server.query("SELECT count() FROM system.query_log WHERE query_id = 'log-4' AND exception LIKE '%very-secret%'")).toBe(
      "0",
    );
  });
});

describe("sessions", () => {
  it("keep temporary tables and SET, and not the settings of a single request", async () => {
    const session_id = "s1";
    await server.query("CREATE TEMPORARY TABLE tmp (a UInt8)", { session_id });
    await server.query("INSERT INTO tmp VALUES (1), (2)", { session_id });
    await server.query("SET max_block_size = 4321", { session_id });
    expect(await server.query("SELECT sum(a) FROM tmp", { session_id, max_block_size: "5", database: "local" })).toBe("3");
    expect(await server.query("SELECT getSetting('max_block_size'), currentDatabase()", { session_id, session_check: "1" })).toBe(
      "4321\tdefault",
    );
    await expect(server.query("SELECT * FROM tmp")).rejects.toThrow(/Code: 60\./);
    await server.query("SELECT 1", { session_id, close_session: "1" });
    await expect(server.query("SELECT 1", { session_id, session_check: "1" })).rejects.toThrow(/Code: 372\..*SESSION_NOT_FOUND/);
  });

  it("serve one request at a time", async () => {
    const both = await Promise.allSettled([1, 2].map(() => server.query("SELECT sleep(0.5)", { session_id: "s2" })));
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(String(both.find((one) => one.status === "rejected")?.reason)).toMatch(/Code: 373\..*SESSION_IS_LOCKED/);
  });

  it("refuse a timeout beyond an hour", async () => {
    await expect(server.query("SELECT 1", { session_id: "s3", session_timeout: "3601" })).rejects.toThrow(/Code: 374\./);
  });
});
