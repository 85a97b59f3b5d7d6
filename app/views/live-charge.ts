import { sql, View } from "@514labs/moose-lib";
import { chargeSelect } from "../domain/cost/charge-select";
import { focusMappingSteps } from "../domain/focus/focus-mapping-sql";
import { selectSteps } from "../domain/focus/select-steps";
import { liveChargeTablesOf, liveCharges } from "./live-charges";

const select = selectSteps([...focusMappingSteps("unknown", "none"), { columns: chargeSelect }], liveCharges, Object.keys(chargeSelect));

/** Grain: one posted charge of a day that no published period covers, mapped to FOCUS as it is read; those columns of stored charges (charge-select.ts), and no more of FOCUS than they need. */
export const LiveChargeView = new View("LiveCharge", {
  baseTables: liveChargeTablesOf(select),
  selectStatement: sql.statement`${sql.raw(select)}`,
});
