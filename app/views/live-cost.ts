import { sql, View } from "@514labs/moose-lib";
import { chargeSelect } from "../domain/cost/charge-select";
import { liveCostColumns } from "../domain/cost/live-cost-columns";
import { azureProblems } from "../domain/focus/map-azure-charge";
import { focusMappingSteps } from "../domain/focus/focus-mapping-sql";
import { overProblemColumns, problemColumns } from "../domain/focus/problem-columns";
import { selectSteps } from "../domain/focus/select-steps";
import { liveChargeTablesOf, liveCharges } from "./live-charges";

const problems = new Set(Object.keys(problemColumns(azureProblems())));
const columns = Object.fromEntries(liveCostColumns.map((name) => [name, overProblemColumns(chargeSelect[name], problems)]));
const select = selectSteps([...focusMappingSteps("unknown", "none"), { columns }], liveCharges, liveCostColumns);

/** Grain: that of LiveCharge, with some of its columns: those that the engine plans in half the time, since nothing is made of prices and x_Problems. */
export const LiveCostView = new View("LiveCost", {
  baseTables: liveChargeTablesOf(select),
  selectStatement: sql.statement`${sql.raw(select)}`,
});
