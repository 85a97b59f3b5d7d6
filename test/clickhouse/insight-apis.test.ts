import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerAllocation } from "../../app/apis/answers/answer-allocation";
import { answerDataQuality } from "../../app/apis/answers/answer-data-quality";
import { answerDeadLetters } from "../../app/apis/answers/answer-dead-letters";
import { answerSnapshots } from "../../app/apis/answers/answer-snapshots";
import { answerTaggingAudit } from "../../app/apis/answers/answer-tagging-audit";
import { answerWorkflowExecutions } from "../../app/apis/answers/answer-workflow-executions";
import type { ApplicationTag } from "../../app/domain/resource-tracking/application-tag";
import type { ApiRequest } from "../../app/apis/serving/api-request";
import type { MooseClient } from "../../app/runtime/clickhouse/moose-client";
import { extractMonth } from "../../app/pipeline/extract-month";
import type { ExtractOutcome } from "../../app/pipeline/delivery-outcome";
import { recordExecution } from "../../app/pipeline/record-execution";
import type { Simulator } from "../../simulator/simulator";
import { startSimulator } from "../../simulator/start-simulator";
import { openApiRequest } from "../support/open-api-request";
import { daysFrom, publishDays } from "../support/publish-days";
import { type Lab, openLab } from "../support/snapshot-lab";
import type { ServerProcess } from "./server-process";
import { connectClickhouse } from "../support/connect-clickhouse";
import { startBillingServer } from "../support/start-billing";

const enrollment = "100100";
const today = "2026-11-15";
const rfc3339 = /^2026-11-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

let server: ServerProcess;
let simulator: Simulator;
let lab: Lab;
let client: MooseClient;
let request: ApiRequest;
const published: Extract<ExtractOutcome, { kind: "published" }>[] = [];

const ask = (sql: string): Promise<string> => server.query(sql, { database: "billing" });

beforeAll(async () => {
  server = await startBillingServer();
  simulator = await startSimulator({ seed: 7, enrollments: [{ number: enrollment, key: "simulator-key", rows: 3000 }], today, months: 4 });
  lab = openLab({ clickhousePort: server.port, database: "billing", simulatorUrl: simulator.url, today, settings: { keep: 2 } });
  client = connectClickhouse(server.port);
  request = openApiRequest(client, "2026-11-16T14:00:00Z");
  for (const month of [8, 10, 10, 10]) {
    const outcome = await extractMonth({ enrollment, year: 2026, month }, lab.deps, new AbortController().signal, () => undefined);
    if (outcome.kind !== "published") throw new Error(JSON.stringify(outcome));
    published.push(outcome);
    await recordExecution(lab.deps.database, "extract-month", { enrollment, year: 2026, month }, new Date("2026-11-15T02:00:00Z"), outcome);
  }
});

afterAll(async () => {
  await client.close();
  await lab.close();
  await simulator.close();
  await server.dispose();
});

describe("/api/snapshots", () => {
  it("tells the life of every reading, the latest first, and which one is active", async () => {
    await ask(
      `INSERT INTO BillingSnapshot (billing_account_id, billing_period, snapshot_id, step, status, reason, currency, at) VALUES
       ('${enrollment}', '2026-10-01', 'gone', 1, 'opened', '', 'CNY', '2026-11-01 02:00:00'),
       ('${enrollment}', '2026-10-01', 'gone', 4, 'abandoned', 'shrunk: 3 rows instead of 5', 'CNY', '2026-11-01 02:00:05')`,
    );
    const answer = await answerSnapshots({ billing_account: enrollment, month: "2026-10" }, request);
    const [, first, second, third] = published;
    const { rows, cost } = simulator.oracle(enrollment, "2026-10");
    const life = {
      billing_account_id: enrollment,
      billing_period: "2026-10-01",
      opened_at: expect.stringMatching(rfc3339) as unknown,
      sealed_at: expect.stringMatching(rfc3339) as unknown,
      published_at: expect.stringMatching(rfc3339) as unknown,
      abandoned_at: null,
      reason: "",
      currency: "CNY",
      pages: 3,
      rows: String(rows),
      cost,
      cost_difference: "0",
      control_total: third?.controlTotal,
      control_total_name: "",
      findings: [],
      overrides: [],
    };
    const dropped = {
      status: "dropped",
      active: false,
      dropped_at: expect.stringMatching(rfc3339) as unknown,
      reason: "retention",
      control_total: null,
    };
    expect(answer.data).toEqual([
      {
        ...life,
        snapshot_id: third?.snapshotId,
        status: "published",
        active: true,
        dropped_at: null,
        replaced_snapshot_id: second?.snapshotId,
      },
      {
        ...life,
        snapshot_id: second?.snapshotId,
        status: "published",
        active: false,
        dropped_at: null,
        replaced_snapshot_id: first?.snapshotId,
      },
      { ...life, ...dropped, snapshot_id: first?.snapshotId, replaced_snapshot_id: null, cost_difference: null },
      {
        ...life,
        snapshot_id: "gone",
        status: "abandoned",
        active: false,
        replaced_snapshot_id: null,
        cost_difference: null,
        opened_at: "2026-11-01T02:00:00.000Z",
        sealed_at: null,
        published_at: null,
        abandoned_at: "2026-11-01T02:00:05.000Z",
        dropped_at: null,
        reason: "shrunk: 3 rows instead of 5",
        pages: 0,
        rows: "0",
        cost: "0",
        control_total: null,
      },
    ]);
    expect(answer.snapshots).toMatchObject([{ snapshot_id: third?.snapshotId }]);
  });

  it("comes in pages that hold each reading of every month once", async () => {
    const whole = await answerSnapshots({}, request);
    const pages: unknown[] = [];
    let page: string | undefined;
    do {
      const answer = await answerSnapshots({ limit: 2, ...(page === undefined ? {} : { page }) }, request);
      pages.push(...answer.data);
      page = answer.page.next ?? undefined;
    } while (page !== undefined);
    expect(whole.data).toHaveLength(5);
    expect(pages).toEqual(whole.data);
  });
});

describe("/api/workflow-executions", () => {
  it("tells what ran, filtered, in pages and with its totals", async () => {
    await ask(
      `INSERT INTO WorkflowExecution (workflow, started_at, ended_at, outcome, charges, detail) VALUES
       ('retain-snapshots', '2026-11-16 03:00:00.000', '2026-11-16 03:00:01.500', 'failed', 0, 'no space')`,
    );
    const failed = await answerWorkflowExecutions({ outcome: "failed" }, request);
    expect(failed).toEqual({
      data: [
        {
          workflow: "retain-snapshots",
          started_at: "2026-11-16T03:00:00.000Z",
          ended_at: "2026-11-16T03:00:01.500Z",
          duration_seconds: 1.5,
          outcome: "failed",
          charges: "0",
          detail: "no space",
        },
      ],
      snapshots: [],
      currency: null,
      totals: [{ outcome: "failed", executions: "1" }],
      page: { next: null },
      problems: [],
    });
    const whole = await answerWorkflowExecutions({}, request);
    expect(whole.totals).toEqual([
      { outcome: "failed", executions: "1" },
      { outcome: "succeeded", executions: "4" },
    ]);
    expect(whole.data.map(({ workflow }) => workflow)).toEqual(["retain-snapshots", ...Array.from({ length: 4 }, () => "extract-month")]);
    const paged: unknown[] = [];
    let page: string | undefined;
    do {
      const answer = await answerWorkflowExecutions({ limit: 2, ...(page === undefined ? {} : { page }) }, request);
      paged.push(...answer.data);
      page = answer.page.next ?? undefined;
    } while (page !== undefined);
    expect(paged).toEqual(whole.data);
    expect((await answerWorkflowExecutions({ since: "2026-11-16" }, request)).data).toHaveLength(1);
    await expect(answerWorkflowExecutions({ since: "2026-02-31" }, request)).rejects.toThrow("since must be a calendar day");
    expect((await answerWorkflowExecutions({ workflow: "extract-month" }, request)).data).toHaveLength(4);
  });
});

describe("/api/data-quality", () => {
  it("says of an extracted month that every total agrees to the last digit, and what is old, missing or waiting", async () => {
    await ask(
      `INSERT INTO AzureBillingDetailDeadLetter (letter_id, original, reason, failed_at, replayed_at, version) VALUES
       ('a', '{"enrollment":" ${enrollment}\\u200b"}', 'no date', '2026-11-02 00:00:00', NULL, '2026-11-02 00:00:00'),
       ('b', '{"enrollment":"${enrollment}"}', 'no date', '2026-11-03 00:00:00', NULL, '2026-11-03 00:00:00'),
       ('d', '{"enrollment":"another"}', 'no date', '2026-11-03 00:00:00', NULL, '2026-11-03 00:00:00'),
       ('e', 'no JSON', 'no date', '2026-11-04 00:00:00', NULL, '2026-11-04 00:00:00'),
       ('c', '{}', 'no date', '2026-11-04 00:00:00', '2026-11-05 00:00:00', '2026-11-05 00:00:00')`,
    );
    const answer = await answerDataQuality({ month: "2026-10", billing_account: enrollment }, request);
    const { cost, rows } = simulator.oracle(enrollment, "2026-10");
    const [last] = published.slice(-1);
    expect(answer.reconciliation).toEqual([
      {
        billing_account_id: enrollment,
        billing_period: "2026-10-01",
        snapshot_id: last?.snapshotId,
        currency: "CNY",
        ledger_total: cost,
        sealed_total: cost,
        published_total: cost,
        focus_total: cost,
        control_total: last?.controlTotal,
        published_difference: "0",
        focus_difference: "0",
        control_difference: null,
        balanced: true,
      },
    ]);
    expect(answer.totals).toMatchObject([{ currency: "CNY", charges: String(rows), cost }]);
    expect(answer.dead_letters).toEqual({
      waiting: "2",
      first_failed_at: "2026-11-02T00:00:00.000Z",
      last_failed_at: "2026-11-03T00:00:00.000Z",
      accounts: [{ billing_account_id: enrollment, waiting: "2" }],
    });
    expect((await answerDataQuality({}, request)).dead_letters).toEqual({
      waiting: "4",
      first_failed_at: "2026-11-02T00:00:00.000Z",
      last_failed_at: "2026-11-04T00:00:00.000Z",
      accounts: [
        { billing_account_id: enrollment, waiting: "2" },
        { billing_account_id: null, waiting: "1" },
        { billing_account_id: "another", waiting: "1" },
      ],
    });
    expect(answer.freshness).toEqual([
      {
        billing_account_id: enrollment,
        last_published_at: expect.stringMatching(rfc3339) as unknown,
        hours_since_publication: 36,
        last_usage_date: "2026-10-31",
        known_through: "2026-10-31",
      },
    ]);
    expect(answer.missing_months).toEqual([{ billing_account_id: enrollment, month: "2026-09" }]);
    expect(answer.problems.map(({ code }) => code)).toEqual(expect.arrayContaining(["month-missing", "dead-letters-waiting"]));
    expect(answer.problems.map(({ code }) => code)).not.toContain("totals-differ");
    const partial = await answerDataQuality({ month: "2026-10" }, openApiRequest(client, "2026-11-16T14:00:00Z", [enrollment]));
    expect(partial.dead_letters).toBeNull();
  });

  it("counts problems by code and field once for each charge, with the cost that they touch", async () => {
    const bad = "[('number-rounded','cost','a'),('number-rounded','cost','b'),('date-missing','date','')]";
    const good = "[]";
    await publishDays(server, "billing", "odd", [{ date: "2026-06-01", cost: "1" }]);
    await ask(
      `INSERT INTO AzureBillingSnapshotDetail (billing_account_id, billing_period, snapshot_id, page, ordinal, currency, extended_cost, problems)
       SELECT 'odd', '2026-06-01', 'odd-2026-06-01', 1, 0, 'CNY', 2.5, ${bad} UNION ALL
       SELECT 'odd', '2026-06-01', 'odd-2026-06-01', 1, 1, 'CNY', NULL, [('number-rounded','cost','c')] UNION ALL
       SELECT 'odd', '2026-06-01', 'odd-2026-06-01', 1, 2, 'CNY', 4, ${good}`,
    );
    const { data, totals } = await answerDataQuality({ month: "2026-06", billing_account: "odd" }, request);
    const common = { billing_account_id: "odd", billing_period: "2026-06-01", currency: "CNY" };
    expect(data).toEqual([
      { ...common, code: "number-rounded", field: "cost", charges: "2", cost: "2.5" },
      { ...common, code: "date-missing", field: "date", charges: "1", cost: "2.5" },
    ]);
    expect(totals).toEqual([
      {
        currency: "CNY",
        charges: "4",
        cost: "7.5",
        charges_with_problems: "2",
        cost_with_problems: "2.5",
        charges_without_day: "3",
        cost_without_day: "6.5",
        charges_without_cost: "1",
      },
    ]);
  });

  it("finds charges without a readable day in their month by what they say themselves, in no month without one, and only of the account asked for", async () => {
    await publishDays(
      server,
      "billing",
      "dayless",
      daysFrom("2026-03-01", 31).map((date) => ({ date, cost: "1" })),
    );
    const none = "[('date-unreadable','date','32.13.2026')]";
    await ask(
      `INSERT INTO AzureBillingSnapshotDetail (billing_account_id, billing_period, snapshot_id, page, ordinal, currency, extended_cost, problems)
       VALUES ('dayless', '2026-03-01', 'dayless-2026-03-01', 1, 0, 'CNY', 7, ${none})`,
    );
    await ask(
      `INSERT INTO AzureBillingDetail (billing_account_id, snapshot_id, charge_id, occurrence, currency, extended_cost, year, month, problems, ingested_at) VALUES
       ('dayless', 'live', 'l1', 1, 'CNY', 3, 2026, 2, ${none}, now()), ('dayless', 'live', 'l2', 1, 'USD', NULL, 2026, 2, ${none}, now()),
       ('dayless', 'live', 'l3', 1, 'CNY', 4, NULL, NULL, ${none}, now()), ('other', 'live', 'l4', 1, 'CNY', 5, 2026, 2, ${none}, now())`,
    );
    const row = { billing_account_id: "dayless", code: "date-unreadable", field: "date", charges: "1" };
    const february = await answerDataQuality({ month: "2026-02", billing_account: "dayless" }, request);
    expect(february.data).toEqual([
      { ...row, billing_period: "2026-02-01", currency: "CNY", cost: "3" },
      { ...row, billing_period: "2026-02-01", currency: "USD", cost: null },
    ]);
    expect(february.problems.slice(0, 3)).toEqual([
      { code: "charges-without-day", message: "1 charge without a readable day, cost 3 CNY" },
      { code: "charges-without-day", message: "1 charge without a readable day, without a cost either" },
      { code: "cost-missing", message: "1 charge in USD without a readable cost" },
    ]);
    const whole = await answerDataQuality({ billing_account: "dayless" }, request);
    expect(whole.data).toEqual([
      { ...row, billing_period: null, currency: "CNY", cost: "4" },
      { ...row, billing_period: "2026-02-01", currency: "CNY", cost: "3" },
      { ...row, billing_period: "2026-02-01", currency: "USD", cost: null },
      { ...row, billing_period: "2026-03-01", currency: "CNY", cost: "7" },
    ]);
    expect(whole.totals.map((total) => [total.currency, total.charges, total.cost])).toEqual([
      ["CNY", "3", "14"],
      ["USD", "1", null],
    ]);
    expect([whole.focus_findings, whole.reconciliation, whole.completeness, whole.snapshots]).toEqual([[], [], [], []]);
    const told = JSON.stringify({ ...february, whole });
    expect([told.includes('"other"'), told.includes(enrollment)]).toEqual([false, false]);
    expect((await answerDataQuality({}, request)).data.map(({ billing_account_id }) => billing_account_id)).toContain("other");
  });

  it("says that usage of a month that is over ends before it, whatever fees are dated later", async () => {
    await publishDays(server, "billing", "early", [
      ...daysFrom("2026-01-01", 20).map((date) => ({ date, cost: "1", subscription: "used" })),
      { date: "2026-01-31", cost: "500", service: "Support", subscription: "fees" },
    ]);
    const { freshness, services, completeness, problems } = await answerDataQuality(
      { month: "2026-01", billing_account: "early" },
      request,
    );
    expect(freshness).toMatchObject([{ last_usage_date: "2026-01-31", known_through: "2026-01-20" }]);
    expect(services).toEqual([
      { billing_account_id: "early", service: "Storage", known_through: "2026-01-20", last_usage_date: "2026-01-20" },
      { billing_account_id: "early", service: "Support", known_through: null, last_usage_date: "2026-01-31" },
    ]);
    expect(completeness.find(({ subscription_guid }) => subscription_guid === "used")?.missing_days).toEqual([]);
    expect(problems.map(({ code }) => code)).toContain("usage-ends-early");
  });

  it("finds a total that differs by the last digit, days without charges, and broken FOCUS rules", async () => {
    const days = daysFrom("2026-07-01", 10);
    await publishDays(server, "billing", "holed", [
      ...days.map((date) => ({ date, cost: "1", subscription: "whole" })),
      ...days
        .filter((date) => date !== "2026-07-03")
        .slice(0, 8)
        .map((date) => ({ date, cost: "1", subscription: "holed" })),
    ]);
    await ask(
      `INSERT INTO BillingSnapshot (billing_account_id, billing_period, snapshot_id, step, status, currency, rows, cost, control_total, at)
       VALUES ('holed', '2026-07-01', 'holed-2026-07-01', 4, 'published', 'CNY', 18, toDecimal256('18.000000000000000001', 18), toDecimal256('18', 18), '2026-11-01 03:00:00')`,
    );
    await ask(
      `INSERT INTO FocusRuleFinding (billing_account_id, billing_period, snapshot_id, rule_id, focus_column, severity, requirement, description, rows_checked, failures, checked_at)
       VALUES ('holed', '2026-07-01', 'holed-2026-07-01', 'r1', 'BilledCost', 'warn', 'MUST', 'is a number', 18, 2, now()),
              ('holed', '2026-07-01', 'holed-2026-07-01', 'r2', 'BilledCost', 'warn', 'MUST', 'is there', 18, 0, now()),
              ('holed', '2026-07-01', 'before', 'r3', 'BilledCost', 'warn', 'MUST', 'was', 18, 7, now())`,
    );
    const answer = await answerDataQuality({ month: "2026-07", billing_account: "holed" }, request);
    expect(answer.reconciliation).toMatchObject([
      {
        sealed_total: "18.000000000000000001",
        published_total: "18",
        published_difference: "-0.000000000000000001",
        control_difference: "0",
        balanced: false,
      },
    ]);
    const coverage = { billing_account_id: "holed", first_usage_date: "2026-07-01" };
    expect(answer.completeness).toEqual([
      {
        ...coverage,
        subscription_guid: "holed",
        subscription_name: "name of holed",
        last_usage_date: "2026-07-09",
        days_with_charges: 8,
        missing_days: ["2026-07-03", "2026-07-10"],
      },
      {
        ...coverage,
        subscription_guid: "whole",
        subscription_name: "name of whole",
        last_usage_date: "2026-07-10",
        days_with_charges: 10,
        missing_days: [],
      },
    ]);
    expect(answer.focus_findings.map(({ rule_id, failures }) => [rule_id, failures])).toEqual([["r1", "2"]]);
    expect(answer.problems).toEqual([
      { code: "totals-differ", message: "holed: the published total differs from the sealed total" },
      { code: "focus-rules-broken", message: "Broken: 1 FOCUS rule" },
      { code: "stale", message: "holed: nothing was published for 372 hours" },
      { code: "usage-ends-early", message: "holed: usage of 2026-07 is known only through 2026-07-10" },
      { code: "days-missing", message: "Days without any charge: 1 subscription" },
    ]);
  });
});

describe("/api/dead-letters", () => {
  it("are of one billing account when it is asked for, counted in all, in pages that hold each of them once", async () => {
    const whole = await answerDeadLetters({}, request);
    expect(whole.totals).toEqual([{ letters: "5", waiting: "4" }]);
    expect(whole.data.map(({ letter_id, billing_account_id }) => [letter_id, billing_account_id])).toEqual([
      ["c", null],
      ["e", null],
      ["b", enrollment],
      ["d", "another"],
      ["a", enrollment],
    ]);
    const own = await answerDeadLetters({ billing_account: enrollment, limit: 1 }, request);
    expect([own.data.map(({ letter_id }) => letter_id), own.totals]).toEqual([["b"], [{ letters: "2", waiting: "2" }]]);
    const next = await answerDeadLetters({ billing_account: enrollment, limit: 1, page: own.page.next ?? "" }, request);
    expect([next.data.map(({ letter_id }) => letter_id), next.totals]).toEqual([["a"], [{ letters: "2", waiting: "2" }]]);
    expect((await answerDeadLetters({ waiting: false }, request)).data.map(({ letter_id }) => letter_id)).toEqual(["c"]);
    expect((await answerDeadLetters({ billing_account: "nobody" }, request)).totals).toEqual([{ letters: "0", waiting: "0" }]);
  });
});

describe("/api/tagging-audit", () => {
  it("holds conflicts of active snapshots and of live months only, filtered and in pages", async () => {
    await publishDays(server, "billing", "audited", [{ date: "2026-05-02", cost: "1" }]);
    await ask(
      `INSERT INTO AzureBillingDetail (billing_account_id, snapshot_id, charge_id, month_date, date, currency, extended_cost) VALUES
       ('audited', 'live', 'c1', '2026-05-01', '2026-05-03', 'CNY', 1), ('posted', 'live', 'c9', '2026-05-01', '2026-05-04', 'CNY', 1)`,
    );
    const levels = "[('instance_id','vm-1',2,['1 vm PAY','2 vm- WEB']),('resource_group','rg',0,[]),('subscription_guid','s',0,[])]";
    const entry = (account: string, snapshot: string, charge: string, date: string, more = "'PAY', 'instance_id', 'priority'"): string =>
      `('${account}', '${snapshot}', '${charge}', ${date}, 1, ${more}, 'level-first', ${levels}, now())`;
    await ask(
      `INSERT INTO TaggingAudit (billing_account_id, snapshot_id, charge_id, date, winner_id, winner_application, winner_level, reason, match_order, levels, ingested_at) VALUES
       ${entry("audited", "audited-2026-05-01", "c2", "'2026-05-02'")}, ${entry("audited", "audited-2026-05-01", "c1", "NULL")},
       ${entry("audited", "audited-2026-05-01", "c3", "'2026-05-02'", "'WEB', 'resource_group', 'level'")},
       ${entry("audited", "older", "c1", "'2026-05-02'")}, ${entry("audited", "live", "c1", "'2026-05-03'")},
       ${entry("posted", "live", "c9", "'2026-05-04'")}, ${entry("posted", "live", "c8", "'2026-06-04'")}`,
    );
    const answer = await answerTaggingAudit({ month: "2026-05" }, request);
    expect(
      answer.data.map(({ billing_account_id, snapshot_id, charge_id, date }) => [billing_account_id, snapshot_id, charge_id, date]),
    ).toEqual([
      ["audited", "audited-2026-05-01", "c1", null],
      ["audited", "audited-2026-05-01", "c2", "2026-05-02"],
      ["audited", "audited-2026-05-01", "c3", "2026-05-02"],
      ["posted", "live", "c9", "2026-05-04"],
    ]);
    expect(answer.data[1]).toEqual({
      billing_account_id: "audited",
      snapshot_id: "audited-2026-05-01",
      charge_id: "c2",
      date: "2026-05-02",
      winner_id: "1",
      winner_application: "PAY",
      winner_level: "instance_id",
      match_order: "level-first",
      reason: "priority",
      levels: [
        { level: "instance_id", text: "vm-1", match_count: 2, matches: ["1 vm PAY", "2 vm- WEB"] },
        { level: "resource_group", text: "rg", match_count: 0, matches: [] },
        { level: "subscription_guid", text: "s", match_count: 0, matches: [] },
      ],
    });
    expect(answer.totals).toEqual([
      { winner_level: "instance_id", reason: "priority", conflicts: "3" },
      { winner_level: "resource_group", reason: "level", conflicts: "1" },
    ]);
    for (const filter of [{ winner: "web" }, { winner: " WEB" }, { level: "resource_group" }, { reason: "level" }] as const) {
      expect((await answerTaggingAudit({ month: "2026-05", ...filter }, request)).data.map(({ charge_id }) => charge_id)).toEqual(["c3"]);
    }
    expect((await answerTaggingAudit({ month: "2026-05", rule: 2 }, request)).data).toEqual([]);
    const paged: unknown[] = [];
    let page: string | undefined;
    do {
      const part = await answerTaggingAudit({ month: "2026-05", limit: 1, ...(page === undefined ? {} : { page }) }, request);
      paged.push(...part.data);
      page = part.page.next ?? undefined;
    } while (page !== undefined);
    expect(paged).toEqual(answer.data);
  });
});

describe("/api/allocation", () => {
  it("splits a month's cost exactly into what a rule owns and what none does, and lists rules that matched nothing", async () => {
    await ask(
      `INSERT INTO ApplicationTag (id, pattern, match_kind, scope, application, priority, enabled, valid_from, valid_to) VALUES
       (1, 'pay-', 'prefix', 'any', 'Pay', 1, true, NULL, NULL), (2, 'nowhere', 'contains', 'any', 'Pay', 1, true, NULL, NULL),
       (3, 'rg-web', 'exact', 'resource_group', 'web', 1, true, NULL, NULL), (4, 'rg-web', 'exact', 'instance_id', 'web', 1, true, NULL, NULL),
       (5, 'x', 'contains', 'any', 'never', 1, true, NULL, NULL), (6, 'x', 'contains', 'any', 'off', 1, false, NULL, NULL),
       (7, 'x', 'contains', 'any', 'later', 1, true, '2026-05-01', NULL), (8, '^pay', 'regex', 'any', 'PAY', 1, true, NULL, NULL),
       (9, 'any', 'contains', 'any', 'Straßenbau', 1, true, NULL, NULL)`,
    );
    await publishDays(server, "billing", "owned", [
      { date: "2026-04-01", cost: "10.000000000000000001", owner: "PAY", rule: 1 },
      { date: "2026-04-02", cost: "5", owner: "WEB", rule: 3 },
      { date: "2026-04-02", cost: "3", owner: "ORPHAN-1", rule: null },
      { date: "2026-04-02", cost: "2", owner: "PAY", rule: null },
      { date: "2026-04-03", cost: "-1", owner: "OFF", rule: 6 },
      { date: "2026-04-04", cost: "4", owner: "GONE", rule: 77 },
      { date: "2026-04-04", cost: "6", owner: "OLD NAME", rule: 3 },
      { date: "2026-04-05", cost: null, owner: "STRASSENBAU", rule: 9 },
    ]);
    const lost = "[('instance_id','pay-1',2,['1 pay- Pay','8 ^pay PAY']),('resource_group','r',0,[]),('subscription_guid','s',0,[])]";
    await ask(
      `INSERT INTO TaggingAudit (billing_account_id, snapshot_id, charge_id, date, winner_id, winner_application, winner_level, reason, match_order, levels, ingested_at) VALUES
       ('owned', 'owned-2026-04-01', 'c1', '2026-04-01', 1, 'Pay', 'instance_id', 'id', 'level-first', ${lost}, now())`,
    );
    const answer = await answerAllocation({ month: "2026-04" }, request);
    expect(answer).toEqual({
      data: [
        { owner: "PAY", allocated: true, currency: "CNY", cost: "10.000000000000000001", charges: "1" },
        { owner: "OLD NAME", allocated: true, currency: "CNY", cost: "6", charges: "1" },
        { owner: "", allocated: false, currency: "CNY", cost: "5", charges: "2" },
        { owner: "WEB", allocated: true, currency: "CNY", cost: "5", charges: "1" },
        { owner: "GONE", allocated: true, currency: "CNY", cost: "4", charges: "1" },
        { owner: "STRASSENBAU", allocated: true, currency: "CNY", cost: null, charges: "1" },
        { owner: "OFF", allocated: true, currency: "CNY", cost: "-1", charges: "1" },
      ],
      snapshots: [
        {
          billing_account_id: "owned",
          billing_period: "2026-04-01",
          snapshot_id: "owned-2026-04-01",
          extracted_at: "2026-11-01T02:00:00.000Z",
          usage_through: "2026-04-05",
          next_read_at: null,
          late: false,
        },
      ],
      currency: "CNY",
      totals: [
        {
          currency: "CNY",
          cost: "29.000000000000000001",
          allocated_cost: "24.000000000000000001",
          unallocated_cost: "5",
          allocated_share: "0.8276",
        },
      ],
      page: { next: null },
      problems: [
        {
          code: "cost-missing",
          message: "Not counted in any sum, because their cost is missing or unreadable: 1 charge",
          amounts: [{ currency: "CNY", charges: "1", billed_cost: null }],
        },
        {
          code: "rules-changed",
          message: "3 charges keep the owner of 3 rules that were removed, disabled or renamed since; see changed_rules",
        },
      ],
      unmatched_rules: [
        { id: "2", pattern: "nowhere", match_kind: "contains", scope: "any", application: "Pay", priority: 1 },
        { id: "4", pattern: "rg-web", match_kind: "exact", scope: "instance_id", application: "web", priority: 1 },
        { id: "5", pattern: "x", match_kind: "contains", scope: "any", application: "never", priority: 1 },
      ],
      changed_rules: [
        { id: "3", owner: "OLD NAME", state: "renamed", application: "web", currency: "CNY", cost: "6", charges: "1" },
        { id: "6", owner: "OFF", state: "disabled", application: "off", currency: "CNY", cost: "-1", charges: "1" },
        { id: "77", owner: "GONE", state: "gone", application: null, currency: "CNY", cost: "4", charges: "1" },
      ],
    });
    const unallocated = await answerAllocation({ month: "2026-04", allocated: false }, request);
    expect(unallocated.data.map(({ owner }) => owner)).toEqual([""]);
    expect(unallocated.totals).toEqual(answer.totals);
  });

  it("keeps the share of a published month when its rules are renamed, reused, disabled or removed, before and after a FOCUS answer", async () => {
    const replace = (row: string): Promise<string> =>
      ask(`INSERT INTO ApplicationTag (id, pattern, match_kind, scope, application, priority, enabled) VALUES (${row})`);
    await replace("54, 'vm-', 'contains', 'any', 'pay', 100, true");
    const rule: ApplicationTag = {
      id: 54,
      pattern: "vm-",
      match_kind: "contains",
      scope: "any",
      application: "pay",
      cmdb_service: "",
      priority: 100,
      enabled: true,
      valid_from: null,
      valid_to: null,
    };
    const ruled = openLab({ clickhousePort: server.port, database: "billing", simulatorUrl: simulator.url, today, rules: [rule] });
    const month = { enrollment, year: 2026, month: 9 };
    const outcome = await extractMonth(month, ruled.deps, new AbortController().signal, () => undefined);
    await ruled.close();
    expect(outcome.kind).toBe("published");
    const told = async () => {
      const { data, totals, unmatched_rules: unmatched } = await answerAllocation({ month: "2026-09" }, request);
      const focus = await ask(
        "SELECT owner, toString(sum(billed_cost)) FROM DailyFocusCost WHERE billing_period = '2026-09-01' GROUP BY owner ORDER BY owner",
      );
      return { data, totals, focus, unmatched: unmatched.some(({ id }) => id === "54") };
    };
    const before = await told();
    expect(before.data.map(({ owner, allocated }) => [owner, allocated])).toEqual(
      expect.arrayContaining([
        ["PAY", true],
        ["", false],
      ]),
    );
    expect(before.data).toHaveLength(2);
    expect(before.focus.split("\n").map((line) => line.split("\t")[0])).toEqual(["", "PAY"]);
    expect(before.unmatched).toBe(false);
    for (const [row, state] of [
      ["54, 'vm-', 'contains', 'any', 'payments', 100, true", "renamed"],
      ["54, 'elsewhere', 'exact', 'any', 'other', 100, true", "renamed"],
      ["54, 'vm-', 'contains', 'any', 'pay', 100, false", "disabled"],
    ] as const) {
      await replace(row);
      expect(await told()).toEqual(before);
      const { changed_rules: changed, problems } = await answerAllocation({ month: "2026-09" }, request);
      expect(changed.map(({ id, owner, state: now }) => [id, owner, now])).toEqual([["54", "PAY", state]]);
      expect(problems.map(({ code }) => code)).toContain("rules-changed");
    }
  });

  it("of an extracted month adds up to the bill", async () => {
    const { totals } = await answerAllocation({ month: "2026-10", billing_account: enrollment, limit: 1 }, request);
    const { cost } = simulator.oracle(enrollment, "2026-10");
    expect(totals).toMatchObject([{ currency: "CNY", cost, allocated_cost: "0", unallocated_cost: cost, allocated_share: "0" }]);
  });
});
