import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toEarlierAccount } from "../../app/domain/focus/import/to-import-account";
import type { FocusImportOutcome } from "../../app/pipeline/import-focus-files";
import { type FocusSampleName, focusSample, toCsv } from "../support/focus-files";
import { type FocusLab, openFocusLab } from "../support/focus-import-lab";

type Cells = Readonly<Record<string, string>>;

/** A file of October 2026 with one row for each change; columns that the provider's file does not have are put behind. */
function file(name: FocusSampleName, changes: readonly Cells[], all: Cells = {}): string {
  const { headers, rows } = focusSample(name, changes.length);
  const extra = [...new Set([...Object.keys(all), ...changes.flatMap((change) => Object.keys(change))])].filter(
    (column) => !headers.includes(column),
  );
  return toCsv({
    headers: [...headers, ...extra],
    rows: changes.map((change, row) =>
      [...headers, ...extra].map((column, cell) => change[column] ?? all[column] ?? rows[row]?.[cell] ?? ""),
    ),
  });
}

const cost = (amount: string): Cells => ({ BilledCost: amount, EffectiveCost: amount, ContractedCost: amount, ListCost: amount });
const onDay = (day: number): Cells => ({
  ChargePeriodStart: `2026-10-${String(day).padStart(2, "0")}T00:00:00Z`,
  ChargePeriodEnd: `2026-10-${String(day + 1).padStart(2, "0")}T00:00:00Z`,
});

describe("what a FOCUS file says is what is published", () => {
  let lab: FocusLab;
  beforeAll(async () => {
    lab = await openFocusLab();
  });
  afterAll(async () => {
    await lab.close();
  });

  const run = (content: string | Uint8Array, more: { readonly allowShrink?: boolean } = {}): Promise<FocusImportOutcome> => {
    const path = join(lab.directory, "a.csv");
    writeFileSync(path, content);
    return lab.importFiles([path], more);
  };
  const ask = async (columns: string, account: string): Promise<readonly string[]> => {
    const answer = await lab.ask(
      `SELECT ${columns} FROM FocusCostAndUsage WHERE x_BillingAccountId = '${account}'
         AND x_SnapshotId IN (SELECT snapshot_id FROM CurrentBillingSnapshot) ORDER BY x_Page, x_Ordinal`,
    );
    return answer === "" ? [] : answer.split("\n");
  };

  it("one account and one currency, whatever their spelling", async () => {
    const id = "/providers/Microsoft.Billing/billingAccounts/777";
    const outcome = await run(
      file("microsoft-1.0", [
        { ...cost("1"), BillingAccountId: id },
        { ...cost("2"), BillingAccountId: id.toLowerCase() },
        { ...cost("4"), BillingAccountId: `\uFEFF${id}/ `, BillingCurrency: "usd" },
      ]),
    );
    expect(outcome).toMatchObject({ kind: "published", snapshots: [{ account: "microsoft-777", currency: "USD", cost: "7", rows: 3 }] });
    expect(await ask("BillingAccountId, BillingCurrency", "microsoft-777")).toEqual([
      `${id}\tUSD`,
      `${id.toLowerCase()}\tUSD`,
      `${id}/\tUSD`,
    ]);
  });

  it("an account that was published under the spelling of its id is not published beside it", async () => {
    const id = "/providers/Microsoft.Billing/billingAccounts/778";
    const content = file("microsoft-1.0", [{ ...cost("1"), BillingAccountId: id }]);
    const path = join(lab.directory, "a.csv");
    writeFileSync(path, content);
    const earlier = toEarlierAccount("Microsoft", id, lab.deps.sha256);
    expect(await lab.importFiles([path], { account: earlier })).toMatchObject({ kind: "published" });
    expect(await lab.importFiles([path])).toEqual({
      kind: "refused",
      detail: `a.csv line 2: this bill is published as account ${earlier} already, and would count twice as microsoft-778: import it with --account ${earlier}`,
    });
  });

  it("a byte order mark before the first row is not an account of its own", async () => {
    const [header = "", ...rows] = file("microsoft-1.0", [cost("2"), cost("3")], { BillingAccountId: "28" }).split("\n");
    expect(await run(`\uFEFF${header}\n\uFEFF${rows.join("\n")}`)).toMatchObject({ snapshots: [{ account: "microsoft-28", cost: "5" }] });
  });

  it("two currencies are two totals, and nowhere a third", async () => {
    const outcome = await run(
      file("aws-1.0", [cost("1.5"), { ...cost("1.5"), BillingCurrency: "EUR" }], { BillingAccountId: "000000000043" }),
    );
    expect(outcome).toMatchObject({
      snapshots: [
        {
          currency: "EUR,USD",
          cost: null,
          totals: [
            { currency: "EUR", cost: "1.5" },
            { currency: "USD", cost: "1.5" },
          ],
        },
      ],
    });
  });

  it("unquoted null texts are null in every column, and a quoted one is text", async () => {
    const nulls = file(
      "aws-1.0",
      [{ ...cost("1"), CommitmentDiscountId: "NULL", ResourceId: "\\N", PricingQuantity: "null", ChargeDescription: "QUOTED" }],
      {
        BillingAccountId: "000000000042",
      },
    );
    expect(await run(nulls.replace("QUOTED", '"NULL"'))).toMatchObject({ kind: "published" });
    expect(await ask("CommitmentDiscountId, ResourceId, PricingQuantity, ChargeDescription", "aws-000000000042")).toEqual([
      "\\N\t\\N\t\\N\tNULL",
    ]);
  });

  it("the null of FOCUS's examples is null, and lines of empty cells are not charges", async () => {
    const nulls = file("aws-1.0", [{ ...cost("1.25"), ChargeClass: "(null)", ResourceId: "(null)", PricingQuantity: "(null)" }], {
      BillingAccountId: "000000000044",
    });
    const commas = ",".repeat((nulls.split("\n")[0] ?? "").split(",").length - 1);
    expect(await run(`${nulls}${commas}\n${commas}\n`)).toMatchObject({
      kind: "published",
      snapshots: [{ account: "aws-000000000044", cost: "1.25", rows: 1 }],
    });
    expect(await ask("ChargeClass, ResourceId, PricingQuantity", "aws-000000000044")).toEqual(["\\N\t\\N\t\\N"]);
    const spoiled = commas.replace(",", ",2");
    expect(await run(`${nulls}${spoiled}\n`)).toMatchObject({
      kind: "refused",
      detail: expect.stringContaining("a.csv line 3, column") as string,
    });
  });

  it("days of a bill's own clock are its days, in the detail and in the rollup", async () => {
    const local = (text: string): string => `${text}T00:00:00+08:00`;
    const days: Cells = { BillingAccountId: "c20", BillingPeriodStart: local("2026-10-01"), BillingPeriodEnd: local("2026-11-01") };
    const outcome = await run(
      file(
        "focus-1.4",
        [
          { ...cost("1"), ChargePeriodStart: local("2026-10-01"), ChargePeriodEnd: local("2026-10-02") },
          { ...cost("2"), ChargePeriodStart: local("2026-10-31"), ChargePeriodEnd: local("2026-11-01") },
        ],
        days,
      ),
    );
    expect(outcome).toMatchObject({ snapshots: [{ month: "2026-10", cost: "3" }], files: [{ problems: { "local-time": 2 } }] });
    expect(
      await lab.ask("SELECT usage_date, billed_cost FROM DailyFocusCost WHERE billing_account_id = 'focus-c20' ORDER BY usage_date"),
    ).toBe("2026-10-01\t1\n2026-10-31\t2");
  });

  it("periods that are not calendar months stand side by side", async () => {
    const half = (from: string, to: string, day: number): Cells => ({
      ...cost("1"),
      ...onDay(day),
      BillingAccountId: "half",
      BillingPeriodStart: `${from}T00:00:00Z`,
      BillingPeriodEnd: `${to}T00:00:00Z`,
    });
    const [first, second] = [half("2026-10-01", "2026-10-16", 5), half("2026-10-16", "2026-11-01", 20)];
    expect(await run(file("focus-1.4", [first]))).toMatchObject({
      snapshots: [{ month: "2026-10" }],
      files: [{ problems: { "billing-period-not-a-month": 1 } }],
    });
    expect(await run(file("focus-1.4", [second]))).toMatchObject({ snapshots: [{ month: "2026-10-16", previousId: null }] });
    expect(await run(file("focus-1.4", [second, second]))).toMatchObject({ snapshots: [{ month: "2026-10-16", rows: 2 }] });
    // A whole month begins on the day of its first half, and must not take its place unseen.
    const whole = await run(file("focus-1.4", [half("2026-10-01", "2026-11-01", 5)]));
    expect(whole).toEqual({
      kind: "abandoned",
      detail:
        "focus-half 2026-10: period-differs: this period ends on 2026-11-01, the published one on 2026-10-16; if one replaces the other, use --allow-shrink",
    });
    expect(
      await lab.ask("SELECT billing_period FROM CurrentBillingSnapshot WHERE billing_account_id = 'focus-half' ORDER BY billing_period"),
    ).toBe("2026-10-01\n2026-10-16");
  });

  it("two ends of one period in one delivery are refused, with both places", async () => {
    const until = (end: string): Cells => ({ ...cost("1"), ...onDay(5), BillingAccountId: "ends", BillingPeriodEnd: `${end}Z` });
    const detail =
      "BillingPeriodEnd: the billing period from 2026-10-01 ends at 2026-10-16 00:00:00, and at 2026-11-01 00:00:00 in a.csv line 2: two billing periods of one account cannot begin on the same day";
    expect(await run(file("focus-1.4", [until("2026-11-01T00:00:00"), until("2026-10-16T00:00:00")]))).toMatchObject({
      kind: "refused",
      detail: expect.stringContaining(detail) as string,
    });
    // The last second of a period is its end too.
    expect(await run(file("focus-1.4", [until("2026-11-01T00:00:00"), until("2026-10-31T23:59:59")]))).toMatchObject({ kind: "published" });
  });

  it("charges of earlier days are a finding of the bill, and one file is counted once", async () => {
    const late = { ...cost("3"), ChargePeriodStart: "2026-09-30T00:00:00Z", ChargePeriodEnd: "2026-10-01T00:00:00Z" };
    const text = file("focus-1.4", [{ ...cost("10"), ...onDay(5) }, late, late], { BillingAccountId: "late-rows" });
    expect(await run(text)).toMatchObject({ kind: "published" });
    expect(
      await lab.ask(
        "SELECT findings.code, findings.rows, findings.cost FROM BillingSnapshot WHERE billing_account_id = 'focus-late-rows' AND status = 'published'",
      ),
    ).toBe("['late-rows']\t[2]\t['6']");
    const copy = join(lab.directory, "copy.csv");
    writeFileSync(copy, text);
    expect(await lab.importFiles([join(lab.directory, "a.csv"), copy])).toEqual({
      kind: "refused",
      detail: "copy.csv: has the same 3 charges as a.csv; it would count twice",
    });
    // The same file in other bytes: gzip, other line ends, another order.
    const [header = "", ...rows] = text.trimEnd().split("\n");
    writeFileSync(copy, gzipSync([header, ...rows.reverse()].join("\r\n")));
    expect(await lab.importFiles([join(lab.directory, "a.csv"), copy])).toMatchObject({
      detail: "copy.csv: has the same 3 charges as a.csv; it would count twice",
    });
    // Parts without a row are not copies of each other.
    writeFileSync(join(lab.directory, "empty1.csv"), header);
    writeFileSync(join(lab.directory, "empty2.csv"), header);
    const parts = ["a.csv", "empty1.csv", "empty2.csv"].map((name) => join(lab.directory, name));
    expect(await lab.importFiles(parts)).toMatchObject({ kind: "published", snapshots: [{ rows: 3 }] });
  });

  it("published days go only with the operator's word, and the report names them", async () => {
    const month = (from: number): string =>
      file(
        "focus-1.4",
        Array.from({ length: 10 }, (_, index) => ({ ...cost("1"), ...onDay(from + index) })),
        { BillingAccountId: "c17" },
      );
    expect(await run(month(1))).toMatchObject({ kind: "published" });
    const refused = await run(month(15));
    expect(refused).toMatchObject({ kind: "abandoned" });
    expect(JSON.stringify(refused)).toContain("2026-10-01 to 2026-10-10");
    expect(await run(month(15), { allowShrink: true })).toMatchObject({
      snapshots: [{ notes: ["published charges of 2026-10-01 to 2026-10-10 are gone"] }],
    });
  });

  it("a commitment's purchase counts once, or its amount is named", async () => {
    const commitment: Cells = { CommitmentDiscountId: "sp-1", CommitmentDiscountCategory: "Spend", CommitmentDiscountType: "Savings Plan" };
    const usage: Cells = {
      ...commitment,
      ...cost("0"),
      EffectiveCost: "300",
      CommitmentDiscountStatus: "Used",
      PricingCategory: "Committed",
    };
    const purchase: Cells = { ...commitment, ...cost("300"), ChargeCategory: "Purchase" };
    await run(file("aws-1.0", [{ ...purchase, EffectiveCost: "" }, usage], { BillingAccountId: "000000000025" }));
    expect(await ask("EffectiveCost, ContractedCost, x_Problems", "aws-000000000025")).toEqual([
      "0\t300\t['value-assumed']",
      "300\t0\t['contracted-cost-unknown','list-cost-unknown']",
    ]);
    expect(await run(file("aws-1.0", [purchase, usage], { BillingAccountId: "000000000004" }))).toMatchObject({
      snapshots: [
        {
          notes: [
            "EffectiveCost of 300 USD stands in purchases of commitments and in the usage that they pay for: effective costs hold it twice",
          ],
        },
      ],
      files: [{ problems: { "commitment-purchase-effective-cost": 1 } }],
    });
  });

  it("tags of Parquet structs, maps and lists are as those of JSON", async () => {
    const parquet = async (tags: string, account: string): Promise<readonly string[]> => {
      const answer = await lab.server.post(
        `SELECT '1' AS BilledCost, '1' AS EffectiveCost, '${account}' AS BillingAccountId, 'USD' AS BillingCurrency, 'Usage' AS ChargeCategory,
           toDateTime('2026-10-01 00:00:00', 'UTC') AS BillingPeriodStart, toDateTime('2026-11-01 00:00:00', 'UTC') AS BillingPeriodEnd,
           toDateTime('2026-10-05 00:00:00', 'UTC') AS ChargePeriodStart, toDateTime('2026-10-06 00:00:00', 'UTC') AS ChargePeriodEnd,
           'Acme' AS ProviderName, 'Acme' AS PublisherName, 'Acme' AS InvoiceIssuerName, ${tags} AS Tags FORMAT Parquet`,
        { database: "billing" },
      );
      expect(await run(new Uint8Array(await answer.arrayBuffer()))).toMatchObject({ kind: "published" });
      return ask("ifNull(Tags, 'null'), x_Problems", `focus-${account}`);
    };
    const struct = "'Tuple(env Nullable(String), team Nullable(String))'";
    expect(await parquet(`CAST(('prod', NULL), ${struct})`, "s1")).toEqual(['{"env":"prod"}\t[]']);
    expect(await parquet(`CAST((NULL, NULL), ${struct})`, "s2")).toEqual(["null\t[]"]);
    expect(await parquet("map('env', 'prod')", "m1")).toEqual(['{"env":"prod"}\t[]']);
    expect(await parquet("CAST(map(), 'Map(String, String)')", "m2")).toEqual(["null\t[]"]);
    expect(await parquet("CAST([('env', 'prod'), ('env', 'dev')], 'Array(Tuple(key String, value String))')", "l1")).toEqual([
      '{"env":"dev"}\t[\'tags-duplicate-key\']',
    ]);
  });

  it("an import that is superseded by another says so", async () => {
    const content = file(
      "focus-1.4",
      Array.from({ length: 500 }, () => cost("1")),
      { BillingAccountId: "c67" },
    );
    const outcomes = await Promise.all([run(content), run(content)]);
    for (const outcome of outcomes) {
      if (outcome.kind === "published") continue;
      expect(outcome).toEqual({
        kind: "superseded",
        detail: "a newer import or extraction of the same account and month replaced this one; nothing of this one was published",
      });
    }
    expect((await ask("BilledCost", "focus-c67")).length).toBe(500);
  });

  it("a file whose parts were joined with their headers is refused", async () => {
    const content = file("focus-1.4", [cost("1")]);
    expect(await run(content + content)).toEqual({
      kind: "refused",
      detail: "a.csv line 3: repeats the header: import the parts of an export as separate files",
    });
  });
});
