import { type BillingPeriodRule, billingPeriodRules } from "../domain/focus/rules/billing-period-rules";
import type { SnapshotDatabase } from "./snapshot-database";

/** A rule of the dataset Billing Period that is broken, and by how many periods; of a rule on a column's type, 1. */
export interface BillingPeriodFinding {
  readonly rule: BillingPeriodRule;
  readonly failures: number;
}

/** Checks all published periods against the rules of FOCUS 1.4's Billing Period. A column that is missing or has another type is the only finding then. */
export async function checkBillingPeriods(database: SnapshotDatabase): Promise<readonly BillingPeriodFinding[]> {
  const columns = await database.rows<{ readonly name: string; readonly type: string }>(
    "SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = 'FocusBillingPeriod'",
  );
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  const wrong = billingPeriodRules.filter((rule) => "types" in rule && !rule.types.includes(types.get(rule.column) ?? ""));
  const found: BillingPeriodFinding[] = wrong.map((rule) => ({ rule, failures: 1 }));
  for (const rule of billingPeriodRules) {
    if ("types" in rule || wrong.some(({ column }) => rule.fails.includes(column))) continue;
    const [row] = await database.rows<{ readonly failures: number }>(
      `SELECT toFloat64(countIf(${rule.fails})) AS failures FROM FocusBillingPeriod`,
    );
    if ((row?.failures ?? 0) > 0) found.push({ rule, failures: row?.failures ?? 0 });
  }
  return found;
}
