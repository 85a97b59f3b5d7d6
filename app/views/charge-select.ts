import {
  chargeDimensions,
  chargeDetails,
  costColumns,
  costKeyColumns,
  costMeasures,
  quantityMeasures,
  usageDateColumn,
} from "../domain/cost/cost-columns";

/** The columns of SnapshotCharge and LiveCharge over those of FOCUS: every dimension by the name it is asked by. */
export const chargeSelect = {
  ...costKeyColumns,
  usage_date: usageDateColumn,
  ...costColumns,
  ...chargeDimensions,
  ...chargeDetails,
  ...costMeasures,
  ...quantityMeasures,
  charges: "toUInt64(1)",
} as const;
