import { parse } from "lossless-json";
import Big from "big.js";
import { describe, expect, it } from "vitest";
import { formatDecimal } from "../../../simulator/format-decimal";
import { MonthPlan } from "../../../simulator/month-plan";
import { multiplyExact } from "../../../simulator/multiply-exact";
import { oracle } from "../../../simulator/oracle";
import { priceBook } from "../../../simulator/price-book";
import { RowWriter } from "../../../simulator/row-writer";
import { totalText } from "../../../simulator/total-text";

const spec = { seed: 5, month: "2026-10", rows: 5000, throughDay: 31, revision: 0 } as const;
const book = priceBook(5, 120, "legacy");
const writer = new RowWriter(book, { form: "china", casing: "camel", schema: "legacy" }, "1");

type Row = Readonly<Record<string, string | null>>;

function rowsOf(text: string): readonly Row[] {
  const rows: unknown = parse(`[${text}]`, null, { parseNumber: (digits) => digits });
  if (!Array.isArray(rows)) throw new TypeError("not rows");
  return rows.map((row: unknown) => row as Row);
}

describe("a simulated month", () => {
  it.each([0, 1, 4])("adds up, as text read by others, to the oracle's totals (revision %i)", (revision) => {
    const plan = new MonthPlan({ ...spec, revision });
    const rows = rowsOf(writer.write(plan, 0, 1e9).toString("utf8"));
    const totals = oracle("1", plan, book);
    const sum = (list: readonly Row[]): string => list.reduce((total, row) => total.plus(row["extendedCost"] ?? "x"), new Big(0)).toFixed();
    expect(rows).toHaveLength(plan.rowCount);
    expect({ rows: rows.length, cost: sum(rows) }).toEqual({ rows: totals.rows, cost: new Big(totals.cost).toFixed() });
    const day = rows.filter((row) => row["date"] === "2026-10-07T00:00:00");
    expect({ rows: day.length, cost: sum(day) }).toEqual(totals.byDay["2026-10-07"]);
    const storage = rows.filter((row) => row["meterCategory"] === "Storage");
    expect({ rows: storage.length, cost: sum(storage) }).toEqual(totals.byMeterCategory["Storage"]);
    const enrollmentLevel = rows.filter((row) => row["subscriptionGuid"] === "");
    expect({ rows: enrollmentLevel.length, cost: sum(enrollmentLevel) }).toEqual(totals.bySubscription[""]);
  });

  it.each(["legacy", "actual"] as const)(
    "dates late charges on the last day of the month before, and adds them up there (%s)",
    (schema) => {
      const ofSchema = priceBook(5, 120, schema);
      const late = new MonthPlan({ ...spec, lateEvery: 50 });
      const names =
        schema === "legacy"
          ? ({ form: "china", casing: "camel", schema } as const)
          : ({ form: "consumption", casing: "camel", schema } as const);
      const rows = rowsOf(new RowWriter(ofSchema, names, "1").write(late, 0, 1e9).toString("utf8"));
      const totals = oracle("1", late, ofSchema);
      const dated = rows.filter((row) => (row["date"] ?? "").startsWith("2026-09-30"));
      expect(dated).toHaveLength(totals.byDay["2026-09-30"]?.rows ?? -1);
      expect(dated.length).toBeGreaterThan(50);
      expect(dated.map((row) => row["month"] ?? "9").filter((month) => month !== "9")).toEqual([]);
      const { cost, rows: count } = oracle("1", new MonthPlan(spec), ofSchema);
      expect([totals.cost, totals.rows, rows.length]).toEqual([cost, count, count]);
    },
  );

  it("has exactly the rows it was asked for at first, and fewer while it is open", () => {
    expect(new MonthPlan(spec).rowCount).toBe(5000);
    expect(new MonthPlan({ ...spec, throughDay: 0 }).rowCount).toBe(0);
    expect(new MonthPlan({ ...spec, rows: 0 }).rowCount).toBe(0);
    const counts = [1, 5, 20, 31].map((throughDay) => new MonthPlan({ ...spec, throughDay }).rowCount);
    expect([...counts].sort((a, b) => a - b)).toEqual(counts);
  });

  it.each([0, 2])("gives the same rows in pages of any size, in any order (revision %i)", (revision) => {
    const plan = new MonthPlan({ ...spec, revision });
    const whole = rowsOf(writer.write(plan, 0, 1e9).toString("utf8"));
    for (const [from, count] of [
      [4990, 100],
      [0, 1],
      [1023, 3],
      [777, 2500],
      [2345, 678],
      [plan.rowCount, 10],
    ] as const) {
      expect(rowsOf(writer.write(plan, from, count).toString("utf8"))).toEqual(whole.slice(from, from + count));
    }
  });

  it("restates: some rows change, some go, some come, most stay; an earlier revision can still be read", () => {
    const texts = [0, 1].map((revision) =>
      rowsOf(writer.write(new MonthPlan({ ...spec, revision }), 0, 1e9).toString("utf8")).map((row) => JSON.stringify(row)),
    );
    const [before = [], after = []] = texts;
    const left = new Map<string, number>();
    for (const row of before) left.set(row, (left.get(row) ?? 0) + 1);
    let kept = 0;
    for (const row of after) {
      const count = left.get(row) ?? 0;
      if (count === 0) continue;
      kept += 1;
      left.set(row, count - 1);
    }
    expect(kept / before.length).toBeGreaterThan(0.95);
    expect(before.length - kept).toBeGreaterThan(40);
    expect(after.length - kept).toBeGreaterThan(40);
    expect(rowsOf(writer.write(new MonthPlan(spec), 0, 50).toString("utf8")).map((row) => JSON.stringify(row))).toEqual(
      before.slice(0, 50),
    );
  });

  it("has every kind of row that real bills have", () => {
    const rows = rowsOf(writer.write(new MonthPlan(spec), 0, 1e9).toString("utf8"));
    const texts = rows.map((row) => JSON.stringify(row));
    const some = (test: (row: Row) => boolean): void => {
      expect(rows.some(test), test.toString()).toBe(true);
    };
    expect(new Set(texts).size).toBeLessThan(texts.length);
    some((row) => row["instanceId"]?.includes("/resourceGroups/MC_") === true && row["additionalInfo"]?.includes("-vmss_") === true);
    some((row) => row["extendedCost"] === "0" && row["additionalInfo"]?.includes("ReservationId") === true);
    some((row) => row["extendedCost"]?.startsWith("-") === true);
    some((row) => /E-0\d$/.test(row["extendedCost"] ?? ""));
    some((row) => /e-0\d$/.test(row["extendedCost"] ?? ""));
    some((row) => (row["extendedCost"] ?? "").replace(/\D/g, "").length >= 20);
    some((row) => row["instanceId"] === "" && row["subscriptionGuid"] === "");
    some((row) => row["instanceId"] === null);
    some((row) => row["meterName"] === "100 DWUs");
    some((row) => row["unitOfMeasure"] === "小时");
    some((row) => row["tags"] === null);
    some((row) => row["tags"]?.startsWith('"app"') === true);
    some((row) => row["tags"]?.startsWith('{""app""') === true);
    some((row) => row["tags"] === "[]");
    some((row) => row["subscriptionName"]?.includes('"沙箱"') === true);
    some((row) => row["resourceGroup"]?.startsWith("RG-") === true);
  });

  it("spells both forms and casings", () => {
    const first = (form: "china" | "consumption", casing: "camel" | "pascal"): string[] =>
      Object.keys(
        rowsOf(new RowWriter(book, { form, casing, schema: "legacy" }, "1").write(new MonthPlan(spec), 0, 1).toString("utf8"))[0] ?? {},
      );
    expect(first("china", "camel")).toEqual(expect.arrayContaining(["accountOwnerId", "extendedCost", "instanceId"]));
    expect(first("china", "pascal")).toEqual(expect.arrayContaining(["AccountOwnerId", "ExtendedCost", "InstanceId"]));
    expect(first("consumption", "camel")).toEqual(expect.arrayContaining(["accountOwnerEmail", "cost", "departmentId"]));
  });
});

describe("a month in the Cost Management schema", () => {
  it.each(["actual", "amortized"] as const)("adds up to the oracle by charge type, and says of every row what it is (%s)", (schema) => {
    const modern = priceBook(5, 120, schema);
    const plan = new MonthPlan(spec);
    const rows = rowsOf(new RowWriter(modern, { form: "china", casing: "camel", schema }, "100100").write(plan, 0, 1e9).toString("utf8"));
    const sum = (list: readonly Row[]): string => list.reduce((total, row) => total.plus(row["cost"] ?? "x"), new Big(0)).toFixed();
    const { focus, ...totals } = oracle("1", plan, modern);
    expect({ rows: rows.length, cost: sum(rows) }).toEqual({ rows: totals.rows, cost: new Big(totals.cost).toFixed() });
    const tax = rows.filter(({ chargeType }) => chargeType === "Tax");
    expect(focus?.byChargeCategory["Tax"]).toEqual({ rows: tax.length, billed: sum(tax), effective: sum(tax) });
    const covered = rows.filter(({ benefitId, chargeType }) => benefitId !== "" && chargeType === "Usage");
    expect(focus?.byCommitmentDiscountStatus["Used"]).toEqual({ rows: covered.length, billed: "0", effective: sum(covered) });
    const unused = rows.filter(({ chargeType }) => chargeType?.startsWith("Unused") === true);
    expect(focus?.byCommitmentDiscountStatus["Unused"]?.effective).toBe(schema === "actual" ? undefined : sum(unused));
    const bought = rows.filter(({ chargeType }) => chargeType === "Purchase" || chargeType === "Refund");
    expect(focus?.byChargeCategory["Purchase"]).toMatchObject({ rows: bought.length, billed: sum(bought) });
    expect(new Set(rows.map(({ chargeType }) => chargeType))).toEqual(
      new Set(
        schema === "actual"
          ? ["Usage", "Purchase", "Refund", "RoundingAdjustment", "Tax"]
          : ["Usage", "UnusedReservation", "UnusedSavingsPlan", "Purchase", "RoundingAdjustment", "Tax"],
      ),
    );
    expect(new Set(rows.map((row) => Object.keys(row).join()))).toHaveProperty("size", 1);
    expect(rows[0]).toMatchObject({
      billingAccountId: "100100",
      billingPeriodStartDate: "2026-10-01",
      billingPeriodEndDate: "2026-10-31",
      billingCurrency: "CNY",
    });
  });
});

describe("exact decimals", () => {
  it.each([
    [96n, 7, "plain", "0.0000096"],
    [96n, 7, "upper-exponent", "9.6E-06"],
    [8n, 8, "lower-exponent", "8e-08"],
    [-80n, 9, "lower-exponent", "-8e-08"],
    [5n, 3, "upper-exponent", "0.005"],
    [24n, 0, "padded", "24.000000000000000000"],
    [0n, 4, "plain", "0.0000"],
    [12345678901234567890n, 10, "plain", "1234567890.1234567890"],
  ] as const)("%i × 10^-%i, %s, is %s", (mantissa, scale, style, text) => {
    expect(formatDecimal({ mantissa, scale }, style)).toBe(text);
  });

  it("cuts a product to 20 digits and 18 decimals, half away from zero", () => {
    expect(multiplyExact({ mantissa: 15n, scale: 18 }, { mantissa: 1n, scale: 1 }, 20)).toEqual({ mantissa: 2n, scale: 18 });
    expect(multiplyExact({ mantissa: -15n, scale: 18 }, { mantissa: 1n, scale: 1 }, 20)).toEqual({ mantissa: -2n, scale: 18 });
    expect(multiplyExact({ mantissa: 10n ** 30n, scale: 15 }, { mantissa: 1n, scale: 0 }, 20)).toEqual({ mantissa: 10n ** 19n, scale: 4 });
    expect(totalText(-80n)).toBe("-0.00000000000000008");
    expect(totalText(1500000000000000000n)).toBe("1.5");
  });
});
