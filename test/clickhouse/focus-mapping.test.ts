import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BillingMonth } from "../../app/domain/calendar/billing-month";
import { focus12Columns } from "../../app/domain/focus/focus-1-2-columns";
import { liveCostColumns } from "../../app/domain/cost/live-cost-columns";
import { focusColumns } from "../../app/domain/focus/focus-columns";
import { toAzureBillingDetailRows } from "../../app/ingest/to-azure-billing-detail-rows";
import { chargeBlockColumns } from "../../app/pipeline/charge-block";
import { checkFocusRules } from "../../app/pipeline/check-focus-rules";
import { createPageWriter } from "../../app/pipeline/create-page-writer";
import { extractMonth } from "../../app/pipeline/extract-month";
import type { ExtractOutcome } from "../../app/pipeline/delivery-outcome";
import type { FailpointName } from "../../app/pipeline/pipeline-deps";
import { isLeaseLost, takeLease } from "../../app/pipeline/lease";
import { mapFocus } from "../../app/pipeline/map-focus";
import { retainSnapshots } from "../../app/pipeline/retain-snapshots";
import { rollBack } from "../../app/pipeline/roll-back";
import { snapshotDetailColumns } from "../../app/pipeline/snapshot-detail-columns";
import { snapshotTables } from "../../app/pipeline/snapshot-tables";
import { startSimulator } from "../../simulator/start-simulator";
import type { Simulator } from "../../simulator/simulator";
import { loadPrices } from "../../scripts/reference-prices";
import type { WorkerTask } from "../support/extract-worker";
import { type Lab, openLab } from "../support/snapshot-lab";
import { chinaRows, globalRows, modernRows } from "./focus-usage-rows";
import type { ServerProcess } from "./server-process";
import { startBillingServer } from "../support/start-billing";

const enrollment = "100100";
const today = "2026-11-15";
/** Eight pages of a month are two blocks. */
const blockLimits = { rows: 1200, bytes: 64 << 20 };
/** What is unused of commitments is no row of the bill. */
const ofBill = "x_ChargeOrigin = 'bill'";
const shared = join(__dirname, "../../../shared/data");
const realBill = join(shared, "finops-toolkit/EA_ActualCost_Small.csv");

describe("FOCUS, published with the facts", () => {
  let server: ServerProcess;
  let simulator: Simulator;
  let lab: Lab;

  beforeAll(async () => {
    server = await startBillingServer();
    simulator = await startSimulator({
      seed: 7,
      enrollments: [{ number: enrollment, key: "simulator-key", rows: 2400 }],
      today,
      pageSize: 300,
    });
    lab = openLab({ clickhousePort: server.port, database: "billing", simulatorUrl: simulator.url, today, settings: { blockLimits } });
  });

  afterAll(async () => {
    await lab.close();
    await simulator.close();
    await server.dispose();
  });

  const ask = (sql: string): Promise<string> => server.query(sql, { database: "billing" });
  const extract = (month: number, deps = lab.deps, more: object = {}): Promise<ExtractOutcome> =>
    extractMonth({ enrollment, year: 2026, month, ...more }, deps, new AbortController().signal, () => undefined);
  const keyOf = (billingAccountId: string, month: string, snapshotId: string) => {
    const period = BillingMonth.parse(month);
    if (period === null) throw new TypeError(month);
    return { billingAccountId, period, snapshotId };
  };
  const lease = { attemptId: "test", fence: "1" };
  const map = (key: ReturnType<typeof keyOf>, rowsAtOnce = 250_000): Promise<void> =>
    mapFocus(lab.deps.database, key, lease, new AbortController().signal, { rowsAtOnce });

  /** Stores usage rows as a snapshot's facts, as an extraction would. */
  const store = async (
    key: ReturnType<typeof keyOf>,
    currency: string,
    rows: readonly Readonly<Record<string, string>>[],
  ): Promise<void> => {
    const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const write = createPageWriter(key, { currency, context: lab.deps.enrichment(currency) }, lab.deps.now);
    const table = { fields, rows: rows.map((row) => fields.map((field) => row[field] ?? null)) };
    await lab.deps.database.insertBlocks({
      table: snapshotTables.facts,
      columns: chargeBlockColumns,
      chunks: [write({ index: 0, table, hash: "" }).data],
      queryId: `test-${key.snapshotId}`,
      fence: "1",
    });
  };

  it("maps three months with the cost of the bill to the last digit and no broken rule", async () => {
    for (const month of [9, 10, 11]) {
      const oracle = simulator.oracle(enrollment, `2026-${String(month).padStart(2, "0")}`);
      const outcome = await extract(month);
      expect(outcome).toMatchObject({ kind: "published", rows: oracle.rows, cost: oracle.cost, focusFindings: null });
      expect(
        await ask(
          `SELECT countIf(${ofBill}), sum(toDecimal256(BilledCost, 18)), uniqExactIf(x_ChargeId, ${ofBill}) FROM CurrentFocusCostAndUsage
           WHERE x_BillingAccountId = '${enrollment}' AND BillingPeriodStart = '2026-${String(month).padStart(2, "0")}-01 00:00:00'`,
        ),
      ).toBe(`${oracle.rows}\t${oracle.cost}\t${oracle.rows}`);
    }
    expect(await ask("SELECT count() FROM FocusRuleFinding WHERE failures > 0")).toBe("0");
  });

  it("loses no native field: every column of the facts comes back from FOCUS", async () => {
    const back: Readonly<Record<string, string>> = {
      billing_account_id: "x_BillingAccountId",
      currency: "BillingCurrency",
      billing_period: "x_BillingPeriod",
      snapshot_id: "x_SnapshotId",
      page: "x_Page",
      ordinal: "x_Ordinal",
      content_hash: "x_ContentHash",
      account_owner_id: "x_AccountOwnerId",
      account_name: "x_AccountName",
      service_administrator_id: "x_ServiceAdministratorId",
      subscription_id: "x_LegacySubscriptionId",
      subscription_guid: "replaceOne(ifNull(f.SubAccountId, ''), '/subscriptions/', '')",
      subscription_name: "x_SubscriptionName",
      date: "x_UsageDate",
      product: "x_SkuDescription",
      meter_id: "x_SkuMeterId",
      meter_category: "x_SkuMeterCategory",
      meter_sub_category: "x_SkuMeterSubcategory",
      meter_region: "x_SkuRegion",
      meter_name: "x_SkuMeterName",
      consumed_quantity: "x_ConsumedQuantity",
      resource_rate: "x_EffectiveUnitPrice",
      extended_cost: "x_ExtendedCost",
      extended_cost_tax: "x_ExtendedCostTax",
      resource_location: "x_ResourceLocation",
      consumed_service: "x_ConsumedService",
      instance_id: "x_InstanceId",
      service_info1: "x_ServiceInfo1",
      service_info2: "x_ServiceInfo2",
      additional_info: "x_SkuDetails",
      tags: "x_TagsText",
      store_service_identifier: "x_StoreServiceIdentifier",
      department_name: "x_InvoiceSectionName",
      cost_center: "x_CostCenter",
      unit_of_measure: "x_PricingUnitDescription",
      resource_group: "x_ResourceGroupName",
      resource_name: "x_ResourceName",
      vm_name: "x_VmName",
      sku: "x_Sku",
      latest_resource_type: "x_LatestResourceType",
      resource_tracking: "x_ResourceTracking",
      cmdb_mapped_application_service: "x_CmdbMappedApplicationService",
      ppm_billing_item: "x_PpmBillingItem",
      ppm_id_owner: "x_PpmIdOwner",
      ppm_io_cc: "x_PpmIoCc",
      problems: "x_SourceProblems",
      charge_type: "x_ChargeType",
      frequency: "x_Frequency",
      pricing_model: "x_PricingModel",
      benefit_id: "x_BenefitId",
      benefit_name: "x_BenefitName",
      reservation_id: "x_ReservationId",
      reservation_name: "x_ReservationName",
      publisher_type: "x_PublisherType",
      plan_name: "x_SkuPlanName",
      billing_currency: "x_BillingCurrency",
      pricing_currency: "x_PricingCurrency",
      exchange_rate: "x_BillingExchangeRate",
      invoice_section_id: "x_InvoiceSectionId",
      row_billing_account_id: "x_RowBillingAccountId",
      billing_profile_id: "x_BillingProfileId",
      billing_profile_name: "x_BillingProfileName",
      billing_period_start: "x_BillingPeriodStart",
      billing_period_end: "x_BillingPeriodEnd",
      cost_allocation_rule_name: "x_CostAllocationRuleName",
      payg_price: "x_PayGPrice",
      unit_price: "x_UnitPrice",
      term: "x_SkuTerm",
      product_order_id: "x_SkuOrderId",
      product_order_name: "x_SkuOrderName",
      part_number: "x_SkuPartNumber",
      offer_id: "x_SkuOfferId",
      service_family: "x_SkuServiceFamily",
      service_period_start: "x_ServicePeriodStart",
      service_period_end: "x_ServicePeriodEnd",
      other_columns: "x_OtherColumns",
      resource_tracking_rule_id: "toInt64OrNull(x_ResourceTrackingRuleId)",
      invoice_id: "ifNull(f.InvoiceId, '')",
      availability_zone: "ifNull(f.AvailabilityZone, '')",
      billing_account_name: "ifNull(BillingAccountName, '')",
      // Where Azure names no publisher, FOCUS wants one.
      publisher_name: "if(d.publisher_name = '', '', x_PublisherName)",
      unknown_fields: "x_UnknownFields",
      // Redundant with the day, as the mapping says of them.
      day: "toDayOfMonth(x_UsageDate)",
      month: "toMonth(x_UsageDate)",
      year: "toYear(x_UsageDate)",
      month_date: "toStartOfMonth(x_UsageDate)",
      newmonth: "formatDateTime(x_UsageDate, '%b %Y')",
    };
    expect(Object.keys(back).sort()).toEqual([...snapshotDetailColumns].sort());
    const differences = Object.entries(back).map(
      ([fact, column]) => `countIf(NOT ((d.${fact}) <=> (${column.replace(/\bx_|\bBilling/, "f.$&")})))`,
    );
    const answer = await ask(
      `SELECT [${differences.join(", ")}] FROM ${snapshotTables.facts} AS d INNER JOIN FocusCostAndUsage AS f
       ON d.snapshot_id = f.x_SnapshotId AND d.page = f.x_Page AND d.ordinal = f.x_Ordinal`,
    );
    expect(answer).toBe(JSON.stringify(differences.map(() => 0)));
  });

  it.each([
    // The charge whose price times quantity is not its cost, and the one that has neither meter nor numbers, break what they must.
    ["a Chinese enrollment", "china", "CNY", chinaRows, ["ContractedCost-product 1", "ListCost-product 1"]],
    ["a global one", "global", "USD", globalRows, ["SkuId-value-priced 1", "SkuPriceId-value-priced 1"]],
  ] as const)("gives %s the rows that the rules give, whole", async (_, account, currency, rows, broken) => {
    const key = keyOf(account, "2026-10", `fixture-${account}`);
    await store(key, currency, rows);
    await map(key);
    const mapped = await lab.deps.database.rows<Readonly<Record<string, unknown>>>(
      `SELECT * FROM FocusCostAndUsage WHERE x_SnapshotId = {snapshot:String} AND ${ofBill} ORDER BY x_Ordinal SETTINGS output_format_json_quote_decimals = 1`,
      { snapshot: key.snapshotId },
    );
    // Own columns that only repeat the source are compared by the test before.
    const told = new Set([
      "x_Problems",
      "x_ChargeOrigin",
      "x_EffectiveCostSource",
      "x_ListCostSource",
      "x_ProviderName",
      "x_PublisherName",
      "x_ResourceType",
      "x_PricingBlockSize",
    ]);
    const shown = mapped.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([name, value]) => value !== null && (!name.startsWith("x_") || told.has(name)))),
    );
    expect(shown.length).toBe(rows.length);
    await expect(`${JSON.stringify(shown, null, 2)}\n`).toMatchFileSnapshot(`focus-mapping-${account}.snap.json`);
    const findings = await checkFocusRules(lab.deps.database, key);
    expect(findings.map(({ rule, failures }) => `${rule.id} ${failures}`).sort()).toEqual(broken);
    expect(findings.filter(({ rule }) => rule.severity === "refuse")).toEqual([]);
  });

  it("maps each modern row as what it says it is", async () => {
    const key = keyOf("modern", "2026-10", "fixture-modern");
    await store(
      key,
      "USD",
      modernRows.map(({ row }) => row),
    );
    await map(key);
    const columns = [
      "ChargeCategory",
      "ChargeFrequency",
      "PricingCategory",
      "CommitmentDiscountStatus",
      "CommitmentDiscountId",
      "BilledCost",
      "EffectiveCost",
      "ContractedCost",
      "ListCost",
      "x_ListCostSource",
      "x_Problems",
    ] as const;
    const mapped = await lab.deps.database.rows<Readonly<Record<string, unknown>>>(
      `SELECT ${columns.join(", ")} FROM FocusCostAndUsage WHERE x_SnapshotId = {snapshot:String} AND ${ofBill} ORDER BY x_Ordinal SETTINGS output_format_json_quote_decimals = 1`,
      { snapshot: key.snapshotId },
    );
    const told = mapped.map((row, index) => [modernRows[index]?.what, ...columns.map((name) => row[name])]);
    expect(told).toEqual(modernRows.map(({ what, focus }) => [what, ...focus]));
    const findings = await checkFocusRules(lab.deps.database, key);
    expect(findings.filter(({ rule }) => rule.severity === "refuse")).toEqual([]);
  });

  it.skipIf(!existsSync(realBill))("maps Microsoft's sample of a real bill with no broken rule", async () => {
    const rows: unknown = parse(readFileSync(realBill, "utf8"), { columns: true, bom: true });
    if (!Array.isArray(rows)) throw new TypeError("no rows");
    const key = keyOf("8611537", "2023-09", "real");
    await store(
      key,
      "USD",
      rows.map((row: object) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value)]))),
    );
    await map(key);
    const sums = "count(), sum(toDecimal256(BilledCost, 18)), sum(toDecimal256(EffectiveCost, 18))";
    expect(await ask(`SELECT ${sums} FROM FocusCostAndUsage WHERE x_SnapshotId = 'real' AND ${ofBill}`)).toBe(
      "11\t8.5450077867419368\t5.2950077867419368",
    );
    // Its reservation is paid by the month, from the 21st on: ten thirtieths of 3.25 are September's, and nothing used it.
    expect(await ask(`SELECT ${sums} FROM FocusCostAndUsage WHERE x_SnapshotId = 'real' AND NOT (${ofBill})`)).toBe(
      "10\t0\t1.083333333333333333",
    );
    expect((await checkFocusRules(lab.deps.database, key)).map(({ rule, failures }) => `${rule.id} ${failures}`)).toEqual([]);
    expect(await ask("SELECT DISTINCT arrayJoin(x_Problems) AS p FROM FocusCostAndUsage WHERE x_SnapshotId = 'real' ORDER BY p")).toBe("");
  });

  it("uses the price sheet where it has the meter, in the row's own unit, from its day on", async () => {
    const meter = "f31064a2-ed95-4e11-8b69-270f2fc4fbdd";
    await ask(
      `INSERT INTO PriceSheet (meter_id, currency, effective_from, unit_of_measure, block_size, pricing_unit, list_unit_price, source, loaded_at) VALUES
       ('${meter}', 'USD', '2026-10-05', '1K', 1000, 'Units', 0.06, 'test', '2026-01-01 00:00:00'),
       ('${meter}', 'USD', '2026-10-20', '1K', 1000, 'Units', 0.08, 'test', '2026-01-01 00:00:00'),
       ('${meter}', 'CNY', '2026-10-01', '1K', 1000, 'Units', 9, 'test', '2026-01-01 00:00:00')`,
    );
    const row = (date: string, more: object = {}) => ({
      date,
      product: "Key Vault - Operations",
      meterId: meter,
      meterCategory: "Key Vault",
      unitOfMeasure: "10K",
      consumedQuantity: "2",
      resourceRate: "0.3",
      extendedCost: "0.6",
      ...more,
    });
    const key = keyOf("priced", "2026-10", "priced");
    await store(key, "USD", [row("2026-10-01"), row("2026-10-05"), row("2026-10-25"), row("2026-10-25", { unitOfMeasure: "1 Hour" })]);
    await map(key);
    expect(
      await ask(
        `SELECT ContractedUnitPrice, ListUnitPrice, ListCost, PricingCurrencyListUnitPrice, x_ListCostSource, x_Problems FROM FocusCostAndUsage
         WHERE x_SnapshotId = 'priced' ORDER BY x_Ordinal`,
      ),
    ).toBe(
      [
        "0.3\t0.3\t0.6\t0.3\tcontracted\t['unknown-service']",
        "0.3\t0.6\t1.2\t0.6\tprice-sheet\t['unknown-service']",
        "0.3\t0.8\t1.6\t0.8\tprice-sheet\t['unknown-service']",
        "0.3\t0.3\t0.6\t0.3\tcontracted\t['unknown-service','list-price-unit-differs']",
      ]
        .join("\n")
        .replaceAll("'unknown-service',", "")
        .replaceAll("'unknown-service'", ""),
    );
  });

  it("uses no price after the last day of its sheet, and the next sheet from its own day on", async () => {
    const meter = "f31064a2-ed95-4e11-8b69-270f2fc4fbde";
    const folder = mkdtempSync(join(tmpdir(), "sheets-"));
    const sheet = (name: string, price: string, from: string, through: string): string => {
      const path = join(folder, name);
      const columns = "MeterId;UnitOfMeasure;MarketPrice;CurrencyCode;EffectiveStartDate;EffectiveEndDate";
      writeFileSync(path, `${columns}\n${meter};1 Hour;${price};USD;${from};${through}\n`);
      return path;
    };
    // The older sheet is loaded last, as somebody does who finds that it is missing.
    for (const path of [
      sheet("november.csv", "0,8", "2026-10-20T00:00:00Z", "9999-12-31T00:00:00Z"),
      sheet("october.csv", "0,6", "2026-10-01T00:00:00Z", "2026-10-10T23:59:59Z"),
    ])
      expect(await loadPrices(lab.deps.database, path, null, new Date())).toMatchObject({ prices: 1, problems: 0 });
    const row = (date: string) => ({
      date,
      product: "Key Vault - Operations",
      meterId: meter,
      meterCategory: "Key Vault",
      unitOfMeasure: "1 Hour",
      consumedQuantity: "2",
      resourceRate: "0.3",
      extendedCost: "0.6",
    });
    const key = keyOf("dated-sheets", "2026-10", "dated-sheets");
    await store(key, "USD", ["2026-10-01", "2026-10-10", "2026-10-11", "2026-10-20"].map(row));
    await map(key);
    expect(
      await ask("SELECT ListCost, x_ListCostSource FROM FocusCostAndUsage WHERE x_SnapshotId = 'dated-sheets' ORDER BY x_Ordinal"),
    ).toBe(["1.2\tprice-sheet", "1.2\tprice-sheet", "0.6\tcontracted", "1.6\tprice-sheet"].join("\n"));
  });

  it("maps once: what is whole stays, what a crash left is mapped anew, whatever the size of the steps", async () => {
    const id = await ask(
      "SELECT snapshot_id FROM CurrentBillingSnapshot WHERE billing_period = '2026-10-01' AND billing_account_id = '100100'",
    );
    const key = keyOf(enrollment, "2026-10", id);
    const total =
      "SELECT count(), sum(toDecimal256(BilledCost, 18)), groupBitXor(cityHash64(* EXCEPT x_SourceProblems)) FROM FocusCostAndUsage";
    const mine = `${total} WHERE x_SnapshotId = '${id}'`;
    const parts = "SELECT groupArray(name) FROM (SELECT name FROM system.parts WHERE active AND table = 'FocusCostAndUsage' ORDER BY name)";
    const whole = await ask(mine);
    const before = await ask(parts);
    await map(key);
    expect(await ask(parts)).toBe(before);
    await ask(`ALTER TABLE FocusCostAndUsage DELETE WHERE x_SnapshotId = '${id}' AND x_Page > 2 SETTINGS mutations_sync = 2`);
    expect(await ask(mine)).not.toBe(whole);
    await map(key, 500);
    expect(await ask(mine)).toBe(whole);
    await ask(`INSERT INTO FocusCostAndUsage SELECT * FROM FocusCostAndUsage WHERE x_SnapshotId = '${id}' AND x_Page = 1`);
    await map(key, 1300);
    expect(await ask(mine)).toBe(whole);
  });

  it("is refused by the engine when another attempt has taken the month", async () => {
    const key = keyOf("fenced", "2026-10", "fenced");
    await store(key, "CNY", chinaRows);
    const lost = await takeLease(lab.deps.database, key, "a-slow", lab.deps.now().toISOString());
    await takeLease(lab.deps.database, key, "b-new", lab.deps.now().toISOString());
    const error: unknown = await mapFocus(lab.deps.database, key, lost, new AbortController().signal).catch((thrown: unknown) => thrown);
    expect(isLeaseLost(error)).toBe(true);
    expect(await ask("SELECT count() FROM FocusCostAndUsage WHERE x_SnapshotId = 'fenced'")).toBe("0");
  });

  it.each(["mapped", "sealing", "before-activation", "after-activation"] as const)(
    "goes on after a worker that died at: %s, and readers see the old bill or the new one",
    async (dieAt) => {
      const visible = `SELECT countIf(${ofBill}), sum(toDecimal256(BilledCost, 18)) FROM CurrentFocusCostAndUsage WHERE x_BillingPeriod = '2026-10-01' AND x_BillingAccountId = '100100'`;
      const facts =
        "SELECT count(), sum(toDecimal256(extended_cost, 18)) FROM CurrentAzureBillingDetail WHERE billing_period = '2026-10-01' AND billing_account_id = '100100'";
      simulator.restate({ enrollment, month: "2026-10" });
      const before = await ask(visible);
      const { rows, cost } = simulator.oracle(enrollment, "2026-10");
      const task: WorkerTask = {
        lab: { clickhousePort: server.port, database: "billing", simulatorUrl: simulator.url, today, settings: { blockLimits } },
        enrollment,
        year: 2026,
        month: 10,
        dieAt,
        nth: 1,
      };
      const worker = spawn(process.execPath, ["--import", "tsx", "test/support/extract-worker.ts", JSON.stringify(task)], {
        stdio: "ignore",
      });
      await once(worker, "exit");
      expect(worker.signalCode).toBe("SIGKILL");
      const left = await ask(visible);
      expect(left).toBe(dieAt === "after-activation" ? `${rows}\t${cost}` : before);
      expect(left).toBe(await ask(facts));
      expect(await extract(10)).toMatchObject({ kind: "published", rows, cost, focusFindings: null });
      expect(await ask(visible)).toBe(`${rows}\t${cost}`);
    },
  );

  it.each([
    ["a row twice", "INSERT INTO FocusCostAndUsage SELECT * FROM FocusCostAndUsage WHERE x_SnapshotId = '{id}' LIMIT 1"],
    [
      "a row less",
      "ALTER TABLE FocusCostAndUsage DELETE WHERE x_SnapshotId = '{id}' AND x_Page = 1 AND x_Ordinal = 5 SETTINGS mutations_sync = 2",
    ],
    [
      "another cost",
      "ALTER TABLE FocusCostAndUsage UPDATE BilledCost = BilledCost + 0.000000000000000001 WHERE x_SnapshotId = '{id}' AND x_Page = 1 AND x_Ordinal = 5 SETTINGS mutations_sync = 2",
    ],
  ])("does not publish FOCUS with %s", async (_, spoil) => {
    const visible = "SELECT count(), sum(toDecimal256(BilledCost, 18)) FROM CurrentFocusCostAndUsage";
    const before = await ask(visible);
    const failpoint = async (name: FailpointName): Promise<void> => {
      if (name !== "mapped") return;
      const id = await ask(
        "SELECT argMax(snapshot_id, at) FROM BillingSnapshot WHERE billing_account_id = '100100' AND billing_period = '2026-10-01'",
      );
      await ask(spoil.replace("{id}", id));
    };
    const outcome = await extract(10, { ...lab.deps, failpoint });
    expect(outcome).toMatchObject({ kind: "abandoned", reason: "rollup-differs" });
    expect(outcome.kind === "abandoned" && outcome.detail).toMatch(/^FocusCostAndUsage has /);
    expect(await ask(visible)).toBe(before);
  });

  it("refuses, tells or ignores broken rules, as configured", async () => {
    const spoil = async (name: FailpointName): Promise<void> => {
      if (name !== "mapped") return;
      const id = await ask(
        "SELECT argMax(snapshot_id, at) FROM BillingSnapshot WHERE billing_account_id = '100100' AND billing_period = '2026-10-01'",
      );
      await ask(
        `ALTER TABLE FocusCostAndUsage UPDATE ServiceCategory = 'Cloud' WHERE x_SnapshotId = '${id}' AND x_Page = 1 AND x_Ordinal = 5 SETTINGS mutations_sync = 2`,
      );
    };
    const run = (focusRules: "refuse" | "warn" | "off") =>
      extract(10, { ...lab.deps, failpoint: spoil, settings: { ...lab.deps.settings, focusRules } });
    const refused = await run("refuse");
    expect(refused).toMatchObject({ kind: "abandoned", reason: "focus-rules" });
    expect(refused.kind === "abandoned" && refused.detail).toContain("ServiceCategory");
    const warned = await run("warn");
    expect(warned.kind === "published" && warned.focusFindings).toContain("ServiceCategory");
    expect(await run("off")).toMatchObject({ kind: "published", focusFindings: null });
    expect(await extract(10)).toMatchObject({ kind: "published", focusFindings: null });
  });

  it("switches back with the facts, and is dropped with them", async () => {
    const outcome = await extract(10);
    if (outcome.kind !== "published") throw new Error(outcome.kind);
    const { previousId } = outcome;
    const key = keyOf(enrollment, "2026-10", outcome.snapshotId);
    const seen =
      "SELECT DISTINCT x_SnapshotId FROM CurrentFocusCostAndUsage WHERE x_BillingPeriod = '2026-10-01' AND x_BillingAccountId = '100100'";
    expect(await ask(seen)).toBe(outcome.snapshotId);
    expect(await rollBack(lab.deps.database, key, previousId ?? "", lab.deps.now)).toMatchObject({ kind: "rolled-back" });
    expect(await ask(seen)).toBe(previousId);
    await rollBack(lab.deps.database, key, outcome.snapshotId, lab.deps.now);
    await retainSnapshots(lab.deps.database, key, 1, "test", lab.deps.now);
    const stored =
      "SELECT DISTINCT x_SnapshotId FROM FocusCostAndUsage WHERE x_BillingPeriod = '2026-10-01' AND x_BillingAccountId = '100100'";
    expect(await ask(stored)).toBe(outcome.snapshotId);
    // A retention that died between the facts and FOCUS.
    await ask(
      `INSERT INTO FocusCostAndUsage SELECT * REPLACE ('${previousId ?? ""}' AS x_SnapshotId) FROM FocusCostAndUsage WHERE x_SnapshotId = '${outcome.snapshotId}' LIMIT 5`,
    );
    await retainSnapshots(lab.deps.database, key, 1, "test", lab.deps.now);
    expect(await ask(stored)).toBe(outcome.snapshotId);
  });

  it("shows live charges mapped by the same rules, until a snapshot takes their place", async () => {
    const context = lab.deps.enrichment("CNY");
    const posted = chinaRows.map((row, index) => {
      const result = toAzureBillingDetailRows(
        { ...row, enrollment: "live-and-sealed", currency: "CNY" },
        context,
        `2026-11-15T00:00:00.${index + 100}Z`,
      );
      if (result.kind === "refused") throw new TypeError(result.reason);
      const { details, ...charge } = result.charge;
      return { ...charge, ...details, unknown_fields: result.unknownFields, ingested_at: `2026-11-15T00:00:00.${index + 100}Z` };
    });
    await lab.deps.database.insertRows("AzureBillingDetail", posted);
    const key = keyOf("live-and-sealed", "2026-10", "sealed-later");
    await store(key, "CNY", chinaRows);
    await map(key);
    // What is spread of purchases is known of whole bills only.
    const spread: Readonly<Record<string, string>> = {
      EffectiveCost: `if(CommitmentDiscountId IS NULL, f.EffectiveCost, 0)`,
      PricingCurrencyEffectiveCost: `if(CommitmentDiscountId IS NULL, f.PricingCurrencyEffectiveCost, 0)`,
      x_Problems: `arrayFilter(p -> p NOT IN ('effective-cost-not-amortized', 'commitment-overused'), f.x_Problems)`,
    };
    const columns = [...focusColumns.map(({ name }) => name), "x_Problems"]
      .map((name) => (spread[name] === undefined ? name : `${spread[name]} AS ${name}`))
      .join(", ");
    // A live charge has no other period than its own day's, so the correction of September is not part of it.
    const live = await ask(
      `SELECT ${columns}, x_ContentHash FROM CurrentFocusCostAndUsage AS f WHERE x_BillingAccountId = 'live-and-sealed'
         AND BillingPeriodStart = '2026-10-01 00:00:00' ORDER BY x_ContentHash FORMAT JSONEachRow`,
    );
    const sealed = await ask(
      `SELECT ${columns}, x_ContentHash FROM FocusCostAndUsage AS f WHERE x_SnapshotId = 'sealed-later' AND ChargeClass IS NULL AND ${ofBill}
       ORDER BY x_ContentHash FORMAT JSONEachRow`,
    );
    expect(live.split("\n").length).toBe(chinaRows.length - 1);
    expect(live).toBe(sealed);
    // LiveCost asks for problems one by one, LiveCharge for x_Problems.
    const costs = liveCostColumns.join(", ");
    const [fromCharges, fromCosts] = await Promise.all(
      ["LiveCharge", "LiveCost"].map((view) =>
        ask(`SELECT ${costs} FROM ${view} WHERE billing_account_id = 'live-and-sealed' ORDER BY ALL FORMAT JSONEachRow`),
      ),
    );
    expect(fromCosts?.split("\n").length).toBe(chinaRows.length);
    expect(fromCosts).toBe(fromCharges);
    await ask(
      "INSERT INTO ActiveBillingSnapshot (billing_account_id, billing_period, snapshot_id, activation, reason, activated_at) VALUES ('live-and-sealed', '2026-10-01', 'sealed-later', 1, 'published', now64())",
    );
    expect(
      await ask(
        "SELECT DISTINCT x_SnapshotId FROM CurrentFocusCostAndUsage WHERE x_BillingAccountId = 'live-and-sealed' AND x_BillingPeriod = '2026-10-01'",
      ),
    ).toBe("sealed-later");
  });

  it("says of a published period whether it is open, and who invoices it", async () => {
    await ask(
      `INSERT INTO BillingPeriod (billing_account_id, billing_period, currency, invoice_issuer_name, closes_on, written_at) VALUES
       ('p-open', '2026-10-01', 'CNY', '21Vianet', today() + 1, now64()), ('p-closed', '2026-10-01', 'USD', 'Microsoft', today(), now64()),
       ('p-unpublished', '2026-10-01', 'USD', 'Microsoft', today(), now64())`,
    );
    await ask(
      `INSERT INTO ActiveBillingSnapshot (billing_account_id, billing_period, snapshot_id, activation, reason, activated_at) VALUES
       ('p-open', '2026-10-01', 'a', 1, 'published', '2026-11-01 02:00:00'), ('p-open', '2026-10-01', 'b', 2, 'published', '2026-11-02 02:00:00'),
       ('p-closed', '2026-10-01', 'c', 1, 'published', '2026-11-03 02:00:00')`,
    );
    expect(
      await ask(
        `SELECT BillingPeriodCreated, BillingPeriodEnd, BillingPeriodLastUpdated, BillingPeriodStart, BillingPeriodStatus, InvoiceIssuerName, x_SnapshotId
         FROM FocusBillingPeriod WHERE x_BillingAccountId LIKE 'p-%' ORDER BY x_BillingAccountId`,
      ),
    ).toBe(
      [
        // Its status was the last thing that changed.
        `2026-11-03 02:00:00.000\t2026-11-01 00:00:00\t${await ask("SELECT today()")} 00:00:00.000\t2026-10-01 00:00:00\tClosed\tMicrosoft\tc`,
        "2026-11-01 02:00:00.000\t2026-11-01 00:00:00\t2026-11-02 02:00:00.000\t2026-10-01 00:00:00\tOpen\t21Vianet\tb",
      ].join("\n"),
    );
    expect(
      await ask(
        "SELECT x_BillingPeriod, x_ClosesOn, InvoiceIssuerName FROM FocusBillingPeriod WHERE x_BillingAccountId = '100100' ORDER BY 1",
      ),
    ).toBe(["2026-09-01\t2026-11-01\t21Vianet", "2026-10-01\t2026-12-01\t21Vianet", "2026-11-01\t2027-01-01\t21Vianet"].join("\n"));
  });

  it("refuses a closed and published month, and replaces it when told to", async () => {
    expect(await extract(9)).toMatchObject({ kind: "refused", reason: "closed-month" });
    expect(await extract(9, lab.deps, { allowClosed: true })).toMatchObject({ kind: "published", focusFindings: null });
    // More months of lag do not open it again.
    const longer = { ...lab.deps, settings: { ...lab.deps.settings, lagMonths: 6 } };
    expect(await extract(9, longer)).toMatchObject({ kind: "refused", reason: "closed-month" });
    expect(await extract(9, longer, { allowClosed: true })).toMatchObject({ kind: "published" });
    expect(
      await ask(`SELECT x_ClosesOn FROM FocusBillingPeriod WHERE x_BillingAccountId = '${enrollment}' AND x_BillingPeriod = '2026-09-01'`),
    ).toBe("2026-11-01");
  });

  it("has a view of FOCUS 1.2 with its 57 columns in their order and the names that 1.3 dropped", async () => {
    const columns = (
      await ask("SELECT name FROM system.columns WHERE table = 'focus_1_2' AND database = 'billing' ORDER BY position")
    ).split("\n");
    expect(columns).toEqual(focus12Columns.map(({ name }) => name));
    expect(
      await ask(
        "SELECT ProviderName, PublisherName, count() > 0, sum(toDecimal256(BilledCost, 18)) = (SELECT sum(toDecimal256(BilledCost, 18)) FROM CurrentFocusCostAndUsage WHERE x_PublisherName = 'Microsoft' AND x_ProviderName = '21Vianet') FROM focus_1_2 GROUP BY 1, 2 ORDER BY 2 LIMIT 1 OFFSET 1",
      ),
    ).toBe("21Vianet\tMicrosoft\t1\t1");
  });
});
