import type { DatasetRule } from "./dataset-rule";

const dateTimes = ["DateTime", "DateTime('UTC')", "DateTime64(3)", "DateTime64(3, 'UTC')"];
const texts = ["String", "LowCardinality(String)"];

const columns: readonly (readonly [string, readonly string[], string])[] = [
  ...["BillingPeriodCreated", "BillingPeriodEnd", "BillingPeriodLastUpdated", "BillingPeriodStart"].map(
    (name) => [name, dateTimes, `toUnixTimestamp(${name}) = 0`] as const,
  ),
  ...["BillingPeriodStatus", "InvoiceIssuerName"].map((name) => [name, texts, `trimBoth(${name}) = ''`] as const),
];

/** The 25 executable requirements of the dataset Billing Period, of rows of the view FocusBillingPeriod. */
export const billingPeriodRules: readonly DatasetRule[] = [
  ...columns.flatMap(([column, types, isMissing]): readonly DatasetRule[] => [
    { id: `BillingPeriod.${column}-type`, column, types },
    { id: `BillingPeriod.${column}-not-null`, column, fails: isMissing },
  ]),
  {
    id: "BillingPeriod.BillingPeriodLastUpdated-after-created",
    column: "BillingPeriodLastUpdated",
    fails: "BillingPeriodLastUpdated < BillingPeriodCreated",
  },
  {
    id: "BillingPeriod.BillingPeriodStatus-allowed",
    column: "BillingPeriodStatus",
    fails: "BillingPeriodStatus NOT IN ('Open', 'Closed')",
  },
];
