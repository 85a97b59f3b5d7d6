import { execFileSync } from "node:child_process";
import { gunzipSync, gzipSync } from "node:zlib";
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

describe("HTTP compression", () => {
  it("a gzip body is read", async () => {
    expect(await (await server.post("", {}, gzipSync("SELECT 5"), { "Content-Encoding": "gzip" })).text()).toBe("5\n");
  });

  it("a broken gzip body is an error and the connection survives", async () => {
    const answer = await server.post("INSERT INTO local.t FORMAT CSV", {}, gzipSync("1,a\n".repeat(1000)).subarray(0, 30), {
      "Content-Encoding": "gzip",
    });
    expect(answer.status).toBe(500);
    expect(await answer.text()).toMatch(/^Code: 354\./);
  });

  it("answers are compressed when asked for, and only then", () => {
    const zipped = execFileSync("curl", [
      "-sS",
      "-H",
      "Accept-Encoding: gzip",
      `${server.url}/?${auth}&enable_http_compression=1&query=SELECT%206`,
    ]);
    expect(gunzipSync(zipped).toString()).toBe("6\n");
    expect(curl("-H", "Accept-Encoding: gzip", `${server.url}/?${auth}&query=SELECT%206`)).toBe("6\n");
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
