import { sql, View } from "@514labs/moose-lib";
import { focus12Columns } from "../domain/focus/focus-1-2-columns";
import { CurrentFocusCostAndUsageView } from "./current-focus-cost-and-usage";

const columns = focus12Columns.map(({ name, expression }) => (name === expression ? name : `${expression} AS ${name}`)).join(", ");

/** Grain: one charge that counts, in the 57 columns of FOCUS 1.2 and no others, for tools that read 1.2. */
export const Focus12View = new View("focus_1_2", {
  baseTables: [CurrentFocusCostAndUsageView],
  selectStatement: sql.statement`SELECT ${sql.raw(columns)} FROM ${CurrentFocusCostAndUsageView}`,
});
