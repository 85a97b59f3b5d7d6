import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerChanges } from "../../app/apis/answers/answer-changes";
import { answerChangeSummary, type ChangeSummaryParams } from "../../app/apis/answers/answer-change-summary";
import { readSince } from "../../app/apis/answers/read-moved-periods";
import type { ApiRequest } from "../../app/apis/serving/api-request";
import { ExactSum } from "../../app/domain/snapshot/exact-sum";
import { openApiRequest } from "../support/open-api-request";
import { type FocusCharge, publishFocusCharges } from "../support/publish-focus-charges";
import { type Billing, startBilling } from "../support/start-billing";

let billing: Billing;
let request: ApiRequest;

/** Charges with a cost of many digits, a service, a resource and a tag each; those of a number that `isOther` names are others in each reading. */
const charges = (reading: number, isOther: (number: number) => boolean): readonly FocusCharge[] =>
  Array.from({ length: 30 }, (_, number) => ({
    day: `2026-10-${String((number % 28) + 1).padStart(2, "0")}`,
    cost: `${number % 3 === 0 ? "-" : ""}${number}.${isOther(number) ? reading : 0}00000000000000001`,
    ...(number % 5 === 0 ? { currency: "EUR" } : {}),
    tags: { env: `env-${number % 2}` },
    columns: {
      ServiceName: `Service ${number % 4}`,
      ResourceId: `/r/${number % 7}`,
      x_ContentHash: `${number} ${isOther(number) ? reading : 0}`,
      ...(number % 2 === 0 ? { x_ResourceTracking: "PAY", x_ResourceTrackingRuleId: "1" } : {}),
    },
  }));
const sums = (of: readonly FocusCharge[], currency: string): ExactSum => {
  const sum = new ExactSum();
  for (const one of of) if ((one.currency ?? "CNY") === currency) sum.add(one.cost);
  return sum;
};
const first = charges(1, (number) => number % 3 === 1);
const second = [
  ...charges(2, (number) => number % 3 === 1).slice(2),
  { day: "2026-10-05", cost: "7.5", columns: { ServiceName: "New", x_ContentHash: "new" } },
];

beforeAll(async () => {
  billing = await startBilling();
  const { server, client } = billing;
  request = openApiRequest(client, "2026-11-02T08:00:00Z");
  const publish = (account: string, period: string, reading: number, of: readonly FocusCharge[]): Promise<void> =>
    publishFocusCharges(server, "billing", { account, period, reading }, of);
  // Each reading is published in a second of its own: 02:00:01, 02:00:02 …
  for (const account of ["east", "west"]) await publish(account, "2026-10-01", 1, first);
  await publish("east", "2026-10-01", 2, second);
  await publish("west", "2026-10-01", 2, first);
  await publish("east", "2026-09-01", 3, [{ day: "2026-09-01", cost: "5" }]);
  for (const reading of [1, 2]) await publish("back", "2026-10-01", reading, reading === 1 ? first : second);
  for (const reading of [1, 2]) await publish("gone", "2026-10-01", reading, reading === 1 ? first : second);
  await server.query(
    `INSERT INTO ActiveBillingSnapshot (billing_account_id, billing_period, snapshot_id, activation, reason, activated_at)
     VALUES ('back', '2026-10-01', 'back-2026-10-01-1', 3, 'rolled-back', '2026-11-01 02:00:03')`,
    { database: "billing" },
  );
  await server.query(
    `INSERT INTO BillingSnapshot (billing_account_id, billing_period, snapshot_id, step, status, currency, at)
     VALUES ('gone', '2026-10-01', 'gone-2026-10-01-1', 5, 'dropped', 'CNY', '2026-11-01 03:00:00')`,
    { database: "billing" },
  );
});

afterAll(async () => {
  await billing.stop();
});

/** Of single charges when `group` is `charge`. */
const ask = ({ group, ...params }: ChangeSummaryParams) =>
  group === "charge"
    ? answerChanges(params, request)
    : answerChangeSummary({ ...params, ...(group === undefined ? {} : { group }) }, request);
const since = "2026-11-01T02:00:02Z";

/** All pages. */
async function pages(params: ChangeSummaryParams): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const rows: Readonly<Record<string, unknown>>[] = [];
  for (let page: string | undefined; ; ) {
    const found = await ask({ ...params, ...(page === undefined ? {} : { page }) });
    rows.push(...found.data.map((row) => ({ ...row })));
    if (found.page.next === null) return rows;
    page = found.page.next;
  }
}

const differenceOf = (currency: string): string => {
  const [before, after] = [sums(first, currency).toString(), sums(second, currency)];
  after.add(before.startsWith("-") ? before.slice(1) : `-${before}`);
  return after.toString();
};

describe("GET /api/change-summary and /api/changes since an instant", () => {
  it("compares what is published with what was, of all accounts and months, and leaves out what is the same again", async () => {
    const { compared, totals, problems, snapshots } = await ask({ since });
    expect(compared).toEqual([
      { billing_account_id: "east", billing_period: "2026-09-01", from: null, to: "east-2026-09-01-3" },
      { billing_account_id: "east", billing_period: "2026-10-01", from: "east-2026-10-01-1", to: "east-2026-10-01-2" },
      { billing_account_id: "west", billing_period: "2026-10-01", from: "west-2026-10-01-1", to: "west-2026-10-01-2" },
    ]);
    expect(snapshots.map(({ snapshot_id }) => snapshot_id)).toEqual(["east-2026-09-01-3", "east-2026-10-01-2", "west-2026-10-01-2"]);
    expect(problems).toEqual([
      {
        code: "snapshot-dropped",
        message: "gone, 2026-10-01: not compared, because the charges of the snapshot of then are dropped; it cost 0 CNY, and now 0 CNY",
      },
    ]);
    const added = new ExactSum(differenceOf("CNY"));
    added.add("5");
    expect(totals.map(({ currency, cost_difference }) => [currency, cost_difference])).toEqual([
      ["CNY", added.toString()],
      ["EUR", differenceOf("EUR")],
    ]);
  });

  it.each(["service_name", "resource", "owner", "tag:env", "billing_account", "service_name,resource,owner", "", "charge"])(
    "adds up to the difference of the totals by group %j, page by page, the largest first",
    async (group) => {
      for (const limit of group === "charge" || group === "service_name" ? [5, 10_000] : [10_000]) {
        const rows = await pages({ since, billing_account: "east", month: "2026-10", group, limit });
        for (const currency of ["CNY", "EUR"]) {
          const own = rows.filter((row) => row["currency"] === currency);
          const sum = new ExactSum();
          for (const { cost_difference } of own) sum.add(String(cost_difference));
          expect([group, limit, currency, sum.toString()]).toEqual([group, limit, currency, differenceOf(currency)]);
        }
        const sizes = rows.map(({ cost_difference }) => Math.abs(Number(cost_difference)));
        expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
        expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(rows.length);
      }
    },
  );

  it("says what a group cost before and after, and names of single charges", async () => {
    const [row] = (await ask({ since, billing_account: "east", month: "2026-10", group: "service_name", limit: 1 })).data;
    expect(row).toEqual({
      service_name: "New",
      currency: "CNY",
      charges_before: "0",
      charges_after: "1",
      cost_before: "0",
      cost_after: "7.5",
      cost_difference: "7.5",
    });
    const [charge] = (await ask({ since, billing_account: "east", month: "2026-10", group: "charge", limit: 1 })).data;
    expect(charge).toMatchObject({
      change: "added",
      billing_account_id: "east",
      billing_period: "2026-10-01",
      usage_date: "2026-10-05",
      owner: "",
      cost_before: "0",
      cost_after: "7.5",
    });
  });

  it("is what the last reading changed when no instant is given", async () => {
    const { compared } = await ask({ month: "2026-10", group: "" });
    expect(compared.map(({ billing_account_id, from, to }) => [billing_account_id, from, to])).toEqual([
      ["east", "east-2026-10-01-1", "east-2026-10-01-2"],
      ["west", "west-2026-10-01-1", "west-2026-10-01-2"],
    ]);
    const one = await answerChanges({ billing_account: "east", month: "2026-10" }, request);
    expect([one.from, one.to, one.data[0]]).toMatchObject(["east-2026-10-01-1", "east-2026-10-01-2", { change: "added" }]);
  });

  it("is empty when nothing was published since", async () => {
    for (const group of ["service_name", "charge"])
      expect(await ask({ since: "2026-11-02", group })).toEqual({
        ...(group === "charge" ? { from: "", to: "" } : {}),
        data: [],
        snapshots: [],
        currency: null,
        totals: [],
        page: { next: null },
        problems: [],
        compared: [],
      });
  });

  it("refuses a page of another question, and names what is wrong", async () => {
    const { page } = await ask({ since, group: "charge", limit: 1 });
    await expect(ask({ since, group: "resource", page: page.next ?? "" })).rejects.toMatchObject({ code: "snapshots-changed" });
    await expect(ask({ since, group: "nothing" })).rejects.toThrow('group: "nothing" is not a dimension');
    await expect(ask({ since: "last week" })).rejects.toThrow("since must be yesterday, today, a day or an RFC 3339 time");
    await expect(answerChanges({ since, from: "x" }, request)).rejects.toThrow("from requires billing_account and month, and no since");
    await expect(answerChanges({ billing_account: "nobody", month: "2026-10" }, request)).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("since", () => {
  it.each([
    ["yesterday", "2026-11-01T00:00:00.000Z"],
    ["today", "2026-11-02T00:00:00.000Z"],
    ["2026-10-31", "2026-10-31T00:00:00.000Z"],
    ["2026-11-01T04:00:00+02:00", "2026-11-01T02:00:00.000Z"],
  ])("%s begins at %s", (text, instant) => {
    expect(readSince(text, new Date("2026-11-02T08:00:00Z"))).toBe(instant);
  });

  it.each(["2026-02-30", "2026-13-01", "now", "", "2026-11-01 02:00:00"])("refuses %j", (text) => {
    expect(() => readSince(text, new Date("2026-11-02T08:00:00Z"))).toThrow("since must be");
  });
});
