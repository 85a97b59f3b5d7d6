import type { SealEvidence } from "../domain/snapshot/seal-evidence";
import type { SnapshotKey } from "../domain/snapshot/snapshot-key";
import type { PartContent } from "../sources/source";
import { readLedger } from "./ledger";
import { ofFocusSnapshot, snapshotParameters } from "./of-snapshot";
import { chargedCost, readFocusRollups } from "./read-focus-rollups";
import { readStoredPages } from "./read-stored-pages";
import type { SnapshotDatabase } from "./snapshot-database";
import { snapshotTables } from "./snapshot-tables";

/** Asks the engine for everything that the seal of a snapshot looks at. */
export async function collectEvidence(
  database: SnapshotDatabase,
  key: SnapshotKey,
  kind: PartContent["kind"],
  known: Pick<SealEvidence, "controlTotals" | "unusableTotal" | "isOpenPeriod" | "activeRows" | "missingDays" | "overrides">,
): Promise<SealEvidence> {
  const { stored: blocks } = await readLedger(database, key);
  const stored = await readStoredPages(database, key, kind);
  const rollups = [...(kind === "azure-usage" ? [await mappedFacts(database, key)] : []), ...(await readFocusRollups(database, key))];
  return { blocks, stored, rollups, ...known };
}

/** What the facts in FOCUS hold. */
async function mappedFacts(database: SnapshotDatabase, key: SnapshotKey): Promise<SealEvidence["rollups"][number]> {
  const [focus] = await database.rows<{ readonly charges: number; readonly cost: string }>(
    `SELECT toFloat64(count()) AS charges, toString(sum(${chargedCost})) AS cost FROM ${snapshotTables.focus} WHERE ${ofFocusSnapshot}`,
    snapshotParameters(key),
  );
  return { table: snapshotTables.focus, charges: focus?.charges ?? 0, cost: focus?.cost ?? "0" };
}
