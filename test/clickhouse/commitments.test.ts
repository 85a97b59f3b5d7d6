import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ClickHouseClient } from "@clickhouse/client";
import { answerCommitmentRecommendations } from "../../app/apis/answers/answer-commitment-recommendations";
import { answerCommitments } from "../../app/apis/answers/answer-commitments";
import { addDecimals } from "../../app/domain/decimal/add-decimals";
import { divideDecimals } from "../../app/domain/decimal/divide-decimals";
import { BillingMonth } from "../../app/domain/calendar/billing-month";
import { contractCommitmentColumns } from "../../app/domain/focus/contract-commitment-columns";
import type { SnapshotKey } from "../../app/domain/snapshot/snapshot-key";
import { activeRecordSets } from "../../app/domain/snapshot/active-record-sets";
import { type OverrideRequest, operatorOverrides } from "../../app/domain/snapshot/operator-override";
import { activateSnapshot } from "../../app/pipeline/active-snapshot";
import { chargeBlockColumns } from "../../app/pipeline/charge-block";
import { checkContractCommitments, checkFocusRules } from "../../app/pipeline/check-focus-rules";
import { createPageWriter } from "../../app/pipeline/create-page-writer";
import { deliverRecords } from "../../app/pipeline/deliver-records";
import type { DeliveryOutcome } from "../../app/pipeline/delivery-outcome";
import { mapFocus } from "../../app/pipeline/map-focus";
import { openSurroundings } from "../../app/pipeline/open-surroundings";
import { readFocusRollups } from "../../app/pipeline/read-stored-pages";
import { snapshotTables } from "../../app/pipeline/snapshot-tables";
import { azureReservations } from "../../app/sources/azure-reservations/azure-reservations";
import { connect } from "../../app/sources/connection";
import { SecretText } from "../../app/sources/secret-text";
import type { SourceContext } from "../../app/sources/source";
import { readSpreadPurchases } from "../../scripts/demo/spread-purchases";
import { loadReservations } from "../../scripts/reference-reservations";
import { type ReservationItem, startAzureReservations } from "../../simulator/azure-reservations";
import { connectClickhouse } from "../support/connect-clickhouse";
import { openApiRequest } from "../support/open-api-request";
import { startBillingServer } from "../support/start-billing";
import { type Lab, openLab } from "../support/snapshot-lab";
import type { ServerProcess } from "./server-process";

type Row = Readonly<Record<string, string>>;

const orders = "/providers/Microsoft.Capacity/reservationOrders/";
const order = "8f08bbe0-6ed0-483f-b714-7ea31ab9c458";
const meter = {
  meterId: "f31064a2-ed95-4e11-8b69-000000000005",
  meterCategory: "Virtual Machines",
  meterName: "E8s v5",
  unitOfMeasure: "1 Hour",
};
const ofOrder = (id: string): Row => ({ additionalInfo: JSON.stringify({ ReservationOrderId: id, ReservationId: `r-${id}` }) });
const machine = (name: string): string =>
  `/subscriptions/1caaa5a3-2b66-438e-8ab4-bce37d518c5d/resourceGroups/RG-Web/providers/Microsoft.Compute/virtualMachines/${name}`;

/** A year of some machines, and an hour of use, of a reservation. */
const bought = (
  date: string,
  quantity: string,
  cost: string,
  id = order,
  product = "Reserved VM Instance, Standard_E8s_v5, CN North 3, 1 Year",
): Row => ({
  ...{
    ...meter,
    ...ofOrder(id),
    date,
    product,
    consumedQuantity: quantity,
    resourceRate: divideDecimals(cost, quantity, 18) ?? "",
    extendedCost: cost,
    instanceId: "",
  },
});
const used = (date: string, hours: string, name = "web-1", id = order): Row => ({
  ...{ ...meter, ...ofOrder(id), date, product: "Virtual Machines Esv5 Series - E8s v5", consumedQuantity: hours, resourceRate: "0" },
  ...{ extendedCost: "0", instanceId: machine(name), consumedService: "Microsoft.Compute", resourceLocation: "chinanorth3" },
});

describe("what commitments cost, in FOCUS", () => {
  let server: ServerProcess;
  let lab: Lab;
  let client: ClickHouseClient;

  beforeAll(async () => {
    server = await startBillingServer();
    client = connectClickhouse(server.port, "billing");
    lab = openLab({ clickhousePort: server.port, database: "billing", simulatorUrl: "http://127.0.0.1:9", today: "2026-12-15" });
  });

  afterAll(async () => {
    await client.close();
    await lab.close();
    await server.dispose();
  });

  const ask = async (sql: string): Promise<readonly (readonly unknown[])[]> => {
    const answer = await server.query(`${sql} FORMAT JSONCompactEachRow SETTINGS output_format_json_quote_decimals = 1`, {
      database: "billing",
    });
    return answer
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as readonly unknown[]);
  };
  const keyOf = (account: string, month: string, snapshotId = `${account}-${month}`): SnapshotKey => {
    const period = BillingMonth.parse(month);
    if (period === null) throw new TypeError(month);
    return { billingAccountId: account, period, snapshotId };
  };
  const map = (key: SnapshotKey, now = lab.deps.now()): Promise<void> =>
    mapFocus(lab.deps.database, key, { attemptId: "test", fence: "1" }, new AbortController().signal, { now });
  /** Stores rows as a bill that an extraction read, maps it, and publishes it. */
  const publish = async (account: string, month: string, rows: readonly Row[], now?: Date): Promise<SnapshotKey> => {
    const key = keyOf(account, month);
    const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const write = createPageWriter(key, { currency: "CNY", context: lab.deps.enrichment("CNY") }, lab.deps.now);
    const table = { fields, rows: rows.map((row) => fields.map((field) => row[field] ?? null)) };
    await lab.deps.database.insertBlocks({
      table: snapshotTables.facts,
      columns: chargeBlockColumns,
      chunks: [write({ index: 0, table, hash: "" }).data],
      queryId: `test-${key.snapshotId}`,
      fence: "1",
    });
    await map(key, now);
    await activateSnapshot(lab.deps.database, key, "published", lab.deps.now().toISOString());
    return key;
  };
  const costs = (account: string, columns: string, where = "1"): Promise<readonly (readonly unknown[])[]> =>
    ask(
      `SELECT ${columns} FROM CurrentFocusCostAndUsage WHERE x_BillingAccountId = '${account}' AND ${where} ORDER BY x_BillingPeriod, x_UsageDate, x_Page, x_Ordinal`,
    );

  it("gives used hours their share, makes a row of what is unused, and bills what the bill bills", async () => {
    const key = await publish("c1", "2026-10", [
      bought("2026-10-30", "2", "730"),
      used("2026-10-30", "24"),
      used("2026-10-30", "12", "web-2"),
      used("2026-10-31", "24"),
    ]);
    expect(
      await costs(
        "c1",
        "x_UsageDate, ChargeCategory, CommitmentDiscountStatus, BilledCost, EffectiveCost, CommitmentDiscountQuantity, x_EffectiveCostSource, x_ChargeOrigin, x_Problems",
      ),
    ).toEqual([
      ["2026-10-30", "Purchase", null, "730", "0", "2", "order-terms", "bill", []],
      ["2026-10-30", "Usage", "Used", "0", "1", "24", "order-terms", "bill", []],
      ["2026-10-30", "Usage", "Used", "0", "0.5", "12", "order-terms", "bill", []],
      ["2026-10-30", "Usage", "Unused", "0", "0.5", "12", "order-terms", "unused-commitment", []],
      ["2026-10-31", "Usage", "Used", "0", "1", "24", "order-terms", "bill", []],
      ["2026-10-31", "Usage", "Unused", "0", "1", "24", "order-terms", "unused-commitment", []],
    ]);
    expect(
      await costs(
        "c1",
        "CommitmentDiscountId, ResourceId, SubAccountId, ServiceName, RegionId, ConsumedQuantity, ListCost, ContractedCost",
        "x_Ordinal = 0 AND x_ChargeOrigin = 'unused-commitment'",
      ),
    ).toEqual([
      [
        `${orders}${order}/reservations/r-${order}`,
        `${orders}${order}/reservations/r-${order}`,
        null,
        "Azure Reservations",
        "chinanorth3",
        null,
        "0",
        "0",
      ],
    ]);
    expect((await checkFocusRules(lab.deps.database, key)).filter(({ failures }) => failures > 0)).toEqual([]);
    for (const { charges, cost } of await readFocusRollups(lab.deps.database, key)) expect([charges, cost]).toEqual([4, "730"]);
    expect(
      await ask(
        "SELECT sum(r.charges), sum(r.billed_cost), sum(r.effective_cost) FROM DailyFocusCost AS r WHERE billing_account_id = 'c1'",
      ),
    ).toEqual([[4, "730", "4"]]);
  });

  it("goes on in the bills after the purchase, used or not, and knows the terms that it went by", async () => {
    await publish("c2", "2026-10", [bought("2026-10-31", "1", "365"), used("2026-10-31", "24")]);
    await publish("c2", "2026-11", [used("2026-11-02", "6"), used("2026-11-29", "24")]);
    expect(
      await ask(
        "SELECT billing_period, count(), sum(cost), sum(hours), sum(used_hours) FROM CommitmentDay WHERE billing_account_id = 'c2' GROUP BY billing_period ORDER BY billing_period",
      ),
    ).toEqual([
      ["2026-10-01", 1, "1", "24", "24"],
      ["2026-11-01", 30, "30", "720", "30"],
    ]);
    expect(
      await costs(
        "c2",
        "sum(BilledCost), sum(EffectiveCost), sumIf(EffectiveCost, CommitmentDiscountStatus = 'Unused')",
        "x_BillingPeriod = '2026-11-01' GROUP BY x_BillingPeriod, x_UsageDate, x_Page, x_Ordinal HAVING x_UsageDate = '2026-11-02'",
      ),
    ).toEqual([
      ["0", "0.25", "0"],
      ["0", "0.75", "0.75"],
    ]);
    expect(
      await ask(`SELECT commitment_id, evidence, starts_at, ends_at, term_months, quantity, purchased, spread_before, problems FROM CommitmentTerm
         WHERE billing_account_id = 'c2' AND billing_period = '2026-11-01'`),
    ).toEqual([
      [
        `${orders}${order}/reservations/r-${order}`,
        "order-terms",
        "2026-10-31 00:00:00.000",
        "2027-10-31 00:00:00.000",
        12,
        "1",
        "365",
        "1",
        [],
      ],
    ]);
  });

  it("answers GET /api/commitments: use, waste, coverage, terms and what is still to come, with the snapshots", async () => {
    const { data, totals, snapshots, problems } = await answerCommitments(
      { month: "2026-11", billing_account: "c2" },
      openApiRequest(client, "2026-12-15T00:00:00Z"),
    );
    expect(data).toEqual([
      {
        ...{ billing_account_id: "c2", billing_period: "2026-11-01", snapshot_id: "c2-2026-11" },
        ...{
          commitment_id: `${orders}${order}/reservations/r-${order}`,
          commitment_name: "",
          category: "Usage",
          type: "Reservation",
          currency: "CNY",
        },
        ...{ evidence: "order-terms", billed_cost: "0", effective_cost: "30", used_cost: "1.25", unused_cost: "28.75" },
        ...{
          used_quantity: "30",
          unused_quantity: "690",
          commitment_unit: "Normalized Hours",
          utilization: "0.041667",
          coverage: "1",
          savings: null,
        },
        ...{ starts_on: "2026-10-31", ends_on: "2027-10-31", expires_in_days: "320", term_months: "12", quantity: "1" },
        ...{ purchased: "365", spread_before: "1", spread_after: "334", problems: [] },
      },
    ]);
    expect(totals).toEqual([
      {
        ...{
          currency: "CNY",
          commitments: "1",
          billed_cost: "0",
          effective_cost: "30",
          used_cost: "1.25",
          unused_cost: "28.75",
          savings: null,
          expiring: "0",
        },
        ...{ purchased: "365", spread_before: "1", spread_after: "334" },
      },
    ]);
    expect(snapshots.map(({ snapshot_id }) => snapshot_id)).toEqual(["c2-2026-11"]);
    expect(problems).toEqual([]);
    const soon = await answerCommitments(
      { month: "2026-11", billing_account: "c2", expires_within: 319 },
      openApiRequest(client, "2026-12-15T00:00:00Z"),
    );
    expect([soon.data, soon.totals]).toEqual([[], []]);
  });

  it("answers what a one-year reservation of hours that nothing covered would have saved, at the price of one that was bought", async () => {
    const days = Array.from({ length: 31 }, (_, index) => `2026-10-${String(index + 1).padStart(2, "0")}`);
    const onDemand = (date: string, hours: number, cents: number, own: Row): Row => ({
      ...used(date, String(hours), "web-2"),
      additionalInfo: "",
      subscriptionGuid: "1caaa5a3-2b66-438e-8ab4-bce37d518c5d",
      resourceRate: `0.${String(cents).padStart(2, "0")}`,
      extendedCost: addDecimals(Array.from({ length: hours }, () => `0.${String(cents).padStart(2, "0")}`)),
      ...own,
    });
    const another = { meterId: "f31064a2-ed95-4e11-8b69-000000000009", meterName: "E4s v5" };
    await publish("saved", "2026-10", [
      bought("2026-10-01", "1", "365"),
      ...days.flatMap((day, index) => [
        used(day, "24"),
        // Two machines, of which one stood still for a part of a day: one unit would have been used all month.
        onDemand(day, index === 7 ? 30 : 48, 10, {}),
        // A meter that no reservation is known of, and one that did not run on every day.
        onDemand(day, 24, 20, another),
        ...(index === 30 ? [] : [onDemand(day, 96, 20, { meterId: "f31064a2-ed95-4e11-8b69-00000000000a", meterName: "E2s v5" })]),
      ]),
    ]);
    const asked = { month: "2026-10", billing_account: "saved" };
    const request = openApiRequest(client, "2026-12-15T00:00:00Z");
    const { data, totals, assumptions, problems } = await answerCommitmentRecommendations(asked, request);
    const shared = {
      billing_account_id: "saved",
      subscription: "1caaa5a3-2b66-438e-8ab4-bce37d518c5d",
      region: "chinanorth3",
      service_name: "Virtual Machines",
      currency: "CNY",
      units: "1",
      unit_hours: "744",
    };
    expect(data).toEqual([
      {
        ...shared,
        ...{ meter_id: meter.meterId, meter: "E8s v5", hours: "1470", billed_cost: "147", on_demand_cost: "74.4" },
        ...{ commitment_cost: "31", saving: "43.4", commitment_id: `${orders}${order}`.toLowerCase() },
      },
      {
        ...shared,
        ...{ meter_id: another.meterId, meter: "E4s v5", hours: "744", billed_cost: "148.8", on_demand_cost: "148.8" },
        ...{ commitment_cost: null, saving: null, commitment_id: null },
      },
    ]);
    expect(totals).toEqual([{ currency: "CNY", recommendations: "2", saving: "43.4" }]);
    expect(assumptions).toHaveLength(4);
    expect(problems).toEqual([]);
    const during = openApiRequest(client, "2026-10-31T23:00:00Z");
    expect((await answerCommitmentRecommendations(asked, during)).problems.map(({ code }) => code)).toEqual(["month-goes-on"]);
    const first = await answerCommitmentRecommendations({ ...asked, limit: 1 }, request);
    expect([first.data, first.totals, first.problems.map(({ code }) => code)]).toEqual([data.slice(0, 1), totals, ["limited"]]);
  });

  it("is the FOCUS dataset Contract Commitment, by its rules but for the discount, which no bill says", async () => {
    expect(
      await ask("SELECT * EXCEPT (ContractCommitmentLastUpdated) FROM FocusContractCommitment WHERE x_BillingAccountId = 'c2'"),
    ).toEqual([
      [
        ...[
          "CNY",
          '{"IsComplexScope":true}',
          "Discount",
          "Usage",
          "365",
          "2026-10-31 00:00:00.000",
          "Reserved VM Instance, Standard_E8s_v5, CN North 3, 1 Year",
          null,
        ],
        ...[
          "1 Year",
          "Hourly",
          `${orders}${order}/reservations/r-${order}`,
          "Active",
          "Continuous",
          "Public",
          "One-Time",
          "All Upfront",
          "1",
        ],
        ...[
          "2027-10-31 00:00:00.000",
          "2026-10-31 00:00:00.000",
          "1",
          "Reservation",
          "Normalized Hours",
          `${orders.toLowerCase()}${order}`,
        ],
        ...[
          "2027-10-31 00:00:00.000",
          "2026-10-31 00:00:00.000",
          "21Vianet",
          "CNY",
          "365",
          "21Vianet",
          "c2",
          "2026-11-01",
          "c2-2026-11",
          "order-terms",
          [],
        ],
      ],
    ]);
    const findings = await checkContractCommitments(lab.deps.database);
    expect(findings.map(({ rule }) => rule.id)).toEqual(["ContractCommitment.ContractCommitmentDiscountPercentage-discount"]);
    const names = await ask(
      "SELECT name FROM system.columns WHERE database = 'billing' AND table = 'FocusContractCommitment' AND NOT startsWith(name, 'x_') ORDER BY position",
    );
    expect(names.flat()).toEqual(contractCommitmentColumns.map(({ name }) => name));
  });

  it("says of an open month nothing of the days that are not over", async () => {
    await publish("c3", "2026-12", [bought("2026-12-01", "1", "365"), used("2026-12-13", "24")], new Date("2026-12-15T02:00:00Z"));
    expect(await ask("SELECT min(day), max(day), count() FROM CommitmentDay WHERE billing_account_id = 'c3'")).toEqual([
      ["2026-12-01", "2026-12-13", 13],
    ]);
  });

  it("leaves the effective cost 0 and named where the terms are not known", async () => {
    await publish("c4", "2026-10", [
      bought("2026-10-30", "1", "365", order, "Reserved VM Instance"),
      used("2026-10-30", "24"),
      used("2026-10-31", "24", "db-1", "other"),
    ]);
    expect(await costs("c4", "BilledCost, EffectiveCost, x_EffectiveCostSource, x_Problems")).toEqual([
      ["365", "0", "unknown", ["effective-cost-not-amortized"]],
      ["0", "0", "unknown", ["effective-cost-not-amortized"]],
      ["0", "0", "unknown", ["effective-cost-not-amortized"]],
    ]);
    expect(
      await ask(
        "SELECT commitment_order, evidence, problems FROM CommitmentTerm WHERE billing_account_id = 'c4' ORDER BY commitment_order",
      ),
    ).toEqual([
      [`${orders.toLowerCase()}${order}`, "unknown", ["term-unknown"]],
      [`${orders.toLowerCase()}other`, "unknown", ["purchase-unknown"]],
    ]);
  });

  it("names in GET /api/commitments what is not known, and why", async () => {
    const { data, problems } = await answerCommitments(
      { month: "2026-10", billing_account: "c4" },
      openApiRequest(client, "2026-12-15T00:00:00Z"),
    );
    expect(
      data.map((row) => [
        row.commitment_id,
        row.evidence,
        row.billed_cost,
        row.effective_cost,
        row.purchased,
        row.utilization,
        row.problems,
      ]),
    ).toEqual([
      [`${orders}${order}/reservations/r-${order}`, "unknown", "365", "0", null, null, ["term-unknown"]],
      [`${orders}other/reservations/r-other`, "unknown", "0", "0", null, null, ["purchase-unknown"]],
    ]);
    expect(problems).toEqual([
      {
        code: "effective-cost-not-amortized",
        message: "The effective cost of 3 charges of commitments is not known, and counts as 0; problems of each commitment say why",
        amounts: [{ currency: "CNY", charges: "3", billed_cost: "365" }],
      },
    ]);
  });

  it("shares a day among more hours than were bought, and names the charges", async () => {
    await publish("c5", "2026-10", [bought("2026-10-31", "1", "365"), used("2026-10-31", "24"), used("2026-10-31", "24", "web-2")]);
    expect(await costs("c5", "EffectiveCost, CommitmentDiscountStatus, x_Problems", "ChargeCategory = 'Usage'")).toEqual([
      ["0.5", "Used", ["commitment-overused"]],
      ["0.5", "Used", ["commitment-overused"]],
    ]);
  });

  it("takes the hours that reservation details say before those of the order, and a list of transactions before the bill", async () => {
    await lab.deps.database.insertRows("ReservationDetail", [
      {
        billing_account_id: "c6",
        commitment_order: `${orders.toLowerCase()}${order}`,
        day: "2026-10-31",
        reservation_id: "a",
        instance_id: "i",
        sku_name: "",
        reserved_hours: "48",
        used_hours: "24",
        source: "test",
        loaded_at: "2026-11-01 00:00:00.000",
      },
    ]);
    await lab.deps.database.insertRows("CommitmentTransaction", [
      {
        ...{
          billing_account_id: "c6",
          billing_period: "1970-01-01",
          snapshot_id: "",
          transaction_id: "t1",
          commitment_order: `${orders.toLowerCase()}${order}`,
          commitment_id: `${orders}${order}`,
        },
        ...{
          commitment_name: "VM_RI",
          kind: "purchase",
          starts_at: "2026-10-31 00:00:00.000",
          ends_at: "2027-10-31 00:00:00.000",
          amount: "730",
          quantity: "1",
          currency: "CNY",
        },
        ...{
          term_months: 12,
          is_recurring: false,
          product: "",
          meter_id: "",
          meter_category: "",
          meter_sub_category: "",
          meter_name: "",
          unit_of_measure: "",
          resource_location: "",
          consumed_service: "",
        },
        ...{ source: "reservation-transactions", loaded_at: "2026-11-01 00:00:00.000" },
      },
    ]);
    await publish("c6", "2026-10", [bought("2026-10-31", "1", "365"), used("2026-10-31", "24")]);
    expect(await costs("c6", "EffectiveCost, CommitmentDiscountStatus, x_EffectiveCostSource", "ChargeCategory = 'Usage'")).toEqual([
      ["1", "Used", "reservation-details"],
      ["1", "Unused", "reservation-details"],
    ]);
  });

  it("loads Azure's lists of transactions and details, whole or not at all, and the same again in their place", async () => {
    const folder = await mkdtemp(join(tmpdir(), "commitments-"));
    const file = async (name: string, lines: readonly string[]): Promise<string> => {
      const path = join(folder, name);
      await writeFile(path, `\ufeff${lines.join("\r\n")}\r\n`);
      return path;
    };
    const header =
      "EventDate,ReservationOrderId,Description,EventType,Quantity,Amount,Currency,Term,BillingFrequency,ReservationOrderName,Region";
    const transactions = await file("transactions.csv", [
      header,
      `2026-10-31T00:00:00Z,${order.toUpperCase()},Standard_E8s_v5 chinanorth3 1 Year,Purchase,2,730,CNY,P1Y,OneTime,VM_RI,chinanorth3`,
      `2026-10-31T12:00:00Z,${order},Standard_E8s_v5 chinanorth3 1 Year,Cancel,1,-360,CNY,P1Y,OneTime,VM_RI,chinanorth3`,
    ]);
    const { database } = lab.deps;
    const load = (path: string, account: string | null = "c9") => loadReservations(database, path, account, lab.deps.now());
    expect(await load(transactions)).toEqual({ list: "transactions", rows: 2, orders: 1 });
    await load(transactions);
    expect(await ask("SELECT count() FROM CommitmentTransaction FINAL WHERE billing_account_id = 'c9'")).toEqual([[2]]);
    const details = await file("details.csv", [
      "ReservationOrderId,ReservationId,InstanceId,UsageDate,SkuName,ReservedHours,UsedHours,TotalReservedQuantity",
      `${order},r1,/vm/1,2026-10-31,Standard_E8s_v5,36,24,1`,
    ]);
    expect(await load(details)).toEqual({ list: "details", rows: 1, orders: 1 });
    await publish("c9", "2026-10", [used("2026-10-31", "24")]);
    // The day has 1.5 of two machines; half a day of the cancelled one's price is spread, and 4.5 of the rest of its price was not paid back.
    expect(await costs("c9", "EffectiveCost, CommitmentDiscountStatus, CommitmentDiscountName, x_EffectiveCostSource")).toEqual([
      ["1", "Used", null, "reservation-details"],
      ["5", "Unused", "VM_RI", "reservation-details"],
    ]);
    const broken = await file("broken.csv", [
      header,
      `2026-10-31T00:00:00Z,${order},x,Purchase,2,730,CNY,P1Y,OneTime,,`,
      `2026-10-31T00:00:00Z,${order},x,Refund,1,10,CNY,P1Y,OneTime,,`,
    ]);
    await expect(load(broken, "c10")).rejects.toThrow(
      'broken.csv, row 3, amount: 10 of an event "Refund": a purchase is paid, and a return is paid back; nothing was loaded',
    );
    await expect(load(transactions, null)).rejects.toThrow(
      "transactions.csv, row 2, CurrentEnrollmentId: no account; name it with --account; nothing was loaded",
    );
    expect(await ask("SELECT count() FROM CommitmentTransaction WHERE billing_account_id = 'c10'")).toEqual([[0]]);
    await rm(folder, { recursive: true });
  });

  it("amortises a bill by the lists that a connection reads, each month of them whole or not at all", async () => {
    const secret = "client-secret-canary";
    const texts = {
      reservationOrderId: order,
      currency: "CNY",
      term: "P1Y",
      billingFrequency: "OneTime",
      description: "",
      region: "chinanorth3",
    };
    const purchase = {
      at: "2026-10",
      texts: { ...texts, eventDate: "2026-10-31T00:00:00Z", eventType: "Purchase", reservationOrderName: "VM_RI" },
      numbers: { quantity: "2", amount: "730.000000000000000", billingMonth: "20261001" },
    };
    const detail = {
      at: "2026-10-31",
      texts: { reservationOrderId: order, reservationId: "r1", instanceId: "/vm/1", usageDate: "2026-10-31T00:00:00-08:00", skuName: "" },
      numbers: { reservedHours: "40", usedHours: "24" },
    };
    let lists: { readonly transactions: readonly ReservationItem[]; readonly details: readonly ReservationItem[] } = {
      transactions: [purchase],
      details: [detail],
    };
    const service = await startAzureReservations({
      ...{ tenant: "contoso", clientId: "app-1", clientSecret: secret, scope: "c12", pageItems: 1 },
      ...{ transactions: () => lists.transactions, details: () => lists.details },
    });
    const surroundings = openSurroundings(() => new SecretText(secret), ["127.0.0.1"]);
    const context: SourceContext = {
      ...surroundings,
      clock: { now: () => Date.parse("2026-11-15T02:00:00Z"), sleep: () => Promise.resolve() },
      signal: new AbortController().signal,
      heard: () => undefined,
    };
    const credentials = { tenant: "contoso", clientId: "app-1", clientSecret: { env: "ABI_SECRET_X" }, cloud: "china", login: service.url };
    const config = { billingAccount: "c12", months: 2, credentials, endpoint: service.url, requestsPerMinute: 100_000 };
    const connection = connect(azureReservations, config);
    const { period } = keyOf("c12", "2026-10");
    const readOctober = async (request: OverrideRequest = {}): Promise<DeliveryOutcome> => {
      for await (const delivery of connection.discover({ months: [] }, context))
        if (delivery.period?.firstDay === period.firstDay)
          return deliverRecords(connection, delivery, operatorOverrides(request), context, lab.deps);
      throw new Error("not offered");
    };
    const stored = (): Promise<readonly (readonly unknown[])[]> =>
      ask(`SELECT kind, digits FROM (
             SELECT toString(kind) AS kind, amount AS digits, set_id FROM ReservationTransaction WHERE billing_account_id = 'c12'
             UNION ALL SELECT 'use', reserved_hours, set_id FROM ReservationUse WHERE billing_account_id = 'c12')
           WHERE set_id IN (${activeRecordSets("reservations")}) ORDER BY kind`);

    expect(await readOctober()).toMatchObject({
      kind: "loaded",
      sets: [{ records: "reservations", account: "c12", month: "2026-10", rows: 2, notes: [] }],
    });
    await publish("c12", "2026-10", [used("2026-10-31", "24"), bought("2026-10-31", "2", "730")]);
    // The day costs 2, and has the 40 hours of the details: the bill's own purchase is the same payment, and does not count again.
    expect(
      await costs(
        "c12",
        "EffectiveCost, CommitmentDiscountStatus, CommitmentDiscountName, x_EffectiveCostSource",
        "ChargeCategory = 'Usage'",
      ),
    ).toEqual([
      ["1.2", "Used", null, "reservation-details"],
      ["0.8", "Unused", "VM_RI", "reservation-details"],
    ]);

    // Nor does a list that somebody loaded from a file.
    const folder = await mkdtemp(join(tmpdir(), "commitments-"));
    const path = join(folder, "transactions.csv");
    const columns = "EventDate,ReservationOrderId,Description,EventType,Quantity,Amount,Currency,Term,BillingFrequency";
    await writeFile(path, `${columns}\n2026-10-31,${order},,Purchase,2,730,CNY,P1Y,OneTime\n`);
    await loadReservations(lab.deps.database, path, "c12", lab.deps.now());
    await rm(folder, { recursive: true });
    await publish("c12", "2026-11", [used("2026-11-02", "24")]);
    expect(
      await ask(`SELECT count(), min(d.cost), max(d.cost), min(d.hours), max(d.hours) FROM CommitmentDay AS d WHERE billing_account_id = 'c12'
         AND billing_period = '2026-11-01'`),
    ).toEqual([[30, "2", "2", "48", "48"]]);
    expect(
      await ask(
        "SELECT commitment_name, purchased, problems FROM CommitmentTerm WHERE billing_account_id = 'c12' AND billing_period = '2026-11-01'",
      ),
    ).toEqual([["VM_RI", "730", []]]);

    // A refund is listed in the month of the purchase: the month is another one, whole.
    const refund = {
      ...purchase,
      texts: { ...purchase.texts, eventDate: "2026-11-10T00:00:00Z", eventType: "Refund" },
      numbers: { ...purchase.numbers, quantity: "1", amount: "-350" },
    };
    lists = { transactions: [purchase, refund], details: [detail] };
    expect(await readOctober()).toMatchObject({ kind: "loaded", sets: [{ rows: 3 }] });
    const whole = [
      ["purchase", "730"],
      ["return", "-350"],
      ["use", "40"],
    ];
    expect(await stored()).toEqual(whole);

    service.setFault("fail-details");
    expect(await readOctober()).toMatchObject({ kind: "abandoned", reason: "rejected" });
    expect(await stored()).toEqual(whole);
    service.setFault(null);
    lists = { transactions: [], details: [] };
    const emptied = await readOctober();
    expect(emptied).toMatchObject({ kind: "abandoned", reason: "malformed" });
    expect("detail" in emptied ? emptied.detail : "").toContain(
      "has no rows, and what is kept of the month has 3; if they are really gone, use --allow-shrink",
    );
    expect(await stored()).toEqual(whole);
    expect(await readOctober({ allowShrink: true })).toMatchObject({ kind: "loaded", sets: [{ rows: 0 }] });
    expect(await stored()).toEqual([]);
    expect(await ask("SELECT countIf(match(toString(tuple(*)), 'canary')) FROM ActiveRecordSet")).toEqual([[0]]);

    await service.close();
    await surroundings.objects.dispatcher.destroy();
    await surroundings.http.dispatcher.destroy();
  });

  it("knows a purchase that a bill says late, and a refund that leaves nothing, as what is spread", async () => {
    await publish("c11", "2026-10", [
      bought("2026-09-20", "1", "365"),
      bought("2026-10-01", "1", "-365"),
      { ...used("2026-10-02", "1"), additionalInfo: "" },
    ]);
    expect(await costs("c11", "x_UsageDate, BilledCost, EffectiveCost, x_EffectiveCostSource, x_Problems")).toEqual([
      ["2026-09-20", "365", "0", "order-terms", []],
      ["2026-10-01", "-365", "0", "order-terms", []],
      ["2026-10-02", "0", "0", "billed", []],
    ]);
  });

  it("maps an interrupted month again to the same rows", async () => {
    const key = await publish("c7", "2026-10", [bought("2026-10-30", "1", "365"), used("2026-10-30", "5")]);
    const before = await costs("c7", "* EXCEPT (x_ContentHash)");
    await map(key);
    expect(await costs("c7", "* EXCEPT (x_ContentHash)")).toEqual(before);
    await server.query(
      "ALTER TABLE FocusCostAndUsage DELETE WHERE x_BillingAccountId = 'c7' AND x_ChargeOrigin = 'unused-commitment' SETTINGS mutations_sync = 2",
      { database: "billing" },
    );
    await map(key);
    expect(await costs("c7", "* EXCEPT (x_ContentHash)")).toEqual(before);
  });

  it("adds up to what was paid to the last digit, over the bills of the lives of random orders", async () => {
    const hours = fc.constantFrom("24", "0.333333333333", "7.5", "23.999999999999999999", "48");
    const amount = fc
      .bigInt({ min: 1n, max: 10n ** 12n })
      .map((digits) => `${String(digits / 10n ** 7n)}.${String(digits % 10n ** 7n).padStart(7, "0")}1`);
    const day = fc.integer({ min: 1, max: 28 }).map((date) => String(date).padStart(2, "0"));
    const lives = fc.sample(
      fc.record({
        month: fc.constantFrom("2026-01", "2026-02"),
        day,
        amount,
        quantity: fc.constantFrom("1", "3", "0.7"),
        back: fc.option(fc.record({ day, amount, quantity: fc.constantFrom("1", "2") })),
        uses: fc.array(fc.record({ month: fc.constantFrom("2026-01", "2026-02", "2026-03"), day, hours }), { maxLength: 12 }),
      }),
      { numRuns: 12, seed: 7 },
    );
    const product = "Reserved VM Instance, 1 Month";
    const paid: string[] = [];
    for (const month of ["2026-01", "2026-02", "2026-03"]) {
      const rows = lives.flatMap((life, number) => {
        const id = `order-${String(number)}`;
        const own: Row[] = life.uses
          .filter((use) => use.month === month)
          .map((use, n) => used(`${month}-${use.day}`, use.hours, `vm-${String(n)}`, id));
        if (life.month === month) own.push(bought(`${month}-${life.day}`, life.quantity, life.amount, id, product));
        if (life.back !== null && month === "2026-02")
          own.push(bought(`${month}-${life.back.day}`, life.back.quantity, `-${life.back.amount}`, id, product));
        return own;
      });
      paid.push(...rows.map((row) => row["extendedCost"] ?? "0"));
      await publish("c8", month, [...rows, { ...used(`${month}-28`, "1"), additionalInfo: "", extendedCost: "0" }]);
    }
    const [totals] =
      await ask(`SELECT toString(sum(toDecimal256(BilledCost, 18))), toString(sum(toDecimal256(EffectiveCost, 18))), countIf(x_ChargeOrigin = 'unused-commitment') > 100
      FROM CurrentFocusCostAndUsage WHERE x_BillingAccountId = 'c8'`);
    expect(totals).toEqual([addDecimals(paid), addDecimals(paid), 1]);
    expect(await readSpreadPurchases(client, "c8")).toMatchObject([
      { billed: addDecimals(paid), effective: addDecimals(paid), toCome: "0", difference: "0" },
    ]);
    // A year is paid, and two days of it are spread.
    expect(await readSpreadPurchases(client, "c1")).toEqual([
      { currency: "CNY", commitments: "1", billed: "730", effective: "4", toCome: "726", difference: "0" },
    ]);
  });
});
