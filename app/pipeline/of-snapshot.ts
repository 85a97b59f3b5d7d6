import type { PeriodKey, SnapshotKey } from "../domain/snapshot/snapshot-key";

/** The condition that keeps one snapshot, by its partition. Bind `snapshotParameters`. */
export const ofSnapshot = "billing_account_id = {account:String} AND billing_period = {period:Date} AND snapshot_id = {snapshot:String}";

/** The same for FocusCostAndUsage, whose columns are all in FOCUS's own style. */
export const ofFocusSnapshot =
  "x_BillingAccountId = {account:String} AND x_BillingPeriod = {period:Date} AND x_SnapshotId = {snapshot:String}";

/** The condition that keeps one period. Bind `periodParameters`. */
export const ofPeriod = "billing_account_id = {account:String} AND billing_period = {period:Date}";

export function periodParameters({ billingAccountId, period }: PeriodKey): { readonly account: string; readonly period: string } {
  return { account: billingAccountId, period: period.firstDay };
}

export function snapshotParameters(key: SnapshotKey): { readonly account: string; readonly period: string; readonly snapshot: string } {
  return { ...periodParameters(key), snapshot: key.snapshotId };
}
