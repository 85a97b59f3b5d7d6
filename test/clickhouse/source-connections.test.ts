import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import {
  answerSourceOperation,
  noteSourceOperation,
  rolesOfSourceOperations,
  sourceOperation,
} from "../../app/apis/answers/answer-source-operation";
import { connectionHealthSql } from "../../app/apis/answers/connections-sql";
import { ApiError } from "../../app/apis/serving/api-error";
import type { ApiRequest } from "../../app/apis/serving/api-request";
import { BillingMonth } from "../../app/domain/calendar/billing-month";
import { compareHandover } from "../../app/pipeline/connections/compare-handover";
import { type ConnectionDeps, openConnections } from "../../app/pipeline/connections/connection-deps";
import {
  configureConnection,
  type ConnectionEntry,
  ConnectionRefused,
  keptConnection,
  resealConnections,
  stepConnection,
  testConnection,
} from "../../app/pipeline/connections/connection-operations";
import { askForRun } from "../../app/pipeline/connections/connection-runs";
import { type ConnectionHistory, connectionHistory, connectionStatus } from "../../app/pipeline/connections/connection-status";
import { ConnectionChanged, readConnections, readRevisions, writeRevision } from "../../app/pipeline/connections/connection-store";
import { previewDelivery } from "../../app/pipeline/connections/preview-delivery";
import { offeredDeliveries, runConnection, type RunOutcome } from "../../app/pipeline/connections/run-connection";
import { syncConnections, type SyncResult } from "../../app/pipeline/connections/sync-connections";
import { deliver } from "../../app/pipeline/deliver";
import type { OpenSource } from "../../app/pipeline/open-source";
import { recordLook } from "../../app/pipeline/record-execution";
import { describedSources } from "../../app/pipeline/source-catalog";
import { SealingKeys } from "../../app/runtime/sealing";
import type { Delivery, Probe } from "../../app/sources/source";
import { billingMetrics } from "../../app/web/billing-metrics";
import { exportCsv, runFolder, writeRun } from "../../simulator/azure-export";
import { usageTable } from "../support/azure-export";
import { focusSample, toCsv } from "../support/focus-files";
import { type ObjectServer, startS3 } from "../support/object-servers";
import { openApiRequest } from "../support/open-api-request";
import {
  offersOf as offersOfSource,
  type SourceAccess,
  type SourceLab,
  startSourceLab,
  testChoices,
  type TestFolder,
} from "../support/source-lab";

const never = new AbortController().signal;
const october = BillingMonth.of(2026, 10);
const key = randomBytes(32);
const keys = new SealingKeys([key]);

let sources: SourceLab;

beforeAll(async () => {
  // Operations read the settings of their process.
  vi.stubEnv("AZURE_BILLING_STORAGE_FOLDERS", tmpdir());
  sources = await startSourceLab();
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await sources.close();
});

interface Lab {
  readonly deps: ConnectionDeps;
  /** Another process beside the first: a scheduler, or a person. */
  readonly another: (by: string, sealingKeys?: SealingKeys) => ConnectionDeps;
  readonly pass: (minutes: number) => void;
  readonly request: (role: "editor" | "operator") => ApiRequest;
  readonly ask: (sql: string) => Promise<string>;
}

/** An empty database, and a clock. `settleMs`: how long claims that are made at once wait for each other. */
async function openLab({ hosts = [], secrets = {}, settleMs = 1 }: SourceAccess & { readonly settleMs?: number } = {}): Promise<Lab> {
  await sources.empty();
  const { client, ask } = sources;
  let nowMs = Date.parse("2026-11-15T02:00:00Z");
  const another = (by: string, sealingKeys = keys): ConnectionDeps =>
    openConnections(
      client,
      { ...testChoices, allowedHosts: hosts, secret: (name) => secrets[name] ?? null, sealingKeys, by },
      // Each moment is later than the one before, as two rows of one millisecond have no order.
      { now: () => new Date((nowMs += 1)), log: () => undefined, settleMs },
    );
  return {
    deps: another("alice"),
    another,
    pass: (minutes) => {
      nowMs += minutes * 60_000;
    },
    request: (role) => {
      const request = openApiRequest(client, new Date().toISOString());
      return { ...request, caller: { ...request.caller, name: `${role}@test`, role, seesPersonalFields: role === "operator" } };
    },
    ask,
  };
}

const openFolder = (): TestFolder => sources.folder();

const exportRun = (rows: number, runId = "run-1") => ({
  type: "ActualCost",
  runId,
  submitted: `2026-11-0${runId.slice(-1)}T03:12:00Z`,
  files: [{ name: "a.csv", body: Buffer.from(exportCsv(usageTable(rows))), rows }],
});

const entryOf = (storage: unknown, more: Partial<ConnectionEntry> = {}): ConnectionEntry => ({
  id: "exports",
  source: "azure-exports",
  config: { storage, prefix: "exports/", dataset: "ActualCost", currency: "CNY" },
  secrets: {},
  everyMinutes: null,
  reason: "",
  ...more,
});

const inFolder = (root: string, more: Partial<ConnectionEntry> = {}): ConnectionEntry => entryOf({ kind: "folder", path: root }, more);
const total = "SELECT count(), toString(sum(extended_cost)) FROM CurrentAzureBillingDetail";

/** Reads once; what became of each delivery, and the outcome. */
async function run(
  deps: ConnectionDeps,
  id = "exports",
  more: object = {},
): Promise<{ readonly kinds: readonly string[]; readonly outcome: RunOutcome }> {
  const kinds: string[] = [];
  const request = { month: null, again: false, ...more };
  const outcome = await runConnection(await keptConnection(id, deps), request, deps, never, {
    delivery: (_delivery, { kind }) => kinds.push(kind),
    progress: () => undefined,
  });
  return { kinds, outcome };
}

async function sync(deps: ConnectionDeps): Promise<readonly SyncResult[]> {
  const found: SyncResult[] = [];
  for await (const result of syncConnections(deps, never)) found.push(result);
  return found;
}

async function activated(deps: ConnectionDeps, entry: ConnectionEntry): Promise<void> {
  await configureConnection(entry, deps);
  await testConnection(entry.id, deps, never);
  await stepConnection(entry.id, "activated", "", deps);
}

async function refusalOf(promise: Promise<unknown>): Promise<ConnectionRefused> {
  const refused = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  if (refused instanceof ConnectionRefused) return refused;
  throw new Error("it was not refused");
}

async function offersOf(deps: ConnectionDeps, id: string): Promise<{ readonly open: OpenSource; readonly offers: readonly Delivery[] }> {
  const open = await deps.open(await keptConnection(id, deps));
  sources.onClose(open.close);
  return { open, offers: await offersOfSource(open) };
}

describe("a connection to a folder", () => {
  it("is added, tested, looked at, activated, read, read again, paused, resumed, retired and removed, and keeps its history", async () => {
    const { deps, ask, pass } = await openLab();
    const { root, write } = openFolder();
    await configureConnection(inFolder(root, { reason: "the EA API is retired" }), deps);
    expect(await refusalOf(stepConnection("exports", "activated", "", deps))).toMatchObject({
      kind: "not-now",
      message: "exports cannot be activated: its configuration has not passed a test; test it first",
    });
    expect(await testConnection("exports", deps, never)).toMatchObject({ passed: false, connection: { state: "draft" } });

    await writeRun(write, exportRun(3));
    expect(await testConnection("exports", deps, never)).toMatchObject({ passed: true, connection: { state: "tested", revision: 2 } });
    const { open, offers } = await offersOf(deps, "exports");
    const preview = await previewDelivery(open, offers, never);
    expect(preview?.rows).toHaveLength(3);
    expect(preview?.rows[0]).toMatchObject({
      BilledCost: "12.000000000000000001",
      BillingCurrency: "CNY",
      ServiceName: "Virtual Machines",
      PricingUnit: "Hours",
      x_BillingAccountId: "100100",
    });
    expect(await ask("SELECT count() FROM system.tables WHERE database = currentDatabase() AND engine = 'Memory'")).toBe("0");
    expect(await ask(total)).toBe("0\t\\N");

    expect(await sync(deps)).toEqual([]);
    await stepConnection("exports", "activated", "", deps);
    expect(await sync(deps)).toEqual([
      {
        id: "exports",
        source: "azure-exports",
        startedAt: expect.any(Date) as Date,
        outcome: { kind: "finished", offered: 1, published: 1, unpublished: 0, rows: 3, fault: "", retryable: false },
      },
    ]);
    expect(await ask(total)).toBe("3\t36.000000000000000003");
    expect(await ask("SELECT DISTINCT source_connection FROM BillingSnapshot")).toBe("exports");
    expect(await sync(deps)).toEqual([]);

    await writeRun(write, exportRun(5, "run-2"));
    pass(59);
    expect(await sync(deps)).toEqual([]);
    pass(2);
    expect(await sync(deps)).toMatchObject([{ outcome: { published: 1, rows: 5 } }]);
    expect(await ask(total)).toBe("5\t60.000000000000000005");

    await stepConnection("exports", "paused", "maintenance", deps);
    await askForRun("exports", deps);
    pass(1000);
    expect(await sync(deps)).toEqual([]);
    await stepConnection("exports", "resumed", "", deps);
    expect(await sync(deps)).toMatchObject([{ outcome: { offered: 1, published: 0, unpublished: 0, fault: "" } }]);
    await askForRun("exports", deps);
    expect(await sync(deps)).toHaveLength(1);
    expect(await sync(deps)).toEqual([]);

    expect(await refusalOf(stepConnection("exports", "removed", "", deps))).toMatchObject({ kind: "not-now" });
    await stepConnection("exports", "retired", "read from AWS now", deps);
    pass(1000);
    expect(await sync(deps)).toEqual([]);
    expect(await ask(total)).toBe("5\t60.000000000000000005");
    await stepConnection("exports", "removed", "", deps);
    expect(await readConnections(deps.database)).toEqual([]);
    expect(await refusalOf(testConnection("exports", deps, never))).toMatchObject({ kind: "not-found" });
    const history = await connectionHistory("exports", await readRevisions(deps.database, "exports"), deps);
    expect(history.revisions.map(({ step, state }) => `${step} ${state}`)).toEqual([
      "removed retired",
      "retired retired",
      "resumed active",
      "paused paused",
      "activated active",
      "tested tested",
      "added draft",
    ]);
    expect(history.revisions[6]).toMatchObject({ changedBy: "alice", reason: "the EA API is retired" });
    expect(history.tests.map(({ passed }) => passed)).toEqual([true, false]);
    expect(history.deliveries.map(({ outcome, months, rows }) => [outcome, months, rows])).toEqual([
      ["published", ["2026-10"], 5],
      ["published", ["2026-10"], 3],
    ]);
  });

  it("with another configuration is a draft that must pass a test again, and what it published stays", async () => {
    const { deps, ask, pass } = await openLab();
    const { root, write } = openFolder();
    await writeRun(write, exportRun(3));
    await activated(deps, inFolder(root));
    await sync(deps);
    await configureConnection(inFolder(`${root}/elsewhere`), deps);
    pass(1000);
    expect(await sync(deps)).toEqual([]);
    expect(await refusalOf(stepConnection("exports", "activated", "", deps))).toMatchObject({ kind: "not-now" });
    expect(await ask(total)).toBe("3\t36.000000000000000003");
    await activated(deps, inFolder(root));
    expect(await sync(deps)).toMatchObject([{ outcome: { offered: 1, published: 0, unpublished: 0 } }]);
  });

  it("whose deliveries have no version is read again at once after it was configured anew, and not before half its time otherwise", async () => {
    const { deps } = await openLab();
    const { root, write } = openFolder();
    await writeRun(write, exportRun(3));
    const unversioned: ConnectionDeps = {
      ...deps,
      open: async (connection) => {
        const open = await deps.open(connection);
        const discover: typeof open.connection.discover = async function* (wanted, context) {
          for await (const delivery of open.connection.discover(wanted, context)) yield { ...delivery, version: null };
        };
        return { ...open, connection: { ...open.connection, discover } };
      },
    };
    await activated(deps, inFolder(root));
    expect((await run(unversioned)).kinds).toEqual(["published"]);
    expect((await run(unversioned)).kinds).toEqual(["already-published"]);
    const { config } = inFolder(root);
    await activated(deps, inFolder(root, { config: { ...(config as object), accountName: "Contoso" } }));
    expect((await run(unversioned)).kinds).toEqual(["published"]);
  });

  it("is not read on after it was paused: the delivery that is being read is the last one", async () => {
    const { deps, ask, pass } = await openLab();
    const { root, write } = openFolder();
    await writeRun(write, exportRun(3));
    await activated(deps, inFolder(root));
    const paused: ConnectionDeps = {
      ...deps,
      open: async (connection) => {
        const open = await deps.open(connection);
        await stepConnection("exports", "paused", "maintenance", deps);
        return open;
      },
    };
    expect(await run(paused)).toMatchObject({ kinds: [], outcome: { published: 0, fault: "it is paused by now", retryable: true } });
    expect(await ask(total)).toBe("0\t\\N");
    await stepConnection("exports", "resumed", "", deps);
    pass(16);
    expect(await sync(deps)).toMatchObject([{ outcome: { published: 1, fault: "" } }]);
  });

  it("is refused with every fault at its field, and nothing of it is stored", async () => {
    const { deps, ask } = await openLab();
    const refused = await refusalOf(
      configureConnection(entryOf({ kind: "s3", bucket: "B!", region: "eu-west-1", credentials: {} }, { everyMinutes: 1 }), deps),
    );
    expect(refused.faults.map(({ path }) => path)).toEqual([
      "config.storage.bucket",
      "config.storage.credentials.accessKeyId",
      "config.storage.credentials.secretAccessKey",
      "everyMinutes",
    ]);
    expect((await refusalOf(configureConnection(inFolder("/x", { id: "2026-10" }), deps))).faults).toMatchObject([{ path: "id" }]);
    expect((await refusalOf(configureConnection(inFolder("/x", { source: "azure-expots" }), deps))).faults).toMatchObject([
      { path: "source", message: expect.stringContaining("azure-exports") as string },
    ]);
    const secrets = { ABI_SECRET_UNUSED: "canary-unused", PATH: "canary-path" };
    const unused = await refusalOf(configureConnection(inFolder("/x", { secrets }), deps));
    expect(unused.faults.map(({ path }) => path)).toEqual(["secrets.ABI_SECRET_UNUSED", "secrets"]);
    expect(JSON.stringify([unused.message, unused.faults])).not.toContain("canary");
    expect(await ask("SELECT count() FROM SourceConnection")).toBe("0");
  });

  it("whose test is cut short keeps the result of the test before: a source's word that it was stopped is no finding", async () => {
    const { deps } = await openLab();
    const { root, write } = openFolder();
    await writeRun(write, exportRun(3));
    await activated(deps, inFolder(root));
    const stopped = new AbortController();
    const slow: ConnectionDeps = {
      ...deps,
      open: async (connection) => {
        const open = await deps.open(connection);
        const check = (): Promise<readonly Probe[]> => {
          stopped.abort(new DOMException("too slow", "TimeoutError"));
          return Promise.resolve([{ name: "report", ok: false, kind: "cancelled", hint: "scope: making the report was cancelled" }]);
        };
        return { ...open, connection: { ...open.connection, check } };
      },
    };
    await expect(testConnection("exports", slow, stopped.signal)).rejects.toThrow("too slow");
    await stepConnection("exports", "paused", "", deps);
    expect(await stepConnection("exports", "resumed", "", deps)).toMatchObject({ state: "active" });
  });

  it("is not changed by somebody who has not seen its newest revision", async () => {
    const { deps } = await openLab();
    const first = await configureConnection(inFolder("/a"), deps);
    await configureConnection(inFolder("/b"), deps);
    await expect(writeRevision(deps.database, { ...first, revision: 2 })).rejects.toThrow(ConnectionChanged);
    expect(await keptConnection("exports", deps)).toMatchObject({ revision: 2, config: { storage: { path: "/b" } } });
  });

  it("does not read again what was refused, until the delivery or the configuration changes, or somebody says so", async () => {
    const { deps, ask, pass } = await openLab();
    const { root, write } = openFolder();
    await writeRun(write, {
      ...exportRun(3),
      files: [{ name: "a.csv", body: Buffer.from(exportCsv(usageTable(3))), rows: 4 }],
    });
    await activated(deps, inFolder(root));
    expect(await sync(deps)).toMatchObject([
      { outcome: { offered: 1, unpublished: 1, retryable: false, fault: expect.stringContaining("rows") as string } },
    ]);
    pass(100);
    expect((await run(deps)).kinds).toEqual(["held"]);
    expect((await run(deps, "exports", { again: true })).kinds).toEqual(["abandoned"]);
    await writeRun(write, exportRun(4, "run-2"));
    expect((await run(deps)).kinds).toEqual(["published"]);
    expect(await ask(total)).toBe("4\t48.000000000000000004");
  });
});

describe("one turn of the schedule", () => {
  it("looks at each connection that is due, though one has a bug and another is refused, and leaves a row of each", async () => {
    const { deps, ask } = await openLab();
    const folders = ["broken", "good", "refused"].map((id) => ({ id, ...openFolder() }));
    for (const { id, root, write } of folders) {
      const more = id === "refused" ? { rows: 4 } : {};
      const files = [{ name: "a.csv", body: Buffer.from(exportCsv(usageTable(3))), rows: 3, ...more }];
      await writeRun(write, { ...exportRun(3), account: null, files });
      const config = { ...(inFolder(root).config as object), account: id };
      await activated(deps, inFolder(root, { id, config }));
    }
    const buggy: ConnectionDeps = {
      ...deps,
      open: (connection) => (connection.id === "broken" ? Promise.reject(new TypeError("a bug")) : deps.open(connection)),
    };
    const results = await sync(buggy);
    for (const result of results) await recordLook(deps.database, "sync-sources", result);
    const sorted = [...results].sort((left, right) => (left.id < right.id ? -1 : 1));
    expect(sorted).toMatchObject([
      {
        id: "broken",
        outcome: { kind: "finished", published: 0, retryable: true, fault: expect.stringContaining("nobody expected") as string },
      },
      { id: "good", outcome: { kind: "finished", published: 1, rows: 3, fault: "" } },
      { id: "refused", outcome: { kind: "finished", published: 0, unpublished: 1 } },
    ]);
    expect(
      await ask("SELECT outcome, toString(charges), detail FROM WorkflowExecution WHERE workflow = 'sync-sources' ORDER BY detail"),
    ).toMatch(
      /^failed\t0\tconnection broken \(azure-exports\): 0 of 0 .*nobody expected.*\nsucceeded\t3\tconnection good .*: 1 of 1 deliveries published, 3 rows\nfailed\t0\tconnection refused .*: 0 of 1 deliveries published/,
    );
    expect(await ask(total)).toBe("3\t36.000000000000000003");
  });

  it("reads connections side by side: a slow one does not hold up the others", async () => {
    const { deps } = await openLab();
    for (const id of ["slow", "quick"]) {
      const { root, write } = openFolder();
      await writeRun(write, { ...exportRun(2), account: null });
      await activated(deps, inFolder(root, { id, config: { ...(inFolder(root).config as object), account: id } }));
    }
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const held: ConnectionDeps = {
      ...deps,
      open: async (connection) => {
        if (connection.id === "slow") await released;
        return deps.open(connection);
      },
    };
    const order: string[] = [];
    for await (const { id } of syncConnections(held, never)) {
      order.push(id);
      if (id === "quick") release();
    }
    expect(order).toEqual(["quick", "slow"]);
  });
});

describe("the history of a connection", () => {
  it("comes in pages that leave nothing out and repeat nothing", async () => {
    const { deps } = await openLab();
    await configureConnection(inFolder("/srv"), deps);
    const nothing = { offered: 0, published: 0, unpublished: 0, rows: 0, fault: "", retryable: false };
    const looks = Array.from({ length: 250 }, (_, index) => {
      const at = new Date(Date.parse("2026-11-01T00:00:00Z") + index * 60_000).toISOString();
      const run = { connection: "exports", number: index + 1, run_id: `r${index}`, step: "finished", started_by: "schedule" };
      return { ...run, month: "", handover: "", ...nothing, at };
    });
    await deps.database.insertRows("SourceRun", looks);
    const revisions = await readRevisions(deps.database, "exports");
    const numbers: number[] = [];
    const counts: number[] = [];
    for (let before: string | null | undefined; before !== null; ) {
      const page: ConnectionHistory = await connectionHistory("exports", revisions, deps, before ?? null);
      numbers.push(...page.runs.map(({ number }) => number));
      counts.push(page.revisions.length);
      before = page.earlierThan;
    }
    expect(numbers).toEqual(Array.from({ length: 250 }, (_, index) => 250 - index));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
  });
});

describe("two schedulers", () => {
  it("run nothing twice: one reads, the other leaves it alone", async () => {
    const { deps, another, ask, pass } = await openLab({ settleMs: 300 });
    const { root, write } = openFolder();
    await writeRun(write, exportRun(200));
    await activated(deps, inFolder(root));
    const schedulers = Array.from({ length: 4 }, (_, index) => another(`scheduler ${index}`));
    for (const round of [1, 2]) {
      const results = (await Promise.all(schedulers.map(sync))).flat();
      const finished = results.filter(({ outcome }) => outcome.kind === "finished");
      expect(finished).toHaveLength(1);
      expect(finished[0]?.outcome).toMatchObject({ offered: 1, published: round === 1 ? 1 : 0, unpublished: 0 });
      pass(100);
    }
    expect(await ask("SELECT count() FROM SourceDelivery")).toBe("1");
    expect(await ask("SELECT count(), countIf(fault != '') FROM SourceRun WHERE step = 'finished'")).toBe("2\t0");
    expect(await ask("SELECT uniqExact(snapshot_id) FROM BillingSnapshot")).toBe("1");
    expect(await ask(total)).toBe("200\t2400.0000000000000002");
  });

  it("take over from one that has died, after it was silent for five minutes", async () => {
    const { deps, ask, pass } = await openLab();
    const { root, write } = openFolder();
    await writeRun(write, exportRun(3));
    await activated(deps, inFolder(root));
    const at = deps.now().toISOString().replace("Z", "");
    await ask(
      `INSERT INTO SourceRun (connection, number, run_id, step, started_by, offered, published, unpublished, rows, fault, retryable, at) VALUES ('exports', 1, 'r-dead', 'claimed', 'schedule', 0, 0, 0, 0, '', false, '${at}')`,
    );
    pass(4);
    expect(await sync(deps)).toEqual([]);
    expect((await run(deps)).outcome).toEqual({ kind: "busy" });
    pass(12);
    expect(await sync(deps)).toMatchObject([{ outcome: { published: 1 } }]);
    const { lastRun, nextLook } = await connectionStatus(await keptConnection("exports", deps), deps);
    expect(lastRun).toMatchObject({ state: "finished", number: 2, startedBy: "alice", rows: 3 });
    expect(Date.parse(nextLook ?? "")).toBeGreaterThan(deps.now().getTime());
  });
});

describe("a month that another source or connection published", () => {
  it("is taken over by a handover only, with both totals beside each other before it", async () => {
    const { deps, ask } = await openLab();
    const [ours, theirs] = [openFolder(), openFolder()];
    await writeRun(theirs.write, exportRun(3));
    await writeRun(ours.write, exportRun(4));
    await activated(deps, inFolder(theirs.root, { id: "theirs" }));
    const { open, offers } = await offersOf(deps, "theirs");
    const ea = { ...open.connection, source: "azure-ea", id: "" };
    for (const delivery of offers) await deliver(ea, delivery, {}, open.deps, never, () => undefined);
    expect((await run(deps, "theirs", { acceptHandover: "to begin with" })).kinds).toEqual(["published"]);

    await activated(deps, inFolder(ours.root));
    expect(await run(deps)).toMatchObject({
      kinds: ["refused"],
      outcome: {
        fault: expect.stringContaining("published from azure-exports (connection theirs): 3 rows, 36.000000000000000003 CNY") as string,
      },
    });
    const candidate = await offersOf(deps, "exports");
    expect(await compareHandover(candidate.open, candidate.offers, never)).toEqual([
      {
        account: "100100",
        month: "2026-10",
        published: { source: "azure-exports", connection: "theirs", rows: 3, cost: "36.000000000000000003", currency: "CNY" },
        offered: { source: "azure-exports", connection: "exports", rows: 4, cost: "48.000000000000000004", currency: "CNY" },
        difference: "12.000000000000000001",
        obstacle: null,
      },
    ]);
    expect(await ask(total)).toBe("3\t36.000000000000000003");
    expect((await run(deps)).kinds).toEqual(["held"]);
    expect((await run(deps, "exports", { month: october, again: true, acceptHandover: "their storage is closed" })).kinds).toEqual([
      "published",
    ]);
    expect(await ask(total)).toBe("4\t48.000000000000000004");
    await writeRun(theirs.write, exportRun(9, "run-2"));
    expect((await run(deps, "theirs")).kinds).toEqual(["refused"]);
    expect(await ask(total)).toBe("4\t48.000000000000000004");
  });
});

describe("a delivery whose rows say their months", () => {
  it("is compared and taken over as a whole, and cannot take the place of usage rows", async () => {
    const { deps, ask } = await openLab();
    const [ours, theirs, usage] = [openFolder(), openFolder(), openFolder()];
    const sample = focusSample("oracle", 3);
    theirs.write("a.csv", toCsv({ ...sample, rows: sample.rows.slice(0, 2) }));
    ours.write("a.csv", toCsv(sample));
    const focus = ({ root }: { readonly root: string }, id: string, more: object = {}): ConnectionEntry =>
      entryOf(null, { id, source: "focus-files", config: { storage: { kind: "folder", path: root }, settleSeconds: 0, ...more } });
    await activated(deps, focus(theirs, "theirs"));
    expect((await run(deps, "theirs")).kinds).toEqual(["published"]);
    await activated(deps, focus(ours, "ours"));
    expect((await run(deps, "ours")).kinds).toEqual(["refused"]);
    const { open } = await offersOf(deps, "ours");
    const offers = await offeredDeliveries(open, october, never);
    expect(offers.map(({ period }) => period)).toEqual([null]);
    expect(await compareHandover(open, offers, never)).toMatchObject([
      { month: "2026-10", published: { connection: "theirs", rows: 2 }, offered: { connection: "ours", rows: 3 }, obstacle: null },
    ]);
    const takeover = { month: october, again: true, acceptHandover: "their folder is closed" };
    expect((await run(deps, "ours", takeover)).kinds).toEqual(["published"]);
    expect(await ask("SELECT count() FROM CurrentFocusCostAndUsage")).toBe("3");

    await writeRun(usage.write, exportRun(3));
    await activated(deps, inFolder(usage.root));
    expect((await run(deps)).kinds).toEqual(["published"]);
    await activated(deps, focus(ours, "beside", { account: "100100" }));
    const beside = await offersOf(deps, "beside");
    const [comparison] = await compareHandover(beside.open, beside.offers, never);
    expect([comparison?.account, comparison?.published?.rows, comparison?.obstacle]).toEqual([
      "100100",
      3,
      expect.stringContaining("rows of FOCUS cannot take their place"),
    ]);
    const { kinds, outcome } = await run(deps, "beside", takeover);
    expect([kinds, outcome]).toMatchObject([["refused"], { fault: expect.stringContaining("Read usage (ActualCost") as string }]);
    expect(await ask(total)).toBe("3\t36.000000000000000003");
  });
});

describe("checks that an operator lifts for one month", () => {
  const { headers, rows } = focusSample("oracle", 10);
  const ofMonth = (month: string, end: string, count: number): readonly (readonly string[])[] =>
    rows.slice(0, count).map((row) => row.map((cell) => cell.replace("2026-11-01", end).replace("2026-10-", `${month}-`)));

  it("stay in force for every other month of the delivery, and for every other account", async () => {
    const { deps, ask } = await openLab();
    const { root, write } = openFolder();
    const offer = (october: number, november: number): void => {
      const both = [...ofMonth("2026-10", "2026-11-01", october), ...ofMonth("2026-11", "2026-12-01", november)];
      write("a.csv", toCsv({ headers, rows: both }));
    };
    const published = "SELECT x_BillingPeriod, count() FROM CurrentFocusCostAndUsage GROUP BY 1 ORDER BY 1";
    offer(10, 10);
    const config = { storage: { kind: "folder", path: root }, settleSeconds: 0 };
    await activated(deps, entryOf(null, { id: "files", source: "focus-files", config }));
    expect(await run(deps, "files")).toMatchObject({ kinds: ["published"], outcome: { fault: "" } });

    const lifted = { month: october, again: true, allowShrink: true, reason: "alice: a service ended" };
    offer(3, 3);
    expect(await run(deps, "files", lifted)).toMatchObject({
      kinds: ["abandoned"],
      outcome: { fault: expect.stringContaining("shrunk: 3 rows, compared with 10 published rows") as string },
    });
    offer(3, 10);
    expect((await run(deps, "files", { ...lifted, account: "another" })).kinds).toEqual(["abandoned"]);
    expect(await ask(published)).toBe("2026-10-01\t10\n2026-11-01\t10");

    expect(await run(deps, "files", lifted)).toMatchObject({ kinds: ["published"], outcome: { fault: "" } });
    expect(await ask(published)).toBe("2026-10-01\t3\n2026-11-01\t10");
    const reasons = `SELECT billing_period, arrayMap(o -> o.reason, overrides) FROM BillingSnapshot
      WHERE snapshot_id IN (SELECT snapshot_id FROM CurrentBillingSnapshot) AND status = 'published' ORDER BY 1`;
    expect(await ask(reasons)).toBe("2026-10-01\t['alice: a service ended']\n2026-11-01\t[]");

    offer(1, 1);
    expect((await run(deps, "files", { ...lifted, month: null })).kinds).toEqual(["published"]);
    expect(await ask(published)).toBe("2026-10-01\t1\n2026-11-01\t1");
  });
});

describe("a connection to S3 (versitygw) with sealed secrets", () => {
  let s3: ObjectServer;

  beforeAll(async () => {
    s3 = await startS3();
    sources.onClose(s3.close);
    await writeRun((name, body) => s3.put(name, body), exportRun(3));
  });

  const named = { accessKeyId: { env: "ABI_SECRET_S3_ID" }, secretAccessKey: { env: "ABI_SECRET_S3_KEY" } };
  const secrets = (): Readonly<Record<string, string>> => ({
    ABI_SECRET_S3_ID: s3.secrets["TEST_S3_ID"] ?? "",
    ABI_SECRET_S3_KEY: s3.secrets["TEST_S3_KEY"] ?? "",
  });

  it("lives without a secret in the environment or in a table, and with other keys after they were sealed anew", async () => {
    const { deps, another, ask, pass } = await openLab({ hosts: [s3.host] });
    const entry = entryOf({ ...s3.location, credentials: named }, { secrets: secrets() });
    await activated(deps, entry);
    expect(await sync(deps)).toMatchObject([{ outcome: { published: 1, rows: 3 } }]);
    expect(await ask(total)).toBe("3\t36.000000000000000003");
    const status = await connectionStatus(await keptConnection("exports", deps), deps);
    expect(status.secrets).toEqual([
      { name: "ABI_SECRET_S3_ID", set: "sealed" },
      { name: "ABI_SECRET_S3_KEY", set: "sealed" },
    ]);

    // Without a secret in the entry, those of before stay.
    await activated(deps, { ...entry, secrets: {}, everyMinutes: 120 });
    const fresh = randomBytes(32);
    const both = new SealingKeys([fresh, key]);
    const stranger = another("bob", new SealingKeys([fresh]));
    pass(1000);
    expect(await testConnection("exports", stranger, never)).toMatchObject({
      passed: false,
      probes: [{ ok: false, kind: "config", hint: expect.stringContaining("AZURE_BILLING_SEALING_KEY") as string }],
    });
    await testConnection("exports", deps, never);
    expect(await resealConnections(another("bob", both))).toEqual(["exports"]);
    expect(await sync(stranger)).toMatchObject([{ outcome: { fault: "", offered: 1 } }]);

    const told: string[] = [
      JSON.stringify(status),
      JSON.stringify(await connectionHistory("exports", await readRevisions(deps.database, "exports"), deps)),
    ];
    for (const table of (await ask("SELECT name FROM system.tables WHERE database = currentDatabase() AND engine NOT LIKE '%View'")).split(
      "\n",
    ))
      told.push(await ask(`SELECT * FROM ${table} FORMAT JSONEachRow`));
    for (const secret of [s3.secrets["TEST_S3_KEY"] ?? ""]) expect(told.filter((text) => text.includes(secret))).toEqual([]);
    expect(told.join("").length).toBeGreaterThan(10_000);
    expect(told.join("")).toContain(runFolder(exportRun(3)).slice(0, 7));
  });

  it("is not tested with a wrong secret, and says where", async () => {
    const { deps } = await openLab({ hosts: [s3.host], secrets: { ABI_SECRET_S3_ID: "tester" } });
    await configureConnection(entryOf({ ...s3.location, credentials: named }), deps);
    expect(await testConnection("exports", deps, never)).toMatchObject({
      passed: false,
      probes: [{ ok: false, kind: "config", hint: expect.stringContaining("ABI_SECRET_S3_KEY") as string }],
    });
    await configureConnection(entryOf({ ...s3.location, credentials: named }, { secrets: { ABI_SECRET_S3_KEY: "canary-wrong" } }), deps);
    const { passed, probes } = await testConnection("exports", deps, never);
    expect([passed, JSON.stringify(probes).includes("canary-wrong")]).toEqual([false, false]);
  });
});

describe("POST /operations/sources", () => {
  const post = async (request: ApiRequest, body: unknown): Promise<readonly Readonly<Record<string, unknown>>[]> => {
    const { data } = await answerSourceOperation(sourceOperation.parse(body), request);
    return data as readonly Readonly<Record<string, unknown>>[];
  };
  const failureOf = async (request: ApiRequest, body: unknown): Promise<ApiError> => {
    const error: unknown = await post(request, body).then(
      () => null,
      (failure: unknown) => failure,
    );
    if (error instanceof ApiError) return error;
    throw new Error("it did not fail");
  };

  it("lists every source with a JSON Schema 2020-12 that takes what the source takes", async () => {
    const { request } = await openLab();
    const sources = await post(request("editor"), { operation: "catalog" });
    expect(sources.map(({ id }) => id)).toEqual(describedSources().map(({ id }) => id));
    const ajv = new Ajv2020({ strict: false });
    for (const { schema } of sources) expect(ajv.validateSchema(schema as object)).toBe(true);
    const exports = ajv.compile(sources.find(({ id }) => id === "azure-exports")?.["schema"] as object);
    const { config } = inFolder("/srv/exports");
    expect([
      exports(config),
      exports({ ...(config as object), dataset: "Everything" }),
      exports({ ...(config as object), more: 1 }),
    ]).toEqual([true, false, false]);
    expect(await failureOf(request("editor"), { operation: "catalog", source: "azure-expots" })).toMatchObject({ status: 404 });
  });

  it("takes a connection through its life, each step by who may take it, and the history says who did", async () => {
    const { request, deps, ask } = await openLab();
    const [editor, operator] = [request("editor"), request("operator")];
    const { root, write } = openFolder();
    await writeRun(write, exportRun(3));
    const { id, source, config } = inFolder(root);
    const add = { operation: "add", id, source, config, reason: "the EA API is retired" };
    const operations = ["add", "activate", "retire", "remove"] as const;
    expect(operations.map((operation) => rolesOfSourceOperations[operation])).toEqual(operations.map(() => "operator"));
    expect((await failureOf(editor, { operation: "handover", id, month: "2026-10", reason: "x" })).status).toBe(403);
    expect(await post(operator, add)).toMatchObject([{ id, state: "draft", revision: 1, config }]);
    expect(await failureOf(operator, { operation: "activate", id })).toMatchObject({
      code: "not-now",
      status: 409,
      message: expect.stringContaining("test it first") as string,
    });
    expect(await post(editor, { operation: "test", id })).toMatchObject([{ id, passed: true, state: "tested" }]);
    const rows = await post(editor, { operation: "preview", id });
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatchObject({ BilledCost: "12.000000000000000001", ServiceName: "Virtual Machines" });
    expect(await post(operator, { operation: "activate", id })).toMatchObject([{ state: "active" }]);
    expect(await post(editor, { operation: "handover", id, month: "2026-10" })).toMatchObject([
      { published: null, offered: { rows: 3, cost: "36.000000000000000003" } },
    ]);
    expect(await post(editor, { operation: "run", id })).toEqual([{ id, asked: true }]);
    expect(await sync(deps)).toMatchObject([{ outcome: { published: 1 } }]);
    expect(await ask(total)).toBe("3\t36.000000000000000003");
    expect(await post(editor, { operation: "pause", id, reason: "maintenance" })).toMatchObject([{ state: "paused" }]);
    expect(await failureOf(editor, { operation: "run", id })).toMatchObject({ code: "not-now" });
    expect(await post(editor, { operation: "resume", id })).toMatchObject([{ state: "active", lastPublished: { rows: 3 } }]);
    expect(await post(operator, { operation: "retire", id })).toMatchObject([{ state: "retired", nextLook: null }]);
    const [history] = await post(editor, { operation: "history", id });
    expect(
      (history?.["revisions"] as readonly { step: string; changedBy: string }[]).map(({ step, changedBy }) => `${step} by ${changedBy}`),
    ).toEqual([
      "retired by operator@test",
      "resumed by editor@test",
      "paused by editor@test",
      "activated by operator@test",
      "tested by editor@test",
      "added by operator@test",
    ]);
    expect(await post(operator, { operation: "remove", id })).toMatchObject([{ config: {} }]);
    expect(await post(editor, { operation: "list" })).toEqual([]);
    expect(await failureOf(editor, { operation: "list", id })).toMatchObject({ status: 404 });
  });

  it("takes a month over when the schedule comes by, with the reason that was given", async () => {
    const { request, deps, ask } = await openLab();
    const [ours, theirs] = [openFolder(), openFolder()];
    await writeRun(theirs.write, exportRun(3));
    await writeRun(ours.write, exportRun(4));
    await activated(deps, inFolder(theirs.root, { id: "theirs" }));
    await sync(deps);
    await activated(deps, inFolder(ours.root));
    expect(
      await post(request("operator"), { operation: "handover", id: "exports", month: "2026-10", reason: "their storage is closed" }),
    ).toEqual([{ id: "exports", month: "2026-10", asked: true }]);
    expect(await ask("SELECT step, action, target, reason FROM AuditEvent ORDER BY at, step")).toBe(
      ["asked", "done"].map((step) => `${step}\tconnection.hand-over\texports/2026-10\ttheir storage is closed`).join("\n"),
    );
    await stepConnection("theirs", "retired", "", deps);
    expect(await sync(deps)).toMatchObject([{ outcome: { published: 1 } }, { outcome: { published: 0, fault: "" } }]);
    expect(await ask(total)).toBe("4\t48.000000000000000004");
    expect(await ask("SELECT overrides FROM BillingSnapshot WHERE status = 'published' AND source_connection = 'exports'")).toContain(
      "their storage is closed",
    );
  });

  it("takes a month over that was asked for while another look went on, or before somebody else looked", async () => {
    const { deps, another, ask } = await openLab();
    const [ours, theirs] = [openFolder(), openFolder()];
    await writeRun(theirs.write, exportRun(3));
    await writeRun(ours.write, exportRun(4));
    await activated(deps, inFolder(theirs.root, { id: "theirs" }));
    await sync(deps);
    await stepConnection("theirs", "retired", "", deps);
    await activated(deps, inFolder(ours.root));
    // Between the two looks of one turn of the scheduler.
    await askForRun("exports", deps, { month: "2026-09", reason: "an earlier one" });
    const found: SyncResult[] = [];
    for await (const result of syncConnections(deps, never)) {
      found.push(result);
      if (found.length === 1) await askForRun("exports", deps, { month: "2026-10", reason: "their storage is closed" });
    }
    expect(found).toMatchObject([{ outcome: { offered: 0 } }, { outcome: { offered: 1, unpublished: 1 } }]);
    // A person who reads it by hand takes nothing over, and what was asked for is not forgotten.
    expect((await run(another("bob"))).kinds).toEqual(["held"]);
    const { nextLook } = await connectionStatus(await keptConnection("exports", deps), deps);
    expect(Date.parse(nextLook ?? "")).toBeLessThanOrEqual(deps.now().getTime());
    expect(await sync(deps)).toMatchObject([{ outcome: { published: 1 } }, { outcome: { published: 0, fault: "" } }]);
    expect(await ask(total)).toBe("4\t48.000000000000000004");
    expect(await sync(deps)).toEqual([]);
  });

  it("forgets a takeover that was asked for before the connection was changed", async () => {
    const { deps } = await openLab();
    const { root, write } = openFolder();
    await writeRun(write, exportRun(3));
    await activated(deps, inFolder(root));
    await askForRun("exports", deps, { month: "2026-10", reason: "x" });
    await stepConnection("exports", "paused", "", deps);
    await stepConnection("exports", "resumed", "", deps);
    expect(await sync(deps)).toMatchObject([{ outcome: { published: 1 } }]);
  });

  it("says what is wrong at each field, and logs of a body neither its configuration nor its secrets", async () => {
    const { request } = await openLab();
    const body = {
      operation: "add",
      id: "exports",
      source: "azure-exports",
      config: {
        storage: { kind: "s3", bucket: "bills", region: "eu-west-1", credentials: { accessKeyId: "canary-plain" } },
        dataset: "ActualCost",
      },
      secrets: { ABI_SECRET_KEY: "canary-secret" },
    };
    const error = await failureOf(request("operator"), body);
    expect(error.details.faults?.map(({ path }) => path)).toEqual([
      "config.storage.credentials.accessKeyId",
      "config.storage.credentials.secretAccessKey",
      "secrets",
    ]);
    expect(JSON.stringify([error.message, error.details])).not.toContain("canary");
    expect(noteSourceOperation(body)).toEqual({ operation: "add", id: "exports" });
    for (const sent of [{ ...body, id: "canary secret" }, { operation: "canary-secret" }, ["canary"], "canary"])
      expect(noteSourceOperation(sent)).toEqual({});
  });
});

describe("/status", () => {
  it("has each active connection, and says since when and why one is unhealthy", async () => {
    const { deps, request, pass, ask } = await openLab();
    const { root, write } = openFolder();
    await writeRun(write, exportRun(3));
    await activated(deps, inFolder(root));
    await sync(deps);
    const health = (): Promise<readonly unknown[]> => request("operator").rows(connectionHealthSql);
    const published = (await connectionStatus(await keptConnection("exports", deps), deps)).lastPublished?.endedAt ?? "";
    // The clock of the test is behind that of the engine.
    expect(await health()).toMatchObject([
      {
        component: "connection exports",
        state: "stale",
        detail: expect.stringContaining(`azure-exports: last published ${published}, 3 rows, next look `) as string,
      },
    ]);
    // A look that takes hours is no look that nobody takes.
    const alive = { number: 2, run_id: "r2", step: "alive", started_by: "schedule", offered: 0, published: 0, unpublished: 0, rows: 0 };
    const said = { ...alive, connection: "exports", month: "", handover: "", fault: "", retryable: false, at: new Date().toISOString() };
    await deps.database.insertRows("SourceRun", [said]);
    expect(await health()).toMatchObject([{ component: "connection exports", state: "healthy" }]);
    await ask("ALTER TABLE SourceRun DELETE WHERE run_id = 'r2' SETTINGS mutations_sync = 1");
    await writeRun(write, { ...exportRun(3, "run-2"), files: [{ name: "a.csv", body: Buffer.from(exportCsv(usageTable(3))), rows: 4 }] });
    pass(100);
    await sync(deps);
    const since = (await connectionStatus(await keptConnection("exports", deps), deps)).lastRun?.startedAt;
    pass(100);
    await sync(deps);
    expect(await health()).toMatchObject([
      { component: "connection exports", state: "unhealthy", since, detail: expect.stringContaining("daily 2026-10: ") as string },
    ]);
  });
});

describe("/metrics", () => {
  it("has of each active connection when it published, when it is due, its rows and its faults", async () => {
    const { deps, request } = await openLab();
    const { root, write } = openFolder();
    await writeRun(write, exportRun(3));
    await activated(deps, inFolder(root));
    await configureConnection(inFolder("/elsewhere", { id: "draft" }), deps);
    await sync(deps);
    const { nextLook, lastPublished } = await connectionStatus(await keptConnection("exports", deps), deps);
    const text = await billingMetrics(request("operator"));
    const seconds = (at: string | undefined): number => Math.floor(Date.parse(at ?? "") / 1000);
    expect(text.split("\n").filter((line) => line.startsWith("azure_billing_connection"))).toEqual([
      `azure_billing_connection_published_timestamp_seconds{connection="exports",source="azure-exports"} ${seconds(lastPublished?.endedAt)}`,
      `azure_billing_connection_due_timestamp_seconds{connection="exports",source="azure-exports"} ${seconds(nextLook ?? "")}`,
      `azure_billing_connection_rows{connection="exports",source="azure-exports"} 3`,
      `azure_billing_connection_faults{connection="exports",source="azure-exports"} 0`,
    ]);
  });
});
