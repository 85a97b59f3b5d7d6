import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { configureConnection, keptConnection, stepConnection, testConnection } from "../../app/pipeline/connections/connection-operations";
import { type ConnectionDeps, openConnections } from "../../app/pipeline/connections/connection-deps";
import { compareHandover } from "../../app/pipeline/connections/compare-handover";
import { previewDelivery } from "../../app/pipeline/connections/preview-delivery";
import { runConnection } from "../../app/pipeline/connections/run-connection";
import { deliver } from "../../app/pipeline/deliver";
import type { DeliveryOutcome } from "../../app/pipeline/delivery-outcome";
import type { OpenSource } from "../../app/pipeline/open-source";
import { SealingKeys } from "../../app/runtime/sealing";
import { type ObjectServer, startS3 } from "../support/object-servers";
import { deliverAll, offersOf, type SourceLab, startSourceLab, testChoices, type TestFolder } from "../support/source-lab";

const never = new AbortController().signal;
let sources: SourceLab;
let s3: ObjectServer;
let folder: TestFolder;

beforeAll(async () => {
  [sources, s3] = await Promise.all([startSourceLab(), startS3()]);
});
afterAll(async () => {
  await s3.close();
  await sources.close();
});
beforeEach(async () => {
  await sources.empty();
  folder = sources.folder();
});

const configOf = (more: object = {}): object => ({ storage: { kind: "folder", path: folder.root }, settleSeconds: 0, ...more });
const open = (more: object = {}): Promise<OpenSource> => sources.open("business-metric-files", configOf(more));
const load = async (): Promise<DeliveryOutcome> => deliverAll(await open());
const stored = (): Promise<string> =>
  sources.ask("SELECT day, entity, metric, value, unit, source FROM BusinessMetric FINAL ORDER BY entity, metric, day");
const header = "day,entity,metric,value";

describe("files of business metrics", () => {
  it("are CSV, JSON lines and Parquet with the same rows to the last digit, also gzip, and files with other names are left out", async () => {
    folder.write(
      "a.csv",
      `\uFEFF${header},unit,source\n2026-10-01,shop,orders,12345678901234567890.000000000000000001,orders,till\n,,,,,\n`,
    );
    folder.write("b.csv.gz", gzipSync(`${header}\n2026-09-30,"Zürich, west",orders,-0.50\n`));
    folder.write(
      "c.jsonl",
      '{"day":"2026-10-02","entity":"shop","metric":"orders","value":1200.10,"unit":null}\n\n{"value":"3","metric":"users","entity":"shop","day":"2026-10-02"}\n',
    );
    const answer = await sources.server.post(
      `SELECT toDate('2026-10-03') AS day, 'shop' AS entity, 'orders' AS metric, toDecimal128('7.000000000000000002', 18) AS value, 'orders' AS unit FORMAT Parquet`,
      { database: "billing" },
    );
    folder.write("d.parquet", new Uint8Array(await answer.arrayBuffer()));
    folder.write("notes.txt", "not a file of metrics");
    expect(await load()).toEqual({
      kind: "loaded",
      sets: [
        { records: "business-metrics", account: "", month: "2026-09", setId: "", rows: 1, notes: [] },
        { records: "business-metrics", account: "", month: "2026-10", setId: "", rows: 4, notes: [] },
      ],
    });
    expect(await stored()).toBe(
      [
        "2026-09-30\tZürich, west\torders\t-0.5\t\tb.csv.gz",
        "2026-10-01\tshop\torders\t12345678901234567890.000000000000000001\torders\ttill",
        "2026-10-02\tshop\torders\t1200.1\t\tc.jsonl",
        "2026-10-03\tshop\torders\t7.000000000000000002\torders\td.parquet",
        "2026-10-02\tshop\tusers\t3\t\tc.jsonl",
      ].join("\n"),
    );
  });

  it("change nothing when they are read again, and a correction takes the place of its value, also of one that was posted", async () => {
    await sources.ask(
      "INSERT INTO BusinessMetric (day, entity, metric, value, source) VALUES ('2026-10-01', 'shop', 'orders', 9, 'posted'), ('2026-10-09', 'shop', 'orders', 9, 'posted')",
    );
    folder.write("a.csv", `${header}\n2026-10-01,shop,orders,1\n2026-10-02,shop,orders,2\n`);
    await load();
    const once = await stored();
    expect(once).toBe("2026-10-01\tshop\torders\t1\t\ta.csv\n2026-10-02\tshop\torders\t2\t\ta.csv\n2026-10-09\tshop\torders\t9\t\tposted");
    expect(await load()).toMatchObject({ kind: "loaded" });
    expect(await stored()).toBe(once);
    // What is no longer in a file stays.
    folder.write("a.csv", `${header}\n2026-10-02,shop,orders,2.5\n`);
    await load();
    expect(await stored()).toBe(once.replace("\t2\t", "\t2.5\t"));
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    [
      "a number that is no digits",
      { "b.csv": `${header}\n2026-10-01,shop,orders,"1,200"\n` },
      'b.csv line 2, column value: is "1,200"; it must be digits such as "1200.5", at most 18 of them after the point',
    ],
    [
      "a number that would be rounded",
      { "b.json": '{"day":"2026-10-01","entity":"a","metric":"b","value":1e3}' },
      'b.json line 1, column value: is "1e3"; it must be digits',
    ],
    ["no value", { "b.csv": `${header}\n2026-10-01,shop,orders,\n` }, 'b.csv line 2, column value: is ""; it must be digits'],
    [
      "a day that does not exist",
      { "b.csv": `${header}\n2026-02-30,shop,orders,1\n` },
      'b.csv line 2, column day: is "2026-02-30"; it must be a day from 1970-01-01 to 2149-06-06',
    ],
    ["no entity", { "b.csv": `${header}\n2026-10-01,,orders,1\n` }, "b.csv line 2, column entity: is empty"],
    [
      "a misspelled column",
      { "b.csv": `${header},unti\n2026-10-01,shop,orders,1,\n` },
      'b.csv: has the unknown column "unti"; allowed are day, entity, metric, value, unit, source',
    ],
    [
      "a column that is there twice",
      { "b.csv": `${header},value\n2026-10-01,shop,orders,1,2\n` },
      "b.csv: has the column value twice; keep the one that is right",
    ],
    [
      "a column that is missing",
      { "b.json": '{"day":"2026-10-01","entity":"a","value":"1"}\n' },
      "b.json line 1: has no column metric; needed are day, entity, metric, value",
    ],
    [
      "a value twice",
      { "b.csv": `${header}\n2026-10-01,shop,orders,1\n`, "c.csv": `${header}\n2026-10-01,shop,orders,1\n` },
      "c.csv line 2: has the same entity, metric and day as b.csv line 2; keep the one that is right",
    ],
    ["no row", { "a.csv": `${header}\n` }, "business metrics has not one value"],
  ])("with %s change nothing, and say where it is", async (_, files, detail) => {
    folder.write("a.csv", `${header}\n2026-10-05,first,orders,1\n`);
    for (const [name, body] of Object.entries(files)) folder.write(name, body);
    expect(await load()).toMatchObject({
      kind: "abandoned",
      reason: "malformed",
      detail: expect.stringContaining(detail) as string,
      retryable: false,
    });
    expect(await stored()).toBe("");
  });

  it("that changed since they were listed are read by the next look", async () => {
    folder.write("a.csv", `${header}\n2026-10-01,shop,orders,1\n`);
    const source = await open();
    const [offered] = await offersOf(source);
    if (offered === undefined) throw new Error("nothing is offered");
    folder.write("a.csv", `${header}\n2026-10-01,shop,orders,12\n`);
    const outcome = await deliver(source.connection, offered, {}, source.deps, never, () => undefined);
    expect(outcome).toMatchObject({ kind: "abandoned", reason: "changed", retryable: true });
    expect(await load()).toMatchObject({ kind: "loaded" });
    expect(await stored()).toBe("2026-10-01\tshop\torders\t12\t\ta.csv");
  });

  it("are looked at and previewed without a value being stored, and are no bill to hand over", async () => {
    const source = await open();
    const check = (): ReturnType<OpenSource["connection"]["check"]> => source.connection.check(source.context(never));
    expect(await check()).toMatchObject([{ name: "list", ok: false, kind: "not-found" }]);
    folder.write("orders/a.csv", `${header}\n2026-10-01,shop,orders,1\n`);
    expect(await check()).toEqual([
      { name: "list", ok: true, detail: "1 file" },
      { name: "orders/a.csv", ok: true, detail: "orders of shop from 2026-10-01 on" },
    ]);
    const offers = await offersOf(source);
    expect(await previewDelivery(source, offers, never)).toEqual({
      delivery: "business metrics",
      rows: [{ day: "2026-10-01", entity: "shop", metric: "orders", value: "1", source: "orders/a.csv" }],
    });
    await expect(compareHandover(source, offers, never)).rejects.toMatchObject({ kind: "config" });
    expect(await stored()).toBe("");
  });
});

describe("a connection to a bucket of business metrics", () => {
  const row = z.object({
    name: z.string(),
    outcome: z.string(),
    accounts: z.array(z.string()),
    months: z.array(z.string()),
    snapshot_ids: z.array(z.string()),
    rows: z.coerce.number(),
  });
  let deps: ConnectionDeps;

  beforeEach(() => {
    let nowMs = Date.parse("2026-11-15T02:00:00Z");
    deps = openConnections(
      sources.client,
      {
        ...testChoices,
        allowedHosts: [s3.host],
        secret: (name) => s3.secrets[name] ?? null,
        sealingKeys: new SealingKeys([randomBytes(32)]),
        by: "alice",
      },
      { now: () => new Date((nowMs += 1)), log: () => undefined, settleMs: 1 },
    );
  });

  const look = async (id: string): Promise<readonly string[]> => {
    const kinds: string[] = [];
    await runConnection(await keptConnection(id, deps), { month: null, again: false }, deps, never, {
      delivery: (_delivery, run) => kinds.push("detail" in run ? `${run.kind}: ${run.detail}` : run.kind),
      progress: () => undefined,
    });
    return kinds;
  };

  it("reads what is new by schedule, and not again what it has read; one beside it does not make it read again", async () => {
    for (const prefix of ["orders", "users"]) {
      const config = { storage: s3.location, prefix: `${prefix}/` };
      await configureConnection({ id: prefix, source: "business-metric-files", config, secrets: {}, everyMinutes: null, reason: "" }, deps);
      await s3.put(`${prefix}/2026-10.csv`, `${header}\n2026-10-01,shop,${prefix},5\n`);
      await testConnection(prefix, deps, never);
      await stepConnection(prefix, "activated", "", deps);
    }
    expect([await look("orders"), await look("users")]).toEqual([["loaded"], ["loaded"]]);
    expect([await look("orders"), await look("users")]).toEqual([["already-published"], ["already-published"]]);
    await s3.put("orders/2026-11.csv", `${header}\n2026-11-01,shop,orders,x\n`);
    const fault = 'orders/2026-11.csv line 2, column value: is "x"';
    expect((await look("orders"))[0]).toContain(`abandoned: ${fault}`);
    expect((await look("orders"))[0]).toContain(`held: malformed: ${fault}`);
    await s3.put("orders/2026-11.csv", `${header}\n2026-11-01,shop,orders,6\n`);
    expect(await look("orders")).toEqual(["loaded"]);
    // As it was before: another delivery than the last.
    await s3.remove("orders/2026-11.csv");
    expect([await look("orders"), await look("orders")]).toEqual([["loaded"], ["already-published"]]);
    expect(await sources.ask("SELECT metric, day, value FROM BusinessMetric FINAL ORDER BY metric, day")).toBe(
      "orders\t2026-10-01\t5\norders\t2026-11-01\t6\nusers\t2026-10-01\t5",
    );
    const written = await sources.client.query({
      query: "SELECT name, outcome, accounts, months, snapshot_ids, rows FROM SourceDelivery WHERE connection = 'users'",
      format: "JSONEachRow",
    });
    expect(z.array(row).parse(await written.json())).toEqual([
      { name: "business metrics users/", outcome: "published", accounts: [], months: ["2026-10"], snapshot_ids: [], rows: 1 },
    ]);
  });
});
