import { chargeColumns, chargeDetails, costColumns, costKeyColumns, costMeasures, usageDateColumn } from "../domain/cost/cost-columns";
import { selectColumns } from "../domain/cost/select-columns";

/** The columns of SnapshotCharge and LiveCharge: every dimension by the name it is asked by. */
export const chargeSelect = selectColumns({
  ...costKeyColumns,
  usage_date: usageDateColumn,
  ...costColumns,
  ...chargeColumns,
  ...chargeDetails,
  ...costMeasures,
  charges: "toUInt64(1)",
});
