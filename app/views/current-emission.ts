import { sql, View } from "@514labs/moose-lib";
import { activeRecordSets } from "../domain/snapshot/active-record-sets";
import { ActiveRecordSetTable } from "../tables/active-record-set";
import { EmissionTable } from "../tables/emission";

/** Grain: one value of the report on emissions that counts for its account and month. See Emission for what must not be added. GLOBAL: see baseTables of PublishedDay. */
export const CurrentEmissionView = new View("CurrentEmission", {
  baseTables: [EmissionTable, ActiveRecordSetTable],
  selectStatement: sql.statement`SELECT * FROM ${EmissionTable} WHERE set_id GLOBAL IN (${sql.raw(activeRecordSets("emissions"))})`,
});
