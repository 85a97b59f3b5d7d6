import { createHash, randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ServerProcess } from "./server-process";
import { bySize } from "../support/test-size";

let server: ServerProcess;
const endless = "SELECT count() FROM numbers(1000000000000) WHERE cityHash64(number) = 1 SETTINGS max_threads = 1";
const auth = "user=panda&password=pandapass";

beforeAll(async () => {
  server = await ServerProcess.start();
  await server.query("CREATE DATABASE l");
  await server.query("CREATE TABLE l.t (a UInt64, s String) ENGINE = MergeTree ORDER BY a");
});
afterAll(() => server.dispose());

/** How many queries run whose text has this comment. */
const running = async (comment: string): Promise<string> =>
  server.query(`SELECT count() FROM system.processes WHERE query LIKE '%/* ${comment} */%' AND query NOT LIKE '%system.processes%'`);

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(20);
}

describe("many requests at once", () => {
  it("300 queries at once are all answered, each with its own settings and parameters", async () => {
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, i) =>
        server.query("SELECT {i:UInt32}, getSetting('max_block_size'), count() FROM numbers(1000)", {
          param_i: String(i),
          max_block_size: String(i + 1),
        }),
      ),
    );
    expect(answers).toEqual(answers.map((_, i) => `${i}\t${i + 1}\t1000`));
  });

  it("small queries are answered while slow ones run", async () => {
    const slow = Array.from({ length: 30 }, (_, i) =>
      server
        .query(`SELECT sleep(1) FROM numbers(300) SETTINGS max_block_size = 1 /* slow-${i} */`)
        .catch((error: unknown) => String(error)),
    );
    const finished = { slow: 0 };
    for (const one of slow) void one.then(() => (finished.slow += 1));
    await until(async () => (await running("slow-29")) === "1");
    for (let i = 0; i < 20; i += 1) expect(await server.query(`SELECT ${i}`)).toBe(String(i));
    expect(finished.slow).toBe(0);
    await server.query("KILL QUERY WHERE query LIKE '%/* slow-%' ASYNC");
    for (const answer of await Promise.all(slow)) expect(answer).toMatch(/Code: 394\./);
  });

  it("100 inserts at once are all stored", async () => {
    await Promise.all(Array.from({ length: 100 }, (_, i) => server.query("INSERT INTO l.t FORMAT JSONEachRow", {}, `{"a":${i},"s":"x"}`)));
    expect(await server.query("SELECT count(), uniqExact(a) FROM l.t")).toBe("100\t100");
  });
});

describe("stopping work", () => {
  it.each(["ASYNC", "SYNC"])("KILL QUERY %s by the client's own query id", async (mode) => {
    const query_id = `it's "${mode}"`;
    const killed = server.query(`${endless} /* kill-${mode} */`, { query_id }).then(
      () => "finished",
      (error: unknown) => String(error),
    );
    const literal = query_id.replaceAll("'", "\\'");
    await until(async () => (await running(`kill-${mode}`)) === "1");
    await expect(server.query("SELECT 1", { query_id })).rejects.toThrow(/Code: 216\./);
    await server.query(`KILL QUERY WHERE query_id = '${literal}' ${mode}`);
    expect(await killed).toMatch(/Code: 394\..*QUERY_WAS_CANCELLED/);
  });

  it("a client that goes away stops its query before the first byte of the result", async () => {
    const controller = new AbortController();
    const gone = fetch(`${server.url}/?${auth}`, { method: "POST", body: `${endless} /* gone-1 */`, signal: controller.signal }).catch(
      () => "gone",
    );
    await until(async () => (await running("gone-1")) === "1");
    controller.abort();
    expect(await gone).toBe("gone");
    await until(async () => (await running("gone-1")) === "0");
  });

  it("a client that goes away in the middle of a result stops its query", async () => {
    const controller = new AbortController();
    const answer = await fetch(`${server.url}/?${auth}`, {
      method: "POST",
      body: "SELECT number FROM numbers(1000000000000) /* gone-2 */",
      signal: controller.signal,
    });
    await answer.body?.getReader().read();
    controller.abort();
    await until(async () => (await running("gone-2")) === "0");
    expect(await server.query("SELECT 1")).toBe("1");
  });

  it("a client that goes away stops its own query, and not the one after it", async () => {
    const sql = (seconds: number): string => `SELECT sleep(${seconds}) FORMAT TSV`;
    // As an API limits its questions: such an answer is held in memory, and its session serves the next question.
    const ask = (seconds: number, signal: AbortSignal): Promise<string> =>
      fetch(`${server.url}/?${auth}&max_result_bytes=1000000`, { method: "POST", body: sql(seconds), signal }).then((answer) =>
        answer.text(),
      );
    const never = new AbortController().signal;
    const answers: string[] = [];
    // Ten at once, so that what stops them comes late: some end by themselves just before.
    const each = <T>(one: (index: number) => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: 10 }, (_, index) => one(index)));
    for (let round = 0; round < 15; round += 1) {
      await each((index) => ask(0.03, AbortSignal.timeout(28 + 2 * index)).catch(() => "gone"));
      answers.push(...(await each(() => ask(0.15, never))));
    }
    expect(new Set(answers)).toEqual(new Set(["0\n"]));
  });

  it("a client that breaks off an INSERT inserts nothing and leaves nothing behind", async () => {
    const before = await server.query("SELECT count() FROM l.t");
    await new Promise<void>((resolve) => {
      const upload = request(`${server.url}/?${auth}&query=INSERT+INTO+l.t+FORMAT+CSV`, { method: "POST" });
      upload.on("error", () => {
        resolve();
      });
      upload.write("1,broken\n".repeat(100_000), () => setTimeout(() => upload.destroy(), 200));
    });
    await until(() => Promise.resolve(!readdirSync(join(server.dataDirectory, "http_spool")).some((name) => name.endsWith(".body"))));
    expect(await server.query("SELECT count() FROM l.t")).toBe(before);
  });
});

describe("size", () => {
  const megabytes = bySize(600, 1000);
  it.each(["JSONEachRow", "JSON", "RowBinaryWithNamesAndTypes"])(
    `a result of ${megabytes} MB as %s passes through in less memory`,
    async (format) => {
      await server.query("CREATE TABLE IF NOT EXISTS l.wide (a UInt64, s String) ENGINE = MergeTree ORDER BY a");
      await server.query(
        `INSERT INTO l.wide SELECT number, repeat('x', 1000) FROM numbers(${megabytes * 1000}) WHERE (SELECT count() FROM l.wide) = 0`,
      );
      let bytes = 0;
      const growth = await server.memoryGrowthMb(async () => {
        const answer = await server.post(`SELECT * FROM l.wide FORMAT ${format}`);
        if (answer.body !== null) for await (const chunk of answer.body) bytes += (chunk as Uint8Array).length;
      });
      expect(bytes).toBeGreaterThan(megabytes * 1e6);
      expect(growth).toBeLessThan(400);
    },
  );

  it("an insert of 200 MB passes through in bounded memory", async () => {
    await server.query("CREATE TABLE l.big (a UInt64, s String) ENGINE = MergeTree ORDER BY a");
    const text = "y".repeat(960);
    let row = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        let chunk = "";
        for (let i = 0; i < 200; i += 1) chunk += `${row++},${text}\n`;
        controller.enqueue(Buffer.from(chunk));
        if (row >= 210_000) controller.close();
      },
    });
    const growth = await server.memoryGrowthMb(async () => {
      const answer = await fetch(`${server.url}/?${auth}&query=INSERT+INTO+l.big+FORMAT+CSV`, {
        method: "POST",
        body,
        duplex: "half",
      } as RequestInit);
      expect(answer.status, await answer.text()).toBe(200);
    });
    expect(await server.query("SELECT count(), sum(length(s)) > 200000000 FROM l.big")).toBe("210000\t1");
    expect(growth).toBeLessThan(700);
  });

  it("a slow reader holds the engine back, and loses nothing", async () => {
    const answer = await server.post("SELECT toString(number) FROM numbers(3000000) FORMAT TSVRaw");
    const hash = createHash("sha256");
    let pauses = 20;
    if (answer.body !== null) {
      for await (const chunk of answer.body) {
        hash.update(chunk as Uint8Array);
        if (pauses-- > 0) await sleep(20);
      }
    }
    const expected = createHash("sha256");
    for (let i = 0; i < 3_000_000; i += 1) expected.update(`${i}\n`);
    expect(hash.digest("hex")).toBe(expected.digest("hex"));
  });

  it("binary data of any bytes is kept", async () => {
    const bytes = randomBytes(3_000_000);
    const size = Buffer.from([0xc0, 0x8d, 0xb7, 0x01]);
    await server.query("CREATE TABLE l.blob (s String) ENGINE = MergeTree ORDER BY tuple()");
    await server.query("INSERT INTO l.blob FORMAT RowBinary", {}, Buffer.concat([size, bytes]));
    expect(await server.query("SELECT lower(hex(SHA256(s))) FROM l.blob")).toBe(createHash("sha256").update(bytes).digest("hex"));
  });
});
