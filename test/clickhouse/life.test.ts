import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ServerProcess, freePort } from "./server-process";
import { bySize } from "../support/test-size";

let server: ServerProcess;
beforeEach(async () => {
  server = await ServerProcess.start();
});
afterEach(() => server.dispose());

/** Runs the executable to its end. */
async function run(args: readonly string[]): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  const child = server.spawn(args);
  server.stderr = "";
  let stdout = "";
  child.stdout?.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  await once(child, "close");
  return { code: child.exitCode, stdout, stderr: server.stderr };
}

const config = (): string => `--config-file=${join(server.directory, "config.xml")}`;

describe("data", () => {
  it("outlives SIGTERM, which exits 0", async () => {
    await server.query("CREATE DATABASE local");
    await server.query("CREATE TABLE local.t (a UInt8) ENGINE = MergeTree ORDER BY a");
    await server.query(
      "CREATE MATERIALIZED VIEW local.v ENGINE = SummingMergeTree ORDER BY a AS SELECT a, count() AS n FROM local.t GROUP BY a",
    );
    await server.query("INSERT INTO local.t VALUES (1), (2)");
    expect(await server.signal("SIGTERM")).toBe(0);
    await server.start();
    expect(await server.query("SELECT sum(a), (SELECT sum(n) FROM local.v) FROM local.t")).toBe("3\t2");
  });

  it("is complete after kill -9 in the middle of concurrent inserts: every acknowledged row is there", async () => {
    await server.query("CREATE DATABASE local");
    await server.query("CREATE TABLE local.t (a UInt64, batch UInt64) ENGINE = MergeTree ORDER BY a");
    const acknowledged = new Set<number>();
    let batch = 0;
    for (let kill = 0; kill < bySize(2, 5); kill += 1) {
      let alive = true;
      const writers = Array.from({ length: 8 }, async () => {
        while (alive) {
          const mine = batch++;
          const rows = Array.from({ length: 100 }, (_, i) => JSON.stringify({ a: mine * 100 + i, batch: mine })).join("\n");
          await server.query("INSERT INTO local.t FORMAT JSONEachRow", {}, rows).then(
            () => acknowledged.add(mine),
            () => (alive = false),
          );
        }
      });
      const enough = acknowledged.size + 11 + 5 * kill;
      while (acknowledged.size < enough) await sleep(5);
      await server.signal("SIGKILL");
      alive = false;
      await Promise.all(writers);
      await server.start();
      const stored = (await server.query("SELECT batch, count() FROM local.t GROUP BY batch"))
        .split("\n")
        .map((line) => line.split("\t").map(Number));
      expect(stored.filter(([, rows]) => rows !== 100)).toEqual([]);
      const present = new Set(stored.map(([one]) => one));
      expect([...acknowledged].filter((one) => !present.has(one))).toEqual([]);
    }
    expect(acknowledged.size).toBeGreaterThan(bySize(25, 50));
  });
});

describe("stopping", () => {
  async function untilRuns(comment: string): Promise<void> {
    const running = `SELECT count() FROM system.processes WHERE query LIKE '%/* ${comment} */%' AND query NOT LIKE '%system.processes%'`;
    while ((await server.query(running)) === "0") await sleep(20);
  }

  it.each(["SIGTERM", "SIGINT"] as const)("%s lets a running request finish and exits 0", async (signal) => {
    const slow = server.query("SELECT sleep(3) /* slow */", { function_sleep_max_microseconds_per_block: "0" });
    await untilRuns("slow");
    expect(await server.signal(signal)).toBe(0);
    expect(await slow).toBe("0");
  });

  it("SIGTERM stops what does not finish, and still exits 0", async () => {
    const endless = server
      .query("SELECT count() FROM numbers(1000000000000) WHERE cityHash64(number) = 1 /* endless */")
      .catch((error: unknown) => String(error));
    await untilRuns("endless");
    expect(await server.signal("SIGTERM")).toBe(0);
    expect(await endless).toMatch(/394|fetch failed|terminated/);
  });

  it("leaves no spooled body behind", async () => {
    await server.signal("SIGKILL");
    writeFileSync(join(server.dataDirectory, "http_spool", "left.body"), "x");
    await server.start();
    expect(readdirSync(join(server.dataDirectory, "http_spool"))).not.toContain("left.body");
  });
});

describe("what keeps it from starting is said in one line, with exit code 1", () => {
  it("a port already taken", async () => {
    const { code, stderr } = await run(["server", config()]);
    expect([code, stderr]).toEqual([
      1,
      `clickhouse: port ${server.port} on 127.0.0.1 is already in use: stop what listens there, or choose another http_port\n`,
    ]);
  });

  it("a data directory that another server holds; that one is not disturbed", async () => {
    server.writeConfig(await freePort());
    const { code, stderr } = await run(["server", config()]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/Another server instance in same directory is already running[^]*clickhouse: cannot open [^\n]+\n$/);
    expect(await server.query("SELECT count() FROM numbers(10)")).toBe("10");
  });

  it("a configuration that is missing or broken", async () => {
    expect(await run(["server", "--config-file=/nowhere/config.xml"])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^clickhouse: cannot read configuration \/nowhere\/config\.xml: [^\n]+\n$/) as string,
    });
    writeFileSync(join(server.directory, "broken.xml"), "<clickhouse><http_port>1</clickhouse>");
    expect(await run(["server", "--config-file", join(server.directory, "broken.xml")])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^clickhouse: cannot read configuration .*closes <http_port>\n$/) as string,
    });
  });

  it("a data directory that cannot be written", async () => {
    await server.signal("SIGTERM");
    server.writeConfig();
    const blocked = join(server.directory, "blocked");
    writeFileSync(blocked, "a file, so that root cannot write into it either");
    chmodSync(blocked, 0o400);
    const path = join(server.directory, "config.xml");
    writeFileSync(path, readFileSync(path, "utf8").replace(`<path>${server.dataDirectory}/</path>`, `<path>${blocked}/</path>`));
    const { code, stderr } = await run(["server", config()]);
    expect([code, stderr.split("\n").length]).toEqual([1, 2]);
    expect(stderr).toMatch(/^clickhouse: cannot make the data directory/);
  });
});

describe("the command line", () => {
  it.each([["--version"], ["-V"], ["server", "--version"]])("%s %s prints the version", async (...args) => {
    expect(await run(args)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^ClickHouse server version \d+\.\d+\.\d+\.\d+ /) as string,
    });
  });

  it("runs under the name by which Moose finds a server that a crashed run left behind", () => {
    expect(execFileSync("ps", ["-p", String(server.child?.pid), "-o", "comm="], { encoding: "utf8" }).trim()).toBe("clckhouse-watch");
  });

  it("refuses what it is not", async () => {
    expect(await run(["client"])).toMatchObject({ code: 2, stderr: expect.stringContaining('"client" is not available') as string });
    expect(await run(["server"])).toMatchObject({ code: 1, stderr: expect.stringContaining("--config-file") as string });
  });

  it("works without UV_THREADPOOL_SIZE in the environment, and ends with its parent", async () => {
    await server.signal("SIGTERM");
    const child = server.spawn(["server", config()], { UV_THREADPOOL_SIZE: "" });
    await server.untilReady();
    child.kill("SIGKILL");
    for (;;) {
      const answer = await fetch(`${server.url}/ping`).catch(() => undefined);
      if (answer === undefined) break;
      await sleep(50);
    }
  });
});
