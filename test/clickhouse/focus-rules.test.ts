import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BillingMonth } from "../../app/domain/calendar/billing-month";
import type { FocusRule } from "../../app/domain/focus/rules/focus-rule";
import { focusRules } from "../../app/domain/focus/rules/focus-rules";
import { focusRulesSql } from "../../app/domain/focus/rules/focus-rules-sql";
import { checkFocusRules } from "../../app/pipeline/check-focus-rules";
import { readFocusFindings } from "../../app/pipeline/read-focus-findings";
import { type Lab, openLab } from "../support/snapshot-lab";
import { brokenCharges } from "../unit/focus-rules/broken-charges";
import { type ChargeRow, goodCharges } from "../unit/focus-rules/good-charges";
import type { ServerProcess } from "./server-process";
import { startBillingServer } from "../support/start-billing";

const period = BillingMonth.parse("2026-10");
if (period === null) throw new Error("no month");
const keyOf = (snapshotId: string) => ({ billingAccountId: "100100", period, snapshotId });
const dataRules = focusRules.filter((rule) => rule.kind !== "type");

describe("the rules of FOCUS 1.4 against the engine", () => {
  let server: ServerProcess;
  let lab: Lab;

  const ask = (sql: string, body?: string): Promise<string> =>
    server.query(sql, { database: "billing", max_partitions_per_insert_block: "0", input_format_null_as_default: "0" }, body);
  const insert = async (rows: readonly (readonly [string, readonly ChargeRow[]])[]): Promise<void> => {
    const lines = rows.flatMap(([snapshot, charges]) =>
      charges.map((charge, ordinal) => JSON.stringify({ ...charge, x_SnapshotId: snapshot, x_Ordinal: ordinal })),
    );
    await ask("INSERT INTO FocusCostAndUsage FORMAT JSONEachRow", lines.join("\n"));
  };
  /** What fails in each snapshot, counted by the generated scan: once for all snapshots, since to plan it costs more than to run it. */
  const failing = async (where = "1"): Promise<ReadonlyMap<string, Readonly<Record<string, number>>>> => {
    const snapshots = await lab.deps.database.rows<{ readonly id: string }>(
      `SELECT DISTINCT x_SnapshotId AS id FROM FocusCostAndUsage WHERE ${where} ORDER BY id`,
    );
    const counts = await lab.deps.database.rows<Readonly<Record<string, number>>>(
      focusRulesSql(dataRules, "FocusCostAndUsage", `${where} GROUP BY x_SnapshotId ORDER BY x_SnapshotId`),
    );
    return new Map(
      snapshots.map(({ id }, place) => {
        const all = dataRules.map((rule, index) => [rule.id, counts[place]?.[`r${index}`] ?? -1] as const);
        return [id, Object.fromEntries(all.filter(([, failures]) => failures !== 0))];
      }),
    );
  };
  const failingIn = async (snapshot: string): Promise<Readonly<Record<string, number>> | undefined> =>
    (await failing(`x_SnapshotId = '${snapshot.replaceAll("\\", "\\\\")}'`)).get(snapshot);
  let spoiled: Awaited<ReturnType<typeof failing>>;

  beforeAll(async () => {
    server = await startBillingServer();
    lab = openLab({ clickhousePort: server.port, database: "billing", simulatorUrl: "http://127.0.0.1:1", today: "2026-11-15" });
    await insert([
      ["good", Object.values(goodCharges)],
      ...dataRules.map((rule): readonly [string, readonly ChargeRow[]] => [rule.id, brokenCharges(rule)]),
    ]);
    spoiled = await failing();
  });

  afterAll(async () => {
    await lab.close();
    await server.dispose();
  });

  it("finds nothing wrong with good charges of every kind", async () => {
    expect(spoiled.get("good")).toEqual({});
    expect(await checkFocusRules(lab.deps.database, keyOf("good"))).toEqual([]);
  });

  it.each(dataRules.map((rule): [string, FocusRule] => [rule.id, rule]))("%s fails on a charge that breaks it, and alone", (id) => {
    expect(spoiled.get(id)).toEqual({ [id]: 1 });
  });

  it.each([
    ['{"a":1,"a":2}', "Tags-key-value"],
    ['{"a":[1]}', "Tags-key-value"],
    ['"text"', "Tags-key-value"],
    ["{", "Tags-key-value"],
    ['{"a":1} x', "Tags-key-value"],
    ["null", "Tags-key-value"],
    ["", "Tags-key-value"],
    ['{"a":"{\\"b\\":1}","":null,"c":-1.5e3,"d":false}', null],
    ["{}", null],
  ])("reads the tags %s as key-values: %s", async (Tags, broken) => {
    const snapshot = `tags ${Tags}`;
    await insert([[snapshot, [{ ...goodCharges.usage, Tags }]]]);
    expect(await failingIn(snapshot)).toEqual(broken === null ? {} : { [broken]: 1 });
  });

  it.each([
    ['{"Elements":[{"AllocatedRatio":0.5},{"AllocatedRatio":1}],"x":[1,2.5,-3],"y":["[[[[","]"],"z":[]}', null],
    ['{"Elements":[{"AllocatedRatio":1,"x":"a \\" { [ \\\\"}]}', null],
    ['{"Elements":[{"AllocatedRatio":1}],"x":["a","a"]}', "array-items"],
    ['{"Elements":[{"AllocatedRatio":1}],"x":[true,1]}', "array-items"],
    ['{"Elements":[{"AllocatedRatio":1}],"x":[null]}', "array-items"],
    ['{"Elements":[{"AllocatedRatio":1,"AllocatedRatio":2}]}', "unique-keys"],
    ['{"Elements":[{"AllocatedRatio":1,"x":{"y":1}}]}', "depth"],
  ])("reads the object %s and finds: %s", async (AllocatedMethodDetails, broken) => {
    const snapshot = `object ${AllocatedMethodDetails}`;
    await insert([[snapshot, [{ ...goodCharges.covered, AllocatedMethodDetails }]]]);
    expect(await failingIn(snapshot)).toEqual(broken === null ? {} : { [`AllocatedMethodDetails-${broken}`]: 1 });
  });

  it.each([
    ["Units", null],
    ["GB", null],
    ["10000 Units", null],
    ["GB-Hours", null],
    ["DBU-Hours", null],
    ["GB/Month", null],
    ["Units/3 Months", null],
    ["100 GiB/Hour", null],
    ["Virtual Machines", null],
    ["GB Hours per Month", "PricingUnit-unit"],
    ["1 Hour", "PricingUnit-unit"],
    ["GB/Hours", "PricingUnit-unit"],
    ["gb", "PricingUnit-unit"],
    ["1.5 Hours", "PricingUnit-unit"],
    ["小时", "PricingUnit-unit"],
  ])("takes %s for a unit: %s", async (PricingUnit, broken) => {
    const snapshot = `unit ${PricingUnit}`;
    await insert([[snapshot, [{ ...goodCharges.usage, PricingUnit }]]]);
    expect(await failingIn(snapshot)).toEqual(broken === null ? {} : { [broken]: 1 });
  });

  it("takes a period that begins at another clock's midnight for one of its month", async () => {
    const local: ChargeRow = { ...goodCharges.usage, BillingPeriodStart: "2026-09-30 16:00:00" };
    await insert([["another clock", [{ ...local, x_Problems: ["local-time"] }, local]]]);
    expect(await failingIn("another clock")).toEqual({ "BillingPeriodStart-snapshot": 1 });
  });

  it("finds the same on a server in another time zone", async () => {
    const counts = (zone: string): Promise<string> =>
      server.query(focusRulesSql(dataRules, "FocusCostAndUsage", "1 GROUP BY x_SnapshotId ORDER BY x_SnapshotId"), {
        database: "billing",
        session_timezone: zone,
      });
    expect(await counts("Asia/Shanghai")).toBe(await counts("UTC"));
  });

  it("allows what the digits of a price, a quantity and a cost leave open, and no more, also of a correction", async () => {
    await insert([
      [
        "rounding",
        [
          { ...goodCharges.usage, ContractedCost: "0.65000000000000001" },
          { ...goodCharges.usage, PricingQuantity: "0.00000001", ContractedCost: "0.000000004", ListCost: "0.000000004" },
          { ...goodCharges.usage, ContractedCost: "0.6500006" },
          { ...goodCharges.correction, ContractedCost: "1000000" },
        ],
      ],
    ]);
    expect(await failingIn("rounding")).toEqual({ "ContractedCost-product": 2 });
  });

  it("stores what came of every rule and shows the first rows that broke one, in the order of the bill", async () => {
    await insert([
      [
        "stored",
        [
          goodCharges.usage,
          ...["a", "b", "c", "d"].map((id): ChargeRow => ({ ...goodCharges.usage, RegionName: null, x_ChargeId: `stored/0/${id}` })),
          { ...goodCharges.usage, ListCost: "0.7" },
        ],
      ],
    ]);
    const findings = await checkFocusRules(lab.deps.database, keyOf("stored"));
    expect(findings.map(({ rule, failures }) => [rule.id, rule.severity, failures])).toEqual([
      ["RegionName-value-with-RegionId", "refuse", 4],
      ["ListCost-product", "warn", 1],
    ]);
    expect(findings[0]?.samples).toEqual(
      ["a", "b", "c"].map((id) => ({ x_ChargeId: `stored/0/${id}`, RegionName: null, RegionId: "chinanorth3" })),
    );
    expect(
      await ask("SELECT count(), countIf(failures > 0), any(rows_checked) FROM FocusRuleFinding FINAL WHERE snapshot_id = 'stored'"),
    ).toBe(`${focusRules.length}\t2\t6`);
    expect(await readFocusFindings(lab.deps.database, keyOf("stored"), { failing: true, limit: 10 })).toMatchObject([
      { rule_id: "RegionName-value-with-RegionId", severity: "refuse", failures: 4, rows_checked: 6, samples: findings[0]?.samples },
      { rule_id: "ListCost-product", severity: "warn", failures: 1, rows_checked: 6, requirement: "MUST" },
    ]);
    expect(await readFocusFindings(lab.deps.database, keyOf("stored"), { failing: false, limit: 1000 })).toHaveLength(focusRules.length);
  });

  it("names the values of a rule over sets that are too many", async () => {
    const [finding, ...others] = await checkFocusRules(lab.deps.database, keyOf("SkuMeter-one-per-SkuId"));
    expect(others).toEqual([]);
    expect(finding?.samples).toEqual([{ SkuId: "vm", SkuMeter: "Another | D4s v3" }]);
  });

  it("takes a later check for the state of a snapshot, also when it found nothing", async () => {
    await insert([["again", [{ ...goodCharges.usage, RegionName: null }]]]);
    expect(await checkFocusRules(lab.deps.database, keyOf("again"))).toHaveLength(1);
    await ask("ALTER TABLE FocusCostAndUsage DROP PARTITION ('100100', '2026-10-01', 'again')");
    await insert([["again", [goodCharges.usage]]]);
    expect(await checkFocusRules(lab.deps.database, keyOf("again"))).toEqual([]);
    expect(await readFocusFindings(lab.deps.database, keyOf("again"), { failing: true, limit: 10 })).toEqual([]);
  });

  it("has the types of FOCUS in the table that Moose makes, and reports a column that is gone or of another type", async () => {
    await server.query("CREATE DATABASE broken");
    for (const table of ["FocusCostAndUsage", "FocusRuleFinding"]) {
      await server.query(`CREATE TABLE ${table} AS billing.${table}`, { database: "broken" });
    }
    await server.query("ALTER TABLE FocusCostAndUsage DROP COLUMN Tags, MODIFY COLUMN BilledCost Decimal(38, 10)", { database: "broken" });
    const other = openLab({ clickhousePort: server.port, database: "broken", simulatorUrl: "http://127.0.0.1:1", today: "2026-11-15" });
    try {
      const findings = await checkFocusRules(other.deps.database, keyOf("good"));
      expect(findings.map(({ rule, samples }) => [rule.id, samples])).toEqual([
        ["BilledCost-type", [{ expected: "Decimal(38, 18)", found: "Decimal(38, 10)" }]],
        ["Tags-type", [{ expected: "Nullable(String)", found: null }]],
      ]);
    } finally {
      await other.close();
    }
  });
});
