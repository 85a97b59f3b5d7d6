import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BillingMonth } from "../../app/domain/calendar/billing-month";
import { billingPeriodRules } from "../../app/domain/focus/rules/billing-period-rules";
import { countRequirements } from "../../app/domain/focus/rules/focus-requirements";
import { focusRules } from "../../app/domain/focus/rules/focus-rules";
import { writeFocusExport } from "../../app/exports/write-focus-export";
import { checkBillingPeriods } from "../../app/pipeline/check-focus-rules";
import { focusSample, toCsv, type FocusSample } from "../support/focus-files";
import { type FocusLab, openFocusLab } from "../support/focus-import-lab";

interface Validated {
  readonly code: number | null;
  readonly said: string;
  readonly complained: string;
}

/** `npm run focus:validate` as a user runs it, beside the ClickHouse of the lab. */
async function validate(lab: FocusLab, ...words: readonly string[]): Promise<Validated> {
  const child = spawn("npm", ["run", "--silent", "focus:validate", "--", ...words], {
    env: { ...process.env, MOOSE_CLICKHOUSE_CONFIG__HOST_PORT: String(lab.server.port), MOOSE_CLICKHOUSE_CONFIG__DB_NAME: "billing" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [said, complained] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { code: child.exitCode, said, complained };
}

/** A sample with other values of some columns in every row. */
function withValues({ headers, rows }: FocusSample, values: Readonly<Record<string, string>>): FocusSample {
  const added = Object.keys(values).filter((name) => !headers.includes(name));
  return {
    headers: [...headers, ...added],
    rows: rows.map((row) => [
      ...row.map((cell, index) => values[headers[index] ?? ""] ?? cell),
      ...added.map((name) => values[name] ?? ""),
    ]),
  };
}

/** What the sample lacks of FOCUS 1.4. */
const conformant = withValues(focusSample("focus-1.4", 20), {
  BillingAccountName: "Acme",
  InvoiceId: "invoice-1",
  PricingCurrencyContractedUnitPrice: "0.0123456789",
  PricingCurrencyListUnitPrice: "0.02",
  SkuMeter: "Box hours",
});

describe("npm run focus:validate", () => {
  let lab: FocusLab;
  const importFile = async (name: string, sample: FocusSample, account: string): Promise<string> => {
    const path = join(lab.directory, name);
    writeFileSync(path, toCsv(sample));
    const outcome = await lab.importFiles([path], { account });
    expect(outcome.kind).toBe("published");
    return path;
  };

  beforeAll(async () => {
    lab = await openFocusLab();
    await importFile("good.csv", conformant, "source");
    const month = BillingMonth.of(2026, 10);
    if (month === null) throw new Error("no month");
    const path = join(lab.directory, "export.csv");
    const request = { month, account: "source", version: "1.4", format: "csv", spreadsheetSafe: false } as const;
    await writeFocusExport(lab.client, request, path, { now: () => new Date(), randomId: () => "validate" }, new AbortController().signal);
    expect((await lab.importFiles([path], { account: "exported" })).kind).toBe("published");
    await importFile("broken.csv", withValues(conformant, { ContractedCost: "7", ServiceSubcategory: "Block Storage" }), "broken");
  });

  afterAll(() => lab.close());

  it("finds nothing in a month that was exported and read again, counts the official requirements, and ends with 0", async () => {
    const { code, said, complained } = await validate(lab, "--month", "2026-10", "--account", "exported");
    expect([code, complained]).toEqual([0, ""]);
    const { covered, notExecutable } = countRequirements(new Set());
    expect(said).toMatch(/^exported 2026-10 \S+: 20 rows, \d+ rules, 0 broken\n/);
    expect(said).toContain(`20 rows, ${focusRules.length} rules`);
    expect(said).toContain(`  official requirements: ${covered} covered, ${notExecutable} not executable, 0 failing\n`);
  });

  it("names the rules that a broken file breaks, how often, and a charge of each, and ends with 1", async () => {
    const { code, said } = await validate(lab, "--month", "2026-10", "--account", "broken", "--json");
    expect(code).toBe(1);
    const [answer, commitments, invoices, periods]: readonly unknown[] = said
      .trim()
      .split("\n")
      .map((line): unknown => JSON.parse(line));
    expect([commitments, periods]).toEqual([{ contract_commitments: [] }, { billing_periods: [] }]);
    // Each of the 20 charges of three accounts has a line of its own.
    expect(invoices).toEqual({
      invoice_details: ["PaymentCurrency", "PaymentCurrencyBilledCost", "PaymentCurrencyInvoiceDetailId"].map((column) => ({
        rule_id: `InvoiceDetail.${column}-not-null`,
        failures: 60,
      })),
    });
    expect(answer).toMatchObject({ account: "broken", month: "2026-10", rows: 20, rules: focusRules.length });
    expect(answer).toMatchObject({
      findings: expect.arrayContaining([
        expect.objectContaining({ rule_id: "ServiceSubcategory-parent", severity: "refuse", failures: 20 }) as object,
        expect.objectContaining({ rule_id: "ContractedCost-product", severity: "warn", failures: 20 }) as object,
      ]) as object,
    });
    const plain = await validate(lab, "--month", "2026-10", "--account", "broken");
    expect(plain.said).toMatch(/^ {2}refuse {2,}ServiceSubcategory-parent +ServiceSubcategory +20 +\{"x_ChargeId":/m);
  });

  it("ends with 1 for a month that is not published, and with 2 for a wrong command", async () => {
    expect(await validate(lab, "--month", "2026-09")).toMatchObject({ code: 1, complained: "2026-09 has no published snapshot\n" });
    expect(await validate(lab, "--month", "October")).toMatchObject({ code: 2, complained: "--month must be YYYY-MM, such as 2026-10\n" });
  });

  describe("and the 25 requirements of Billing Period", () => {
    const good: Readonly<Record<string, string>> = {
      BillingPeriodCreated: "toDateTime64('2026-11-01 02:00:00', 3, 'UTC')",
      BillingPeriodEnd: "toDateTime('2026-11-01 00:00:00', 'UTC')",
      BillingPeriodLastUpdated: "toDateTime64('2026-11-01 02:00:00', 3, 'UTC')",
      BillingPeriodStart: "toDateTime('2026-10-01 00:00:00', 'UTC')",
      BillingPeriodStatus: "'Open'",
      InvoiceIssuerName: "'21Vianet'",
    };
    /** What is found in one period with these values of columns, in a database whose view has that period alone; undefined: the column is not there. */
    const found = async (values: Readonly<Record<string, string | undefined>>): Promise<readonly string[]> => {
      const columns = Object.entries({ ...good, ...values }).flatMap(([name, value]) => (value === undefined ? [] : `${value} AS ${name}`));
      await lab.ask(`CREATE OR REPLACE VIEW FocusBillingPeriod AS SELECT ${columns.join(", ")}`);
      return (await checkBillingPeriods(lab.deps.database)).map(({ rule, failures }) => `${rule.id} ${failures}`);
    };
    const wrong: readonly (readonly [string, string | undefined, string])[] = [
      ...["BillingPeriodCreated", "BillingPeriodEnd", "BillingPeriodLastUpdated", "BillingPeriodStart"].flatMap((column) => [
        [column, undefined, "type"] as const,
        [column, "'2026-10-01'", "type"] as const,
        [column, "CAST(NULL, 'Nullable(DateTime)')", "type"] as const,
      ]),
      ...["BillingPeriodEnd", "BillingPeriodStart", "BillingPeriodCreated"].map(
        (column) => [column, "toDateTime(0, 'UTC')", "not-null"] as const,
      ),
      ...["BillingPeriodStatus", "InvoiceIssuerName"].map((column) => [column, "CAST(NULL, 'Nullable(String)')", "type"] as const),
      ["InvoiceIssuerName", "' '", "not-null"],
      ["BillingPeriodLastUpdated", "toDateTime64('2026-11-01 01:59:59.999', 3, 'UTC')", "after-created"],
      ["BillingPeriodStatus", "'open'", "allowed"],
    ];

    it("find the periods of this month right", async () => {
      expect(await checkBillingPeriods(lab.deps.database)).toEqual([]);
    });

    it.each(wrong)("find %s wrong when it is %s: %s", async (column, value, what) => {
      expect(await found({ [column]: value })).toEqual([`BillingPeriod.${column}-${what} 1`]);
    });

    it("find a time that was never set, which is before the creation too, and a status that says nothing, which is not allowed either", async () => {
      const never = "toDateTime64(0, 3, 'UTC')";
      expect(await found({ BillingPeriodLastUpdated: never })).toEqual([
        "BillingPeriod.BillingPeriodLastUpdated-not-null 1",
        "BillingPeriod.BillingPeriodLastUpdated-after-created 1",
      ]);
      expect(await found({ BillingPeriodStatus: "' '" })).toEqual([
        "BillingPeriod.BillingPeriodStatus-not-null 1",
        "BillingPeriod.BillingPeriodStatus-allowed 1",
      ]);
    });

    it("are all of the rules, and the command says which are broken and ends with 1", async () => {
      const seen = new Set(wrong.map(([column, , what]) => `BillingPeriod.${column}-${what}`));
      const also = ["BillingPeriod.BillingPeriodLastUpdated-not-null", "BillingPeriod.BillingPeriodStatus-not-null"];
      const all = billingPeriodRules.map(({ id }) => id);
      expect(all.filter((id) => !seen.has(id) && !also.includes(id))).toEqual([]);
      expect(countRequirements(new Set(all)).failing.filter((id) => id.startsWith("BIP-"))).toHaveLength(25);
      await found({ BillingPeriodStatus: "'Ajar'" });
      const { code, said } = await validate(lab, "--month", "2026-10", "--account", "exported");
      expect([code, said.endsWith("BillingPeriod.BillingPeriodStatus-allowed: 1 billing periods\n")]).toEqual([1, true]);
      expect(said).toContain(" 1 failing\n");
      const json = await validate(lab, "--month", "2026-10", "--account", "exported", "--json");
      expect(json.said.trim().split("\n").at(-1)).toBe(
        '{"billing_periods":[{"rule_id":"BillingPeriod.BillingPeriodStatus-allowed","failures":1}]}',
      );
    });
  });
});
