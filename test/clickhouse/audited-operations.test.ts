import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerApplicationTagOperation, applicationTagOperation } from "../../app/apis/answers/answer-application-tag-operation";
import { answerAudit, auditQuery } from "../../app/apis/answers/answer-audit";
import { answerBudgetOperation, budgetOperation } from "../../app/apis/answers/answer-budget-operation";
import { answerSnapshotOperation, snapshotOperation } from "../../app/apis/answers/answer-snapshot-operation";
import { answerWorkflowOperation, workflowOperation } from "../../app/apis/answers/answer-workflow-operation";
import { answerBudgets } from "../../app/apis/answers/answer-budgets";
import { extractMonth } from "../../app/pipeline/extract-month";
import { openSnapshotDatabase } from "../../app/pipeline/open-snapshot-database";
import { orderWorkflow, readPausedWorkflows, scheduledWork } from "../../app/pipeline/workflow-control";
import type { MooseClient } from "../../app/runtime/clickhouse/moose-client";
import { loadApplicationTags } from "../../app/runtime/moose/follow-application-tags";
import { startSimulator } from "../../simulator/start-simulator";
import type { Simulator } from "../../simulator/simulator";
import { connectClickhouse } from "../support/connect-clickhouse";
import { createDatabase } from "../support/create-database";
import { openApiRequest } from "../support/open-api-request";
import { openLab } from "../support/snapshot-lab";
import { ServerProcess } from "./server-process";

const enrollment = "100";
const today = "2026-11-21";
const now = `${today}T06:00:00Z`;

let server: ServerProcess;
let simulator: Simulator;
let client: MooseClient;

beforeAll(async () => {
  server = await ServerProcess.start();
  await createDatabase(server, "audited");
  client = connectClickhouse(server.port, "audited");
  simulator = await startSimulator({ seed: 5, enrollments: [{ number: enrollment, key: "simulator-key", rows: 300 }], today, months: 2 });
  await readMonth();
});

afterAll(async () => {
  await client.close();
  await simulator.close();
  await server.dispose();
});

/** Reads the month with the rules of the table, as the nightly workflow does. */
async function readMonth(): Promise<void> {
  const rules = await loadApplicationTags(client);
  const lab = openLab({ clickhousePort: server.port, database: "audited", simulatorUrl: simulator.url, today, rules });
  const outcome = await extractMonth({ enrollment, year: 2026, month: 10 }, lab.deps, new AbortController().signal, () => undefined);
  expect(outcome).toMatchObject({ kind: "published" });
  await lab.close();
}

async function rows(sql: string): Promise<readonly unknown[]> {
  const text = await server.query(`${sql} FORMAT JSONEachRow`, { database: "audited", output_format_json_quote_64bit_integers: "1" });
  return text === "" ? [] : text.split("\n").map((line): unknown => JSON.parse(line));
}

/** What the last reading of each month moved from one owner to another, by the stored charges themselves. */
function movedOwners(): Promise<readonly unknown[]> {
  const owner = "if(resource_tracking_rule_id IS NULL, '', resource_tracking)";
  const of = (place: string): string => `SELECT billing_period, page, ordinal, currency, ifNull(extended_cost, 0) AS cost, ${owner} AS owner
    FROM AzureBillingSnapshotDetail WHERE (billing_period, snapshot_id) IN (
      SELECT billing_period, arrayElement(arraySort(groupArray((activation, snapshot_id))), ${place}).2 FROM ActiveBillingSnapshot GROUP BY billing_period)`;
  return rows(`SELECT formatDateTime(a.billing_period, '%Y-%m') AS month, a.currency AS currency, b.owner AS owner, a.owner AS became, toString(sum(a.cost)) AS cost,
      toString(count()) AS charges
    FROM (${of("-1")}) AS a INNER JOIN (${of("-2")}) AS b ON a.billing_period = b.billing_period AND a.page = b.page AND a.ordinal = b.ordinal
    WHERE a.owner != b.owner GROUP BY ALL ORDER BY month, currency, owner, became`);
}

const operate = (body: object): ReturnType<typeof answerApplicationTagOperation> =>
  answerApplicationTagOperation(applicationTagOperation.parse({ from: "2026-10", to: "2026-10", ...body }), openApiRequest(client, now));

const audit = (query: object): ReturnType<typeof answerAudit> => answerAudit(auditQuery.parse(query), openApiRequest(client, now));

describe("a rule that is tried", () => {
  const changes = [
    { operation: "set", rule: { id: 7, pattern: "prod", application: "Shop", scope: "resource_group", priority: 1 } },
    {
      operation: "set",
      rule: { id: 5, pattern: "^(vm|aks)", match_kind: "regex", application: "compute", valid_from: "2026-10-10", valid_to: "2026-10-20" },
    },
    { operation: "disable", id: 7 },
  ] as const;

  it.each(changes)("shows what the next reading gives, charge by charge and to the last digit: %j", async (change) => {
    const { operation, ...rest } = change;
    const tried = await operate({ ...rest, operation: operation === "set" ? "try" : "try-disable" });
    const unchanged = await rows("SELECT id FROM ApplicationTag FINAL WHERE enabled");
    const saved = await operate({ ...change, reason: "because" });
    expect(saved.data.map(({ owner_changes }) => owner_changes)).toEqual(tried.data.map(({ owner_changes }) => owner_changes));
    expect([tried.data[0]?.saved, saved.data[0]?.saved]).toEqual([false, true]);
    await readMonth();
    const foreseen = (saved.data[0]?.owner_changes ?? [])
      .filter(({ owner, owner_by_tried_rules }) => owner !== owner_by_tried_rules)
      .map(({ month, currency, owner, owner_by_tried_rules, cost, charges }) => ({
        month,
        currency,
        owner,
        became: owner_by_tried_rules,
        cost,
        charges,
      }));
    expect(foreseen).toEqual(await movedOwners());
    expect(foreseen.length).toBeGreaterThan(0);
    expect(await rows("SELECT id FROM ApplicationTag FINAL WHERE enabled")).not.toEqual(operation === "disable" ? unchanged : []);
  });

  it("changes nothing when it is what stands, and says which changes are not its own", async () => {
    const stands = {
      id: 5,
      pattern: "^(vm|aks)",
      match_kind: "regex",
      application: "compute",
      valid_from: "2026-10-10",
      valid_to: "2026-10-20",
    };
    expect((await operate({ operation: "try", rule: stands })).data[0]?.owner_changes).toEqual([]);
    await server.query("INSERT INTO ApplicationTag (id, pattern, application) VALUES (6, 'vm', 'elsewhere')", { database: "audited" });
    const waiting = (await operate({ operation: "try", rule: stands })).data[0]?.owner_changes ?? [];
    expect(new Set(waiting.map(({ by_this_rule }) => by_this_rule))).toEqual(new Set([false]));
    await operate({ operation: "disable", id: 6 });
  });

  it.each([
    [{ operation: "try", rule: { id: 9, pattern: "(a+)+$", match_kind: "regex", application: "x" } }, "a repeated group"],
    [{ operation: "set", rule: { id: 9, pattern: " ", application: "x" } }, "pattern is empty"],
    [{ operation: "set", rule: { id: 9, pattern: "x", application: "x", valid_from: "2026-02-30" } }, "not a day"],
    [{ operation: "disable", id: 99 }, "no such rule"],
    [{ operation: "try", rule: { id: 9, pattern: "x", application: "x" }, from: "2025-01", to: "2026-11" }, "12 months or fewer"],
  ])("%j is refused: %s", async (body, message) => {
    await expect(operate(body)).rejects.toThrow(message);
  });
});

describe("a budget that is set over HTTP", () => {
  const entry = { id: "nov", billing_account: enrollment, scope_kind: "account", month: "Nov 2026", currency: "RMB", amount: "90000" };
  const set = (body: object): ReturnType<typeof answerBudgetOperation> =>
    answerBudgetOperation(budgetOperation.parse(body), openApiRequest(client, now));

  it("is tried without being stored, stored as it is read, replaced with the difference, and withdrawn", async () => {
    const stored = {
      id: "nov",
      billing_account_id: enrollment,
      scope_kind: "account",
      scope_value: "",
      month: "2026-11",
      currency: "CNY",
      enabled: true,
    };
    const ninety = { ...stored, amount: "90000" };
    const tried = await set({ operation: "try", ...entry });
    const effect = { month: "2026-11", currency: "CNY", before: null, after: "90000", difference: "90000" };
    expect(tried.data).toEqual([{ saved: false, before: null, after: ninety, effect: [effect], effective_from: "2026-11-01" }]);
    expect(await rows("SELECT id FROM Budget")).toEqual([]);

    expect((await set({ operation: "set", ...entry })).data[0]).toMatchObject({ saved: true, before: null, after: ninety });
    const dearer = await set({
      operation: "set",
      ...entry,
      billing_account: enrollment,
      amount: "100000.000000000000000001",
      reason: "growth",
    });
    expect(dearer.data[0]?.effect).toEqual([
      { month: "2026-11", currency: "CNY", before: "90000", after: "100000.000000000000000001", difference: "10000.000000000000000001" },
    ]);
    const { data } = await answerBudgets({ month: "2026-11" }, openApiRequest(client, now));
    expect(data).toEqual([expect.objectContaining({ id: "nov", target: "100000.000000000000000001", fault: null })]);

    const moved = await set({ operation: "set", ...entry, month: "2026-12", currency: "USD", amount: "1" });
    expect(moved.data[0]?.effect).toEqual([
      { month: "2026-11", currency: "CNY", before: "100000.000000000000000001", after: null, difference: "-100000.000000000000000001" },
      { month: "2026-12", currency: "USD", before: null, after: "1", difference: "1" },
    ]);
    expect((await set({ operation: "withdraw", id: "nov", billing_account: enrollment })).data[0]).toMatchObject({ after: null });
    await expect(set({ operation: "withdraw", id: "nov", billing_account: enrollment })).rejects.toThrow("withdrawn already");
  });

  it("names everything that is wrong with it, each at its field, and stores nothing", async () => {
    const wrong = { ...entry, id: "wrong", scope_kind: "owner", month: "2026-13", currency: "$", amount: "-1" };
    await expect(set({ operation: "set", ...wrong })).rejects.toMatchObject({
      details: { faults: ["month", "amount", "currency", "scope_value"].map((path) => ({ path, message: expect.any(String) as string })) },
    });
    expect(await rows("SELECT id FROM Budget WHERE id = 'wrong'")).toEqual([]);
  });
});

describe("a month that is rolled back over HTTP", () => {
  const operate = (body: object): ReturnType<typeof answerSnapshotOperation> =>
    answerSnapshotOperation(
      snapshotOperation.parse({ billing_account: enrollment, month: "2026-10", ...body }),
      openApiRequest(client, now),
    );
  const active = (): Promise<readonly unknown[]> =>
    rows("SELECT snapshot_id FROM CurrentBillingSnapshot WHERE billing_period = '2026-10-01'");

  it("is shown with the exact difference first, then shows the snapshot before, and can come back by name", async () => {
    simulator.restate({ enrollment, month: "2026-10" });
    await readMonth();
    const [shown] = await active();
    const tried = (await operate({ operation: "try-roll-back" })).data[0];
    expect(await active()).toEqual([shown]);
    expect(tried).toMatchObject({ done: "nothing", before: shown, effect: [{ month: "2026-10", currency: "CNY" }] });
    const cost = (id: string | undefined): string =>
      `(SELECT sum(ifNull(extended_cost, 0)) FROM AzureBillingSnapshotDetail WHERE billing_period = '2026-10-01' AND snapshot_id = '${id ?? ""}')`;
    const [from, to] = [tried?.before?.snapshot_id, tried?.after?.snapshot_id];
    const [exact] = await rows(`SELECT toString(${cost(to)} - ${cost(from)}) AS difference, toString(${cost(to)}) AS after`);
    expect(tried?.effect[0]).toMatchObject({ ...(exact as object), before: tried?.before?.cost });
    expect(tried?.effect[0]?.difference).not.toBe("0");

    expect(await operate({ operation: "roll-back", reason: "wrong" })).toMatchObject({ data: [{ ...tried, done: "rolled-back" }] });
    expect(await active()).toEqual([{ snapshot_id: to }]);
    await operate({ operation: "roll-back", snapshot: from, reason: "it was right" });
    expect(await active()).toEqual([shown]);
    const { data } = await audit({ action: "snapshot" });
    expect(data.map(({ target, reason, outcome }) => [target, reason, outcome])).toEqual([
      ["100/2026-10", "it was right", "done"],
      ["100/2026-10", "wrong", "done"],
    ]);
  });

  it.each([
    [{ operation: "roll-back", month: "2026-01", reason: "x" }, "not-found", "no published snapshot"],
    [{ operation: "roll-back", snapshot: "s0", reason: "x" }, "not-found", "s0 does not exist"],
    [{ operation: "read-again", reason: "x" }, "not-now", "No connection is known"],
  ])("%j is refused with %s: %s", async (body, code, message) => {
    await expect(operate(body)).rejects.toMatchObject({ code, message: expect.stringContaining(message) as string });
  });
});

it("a roll back that is tried where there is nothing to roll back to says so", async () => {
  const asked = snapshotOperation.parse({ operation: "try-roll-back", billing_account: enrollment, month: "2026-11" });
  const { data, problems } = await answerSnapshotOperation(asked, openApiRequest(client, now));
  expect([data, problems.map(({ code }) => code)]).toEqual([[], ["nothing-published"]]);
});

describe("a scheduled workflow", () => {
  const schedule = (): Parameters<typeof scheduledWork>[0] => ({
    workflow: "sync-sources",
    isByHand: false,
    database: openSnapshotDatabase(client),
    signal: new AbortController().signal,
    askEveryMs: 50,
  });
  const operate = (body: object): ReturnType<typeof answerWorkflowOperation> =>
    answerWorkflowOperation(workflowOperation.parse(body), openApiRequest(client, now));

  it("does nothing while it is paused, and works when it is resumed", async () => {
    let worked = 0;
    const work = (): Promise<number> => scheduledWork(schedule(), () => Promise.resolve(++worked)).then((done) => done ?? -1);
    expect(await work()).toBe(1);
    await operate({ operation: "pause", workflow: "sync-sources", reason: "the bucket moves" });
    await expect(operate({ operation: "pause", workflow: "sync-sources", reason: "again" })).rejects.toMatchObject({ code: "not-now" });
    expect(await work()).toBe(-1);
    await expect(operate({ operation: "run", workflow: "sync-sources", reason: "now" })).rejects.toMatchObject({
      code: "not-now",
      message: "sync-sources is paused, and a run of it would do nothing; resume it first",
    });
    expect(await readPausedWorkflows(openSnapshotDatabase(client))).toEqual([
      { workflow: "sync-sources", by: "test", reason: "the bucket moves", since: expect.any(String) as string },
    ]);
    await operate({ operation: "resume", workflow: "sync-sources", reason: "it has moved" });
    expect(await work()).toBe(2);
    expect((await audit({ action: "workflow" })).data.map(({ action, target }) => `${action} ${target}`)).toEqual([
      "workflow.resume sync-sources",
      "workflow.pause sync-sources",
    ]);
  });

  it("ends when what runs is cancelled, and neither another one nor the next run does", async () => {
    let running: Promise<string | null> = Promise.resolve(null);
    // What was ordered before a run began is not for it.
    await new Promise<void>((begun) => {
      running = scheduledWork(schedule(), async (signal) => {
        begun();
        await once(signal, "abort");
        return "ended";
      });
    });
    const database = openSnapshotDatabase(client);
    const order = { action: "cancelled", ordered_by: "test", reason: "" } as const;
    await orderWorkflow(database, { ...order, workflow: "extract-open-months" });
    await orderWorkflow(database, { ...order, workflow: "sync-sources" });
    expect(await running).toBe("ended");
    expect(await scheduledWork(schedule(), (signal) => Promise.resolve(signal.aborted))).toBe(false);
  });

  it("is listed without its runs where there is no Temporal, which is said; and nothing is started then", async () => {
    expect((await operate({ operation: "list" })).problems.map(({ code }) => code)).toEqual(["temporal-away"]);
    await expect(operate({ operation: "run", workflow: "retain-snapshots", reason: "disk" })).rejects.toMatchObject({
      code: "unavailable",
    });
    expect((await audit({ action: "workflow.run" })).data).toMatchObject([{ outcome: "failed", reason: "disk" }]);
  });
});

describe("the audit", () => {
  it("has every change with who, before, after and the effect in money, latest first, and none of what was tried or refused", async () => {
    const { data } = await audit({ limit: "1000" });
    const changed = data.filter(({ action }) => /^(budget|application-tag)/.test(action));
    expect(changed.map(({ action, target, outcome, caller }) => [action, target, outcome, caller].join(" "))).toEqual([
      "budget.withdraw 100/nov done test",
      "budget.set 100/nov done test",
      "budget.set 100/nov done test",
      "budget.set 100/nov done test",
      "application-tag.disable 6 done test",
      "application-tag.disable 7 done test",
      "application-tag.set 5 done test",
      "application-tag.set 7 done test",
    ]);
    const [, , dearer] = changed;
    expect(dearer).toMatchObject({
      reason: "growth",
      via: "open",
      role: "operator",
      before: { amount: "90000" },
      after: { amount: "100000.000000000000000001" },
      effect: [{ currency: "CNY", difference: "10000.000000000000000001" }],
      effective_from: "2026-11-01",
    });
    const [first] = changed.slice(-1);
    expect(first).toMatchObject({ before: null, after: { application: "Shop" } });
    expect(first?.effect).toEqual(
      expect.arrayContaining([expect.objectContaining({ month: "2026-10", from: "", to: "SHOP", currency: "CNY" })]),
    );
  });

  it("is filtered by who, what and when, and its pages have every change once", async () => {
    const targets = async (query: object): Promise<readonly string[]> => (await audit(query)).data.map(({ action }) => action);
    expect(await targets({ action: "budget" })).toEqual(["budget.withdraw", "budget.set", "budget.set", "budget.set"]);
    expect(await targets({ action: "application-tag.disable", target: "7" })).toEqual(["application-tag.disable"]);
    expect(await targets({ caller: "nobody" })).toEqual([]);
    expect(await targets({ until: "2020-01-01" })).toEqual([]);
    expect(await targets({ outcome: "unknown" })).toEqual([]);
    const paged: string[] = [];
    let page: string | null = null;
    do {
      const answer: Awaited<ReturnType<typeof audit>> = await audit({ limit: "2", ...(page === null ? {} : { page }) });
      paged.push(...answer.data.map(({ change_id }) => change_id));
      ({ next: page } = answer.page);
    } while (page !== null);
    expect(paged).toEqual((await audit({})).data.map(({ change_id }) => change_id));
  });

  it("keeps a change that failed, with the reason, and one that was cut off, whose outcome is unknown", async () => {
    const failures = { action: "budget", outcome: "failed" };
    const audited = openApiRequest(client, now).audited;
    const another = openApiRequest(client, now).audited;
    const change = { action: "budget.set", target: "t", reason: "", before: null, after: null, effect: [], effectiveFrom: null } as const;
    await expect(audited(change, () => Promise.reject(new Error("secret text of an engine")))).rejects.toThrow("secret");
    void another({ ...change, target: "never" }, () => new Promise(() => undefined));
    await expect.poll(async () => (await audit({ outcome: "unknown" })).data.map(({ target }) => target)).toEqual(["never"]);
    expect((await audit(failures)).data).toEqual([
      expect.objectContaining({ target: "t", detail: expect.not.stringContaining("secret") as string }),
    ]);
  });
});
