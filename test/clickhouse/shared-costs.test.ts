import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerAllocation } from "../../app/apis/answers/answer-allocation";
import { answerAudit, auditQuery } from "../../app/apis/answers/answer-audit";
import { answerSharedCostOperation, sharedCostOperation } from "../../app/apis/answers/answer-shared-cost-operation";
import { answerSharedCosts } from "../../app/apis/answers/answer-shared-costs";
import { splitFocusRows } from "../../app/apis/answers/split-focus-rows";
import type { SharedCostRule } from "../../app/apis/answers/shared-cost-rules";
import { SqlText } from "../../app/apis/serving/sql-text";
import { answerFocus } from "../../app/apis/cost-questions/answer-focus";
import type { EngineRows } from "../../app/apis/files/file-rows";
import { addDecimals } from "../../app/domain/decimal/add-decimals";
import { focusTableColumns } from "../../app/domain/focus/focus-mapping-sql";
import { focusColumns } from "../../app/domain/focus/focus-columns";
import { focusRules } from "../../app/domain/focus/rules/focus-rules";
import { focusRulesSql } from "../../app/domain/focus/rules/focus-rules-sql";
import { summableColumns } from "../../app/domain/focus/summable-columns";
import { openApiRequest } from "../support/open-api-request";
import { type FocusCharge, publishFocusCharges } from "../support/publish-focus-charges";
import { type Billing, startBilling } from "../support/start-billing";
import { goodCharges } from "../unit/focus-rules/good-charges";

const month = "2026-10";
const now = "2026-11-21T06:00:00Z";
let billing: Billing;

/** An owner's charge; nobody's without one. */
const charge = (owner: string, cost: string, more: Partial<FocusCharge> = {}): FocusCharge => ({
  day: "2026-10-05",
  cost,
  ...more,
  columns: { x_ResourceTracking: owner, x_ResourceTrackingRuleId: owner === "" ? null : "1", ...more.columns },
});
const support = { ServiceName: "Azure Support" };

beforeAll(async () => {
  billing = await startBilling();
  await publishFocusCharges(billing.server, "billing", { account: "100", period: "2026-10-01" }, [
    charge("PAY", "2.000000000000000001"),
    charge("PAY", "1"),
    charge("SHOP", "1", { columns: { EffectiveCost: "6" } }),
    charge("", "0.5"),
    charge("", "10.000000000000000007", { columns: support }),
    charge("PLATFORM", "-0.25", { columns: support }),
    charge("PLATFORM", "7", { tags: { shared: "network" } }),
    charge("PAY", "5", { currency: "EUR" }),
    charge("", "3", { currency: "EUR", columns: support }),
    charge("DATA", "0", { problems: ["cost-missing"] }),
  ]);
  await publishFocusCharges(billing.server, "billing", { account: "200", period: "2026-10-01" }, [
    charge("PAY", "100"),
    charge("", "40", { columns: support }),
  ]);
});

afterAll(() => billing.stop());

const request = () => openApiRequest(billing.client, now);
const operate = (body: object): ReturnType<typeof answerSharedCostOperation> =>
  answerSharedCostOperation(sharedCostOperation.parse({ billing_account: "100", month, ...body }), request());
const shared = (more: object = {}): ReturnType<typeof answerSharedCosts> => answerSharedCosts({ month, ...more }, request());
const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** `owner currency direct - given + received = total`, and of each part its rule, share and cost. */
const told = (rows: Awaited<ReturnType<typeof answerSharedCosts>>["data"]): readonly string[] =>
  rows.map(({ owner, currency, direct_cost, given_cost, received_cost, total_cost, received }) =>
    [
      `${owner} ${currency} ${direct_cost ?? "unknown"} - ${given_cost} + ${received_cost} = ${total_cost ?? "unknown"}`,
      ...received.map(({ rule, share, cost }) => `${rule} ${share} ${cost}`),
    ].join(", "),
  );

function readableRule(): SharedCostRule {
  const rule = sharedCostOperation.parse({
    operation: "try",
    billing_account: "good",
    id: "all",
    method: "even",
    targets: [{ owner: "a" }],
    filters: [{ field: "resource", op: "not_in", values: ["none"] }],
  });
  if (!("filters" in rule)) throw new Error("no filters");
  return { ...rule, billing_account_id: "good", version: "2026-11-21T06:00:00.000Z", targets: [] };
}

const supportRule = {
  id: "support",
  name: "Support",
  filters: [{ field: "service_name", values: ["Azure Support"] }],
  method: "proportional",
};
const networkRule = {
  id: "network",
  priority: 50,
  filters: [{ field: "tag:shared", values: ["network"] }],
  method: "fixed",
  targets: [
    { owner: "pay", weight: "2" },
    { owner: "New", weight: "1" },
  ],
};

describe("a rule of shared costs", () => {
  it("is tried: what each owner costs before and after, to the last digit, and nothing is stored", async () => {
    const { data, problems } = await operate({ operation: "try", ...supportRule });
    expect(data).toEqual([
      {
        saved: false,
        before: null,
        after: {
          id: "support",
          billing_account_id: "100",
          version: null,
          name: "Support",
          priority: 100,
          filters: [{ field: "service_name", op: "in", values: ["Azure Support"] }],
          method: "proportional",
          business_metric: null,
          targets: [],
          valid_from: null,
          valid_to: null,
        },
        month,
        metric: "billed",
        // By what PAY (3.000000000000000001), SHOP (1) and PLATFORM (7) cost without support.
        owners: [
          { owner: "", currency: "CNY", before: "10.500000000000000007", after: "0.5", difference: "-10.000000000000000007" },
          {
            owner: "PLATFORM",
            currency: "CNY",
            before: "6.75",
            after: "13.204545454549000004454545454548",
            difference: "6.454545454549000004454545454548",
          },
          {
            owner: "PAY",
            currency: "CNY",
            before: "3.000000000000000001",
            after: "5.659090909088250002909090909089",
            difference: "2.659090909088250001909090909089",
          },
          {
            owner: "SHOP",
            currency: "CNY",
            before: "1",
            after: "1.886363636362750000636363636363",
            difference: "0.886363636362750000636363636363",
          },
          { owner: "", currency: "EUR", before: "3", after: "0", difference: "-3" },
          { owner: "PAY", currency: "EUR", before: "5", after: "8", difference: "3" },
        ],
        pools: [
          { currency: "CNY", cost: "9.750000000000000007", charges: "2", owners: 3 },
          { currency: "EUR", cost: "3", charges: "1", owners: 1 },
        ],
        effective_from: null,
      },
    ]);
    expect(problems.map(({ code }) => code)).toEqual(["cost-missing"]);
    expect((await shared()).rules).toEqual([]);
  });

  it("is set, takes charges by priority, and is named with what it found; the totals are those of /api/allocation", async () => {
    await operate({ operation: "set", ...supportRule, reason: "chargeback" });
    await operate({ operation: "set", ...networkRule });
    const answer = await shared({ billing_account: "100" });
    expect(told(answer.data)).toEqual([
      "PAY CNY 3.000000000000000001 - 0 + 11.97916666666900000525 = 14.97916666666900000625, network 0.666666666667 4.666666666669, support 0.75 7.31250000000000000525",
      "SHOP CNY 1 - 0 + 2.43750000000000000175 = 3.43750000000000000175, support 0.25 2.43750000000000000175",
      "NEW CNY 0 - 0 + 2.333333333331 = 2.333333333331, network 0.333333333333 2.333333333331",
      " CNY 10.500000000000000007 - 10.000000000000000007 + 0 = 0.5",
      "DATA CNY unknown - 0 + 0 = unknown",
      "PLATFORM CNY 6.75 - 6.75 + 0 = 0",
      "PAY EUR 5 - 0 + 3 = 8, support 1 3",
      " EUR 3 - 3 + 0 = 0",
    ]);
    expect(answer.totals).toEqual([
      { currency: "CNY", cost: "21.250000000000000008", split_cost: "16.750000000000000007", not_split_cost: "0" },
      { currency: "EUR", cost: "8", split_cost: "3", not_split_cost: "0" },
    ]);
    expect(answer.rules.map(({ id, priority, targets, pools }) => ({ id, priority, targets, pools }))).toEqual([
      {
        id: "network",
        priority: 50,
        targets: [
          { owner: "PAY", weight: "2" },
          { owner: "NEW", weight: "1" },
        ],
        pools: [{ currency: "CNY", cost: "7", charges: "1", owners: 2 }],
      },
      {
        id: "support",
        priority: 100,
        targets: [],
        pools: [
          { currency: "CNY", cost: "9.750000000000000007", charges: "2", owners: 2 },
          { currency: "EUR", cost: "3", charges: "1", owners: 1 },
        ],
      },
    ]);
    expect(answer.rules.map(({ version }) => version)).toEqual([expect.stringMatching(rfc3339), expect.stringMatching(rfc3339)]);
    expect(answer.problems.map(({ code }) => code)).toEqual(["cost-missing"]);
  });

  it.each(["100", "200", undefined])("leaves the totals and the direct costs those of /api/allocation, account %s", async (account) => {
    const asked = { month, ...(account === undefined ? {} : { billing_account: account }) };
    const [allocation, answer] = [await answerAllocation(asked, request()), await shared(asked)];
    const costs = (rows: readonly { currency: string; cost: string }[]) => rows.map(({ currency, cost }) => ({ currency, cost }));
    expect(costs(answer.totals)).toEqual(costs(allocation.totals));
    const direct = new Map(answer.data.map(({ owner, currency, direct_cost }) => [`${currency} ${owner}`, direct_cost]));
    for (const { owner, currency, cost } of allocation.data) expect(direct.get(`${currency} ${owner}`)).toBe(cost);
    for (const { currency, cost } of answer.totals) {
      const own = answer.data.filter((row) => row.currency === currency);
      expect(addDecimals(own.map(({ total_cost }) => total_cost ?? "0"))).toBe(cost);
      expect(addDecimals(own.map(({ received_cost }) => received_cost))).toBe(addDecimals(own.map(({ given_cost }) => given_cost)));
    }
  });

  it("holds for its own account alone, and splits the cost that is asked for", async () => {
    expect(told((await shared({ billing_account: "200" })).data)).toEqual(["PAY CNY 100 - 0 + 0 = 100", " CNY 40 - 0 + 0 = 40"]);
    expect(told((await shared({ billing_account: "100", metric: "effective" })).data).slice(0, 3)).toEqual([
      "SHOP CNY 6 - 0 + 6.500000000003250004666666666669 = 12.500000000003250004666666666669, support 0.666666666667 6.500000000003250004666666666669",
      "PAY CNY 3.000000000000000001 - 0 + 7.916666666665750002333333333331 = 10.916666666665750003333333333331, network 0.666666666667 4.666666666669, support 0.333333333333 3.249999999996750002333333333331",
      "NEW CNY 0 - 0 + 2.333333333331 = 2.333333333331, network 0.333333333333 2.333333333331",
    ]);
  });

  it("holds from its first to its last month", async () => {
    await operate({ operation: "set", ...networkRule, valid_from: "2026-11", valid_to: "2026-12" });
    expect((await shared()).rules.map(({ id }) => id)).toEqual(["support"]);
    const tried = await operate({ operation: "try", ...networkRule, valid_from: "2026-10" });
    expect(tried.data[0]?.owners.map(({ owner, difference }) => [owner, difference])).toEqual([
      ["PLATFORM", "-13.204545454549000004454545454548"],
      ["PAY", "9.320075757580750003340909090911"],
      ["NEW", "2.333333333331"],
      ["SHOP", "1.551136363637250001113636363637"],
    ]);
    expect(tried.data[0]?.effective_from).toBe("2026-10-01");
    await operate({ operation: "set", ...networkRule });
  });

  it("leaves charges where they are when no target costs anything, and says so with their amount; one that finds nothing is named", async () => {
    const { problems, data } = await operate({ operation: "try", ...supportRule, targets: [{ owner: "nobody-here" }] });
    expect(problems.slice(1)).toEqual([
      {
        code: "shared-cost-not-split",
        message:
          "No target of support has anything to be weighed by, so these stay with their owners: 3 charges, billed 9.750000000000000007 CNY of 2 and 3 EUR of 1",
        amounts: [
          { currency: "CNY", charges: "2", billed_cost: "9.750000000000000007" },
          { currency: "EUR", charges: "1", billed_cost: "3" },
        ],
      },
    ]);
    expect(data[0]?.pools.map(({ owners }) => owners)).toEqual([0, 0]);
    const idle = await operate({ operation: "try", ...supportRule, id: "late", priority: 200 });
    expect(idle.problems.slice(1)).toEqual([
      { code: "shared-cost-rule-without-charges", message: "1 rule found no charge, or none that an earlier rule had not taken: late" },
    ]);
    expect(idle.data[0]?.owners).toEqual([]);
  });

  it.each<[object, readonly string[]]>([
    [{ method: "even" }, ["targets"]],
    [{ method: "even", targets: [{ owner: "a", weight: "1" }] }, ["targets.0.weight"]],
    [{ method: "fixed", targets: [{ owner: "a" }, { owner: "A ", weight: "1e1" }] }, ["targets.0.weight", "targets.1.owner"]],
    [
      {
        method: "fixed",
        targets: [
          { owner: "a", weight: "0" },
          { owner: " ", weight: "-1" },
        ],
      },
      ["targets.1.owner", "targets.1.weight"],
    ],
    [{ method: "fixed", targets: [{ owner: "a", weight: "0.0" }] }, ["targets"]],
    [{ valid_from: "2026-11", valid_to: "2026-10" }, ["valid_to"]],
    [{ method: "metric" }, ["targets", "business_metric"]],
    [{ method: "metric", business_metric: "", targets: [{ owner: "a", weight: "1" }] }, ["targets.0.weight", "business_metric"]],
    [{ business_metric: "tickets" }, ["business_metric"]],
  ])("is refused, each fault at its field: %j", async (more, paths) => {
    const error: unknown = await operate({ operation: "set", ...supportRule, ...more }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "bad-body", details: { parameter: paths[0] } });
    expect(error).toMatchObject({ details: { faults: paths.map((path) => ({ path, message: expect.any(String) as string })) } });
  });

  it("needs a filter, and a known field in it", () => {
    const parse = (more: object) => sharedCostOperation.safeParse({ operation: "set", billing_account: "100", ...supportRule, ...more });
    expect(
      [parse({}), parse({ filters: [] }), parse({ filters: [{ field: "colour", values: ["red"] }] })].map(({ success }) => success),
    ).toEqual([true, false, false]);
  });

  it("that this version cannot read is not used, and named", async () => {
    await billing.client.insert({
      table: "SharedCostRule",
      values: [
        {
          id: "old",
          billing_account_id: "200",
          name: "",
          priority: 1,
          filters: '[{"field":"colour","values":["red"]}]',
          method: "even",
          targets: "[]",
        },
      ],
      format: "JSONEachRow",
    });
    expect((await shared({ billing_account: "200" })).problems).toEqual([
      {
        code: "shared-cost-rule-unreadable",
        message: "Rules whose filters or targets are not valid in this version are not used: old of 200; set or withdraw them",
      },
    ]);
    await operate({ operation: "withdraw", id: "old", billing_account: "200" });
    expect((await shared({ billing_account: "200" })).problems).toEqual([]);
  });
});

describe("the FOCUS rows of a month that is split", () => {
  const asked = { month, billing_account: "100", split: "billed" } as const;
  /** All columns of all rows, as a file has them. */
  const splitRows = async (): Promise<readonly Readonly<Record<string, string | null>>[]> => {
    const given: EngineRows[] = [];
    await answerFocus({ ...asked, columns: focusTableColumns.join(",") }, { ...request(), allRows: (rows) => void given.push(rows) });
    const [rows] = given;
    if (rows === undefined || !("statement" in rows)) throw new Error("no rows");
    return request().rows(rows.statement);
  };

  it("have the parts of each charge in its place: who, by which rule and version, which share, and costs and quantities to the last digit", async () => {
    const [network, supportOf] = (await shared({ billing_account: "100" })).rules;
    const rows = await splitRows();
    const of = (place: string) =>
      rows
        .filter(({ x_ChargeId }) => x_ChargeId === `100-2026-10-01-1/0/${place}`)
        .sort((a, b) => ((a["AllocatedResourceId"] ?? "") < (b["AllocatedResourceId"] ?? "") ? -1 : 1))
        .map((row) => [
          row["BilledCost"],
          row["AllocatedMethodId"],
          row["AllocatedMethodDetails"],
          row["AllocatedResourceId"],
          row["AllocatedResourceName"],
          row["AllocatedTags"],
        ]);
    expect(of("0")).toEqual([["2.000000000000000001", null, null, null, null, null]]);
    expect(of("6")).toEqual([
      ["2.333333333331", `network@${network?.version ?? ""}`, '{"Elements":[{"AllocatedRatio":0.333333333333}]}', "NEW", "NEW", null],
      ["4.666666666669", `network@${network?.version ?? ""}`, '{"Elements":[{"AllocatedRatio":0.666666666667}]}', "PAY", "PAY", null],
    ]);
    expect(of("4")).toEqual([
      ["7.50000000000000000525", `support@${supportOf?.version ?? ""}`, '{"Elements":[{"AllocatedRatio":0.75}]}', "PAY", "PAY", null],
      ["2.50000000000000000175", `support@${supportOf?.version ?? ""}`, '{"Elements":[{"AllocatedRatio":0.25}]}', "SHOP", "SHOP", null],
    ]);
  });

  it("cost what the owners cost, and in all what the month costs", async () => {
    const rows = await splitRows();
    const answer = await shared({ billing_account: "100" });
    for (const { owner, currency, total_cost } of answer.data) {
      const ownerOf = (row: (typeof rows)[number]): string =>
        row["AllocatedResourceId"] ?? (row["x_ResourceTrackingRuleId"] === null ? "" : (row["x_ResourceTracking"] ?? ""));
      const own = rows.filter((row) => row["BillingCurrency"] === currency && ownerOf(row) === owner);
      expect([owner, addDecimals(own.map((row) => row["BilledCost"] ?? ""))]).toEqual([owner, total_cost ?? "0"]);
    }
    for (const { currency, cost } of answer.totals)
      expect(addDecimals(rows.filter((row) => row["BillingCurrency"] === currency).map((row) => row["BilledCost"] ?? ""))).toBe(cost);
  });

  it("come page by page, each once", async () => {
    const columns = "x_ChargeId,AllocatedResourceId,BilledCost";
    const whole = await answerFocus({ ...asked, columns, limit: 1000 }, request());
    const paged: unknown[] = [];
    for (let page: string | undefined; ; ) {
      const answer = await answerFocus({ ...asked, columns, limit: 3, ...(page === undefined ? {} : { page }) }, request());
      paged.push(...answer.data);
      page = answer.page.next ?? undefined;
      if (page === undefined) break;
    }
    expect(paged).toEqual(whole.data);
    expect([whole.data.length, new Set(whole.data.map((row) => JSON.stringify(row))).size]).toEqual([13, 13]);
  });
});

describe("good charges of every kind", () => {
  const rule = readableRule();
  const parts = ["PAY", "SHOP", "DATA"].map((owner, index) => ({ owner, share: index === 0 ? "0.333333333334" : "0.333333333333" }));
  const pools = ["CNY", "USD"].map((currency) => ({ rule: 0, currency, cost: "0", charges: "0", shares: parts }));
  const source = SqlText.of`FocusCostAndUsage AS f WHERE f.x_SnapshotId = 'good'`;
  const { query, parameters } = splitFocusRows(source, { rules: [rule], pools }).toQuery();
  const ask = async (sql: string): Promise<Readonly<Record<string, unknown>>> => {
    const result = await billing.client.query({ query: sql, query_params: { ...parameters }, format: "JSONEachRow" });
    const [row] = await result.json<Readonly<Record<string, unknown>>>();
    return row ?? {};
  };

  beforeAll(async () => {
    const rows = Object.values(goodCharges).map((row, ordinal) => ({
      ...row,
      x_SnapshotId: "good",
      x_BillingAccountId: "good",
      x_Ordinal: ordinal,
    }));
    await billing.server.query(
      "INSERT INTO FocusCostAndUsage FORMAT JSONEachRow",
      { database: "billing" },
      rows.map((row) => JSON.stringify(row)).join("\n"),
    );
  });

  it("keep the rules of FOCUS 1.4 when each is split into three", async () => {
    const rules = focusRules.filter((one) => one.kind !== "type");
    const counts = await ask(focusRulesSql(rules, `(${query})`, "1"));
    expect(counts["rows_checked"]).toBe(3 * Object.keys(goodCharges).length);
    expect(rules.flatMap(({ id }, index) => (counts[`r${index}`] === 0 ? [] : [[id, counts[`r${index}`]]]))).toEqual([]);
  });

  it("have in their parts what they had, in every column that can be added up, and the same in all others", async () => {
    const sums = Object.keys(summableColumns)
      .map((name) => `toString(sum(toDecimal256(${name}, 30))) AS ${name}`)
      .join(", ");
    const before = await ask(`SELECT ${sums} FROM FocusCostAndUsage WHERE x_SnapshotId = 'good' SETTINGS prefer_column_name_to_alias = 1`);
    expect(await ask(`SELECT ${sums} FROM (${query}) SETTINGS prefer_column_name_to_alias = 1`)).toEqual(before);
    const others = focusTableColumns.filter((name) => !Object.hasOwn(summableColumns, name) && !name.startsWith("Allocated"));
    const hash = `toString(groupBitXor(sipHash64(${others.map((name) => `ifNull(toString(${name}), 'null')`).join(", ")}))) AS hash`;
    // Three equal parts of a row, and not two or four, have its own hash when they are combined by XOR.
    expect(await ask(`SELECT ${hash}, toString(count() / 3) AS charges FROM (${query})`)).toEqual(
      await ask(`SELECT ${hash}, toString(count()) AS charges FROM FocusCostAndUsage WHERE x_SnapshotId = 'good'`),
    );
  });

  it("are split in every decimal column of FOCUS that is no price of a unit", () => {
    const decimals = focusColumns.filter(({ dataType }) => dataType === "Decimal").map(({ name }) => name);
    expect(decimals.filter((name) => !Object.hasOwn(summableColumns, name))).toEqual(decimals.filter((name) => name.endsWith("UnitPrice")));
  });
});

describe("the audit", () => {
  it("has who set which rule and what that moved, and the rule is gone when it is withdrawn", async () => {
    const withdrawn = await operate({ operation: "withdraw", id: "network", reason: "charged directly" });
    expect(withdrawn.data[0]).toMatchObject({ saved: true, before: { id: "network" }, after: null });
    await expect(operate({ operation: "withdraw", id: "network" })).rejects.toMatchObject({ code: "not-found" });
    expect((await shared()).rules.map(({ id }) => id)).toEqual(["support"]);
    const { data } = await answerAudit(auditQuery.parse({ action: "shared-cost-rule", target: "100/network" }), request());
    expect(data.map(({ action, outcome, reason }) => [action, outcome, reason])).toEqual([
      ["shared-cost-rule.withdraw", "done", "charged directly"],
      ["shared-cost-rule.set", "done", ""],
      ["shared-cost-rule.set", "done", ""],
      ["shared-cost-rule.set", "done", ""],
    ]);
    expect(data[0]?.effect).toEqual(withdrawn.data[0]?.owners.map((one) => ({ month, metric: "billed", ...one })));
    expect(data[0]?.before).toMatchObject({ id: "network", filters: [{ field: "tag:shared", op: "in", values: ["network"] }] });
  });
});

describe("a rule that weighs by a business metric", () => {
  const byTickets = { ...supportRule, id: "tickets", priority: 1, method: "metric", business_metric: "tickets" };
  const targets = [{ owner: "pay" }, { owner: "Shop" }, { owner: "new" }];
  /** As POST /ingest/BusinessMetric stores them. */
  const post = async (...values: readonly (readonly [entity: string, day: string, value: string, unit?: string])[]): Promise<void> => {
    await billing.client.insert({
      table: "BusinessMetric",
      values: values.map(([entity, day, value, unit = ""]) => ({ entity, metric: "tickets", day, value, unit, source: "desk" })),
      format: "JSONEachRow",
    });
  };
  const gained = ({ data }: Awaited<ReturnType<typeof operate>>): readonly string[] =>
    (data[0]?.owners ?? []).map(({ owner, currency, difference }) => `${owner} ${difference} ${currency}`);

  beforeAll(async () => {
    for (const { id } of (await shared({ billing_account: "100" })).rules) await operate({ operation: "withdraw", id });
    await billing.client.insert({
      table: "BusinessMetric",
      values: [{ entity: "PAY", metric: "calls", day: "2026-10-01", value: "1000", unit: "", source: "" }],
      format: "JSONEachRow",
    });
  });

  it("leaves the charges where they are while no target has a value in the month, and names whose values are missing", async () => {
    await post(["PAY", "2026-09-30", "5"], ["SHOP", "2026-11-01", "5"]);
    const { data, problems } = await operate({ operation: "try", ...byTickets, targets });
    expect([data[0]?.owners, data[0]?.pools.map(({ owners }) => owners)]).toEqual([[], [0, 0]]);
    expect(problems.map(({ code, message }) => [code, message]).slice(1)).toEqual([
      [
        "shared-cost-not-split",
        "No target of tickets has anything to be weighed by, so these stay with their owners: 3 charges, billed 9.750000000000000007 CNY of 2 and 3 EUR of 1",
      ],
      ["shared-cost-metric-missing", "Targets without a value of the business metric in the month get no part: tickets: PAY, SHOP, NEW"],
    ]);
  });

  it("is tried and set: parts are the charges times exact shares, by the days that each target with values has, and the latest value counts", async () => {
    await post(
      ["pay", "2026-10-01", "1"],
      ["PAY", "2026-10-31", "1.000000000000000001"],
      ["SHOP", "2026-10-01", "7"],
      ["SHOP", "2026-10-31", "4"],
    );
    await post(["SHOP", "2026-10-01", "2"], ["PAY", "2026-10-15", "500"]);
    const tried = await operate({ operation: "try", ...byTickets, targets });
    // PAY 2.000000000000000001 to SHOP 6: the 15th has no value of SHOP.
    expect(gained(tried)).toEqual([
      " -10.000000000000000007 CNY",
      "SHOP 7.31250000000000000525 CNY",
      "PAY 2.43750000000000000175 CNY",
      "PLATFORM 0.25 CNY",
      " -3 EUR",
      "SHOP 2.25 EUR",
      "PAY 0.75 EUR",
    ]);
    expect(tried.data[0]?.after).toMatchObject({
      method: "metric",
      business_metric: "tickets",
      targets: [
        { owner: "PAY", weight: null },
        { owner: "SHOP", weight: null },
        { owner: "NEW", weight: null },
      ],
    });
    expect(tried.problems.map(({ code, message }) => [code, message]).slice(1)).toEqual([
      ["shared-cost-metric-missing", "Targets without a value of the business metric in the month get no part: tickets: NEW"],
      ["shared-cost-metric-days-left-out", "Days on which not every target that has values has one do not weigh: tickets: 1 of 3 days"],
    ]);
    await operate({ operation: "set", ...byTickets, targets, reason: "by tickets" });
    const answer = await shared({ billing_account: "100" });
    expect(
      answer.rules.map(({ id, method, business_metric, pools }) => [id, method, business_metric, pools.map(({ owners }) => owners)]),
    ).toEqual([["tickets", "metric", "tickets", [2, 2]]]);
    for (const { currency, cost } of answer.totals)
      expect(addDecimals(answer.data.filter((row) => row.currency === currency).map(({ total_cost }) => total_cost ?? "0"))).toBe(cost);
    const [event] = (await answerAudit(auditQuery.parse({ action: "shared-cost-rule.set" }), request())).data;
    expect(JSON.stringify(event)).toContain("tickets");
  });

  it("gives its parts to FOCUS rows, and a page after a value was posted anew begins again", async () => {
    const asked = {
      month,
      billing_account: "100",
      split: "billed",
      columns: "AllocatedResourceId,AllocatedMethodDetails,BilledCost,ServiceName",
    } as const;
    const { data } = await answerFocus({ ...asked, limit: 1000 }, request());
    const own = data
      .filter(({ AllocatedResourceId: owner }) => owner !== null)
      .map((row) => [row["AllocatedResourceId"], row["AllocatedMethodDetails"], row["BilledCost"]].join(" "));
    expect([...own].sort()).toEqual([
      'PAY {"Elements":[{"AllocatedRatio":0.25}]} -0.0625',
      'PAY {"Elements":[{"AllocatedRatio":0.25}]} 0.75',
      'PAY {"Elements":[{"AllocatedRatio":0.25}]} 2.50000000000000000175',
      'SHOP {"Elements":[{"AllocatedRatio":0.75}]} -0.1875',
      'SHOP {"Elements":[{"AllocatedRatio":0.75}]} 2.25',
      'SHOP {"Elements":[{"AllocatedRatio":0.75}]} 7.50000000000000000525',
    ]);
    const first = await answerFocus({ ...asked, limit: 2 }, request());
    const page = first.page.next ?? "";
    expect((await answerFocus({ ...asked, limit: 2, page }, request())).data).toEqual(data.slice(2, 4));
    await post(["SHOP", "2026-10-01", "3"]);
    await expect(answerFocus({ ...asked, limit: 2, page }, request())).rejects.toMatchObject({ code: "bad-parameter" });
  });

  it("has no weights by values that add up to less than 0, nor by several units", async () => {
    await post(["SHOP", "2026-10-01", "-9"]);
    const negative = await operate({ operation: "try", ...byTickets, targets: targets.slice(0, 2) });
    expect(negative.problems.map(({ code, message }) => [code, message]).slice(1)).toEqual([
      ["shared-cost-metric-days-left-out", "Days on which not every target that has values has one do not weigh: tickets: 1 of 3 days"],
      ["shared-cost-metric-negative", "Targets whose values of the business metric add up to less than 0 get no part: tickets: SHOP"],
    ]);
    expect(negative.data[0]?.pools.map(({ owners }) => owners)).toEqual([1, 1]);
    await post(["SHOP", "2026-10-01", "2", "calls"]);
    const differ = await operate({ operation: "try", ...byTickets, targets: targets.slice(0, 2) });
    expect(differ.problems.map(({ code }) => code).slice(1)).toEqual([
      "shared-cost-not-split",
      "shared-cost-metric-days-left-out",
      "shared-cost-metric-units-differ",
    ]);
    await post(["SHOP", "2026-10-01", "2"]);
  });

  it("finds the values of an owner however its name is written: other letters of one case, blanks and invisible characters", async () => {
    const values = ["straße", "STRASSE", "\u00a0Straße\t", "Stra\u200bße\ufeff", "cafe\u0301", "Café"].map((entity, index) => ({
      ...{ entity, metric: "spelled", day: "2026-10-01", value: String(10 ** index), unit: "", source: "" },
    }));
    await billing.client.insert({ table: "BusinessMetric", values, format: "JSONEachRow" });
    const rule = { ...byTickets, business_metric: "spelled", targets: [{ owner: "strasse" }, { owner: "CAFÉ" }] };
    const { data, problems } = await operate({ operation: "try", ...rule });
    // 1111 to 110000 of 3 EUR, by shares of 12 decimals.
    const after = (name: string): unknown => data[0]?.owners.find(({ currency, owner }) => currency === "EUR" && owner === name)?.after;
    expect([after("STRASSE"), after("CAFÉ")]).toEqual(["0.029997029997", "2.970002970003"]);
    expect(problems.map(({ code }) => code)).not.toContain("shared-cost-metric-missing");
  });

  it("is tried and set by callers of all accounts, and others see its shares and no value", async () => {
    const filters = "{'BusinessMetric': '0'}";
    const ofSome = openApiRequest(billing.client, now, ["100"], filters);
    for (const operation of ["try", "set"])
      await expect(
        answerSharedCostOperation(sharedCostOperation.parse({ billing_account: "100", month, operation, ...byTickets, targets }), ofSome),
      ).rejects.toMatchObject({ code: "forbidden", details: { parameter: "method" } });
    expect(await ofSome.rows(SqlText.of`SELECT entity FROM BusinessMetric`)).toEqual([]);
    const [seen, whole] = [await answerSharedCosts({ month, billing_account: "100" }, ofSome), await shared({ billing_account: "100" })];
    expect([seen.data, seen.rules]).toEqual([whole.data, whole.rules]);
    expect(JSON.stringify(seen)).not.toContain("2.000000000000000001");
    const withdrawn = sharedCostOperation.parse({ billing_account: "100", month, operation: "withdraw", id: "tickets" });
    expect((await answerSharedCostOperation(withdrawn, ofSome)).data[0]?.saved).toBe(true);
  });
});
