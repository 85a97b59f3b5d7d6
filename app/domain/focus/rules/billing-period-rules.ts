/** What holds of the view FocusBillingPeriod, the dataset Billing Period of FOCUS 1.4. */
export type BillingPeriodRule =
  /** The column is there, of one of these types, and never null. */
  | { readonly id: string; readonly column: string; readonly types: readonly string[] }
  /** An SQL condition that is true of a period that breaks the rule. */
  | { readonly id: string; readonly column: string; readonly fails: string };

const dateTimes = ["DateTime", "DateTime('UTC')", "DateTime64(3)", "DateTime64(3, 'UTC')"];
const texts = ["String", "LowCardinality(String)"];

const columns: readonly (readonly [string, readonly string[], string])[] = [
  ...["BillingPeriodCreated", "BillingPeriodEnd", "BillingPeriodLastUpdated", "BillingPeriodStart"].map(
    (name) => [name, dateTimes, `toUnixTimestamp(${name}) = 0`] as const,
  ),
  ...["BillingPeriodStatus", "InvoiceIssuerName"].map((name) => [name, texts, `trimBoth(${name}) = ''`] as const),
];

/** The 25 executable requirements of the dataset. */
export const billingPeriodRules: readonly BillingPeriodRule[] = [
  ...columns.flatMap(([column, types, isMissing]): readonly BillingPeriodRule[] => [
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
