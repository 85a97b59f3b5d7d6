import { sql, View } from "@514labs/moose-lib";
import { selectColumns } from "../domain/cost/cost-columns";
import { FocusCostAndUsageTable } from "../tables/focus-cost-and-usage";
import { chargeSelect } from "./charge-select";

/** Grain: one charge of any snapshot, also of those that are not active: to be read of named ones. */
export const SnapshotChargeView = new View("SnapshotCharge", {
  baseTables: [FocusCostAndUsageTable],
  selectStatement: sql.statement`SELECT ${sql.raw(selectColumns(chargeSelect))} FROM ${FocusCostAndUsageTable}`,
});
