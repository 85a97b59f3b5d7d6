import { sql, View } from "@514labs/moose-lib";
import { ActiveBillingSnapshotTable } from "../tables/active-billing-snapshot";

/** Grain: billing account and period that has a published snapshot: the one that everybody reads. */
export const CurrentBillingSnapshotView = new View("CurrentBillingSnapshot", {
  baseTables: [ActiveBillingSnapshotTable],
  selectStatement: sql.statement`
    SELECT billing_account_id, billing_period, argMax(snapshot_id, (activation, activated_at)) AS snapshot_id,
      max(activation) AS activations
    FROM ${ActiveBillingSnapshotTable}
    GROUP BY billing_account_id, billing_period`,
});
