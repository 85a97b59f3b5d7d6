import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerCommitments } from "../../app/apis/answers/answer-commitments";
import { addDecimals } from "../../app/domain/decimal/add-decimals";
import { writeDatasetExport } from "../../app/exports/write-dataset-export";
import { checkContractCommitments } from "../../app/pipeline/check-focus-rules";
import { type AwsLine, awsLines, csvOf, cur2Table, legacyTable } from "../support/aws-bill";
import { type FocusLab, openFocusLab } from "../support/focus-import-lab";
import { openApiRequest } from "../support/open-api-request";

const reservation = "arn:aws:rds:eu-west-1:123456789012:ri:orders-2026";
const plan = "arn:aws:savingsplans::123456789012:savingsplan/11111111-2222-3333-4444-555555555555";

/** Two database machines for a year from 1 October, half of them paid at the beginning: 876, and 0.05 an hour for each. */
const ofReservation: AwsLine = {
  product_sku: "RDSSKU",
  pricing_unit: "Hrs",
  reservation_start_time: "2026-10-01T00:00:00.000Z",
  reservation_end_time: "2027-09-30T23:59:59.000Z",
  reservation_number_of_reservations: "2",
};
const october = { line_item_usage_start_date: "2026-10-01T00:00:00Z", line_item_usage_end_date: "2026-10-31T23:59:59Z" };
const november = {
  bill_billing_period_start_date: "2026-11-01T00:00:00Z",
  bill_billing_period_end_date: "2026-12-01T00:00:00Z",
  line_item_usage_start_date: "2026-11-01T00:00:00Z",
  line_item_usage_end_date: "2026-11-30T23:59:59Z",
};
const upfront: AwsLine = {
  ...awsLines["reservation upfront"],
  ...october,
  reservation_number_of_reservations: "2",
  pricing_lease_contract_length: "1yr",
  pricing_purchase_option: "Partial Upfront",
  line_item_unblended_cost: "876",
};
const fee = (month: AwsLine, hours: string, cost: string, unusedHours: string, unused: string): AwsLine => ({
  ...awsLines["reservation fee"],
  ...ofReservation,
  ...month,
  line_item_line_item_description: "USD 0.05 hourly fee per PostgreSQL, db.r7g.large instance",
  line_item_usage_amount: hours,
  line_item_unblended_cost: cost,
  reservation_amortized_upfront_fee_for_billing_period: cost,
  reservation_unused_quantity: unusedHours,
  reservation_unused_amortized_upfront_fee_for_billing_period: unused,
  reservation_unused_recurring_fee: unused,
});
const reserved = (month: AwsLine, hours: string, cost: string, list: string): AwsLine => ({
  ...awsLines.reserved,
  ...ofReservation,
  ...month,
  line_item_usage_amount: hours,
  reservation_effective_cost: cost,
  pricing_public_on_demand_cost: list,
});

/** Ten cents an hour are promised from 30 October, 4 o'clock, for a year: here are the first two hours. */
const hour = (start: string): AwsLine => ({
  line_item_usage_start_date: `2026-10-30T${start}:00:00Z`,
  line_item_usage_end_date: `2026-10-30T0${Number(start) + 1}:00:00Z`,
});
const ofPlan: AwsLine = {
  savings_plan_start_time: "2026-10-30T04:00:00.000Z",
  savings_plan_end_time: "2027-10-30T03:59:59.000Z",
  savings_plan_purchase_term: "1yr",
  savings_plan_payment_option: "No Upfront",
  savings_plan_recurring_commitment_for_billing_period: "0.1",
};
const planFee = (start: string, used: string): AwsLine => ({
  ...awsLines["plan fee"],
  ...ofPlan,
  ...hour(start),
  line_item_line_item_description: "1 year No Upfront Compute Savings Plan",
  savings_plan_used_commitment: used,
});
const covered = (start: string, amount: string, list: string, cost: string): AwsLine => ({
  ...awsLines.covered,
  ...ofPlan,
  ...hour(start),
  line_item_usage_amount: amount,
  line_item_unblended_cost: list,
  pricing_public_on_demand_cost: list,
  savings_plan_savings_plan_effective_cost: cost,
});
const negated = (start: string, cost: string): AwsLine => ({ ...awsLines.negation, ...hour(start), line_item_unblended_cost: cost });

const december = {
  bill_billing_period_start_date: "2026-12-01T00:00:00Z",
  bill_billing_period_end_date: "2027-01-01T00:00:00Z",
  line_item_usage_start_date: "2026-12-01T00:00:00Z",
  line_item_usage_end_date: "2026-12-01T00:00:01Z",
};
/** It names the reservation, and may call the end and the number of what is given back as a fee calls those of the whole. */
const refund = (month: AwsLine, cost: string, terms: AwsLine): AwsLine => ({
  ...awsLines.refund,
  ...month,
  line_item_product_code: "AmazonRDS",
  reservation_reservation_arn: reservation,
  line_item_line_item_description: "Refund of a reservation",
  line_item_unblended_cost: cost,
  ...terms,
});

const months = {
  "2026-10": [
    upfront,
    fee(october, "1488", "74.4", "744", "37.2"),
    reserved(october, "744", "74.4", "188.976"),
    {
      ...reserved(october, "248", "", "62.992"),
      line_item_line_item_type: "Usage",
      line_item_unblended_cost: "62.992",
      reservation_reservation_arn: "",
      reservation_number_of_reservations: "",
    },
    planFee("04", "0.0725"),
    planFee("05", "0.1"),
    covered("04", "1", "0.107", "0.0725"),
    covered("05", "1.5", "0.15", "0.1"),
    negated("04", "-0.107"),
    negated("05", "-0.15"),
    awsLines.usage,
    awsLines.tax,
  ],
  "2026-11": [fee(november, "1440", "72", "720", "36"), reserved(november, "720", "72", "182.88")],
  "2026-11 with a refund": [
    fee(november, "1440", "72", "720", "36"),
    reserved(november, "720", "72", "182.88"),
    refund(november, "-500", {
      ...{ reservation_end_time: "2026-11-15T23:59:59.000Z", reservation_number_of_reservations: "1" },
      reservation_amortized_upfront_fee_for_billing_period: "-72",
    }),
  ],
  "2026-12 with a refund alone": [refund(december, "-229.6", {})],
} as const satisfies Readonly<Record<string, readonly AwsLine[]>>;

describe("the commitments of a bill of AWS", () => {
  let lab: FocusLab;

  beforeAll(async () => {
    lab = await openFocusLab();
  });

  afterAll(async () => {
    await lab.close();
  });

  const read = async (payer: string, bill: keyof typeof months, table: typeof legacyTable = cur2Table): Promise<void> => {
    const month = bill.slice(0, 7);
    const path = join(lab.directory, `${payer}-${month}.csv`);
    writeFileSync(path, csvOf(table(months[bill].map((line) => ({ ...line, bill_payer_account_id: payer })))));
    expect(await lab.importFiles([path])).toMatchObject({ kind: "published", snapshots: [{ account: `aws-${payer}`, month }] });
  };
  const ask = (payer: string, month: string, more: object = {}) =>
    answerCommitments({ month, billing_account: `aws-${payer}`, ...more }, openApiRequest(lab.client, "2027-07-15T00:00:00Z"));

  it.each([
    ["CUR 2.0", "100000000001", cur2Table],
    ["the legacy report", "100000000002", legacyTable],
  ] as const)("as %s have their terms, use, waste, coverage, savings and expiry", async (_name, payer, table) => {
    await read(payer, "2026-10", table);
    const { data, totals, problems } = await ask(payer, "2026-10");
    const shared = {
      billing_account_id: `aws-${payer}`,
      snapshot_id: data[0]?.snapshot_id,
      billing_period: "2026-10-01",
      commitment_name: "",
      currency: "USD",
    };
    expect(data).toEqual([
      {
        ...shared,
        commitment_id: reservation,
        category: "Usage",
        type: "Reserved Instance",
        evidence: "amortized-report",
        billed_cost: "950.4",
        effective_cost: "148.8",
        used_cost: "74.4",
        unused_cost: "74.4",
        used_quantity: "744",
        unused_quantity: "744",
        commitment_unit: "Hrs",
        utilization: "0.5",
        coverage: "0.75",
        savings: "40.176",
        starts_on: "2026-10-01",
        ends_on: "2027-10-01",
        expires_in_days: "78",
        term_months: "12",
        quantity: "2",
        purchased: "950.4",
        spread_before: "0",
        spread_after: "801.6",
        problems: [],
      },
      {
        ...shared,
        commitment_id: plan,
        category: "Spend",
        type: "Savings Plan",
        evidence: "amortized-report",
        billed_cost: "0.2",
        effective_cost: "0.2",
        used_cost: "0.1725",
        unused_cost: "0.0275",
        used_quantity: "0.1725",
        unused_quantity: "0.0275",
        commitment_unit: "USD",
        utilization: "0.8625",
        coverage: "0.706044",
        savings: "0.057",
        starts_on: "2026-10-30",
        ends_on: "2027-10-30",
        expires_in_days: "107",
        term_months: "12",
        quantity: "0.1",
        purchased: "0.2",
        spread_before: "0",
        spread_after: "0",
        problems: [],
      },
    ]);
    expect(totals).toEqual([
      {
        currency: "USD",
        commitments: "2",
        billed_cost: "950.6",
        effective_cost: "149",
        used_cost: "74.5725",
        unused_cost: "74.4275",
        savings: "40.233",
        expiring: "1",
        purchased: "950.6",
        spread_before: "0",
        spread_after: "801.6",
      },
    ]);
    expect(problems).toEqual([]);
    const soon = await ask(payer, "2026-10", { expires_within: 90 });
    expect(soon.data.map(({ commitment_id }) => commitment_id)).toEqual([reservation]);
  });

  it("know what was paid and spread in the bills before, where all since their begin were read", async () => {
    const paid = async (payer: string): Promise<object | undefined> => {
      const [row] = (await ask(payer, "2026-11")).data;
      return row === undefined
        ? undefined
        : { purchased: row.purchased, before: row.spread_before, of: row.effective_cost, after: row.spread_after };
    };
    await read("100000000001", "2026-11");
    expect(await paid("100000000001")).toEqual({ purchased: "1022.4", before: "148.8", of: "144", after: "729.6" });
    await read("100000000003", "2026-11");
    expect(await paid("100000000003")).toEqual({ purchased: null, before: null, of: "144", after: null });
    expect((await ask("100000000003", "2026-11")).data[0]).toMatchObject({ ends_on: "2027-10-01", term_months: null, quantity: "2" });
  });

  it("that are refunded have paid so much less, which lowers what is left to spread and no day's effective cost", async () => {
    const payer = "100000000005";
    const paid = async (month: string): Promise<object> => {
      const { data } = await ask(payer, month);
      const of = data.find(({ commitment_id }) => commitment_id === reservation);
      if (of === undefined) return {};
      const parts = [of.spread_before, of.effective_cost, of.spread_after].map((part) => part ?? "NaN");
      expect(addDecimals(parts)).toBe(of.purchased);
      return {
        billed: of.billed_cost,
        purchased: of.purchased,
        spread: parts,
        terms: [of.starts_on, of.ends_on, of.quantity],
        problems: of.problems,
      };
    };
    await read(payer, "2026-10");
    await read(payer, "2026-11 with a refund");
    await read(payer, "2026-12 with a refund alone");
    expect(await paid("2026-11")).toEqual({
      billed: "-428",
      purchased: "522.4",
      spread: ["148.8", "144", "229.6"],
      terms: ["2026-10-01", "2027-10-01", "2"],
      problems: [],
    });
    // What a refund says of its fee is no part of the fee's.
    expect(
      await lab.ask(
        `SELECT DISTINCT toString(upfront_share) FROM CommitmentTerm WHERE billing_account_id = 'aws-${payer}' AND commitment_id = '${reservation}' AND billing_period = '2026-11-01'`,
      ),
    ).toBe("0.5");
    expect(await paid("2026-12")).toEqual({
      billed: "-229.6",
      purchased: "292.8",
      spread: ["292.8", "0", "0"],
      terms: [null, null, null],
      problems: [],
    });
  });

  it("whose lines say different ends are named, and have none", async () => {
    const path = join(lab.directory, "differ.csv");
    const other = { ...fee(october, "1488", "74.4", "744", "37.2"), reservation_end_time: "2028-09-30T23:59:59.000Z" };
    writeFileSync(
      path,
      csvOf(cur2Table([...months["2026-10"], other].map((line) => ({ ...line, bill_payer_account_id: "100000000004" })))),
    );
    expect(await lab.importFiles([path])).toMatchObject({ kind: "published" });
    const { data } = await ask("100000000004", "2026-10");
    expect(data.map(({ commitment_id, starts_on, ends_on, problems }) => [commitment_id, starts_on, ends_on, problems])).toEqual([
      [reservation, "2026-10-01", null, ["terms-differ"]],
      [plan, "2026-10-30", "2027-10-30", []],
    ]);
  });

  it("are FOCUS's Contract Commitment, by its rules but for the discount, which no bill says", async () => {
    const answer = await lab.ask(
      `SELECT * EXCEPT (ContractCommitmentLastUpdated, ContractCommitmentLifecycleStatus, x_SnapshotId) FROM FocusContractCommitment
       WHERE x_BillingAccountId = 'aws-100000000002' ORDER BY ContractCommitmentId FORMAT JSONEachRow SETTINGS output_format_json_quote_decimals = 1`,
    );
    const shared = {
      BillingCurrency: "USD",
      ContractCommitmentApplicability: '{"IsComplexScope":true}',
      ContractCommitmentBenefitCategory: "Discount",
      ContractCommitmentDiscountPercentage: null,
      ContractCommitmentDurationType: "1 Year",
      ContractCommitmentFulfillmentInterval: "Hourly",
      ContractCommitmentModel: "Continuous",
      ContractCommitmentOfferCategory: "Public",
      ContractCommitmentPaymentInterval: "Monthly",
      InvoiceIssuerName: "Amazon Web Services EMEA SARL",
      PricingCurrency: "USD",
      ServiceProviderName: "AWS",
      x_BillingAccountId: "aws-100000000002",
      x_BillingPeriod: "2026-10-01",
      x_Evidence: "amortized-report",
      x_Problems: [],
    };
    const period = (start: string, end: string): object => ({
      ContractCommitmentCreated: start,
      ContractCommitmentPeriodStart: start,
      ContractCommitmentPeriodEnd: end,
      ContractPeriodStart: start,
      ContractPeriodEnd: end,
    });
    expect(
      answer
        .trim()
        .split("\n")
        .map((line): unknown => JSON.parse(line)),
    ).toEqual([
      {
        ...shared,
        ...period("2026-10-01 00:00:00.000", "2027-10-01 00:00:00.000"),
        ContractId: reservation,
        ContractCommitmentId: reservation,
        ContractCommitmentType: "Reserved Instance",
        ContractCommitmentCategory: "Usage",
        ContractCommitmentCost: null,
        PricingCurrencyContractCommitmentCost: null,
        ContractCommitmentDescription: "USD 0.05 hourly fee per PostgreSQL, db.r7g.large instance",
        ContractCommitmentPaymentModel: "Partial Upfront",
        ContractCommitmentPaymentUpfrontPercentage: "0.5",
        ContractCommitmentQuantity: "2",
        ContractCommitmentUnit: "Hrs",
      },
      {
        ...shared,
        ...period("2026-10-30 04:00:00.000", "2027-10-30 04:00:00.000"),
        ContractId: plan,
        ContractCommitmentId: plan,
        ContractCommitmentType: "Savings Plan",
        ContractCommitmentCategory: "Spend",
        ContractCommitmentCost: "876",
        PricingCurrencyContractCommitmentCost: "876",
        ContractCommitmentDescription: "1 year No Upfront Compute Savings Plan",
        ContractCommitmentPaymentModel: "No Upfront",
        ContractCommitmentPaymentUpfrontPercentage: "0",
        ContractCommitmentQuantity: "0.1",
        ContractCommitmentUnit: "USD",
      },
    ]);
    const path = join(lab.directory, "commitments.csv.gz");
    const request = { dataset: "contract-commitment", account: "aws-100000000002", month: null, format: "csv.gz" } as const;
    const deps = { now: () => new Date(), randomId: () => "commitments" };
    expect(await writeDatasetExport(lab.client, request, path, deps, new AbortController().signal)).toMatchObject({ rows: 2 });
    expect(gunzipSync(readFileSync(path)).toString()).toContain(`"${plan}"`);
    expect((await checkContractCommitments(lab.deps.database)).map(({ rule }) => rule.id)).toEqual([
      "ContractCommitment.ContractCommitmentDiscountPercentage-discount",
    ]);
  });
});
