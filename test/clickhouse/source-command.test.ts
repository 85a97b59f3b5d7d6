import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { exportCsv, writeRun } from "../../simulator/azure-export";
import { usageTable } from "../support/azure-export";
import type { ServerProcess } from "./server-process";
import { startBillingServer } from "../support/start-billing";

const root = join(__dirname, "../..");
let server: ServerProcess;
let folder: string;

beforeAll(async () => {
  server = await startBillingServer();
  folder = mkdtempSync(join(tmpdir(), "source-command-"));
  const write = (name: string, body: Uint8Array | string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), body);
  };
  await writeRun(write, { type: "ActualCost", files: [{ name: "a.csv", body: Buffer.from(exportCsv(usageTable(3))), rows: 3 }] });
  const config = { storage: { kind: "folder", path: folder }, prefix: "exports/", dataset: "ActualCost", currency: "CNY" };
  write("exports.json", JSON.stringify({ source: "azure-exports", config }));
  write("typo.json", JSON.stringify({ source: "azure-exports", config: { ...config, currency: "euro" } }));
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server.dispose();
});

interface Said {
  readonly code: number | null;
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  readonly errors: string;
}

/** `npm run source -- …`, without npm. */
async function source(...args: readonly string[]): Promise<Said> {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/source.ts", ...args], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      MOOSE_CLICKHOUSE_CONFIG__HOST: "127.0.0.1",
      MOOSE_CLICKHOUSE_CONFIG__HOST_PORT: String(server.port),
      MOOSE_CLICKHOUSE_CONFIG__DB_NAME: "billing",
      AZURE_BILLING_STORAGE_FOLDERS: folder,
      AZURE_BILLING_SEALING_KEY: randomBytes(32).toString("base64"),
      // A month that is closed by now is read for the first time all the same.
      AZURE_EA_LAG_MONTHS: "12",
    },
  });
  const ended = once(child, "close");
  const [said, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await ended;
  const lines = said
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  return { code: child.exitCode, lines, errors };
}

it("npm run source takes a connection from its file to its retirement, one line of JSON for each thing", async () => {
  const file = join(folder, "exports.json");
  expect((await source("catalog")).lines.map(({ id }) => id)).toEqual(expect.arrayContaining(["azure-ea", "azure-exports", "focus-files"]));
  expect(await source("check", file)).toMatchObject({
    code: 0,
    lines: [{ event: "probe", name: "manifests", ok: true }, { ok: true }, { ok: true }],
  });
  expect(await source("add", join(folder, "typo.json"), "--id", "exports")).toMatchObject({
    code: 1,
    errors: expect.stringContaining("config.currency:") as string,
  });
  expect(await source("add", file, "--id", "exports", "--every", "30")).toMatchObject({
    code: 0,
    lines: [{ event: "added", id: "exports", state: "draft", everyMinutes: 30, secrets: [] }],
  });
  expect(await source("activate", "exports")).toMatchObject({ code: 1, errors: expect.stringContaining("test it first") as string });
  expect((await source("test", "exports")).lines.at(-1)).toEqual({ event: "tested", id: "exports", passed: true, state: "tested" });
  expect((await source("preview", "exports")).lines).toMatchObject([
    { event: "row", delivery: "daily 2026-10", row: { BilledCost: "12.000000000000000001" } },
    { event: "row" },
    { event: "row" },
  ]);
  expect((await source("activate", "exports")).lines).toEqual([{ event: "activated", id: "exports", state: "active" }]);
  expect((await source("handover", "exports", "--month", "2026-10")).lines).toMatchObject([
    { account: "100100", published: null, offered: { rows: 3 } },
  ]);
  expect((await source("sync")).lines).toMatchObject([{ event: "run", id: "exports", published: 1, rows: 3, fault: "" }]);
  expect((await source("run", "exports")).lines).toMatchObject([
    { event: "finished", kind: "already-published" },
    { event: "run", published: 0 },
  ]);
  expect((await source("run", file)).lines).toMatchObject([{ event: "finished", kind: "already-published" }]);
  expect((await source("list")).lines).toMatchObject([
    { event: "connection", id: "exports", state: "active", lastPublished: { rows: 3 }, lastRun: { state: "finished" } },
  ]);
  expect((await source("list", "exports")).lines).toMatchObject([{ event: "delivery", month: "2026-10", rows: 3, published: true }]);
  expect((await source("retire", "exports", "--reason", "read from AWS now")).lines).toEqual([
    { event: "retired", id: "exports", state: "retired" },
  ]);
  const history = (await source("history", "exports")).lines;
  expect(history.filter(({ event }) => event === "revision").map(({ step }) => step)).toEqual(["retired", "activated", "tested", "added"]);
  expect(await server.query("SELECT count(), toString(sum(extended_cost)) FROM CurrentAzureBillingDetail", { database: "billing" })).toBe(
    "3\t36.000000000000000003",
  );
  for (const wrong of [["lst"], ["add", file, "--id", "x1", "--seal", "ABI_SECRET_NONE"]])
    expect([wrong, (await source(...wrong)).code]).toEqual([wrong, 2]);
  // Some twenty processes, each of which loads the project.
}, 900_000);
