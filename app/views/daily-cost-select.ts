import { AzureBillingSnapshotDetailTable } from "../tables/azure-billing-snapshot-detail";

/** What feeds a rollup of the facts by snapshot, currency, day and the dimensions, each by its name and its SQL: cost, cost with tax, number of charges. */
export function dailyCostSelect(dimensions: Readonly<Record<string, string>>): string {
  const keys = ["billing_account_id", "billing_period", "snapshot_id", "currency", "usage_date", ...Object.keys(dimensions)];
  const named = Object.entries(dimensions).map(([name, column]) => `${column} AS ${name},`);
  // Decimal256: a sum of Decimal(38, 18) wraps silently above 1.7e20.
  return `
    SELECT
      \`billing_account_id\` AS billing_account_id,
      \`billing_period\` AS billing_period,
      \`snapshot_id\` AS snapshot_id,
      \`currency\` AS currency,
      ifNull(\`date\`, \`billing_period\`) AS usage_date,
      ${named.join("\n      ")}
      ifNull(sum(toDecimal256(\`extended_cost\`, 18)), toDecimal256(0, 18)) AS cost,
      ifNull(sum(toDecimal256(\`extended_cost_tax\`, 18)), toDecimal256(0, 18)) AS cost_with_tax,
      count() AS charges
    FROM \`${AzureBillingSnapshotDetailTable.name}\`
    GROUP BY ${keys.join(", ")}`;
}
