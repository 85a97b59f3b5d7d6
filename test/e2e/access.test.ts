import { execFileSync } from "node:child_process";
import { appendFileSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stackProcesses } from "../../embedded/launcher/stack-processes.js";
import { startSimulator } from "../../simulator/start-simulator";
import { hostileBodies } from "../security/hostile-bodies";
import { inParallel } from "../security/in-parallel";
import { makeKey } from "../security/bearer-tokens";
import { sendRaw } from "../security/send-raw";
import { DevProcess } from "./dev-process.js";
import { eventually } from "../support/eventually";
import { makeClone } from "./make-clone.js";
import { moveStackPorts, type StackPorts } from "./stack-ports.js";
import { bySize } from "../support/test-size";
import { useKeptCompile } from "../support/kept-compile";

const keys = { ingest: makeKey(), consumption: makeKey(), admin: makeKey() };
const canary = "canary-ea-key-2f9c77";
let clone: string;
let ports: StackPorts;
let stack: DevProcess;
let simulator: Awaited<ReturnType<typeof startSimulator>>;

beforeAll(async () => {
  clone = makeClone();
  useKeptCompile(clone);
  const index = readFileSync(join(clone, "app/index.ts"), "utf8");
  for (const file of ["./web/metrics", "./web/status"]) {
    if (!index.includes(`"${file}"`)) appendFileSync(join(clone, "app/index.ts"), `export * from "${file}";\n`);
  }
  ports = await moveStackPorts();
  simulator = await startSimulator({ seed: 4, today: "2026-11-15", enrollments: [{ number: "100100", key: canary, rows: 2000 }] });
  stack = new DevProcess(
    clone,
    {
      ...ports.environment,
      MOOSE_INGEST_API_KEY: keys.ingest.hash,
      MOOSE_CONSUMPTION_API_KEY: keys.consumption.hash,
      MOOSE_AUTHENTICATION__ADMIN_API_KEY: keys.admin.hash,
      AZURE_EA_ENROLLMENT: "100100",
      AZURE_EA_API_KEY: canary,
      AZURE_EA_BASE_URL: simulator.url,
      AZURE_EA_REQUESTS_PER_MINUTE: "6000000",
    },
    "--stack",
    "embedded",
  );
  await stack.untilSaid("Ready after");
});

afterAll(async () => {
  stack.pressCtrlC();
  await stack.exited;
  for (const { pid } of stackProcesses(clone)) process.kill(pid, "SIGKILL");
  await simulator.close();
  rmSync(clone, { recursive: true, force: true, maxRetries: 5 });
});

const record = { enrollment: "100", currency: "CNY", date: "2026-10-05", instanceId: "access-1", extendedCost: "1.5" };

function send(
  path: string,
  bearer?: string,
  options: { readonly method?: string; readonly body?: BodyInit; readonly origin?: string } = {},
): Promise<Response> {
  return fetch(`${ports.url}${path}`, {
    method: options.method ?? "GET",
    headers: {
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      ...(options.origin === undefined ? {} : { origin: options.origin }),
      "content-type": "application/json",
    },
    ...(options.body === undefined ? {} : { body: options.body }),
  });
}
const status = async (...question: Parameters<typeof send>): Promise<number> => (await send(...question)).status;
const post = (bearer?: string): Promise<number> =>
  status("/ingest/AzureBillingDetail", bearer, { method: "POST", body: JSON.stringify(record) });

describe("the stack, with a key for each surface,", () => {
  it.each([
    ["/api/costs?month=2026-10", [401, 401, 200, 200]],
    ["/consumption/costs?month=2026-10", [401, 401, 200, 401]],
    ["/api/dead-letters", [401, 401, 403, 200]],
    ["/status", [401, 401, 200, 200]],
    ["/metrics", [401, 401, 403, 200]],
    ["/admin/inframap", [401, 401, 401, 200]],
    ["/admin/workflows/history", [401, 401, 401, 200]],
    ["/health", [200, 200, 200, 200]],
  ] as const)("answers %s to no key, the ingest key, the consumption key and the admin key with %j", async (path, expected) => {
    const given = [undefined, keys.ingest.bearer, keys.consumption.bearer, keys.admin.bearer];
    const statuses = await Promise.all(given.map((bearer) => status(path, bearer)));
    // 503: a part is ill, which is no matter of access.
    expect(statuses.map((code) => (code === 503 ? 200 : code))).toEqual(expected);
  });

  it("takes charges with the ingest key only", async () => {
    const given = [undefined, keys.consumption.bearer, keys.admin.bearer, makeKey().bearer];
    expect(await Promise.all(given.map((bearer) => post(bearer)))).toEqual([401, 401, 401, 401]);
    expect(await post(keys.ingest.bearer)).toBe(200);
    await eventually(async () => {
      const text = await (await send("/api/costs?month=2026-10", keys.consumption.bearer)).text();
      return text.includes('"cost":"1.5"') ? true : undefined;
    });
  });

  it("starts workflows with the admin key only", async () => {
    const trigger = (bearer?: string): Promise<number> =>
      status("/admin/workflows/count-live-charges/trigger", bearer, { method: "POST", body: "{}" });
    expect(await Promise.all([undefined, keys.consumption.bearer, keys.ingest.bearer].map((bearer) => trigger(bearer)))).toEqual([
      401, 401, 401,
    ]);
  });

  it("checks the key again at the workers' own port, where Moose's CLI does not stand in between", async () => {
    const direct = `http://127.0.0.1:${ports.environment["MOOSE_HTTP_SERVER_CONFIG__PROXY_PORT"] ?? ""}`;
    expect((await fetch(`${direct}/api/costs?month=2026-10`)).status).toBe(401);
    const headers = { authorization: `Bearer ${keys.consumption.bearer}` };
    expect((await fetch(`${direct}/api/costs?month=2026-10`, { headers })).status).toBe(200);
  });

  it("gives pages of foreign origins no answer, although Moose says that anybody may read it", async () => {
    for (const path of ["/api/costs?month=2026-10", "/status"]) {
      expect(await status(path, keys.consumption.bearer, { origin: "https://evil.test" })).toBe(403);
      expect([200, 503]).toContain(await status(path, keys.consumption.bearer, { origin: ports.url }));
    }
  });

  it("listens on loopback addresses only, on every port", () => {
    const listening = execFileSync("ss", ["-ltnH"], { encoding: "utf8" })
      .split("\n")
      .map((line) => /\s(\S+):(\d+)\s+\S+\s*$/.exec(line.trimEnd()))
      .flatMap((match) => (match === null ? [] : [{ address: match[1] ?? "", port: Number(match[2]) }]))
      .filter(({ port }) => ports.all.includes(port));
    expect(listening.length).toBeGreaterThanOrEqual(6);
    expect(listening.filter(({ address }) => !/^(127\.|\[::1\]|\[::ffff:127\.)/.test(address))).toEqual([]);
  });

  it("refuses the management port and all others from this machine's other addresses", async () => {
    const addresses = Object.values(networkInterfaces()).flatMap((list) =>
      (list ?? []).filter(({ internal, family }) => !internal && family === "IPv4"),
    );
    const reached: string[] = [];
    for (const { address } of addresses) {
      for (const port of ports.all) {
        await new Promise<void>((resolve) => {
          const socket = connect({ host: address, port, timeout: 1000 });
          const done = (open: boolean) => (): void => {
            if (open) reached.push(`${address}:${port}`);
            socket.destroy();
            resolve();
          };
          socket.on("connect", done(true)).on("error", done(false)).on("timeout", done(false));
        });
      }
    }
    expect(reached).toEqual([]);
  });
});

describe("hostile bodies to the stack", () => {
  const size = bySize(500, 10_000);

  it(`${size} to /ingest: none is answered with 5xx, none is stored in part, and the stack goes on`, async () => {
    const statuses = new Map<number, number>();
    await inParallel(hostileBodies(JSON.stringify(record), size), 4, async ({ name, make }) => {
      const bytes = make();
      const code = await status("/ingest/AzureBillingDetail", keys.ingest.bearer, { method: "POST", body: new Uint8Array(bytes) }).catch(
        () => 413,
      );
      expect([name, bytes.length, code < 500]).toEqual([name, bytes.length, true]);
      if (bytes.length > 10_485_760) expect([name, code]).toEqual([name, 413]);
      statuses.set(code, (statuses.get(code) ?? 0) + 1);
    });
    expect(statuses.get(400)).toBeGreaterThan(size / 3);
    expect(await post(keys.ingest.bearer)).toBe(200);
  });

  it("over Moose's own limit to a WebApp is refused, not taken for an empty one", async () => {
    const codes = await Promise.all(
      [20_000, 200_000, 11_000_000].map((length) =>
        status("/status", keys.consumption.bearer, { method: "POST", body: new Uint8Array(length).fill(32) }).catch(() => 413),
      ),
    );
    for (const code of codes) expect([405, 413]).toContain(code);
    expect(await Promise.all(Array.from({ length: 10 }, () => status("/api/costs?month=2026-10", keys.consumption.bearer)))).toEqual(
      Array(10).fill(200),
    );
  });

  it("of a GET is not taken for the beginning of the next caller's request", async () => {
    const smuggled = "GET /api/costs?month=2026-09 HTTP/1.1\r\nHost: x\r\n\r\n";
    for (const path of ["/api/costs?month=2026-10", "/status"]) {
      for (const body of ["x", smuggled, "x".repeat(300)]) {
        const head = `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${keys.consumption.bearer}\r\n`;
        const code = await sendRaw(ports.url, `${head}Content-Length: ${body.length}\r\n\r\n${body}`);
        expect([path, body.length, code === "closed" || code === 200 || code === 503 || code === 400]).toEqual([path, body.length, true]);
        await eventually(async () => {
          const next = await Promise.all(Array.from({ length: 5 }, () => send("/api/costs?month=2026-10", keys.consumption.bearer)));
          const answers = await Promise.all(next.map(async (answer) => [answer.status, await answer.text()] as const));
          for (const [code, text] of answers) {
            // 503: busy for that moment, which is nobody else's answer.
            expect([path, body.length, code === 503 || (code === 200 && !text.includes("2026-09"))]).toEqual([path, body.length, true]);
          }
          return answers.every(([code]) => code === 200) || undefined;
        });
      }
    }
  });
});

describe("what an operator sees", () => {
  it("names every part of the stack as well", async () => {
    // A part that a busy machine keeps waiting is ill for that moment.
    let missing: readonly string[] = [];
    await eventually(async () => {
      const text = await (await send("/status", keys.admin.bearer)).text();
      missing = ["clickhouse", "kafka", "redis", "moose"].filter((name) => !text.includes(`{"component":"${name}","state":"healthy"`));
      return missing.length === 0 ? true : undefined;
    }).catch(() => undefined);
    expect(missing).toEqual([]);
  });

  it("has metrics of this stack, its streams' lag among them, and none of it without the key", async () => {
    const wanted = [
      /^azure_billing_component_up\{component="kafka"\} 1$/m,
      /^azure_billing_stream_lag_blocks\{topic="AzureBillingDetailBlock"\} \d+$/m,
      /^azure_billing_api_request_duration_seconds_count\{endpoint="costs",status="200"\} [1-9]/m,
    ];
    let missing: readonly string[] = [];
    await eventually(async () => {
      await send("/api/costs?month=2026-10", keys.consumption.bearer);
      const found = await (await send("/metrics", keys.admin.bearer)).text();
      missing = wanted.filter((line) => !line.test(found)).map(String);
      return missing.length === 0 ? true : undefined;
    }).catch(() => undefined);
    expect(missing).toEqual([]);
    expect((await send("/metrics", undefined)).status).toBe(401);
  });
});

describe("the key of the enrollment", () => {
  it("is used by an extraction in Temporal, and is in no history, log, table or file of the stack", async () => {
    const input = JSON.stringify({ enrollment: "100100", year: 2026, month: 10 });
    const started = await send("/admin/workflows/extract-month/trigger", keys.admin.bearer, { method: "POST", body: input });
    expect([started.status, await started.text()]).toEqual([200, expect.anything()]);
    await eventually(async () => {
      const text = await (await send("/api/costs?month=2026-10", keys.consumption.bearer)).text();
      return text.includes("100100") ? true : undefined;
    });
    expect(simulator.requests().some(({ authorized }) => authorized)).toBe(true);
    const clickhouse = `http://127.0.0.1:${ports.environment["MOOSE_CLICKHOUSE_CONFIG__HOST_PORT"] ?? ""}/?database=local&user=panda&password=pandapass`;
    const query = async (sql: string): Promise<string> => (await fetch(clickhouse, { method: "POST", body: sql })).text();
    const texts: (readonly [string, string])[] = [["npm run dev", stack.said]];
    for (const table of (await query("SELECT name FROM system.tables WHERE database = 'local'")).trim().split("\n")) {
      texts.push([table, await query(`SELECT * FROM ${table} FORMAT JSONEachRow`)]);
    }
    expect(texts.some(([where, text]) => where === "BillingSnapshot" && text.includes("100100"))).toBe(true);
    for (const folder of [".embedded", ".moose"]) {
      for (const file of readdirSync(join(clone, folder), { recursive: true, encoding: "utf8" })) {
        const path = join(clone, folder, file);
        if (statSync(path, { throwIfNoEntry: false })?.isFile() === true && statSync(path).size < 200_000_000)
          texts.push([path, readFileSync(path, "latin1")]);
      }
    }
    const secrets = [canary, keys.ingest.bearer, keys.consumption.bearer, keys.admin.bearer];
    expect(
      texts.flatMap(([where, text]) =>
        secrets.filter((secret) => text.includes(secret)).map((secret) => `${where}: ${secret.slice(0, 10)}`),
      ),
    ).toEqual([]);
    expect(texts.length).toBeGreaterThan(20);
  });
});
