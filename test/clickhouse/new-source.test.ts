import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BillingMonth } from "../../app/domain/calendar/billing-month";
import { extractMonth } from "../../app/pipeline/extract-month";
import type { ExtractOutcome } from "../../app/pipeline/delivery-outcome";
import type { FailpointName, PipelineDeps } from "../../app/pipeline/pipeline-deps";
import { readChanges } from "../../app/pipeline/read-changes";
import { rollBack } from "../../app/pipeline/roll-back";
import { type Connection, connect } from "../../app/sources/connection";
import { runningDeliveriesSql } from "../../app/apis/answers/running-deliveries-sql";
import { SourceError } from "../../app/sources/source-error";
import { createDatabase } from "../support/create-database";
import { focusFolder } from "../support/focus-folder-source";
import { focusSample } from "../support/focus-files";
import { jsonFolder } from "../support/json-folder-source";
import { usageRow } from "../support/serve-azure";
import { type Lab, openLab } from "../support/snapshot-lab";
import { ServerProcess } from "./server-process";

const account = "folder-1";
const period = BillingMonth.of(2026, 10);
if (period === null) throw new Error("no month");
const october = { billingAccountId: account, period };
const request = { enrollment: account, year: 2026, month: 10 };
const never = new AbortController().signal;

let server: ServerProcess;

beforeAll(async () => {
  server = await ServerProcess.start();
  await createDatabase(server, "billing");
});

afterAll(() => server.dispose());

describe("a source that is one file of a hundred lines", () => {
  let lab: Lab;
  let deps: PipelineDeps;
  const root = mkdtempSync(join(tmpdir(), "json-folder-"));
  const connection = connect(jsonFolder, { root, currency: "CNY" });

  beforeAll(() => {
    const settings = { blockLimits: { rows: 4, bytes: 1 << 20 } };
    lab = openLab({ clickhousePort: server.port, database: "billing", simulatorUrl: "http://127.0.0.1:9", today: "2026-11-15", settings });
    deps = { ...lab.deps, connectionOf: () => connection };
  });

  afterAll(async () => {
    await lab.close();
    rmSync(root, { recursive: true, force: true });
  });

  /** Each part has two charges. */
  const write = (part: number, costs: readonly string[]): void => {
    mkdirSync(join(root, account, "2026-10"), { recursive: true });
    const rows = costs.map((cost, index) => usageRow(`2026-10-0${part}`, cost, `disk-${part}-${index}`));
    writeFileSync(join(root, account, "2026-10", `${part}.json`), JSON.stringify({ rows }));
  };
  const extract = (more: object = {}, with_: Partial<PipelineDeps> = {}): Promise<ExtractOutcome> =>
    extractMonth({ ...request, ...more }, { ...deps, ...with_ }, never, () => undefined);
  const read = (): Promise<string> =>
    server.query(
      `SELECT (SELECT sum(toDecimal256(extended_cost, 18)) FROM CurrentAzureBillingDetail WHERE billing_account_id = '${account}'),
         (SELECT sum(toDecimal256(BilledCost, 18)) FROM CurrentFocusCostAndUsage WHERE x_BillingAccountId = '${account}')`,
      { database: "billing" },
    );

  it("is looked at, and says what it has", async () => {
    write(1, ["1.10", "2"]);
    const context = { ...deps.surroundings, signal: never, heard: () => undefined };
    expect(await connection.check(context)).toEqual([{ name: "list", ok: true, detail: "1 files" }]);
    const offers: string[] = [];
    for await (const { name, account, currency } of connection.discover({ months: [] }, context))
      offers.push(`${name} ${account} ${currency}`);
    expect(offers).toEqual(["folder-1/2026-10 folder-1 CNY"]);
    expect(() => connect(jsonFolder, { root, currency: 7 })).toThrow(SourceError);
  });

  it("is published whole, detail and FOCUS, and its snapshot says from which source and version", async () => {
    for (const part of [1, 2, 3, 4, 5]) write(part, ["1.10", "2.000000000000000001"]);
    expect(await extract()).toMatchObject({
      kind: "published",
      account,
      month: "2026-10",
      pages: 5,
      rows: 10,
      cost: "15.500000000000000005",
    });
    expect(await read()).toBe("15.500000000000000005\t15.500000000000000005");
    expect(await server.query("SELECT DISTINCT source, length(delivery_version) FROM BillingSnapshot", { database: "billing" })).toBe(
      `json-folder\t${64 + 1 + 16}`,
    );
  });

  it("goes on after a crash where it stopped", async () => {
    write(5, ["100", "3"]);
    let stored = 0;
    const failpoint = (name: string): void => {
      if (name === "inserting" && ++stored === 3) throw Object.assign(new Error("the engine went away"), { code: "ECONNRESET" });
    };
    const crashed = await extract({}, { failpoint });
    expect(crashed).toMatchObject({ kind: "failed", at: "clickhouse", retryable: true });
    expect(await read()).toBe("15.500000000000000005\t15.500000000000000005");
    const parts: string[] = [];
    const resumed = await extract(
      {},
      {
        failpoint: (name) => {
          if (name === "page-read") parts.push(name);
        },
      },
    );
    expect(resumed).toMatchObject({ kind: "published", rows: 10, cost: "115.400000000000000004" });
    expect(parts.length).toBeLessThan(5);
    expect(resumed.kind === "published" && resumed.resumedPages + parts.length).toBe(5);
  });

  it("starts over when the files changed between the crash and the next attempt", async () => {
    let stored = 0;
    const failpoint = (name: string): void => {
      if (name === "before-insert" && ++stored === 3) throw Object.assign(new Error("the engine went away"), { code: "ECONNRESET" });
    };
    write(4, ["7", "8"]);
    expect(await extract({}, { failpoint })).toMatchObject({ kind: "failed", at: "clickhouse" });
    write(1, ["50", "60"]);
    expect(await extract()).toMatchObject({ kind: "published", rows: 10, cost: "234.200000000000000002", resumedPages: 0 });
  });

  it("starts over when it was configured otherwise between the crash and the next attempt: no snapshot has rows of two readings", async () => {
    let stored = 0;
    const failpoint = (name: string): void => {
      if (name === "before-insert" && ++stored === 3) throw Object.assign(new Error("the engine went away"), { code: "ECONNRESET" });
    };
    write(1, ["50", "61"]);
    expect(await extract({}, { failpoint })).toMatchObject({ kind: "failed", at: "clickhouse" });
    const otherwise = connect(jsonFolder, { root, prefix: "folder", currency: "CNY" });
    expect(await extract({}, { connectionOf: () => otherwise })).toMatchObject({ kind: "published", rows: 10, resumedPages: 0 });
    write(1, ["50", "60"]);
    expect(await extract()).toMatchObject({ kind: "published", rows: 10, cost: "234.200000000000000002" });
  });

  it("says where it failed in one log line, with the place that the source gave", async () => {
    const lines: unknown[] = [];
    const log: PipelineDeps["log"] = (level, event, fields) => {
      if (event === "source-failed") lines.push({ level, ...fields });
    };
    const broken: Connection = {
      ...connection,
      // eslint-disable-next-line @typescript-eslint/require-await -- it fails before its first part
      async *read() {
        throw new SourceError("malformed", "the answer is no page", {
          part: 3,
          url: "https://bills.example/3",
          status: 200,
          bodyStart: "<html>",
        });
      },
    };
    expect(await extract({}, { connectionOf: () => broken, log })).toMatchObject({ kind: "abandoned", reason: "malformed" });
    expect(lines).toEqual([
      expect.objectContaining({
        level: "error",
        kind: "malformed",
        part: 3,
        url: "https://bills.example/3",
        status: 200,
        body_start: "<html>",
      }),
    ]);
  });

  it("is heard: what held it up is a log line and a row with the ids of its snapshot", async () => {
    const lines: (readonly [string, string, unknown])[] = [];
    const log: PipelineDeps["log"] = (level, event, { part, kind, delay_ms }) => void lines.push([level, event, [part, kind, delay_ms]]);
    const throttled: Connection = {
      ...connection,
      async *read(delivery, options, context) {
        const reason = "the folder is on a slow disk";
        context.heard({ type: "retry", part: 0, kind: "throttled", reason, delayMs: 1500, askedByServer: true });
        context.heard({ type: "wait", part: 1, reason: "rate", ms: 2000 });
        yield* connection.read(delivery, options, context);
      },
    };
    const outcome = await extract({}, { connectionOf: () => throttled, log });
    expect(lines).toEqual([
      ["info", "delivery-opened", [undefined, undefined, undefined]],
      ["warn", "source-retry", [0, "throttled", 1500]],
      ["info", "source-wait", [1, undefined, 2000]],
      ["info", "snapshot-published", [undefined, undefined, undefined]],
      ["info", "delivery-published", [undefined, undefined, undefined]],
    ]);
    const id = outcome.kind === "published" ? outcome.snapshotId : "";
    const events = `SELECT event, kind, part, detail, delay_ms FROM DeliveryEvent WHERE snapshot_id = '${id}' AND source = 'json-folder' AND event != 'published' ORDER BY event`;
    expect(await server.query(events, { database: "billing" })).toBe(
      "retry\tthrottled\t0\tthe folder is on a slow disk\t1500\nwait\trate\t1\t\t2000",
    );
    const resumed = "SELECT count() FROM DeliveryEvent WHERE event = 'resumed' AND part > 0";
    expect(await server.query(resumed, { database: "billing" })).toBe("1");
  });

  it("shows what a restatement changed, and rolls back", async () => {
    const before = await read();
    write(2, ["1.10", "3"]);
    expect(await extract()).toMatchObject({ kind: "published", cost: "235.200000000000000001" });
    const changes = await readChanges(deps.database, october, { limit: 10 });
    expect(changes?.changes).toMatchObject([{ change: "changed", usage_date: "2026-10-02", cost_difference: "0.999999999999999999" }]);
    expect(await rollBack(deps.database, october, undefined, deps.now)).toMatchObject({
      kind: "rolled-back",
      cost: "234.200000000000000002",
    });
    expect(await read()).toBe(before);
  });

  it.each(["transient", "auth", "cancelled"] as const)(
    "is no longer listed as being read when it failed before its first page (%s), and is while a page is stored",
    async (kind) => {
      const failing = (parts: number): Connection => ({
        ...connection,
        async *read(delivery, options, context) {
          let left = parts;
          for await (const part of connection.read(delivery, options, context)) {
            if (left-- === 0) throw new SourceError(kind, "the folder is away");
            yield part;
          }
        },
      });
      const { query } = runningDeliveriesSql.toQuery();
      const labNow = `toDateTime64('${deps.now().toISOString().slice(0, 23).replace("T", " ")}', 3, 'UTC')`;
      const running = (): Promise<string> =>
        server.query(`SELECT parts FROM (${query.replace("now64(3)", labNow)}) WHERE account = '${account}'`, { database: "billing" });
      const last = `SELECT argMax(status, (at, step)), argMax(reason, (at, step)) FROM BillingSnapshot WHERE billing_account_id = '${account}'`;
      const detail = kind === "cancelled" ? "cancelled" : "the folder is away";
      const outcome = kind === "cancelled" ? { kind } : { kind: "failed", at: "source", reason: kind };
      expect(await extract({}, { connectionOf: () => failing(0) })).toMatchObject(outcome);
      expect(await server.query(last, { database: "billing" })).toBe(`dropped\t${detail}`);
      expect(await running()).toBe("");
      expect(await extract({}, { connectionOf: () => failing(3) })).toMatchObject(outcome);
      const stored = Number(await running());
      expect(stored).toBeGreaterThan(0);
      expect(await extract()).toMatchObject({ kind: "published", resumedPages: stored });
    },
  );

  it("is sealed as every source is: days that would go, a file that is not JSON, a month that is closed", async () => {
    rmSync(join(root, account, "2026-10", "5.json"));
    expect(await extract()).toMatchObject({ kind: "abandoned", by: "seal", reason: "days-missing" });
    writeFileSync(join(root, account, "2026-10", "5.json"), "{");
    expect(await extract()).toMatchObject({ kind: "abandoned", by: "source", reason: "malformed" });
    write(5, ["100", "3"]);
    const later = { now: () => new Date("2027-03-01T00:00:00Z") };
    expect(await extract({}, later)).toMatchObject({ kind: "refused", reason: "closed-month" });
    expect(await extract({ allowClosed: true }, later)).toMatchObject({ kind: "published" });
  });
});

describe("a source of FOCUS rows that names account and period", () => {
  let lab: Lab;
  const root = mkdtempSync(join(tmpdir(), "focus-folder-"));
  const { headers, rows } = focusSample("aws-1.2", 9);
  const rowsOfPart = 3;
  const billedAt = headers.indexOf("BilledCost");

  beforeAll(async () => {
    const settings = { blockLimits: { rows: rowsOfPart, bytes: 1 << 20 } };
    lab = openLab({ clickhousePort: server.port, database: "billing", simulatorUrl: "http://127.0.0.1:9", today: "2026-11-15", settings });
    write("whole");
    expect(await extract("whole")).toMatchObject({ kind: "published", pages: 3, rows: 9, cost: "0.5555555505", resumedPages: 0 });
  });

  afterAll(async () => {
    await lab.close();
    rmSync(root, { recursive: true, force: true });
  });

  /** Three parts of three charges each. */
  const write = (account: string, firstCost = rows[0]?.[billedAt] ?? ""): void => {
    const folder = join(root, account, "2026-10");
    mkdirSync(folder, { recursive: true });
    const charges = rows.map((row, index) => (index === 0 ? row.map((cell, at) => (at === billedAt ? firstCost : cell)) : row));
    for (let part = 0; part * rowsOfPart < rows.length; part += 1)
      writeFileSync(
        join(folder, `${part}.json`),
        JSON.stringify({ headers, rows: charges.slice(part * rowsOfPart, (part + 1) * rowsOfPart) }),
      );
  };
  /** `dies`: at which point, and the nth time that it comes there. `began`: the cursors from which parts are asked for. */
  const extract = (
    account: string,
    more: {
      readonly dies?: readonly [FailpointName, number];
      readonly began?: (string | null)[];
      readonly version?: null;
    } = {},
  ): Promise<ExtractOutcome> => {
    const base = connect(focusFolder, { root, prefix: `${account}/`, currency: "USD" });
    const connection: Connection = {
      ...base,
      async *discover(wanted, context) {
        for await (const delivery of base.discover(wanted, context))
          yield { ...delivery, version: "version" in more ? null : delivery.version };
      },
      read(delivery, options, context) {
        if (!options.peek) more.began?.push(options.from);
        return base.read(delivery, options, context);
      },
    };
    let times = 0;
    const failpoint = (name: FailpointName): void => {
      if (name === more.dies?.[0] && ++times === more.dies[1])
        throw Object.assign(new Error("the engine went away"), { code: "ECONNRESET" });
    };
    const deps = { ...lab.deps, connectionOf: () => connection, failpoint };
    return extractMonth({ enrollment: account, year: 2026, month: 10 }, deps, never, () => undefined);
  };
  const ask = (sql: string): Promise<string> => server.query(sql, { database: "billing" });
  /** All that is stored of an account, but for what names its snapshot. */
  const charges = (account: string): Promise<string> =>
    ask(
      `SELECT * EXCEPT (x_BillingAccountId, x_SnapshotId, x_ChargeId) FROM CurrentFocusCostAndUsage WHERE x_BillingAccountId = '${account}' ORDER BY x_Page, x_Ordinal`,
    );
  const daily = (account: string): Promise<string> =>
    ask(
      `SELECT usage_date, service_name, sum(charges), sum(billed_cost) FROM CurrentDailyCost WHERE billing_account_id = '${account}' GROUP BY ALL ORDER BY ALL`,
    );

  it.each([
    ["page-read", 2, 1, '{"part":1}'],
    ["before-insert", 2, 1, '{"part":1}'],
    ["inserting", 2, 2, '{"part":2}'],
    ["inserted", 2, 2, '{"part":2}'],
    ["sealing", 1, 3, null],
    ["before-activation", 1, 3, null],
    ["after-activation", 1, 3, null],
  ] as const)(
    "dies at %s, goes on from its stored cursor, and has what a reading without interruption has",
    async (name, nth, stored, from) => {
      const account = `dies-${name}`;
      write(account);
      expect(await extract(account, { dies: [name, nth] })).toMatchObject({ kind: "failed", at: "clickhouse", retryable: true });
      const isSeen = name === "after-activation";
      expect(await charges(account)).toBe(isSeen ? await charges("whole") : "");
      const began: (string | null)[] = [];
      expect(await extract(account, { began })).toMatchObject({
        kind: "published",
        pages: 3,
        rows: 9,
        cost: "0.5555555505",
        resumedPages: stored,
      });
      expect(began).toEqual(from === null ? [] : [from]);
      expect(await charges(account)).toBe(await charges("whole"));
      expect(await daily(account)).toBe(await daily("whole"));
    },
  );

  it("compares the stored parts by their hashes when the delivery has no version, and starts over when one changed", async () => {
    write("unversioned");
    const dies = ["before-insert", 3] as const;
    expect(await extract("unversioned", { dies, version: null })).toMatchObject({ kind: "failed", at: "clickhouse" });
    const began: (string | null)[] = [];
    expect(await extract("unversioned", { began, dies: ["sealing", 1], version: null })).toMatchObject({
      kind: "failed",
      at: "clickhouse",
    });
    expect(began).toEqual(['{"part":2}']);
    write("unversioned", "100.0123456789");
    expect(await extract("unversioned", { began, version: null })).toMatchObject({
      kind: "published",
      rows: 9,
      cost: "100.5555555505",
      resumedPages: 0,
    });
    expect(began).toEqual(['{"part":2}', null]);
  });
});
