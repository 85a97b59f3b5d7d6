import type { MatchedControlTotal } from "../domain/snapshot/control-total";
import type { OperatorOverride } from "../domain/snapshot/operator-override";
import type { SnapshotFinding } from "../domain/snapshot/snapshot-finding";
import type { PeriodKey, SnapshotKey } from "../domain/snapshot/snapshot-key";
import { type SnapshotStatus, snapshotStatuses } from "../domain/snapshot/plan-retention";
import { ofPeriod, periodParameters, type SnapshotDatabase, snapshotParameters } from "./snapshot-database";
import { snapshotTables } from "./snapshot-tables";
import { quotedText } from "./tab-text";

/** A snapshot and how far it got. */
export interface SnapshotRecord {
  readonly snapshotId: string;
  readonly status: SnapshotStatus;
  /** RFC 3339 with milliseconds, UTC. */
  readonly openedAt: string;
  readonly currency: string;
  readonly pages: number;
  readonly rows: number;
  readonly cost: string;
  /** Which source delivered it; empty of those before sources had ids. */
  readonly source: string;
  /** The kept connection that delivered it; empty for a connection that is not kept. */
  readonly connection: string;
  /** The delivery's version, a slash, and what it was read with; nothing before the slash where only reading it could tell. */
  readonly version: string;
}

/** A step to write. Without a fence it is written regardless of who holds the period. */
export interface SnapshotStep {
  readonly status: SnapshotStatus;
  readonly attemptId: string;
  readonly currency: string;
  readonly source?: string;
  readonly connection?: string;
  readonly version?: string;
  readonly at: string;
  readonly fence?: string;
  readonly reason?: string;
  readonly pages?: number;
  readonly rows?: number;
  readonly cost?: string;
  readonly controlTotal?: Pick<MatchedControlTotal, "name" | "total"> | null;
  readonly findings?: readonly SnapshotFinding[];
  readonly overrides?: readonly OperatorOverride[];
}

/** Writes one step in the life of a snapshot, unless its fence throws: a worker that lost the period must not abandon what another published. */
export async function writeSnapshotStep(database: SnapshotDatabase, key: SnapshotKey, step: SnapshotStep): Promise<void> {
  const control = step.controlTotal ?? null;
  const findings = tuples(step.findings ?? [], ({ code, rows, cost, detail }) => [code, rows, cost, detail]);
  const overrides = tuples(step.overrides ?? [], ({ option, reason }) => [option, reason]);
  await database.run(
    `INSERT INTO ${snapshotTables.events}
       (billing_account_id, billing_period, snapshot_id, step, status, reason, attempt_id, currency, pages, rows, cost, control_total, control_total_name,
        findings, overrides, source, source_connection, delivery_version, at)
     SELECT {account:String}, {period:Date}, {snapshot:String}, {step:UInt8}, {status:String}, {reason:String}, {attempt:String},
       {currency:String}, {pages:UInt32}, {rows:UInt64}, toDecimal256({cost:String}, 18),
       ${control === null ? "NULL" : "toDecimal256({control:String}, 18)"},
       {controlName:String}, ${findings}, ${overrides}, {source:String}, {connection:String}, {version:String}, parseDateTime64BestEffort({at:String}, 3)
     WHERE ${step.fence ?? "1"}`,
    {
      ...snapshotParameters(key),
      step: snapshotStatuses.indexOf(step.status) + 1,
      status: step.status,
      reason: step.reason ?? "",
      attempt: step.attemptId,
      currency: step.currency,
      pages: step.pages ?? 0,
      rows: step.rows ?? 0,
      cost: step.cost ?? "0",
      ...(control === null ? {} : { control: control.total }),
      controlName: control?.name ?? "",
      source: step.source ?? "",
      connection: step.connection ?? "",
      version: step.version ?? "",
      at: step.at,
    },
  );
}

/** An array of tuples as ClickHouse reads it in a statement. */
function tuples<Item>(items: readonly Item[], valuesOf: (item: Item) => readonly (string | number)[]): string {
  const tuple = (values: readonly (string | number)[]): string =>
    `(${values.map((value) => (typeof value === "number" ? String(value) : quotedText(value))).join(", ")})`;
  return `[${items.map((item) => tuple(valuesOf(item))).join(", ")}]`;
}

/** All snapshots of a period, the latest opened first. */
export async function readSnapshots(database: SnapshotDatabase, key: PeriodKey): Promise<readonly SnapshotRecord[]> {
  return database.rows<SnapshotRecord>(
    `SELECT e.snapshot_id AS snapshotId, argMax(e.status, e.step) AS status,
       replaceOne(toString(min(e.at), 'UTC'), ' ', 'T') || 'Z' AS openedAt,
       argMax(e.currency, e.step) AS currency, toUInt32(max(e.pages)) AS pages, toFloat64(max(e.rows)) AS rows,
       toString(argMax(e.cost, if(e.status IN ('sealed', 'published'), e.step, 0))) AS cost,
       argMax(e.source, e.step) AS source, argMax(e.source_connection, e.step) AS connection, argMax(e.delivery_version, e.step) AS version
     FROM ${snapshotTables.events} AS e WHERE ${ofPeriod}
     GROUP BY e.snapshot_id ORDER BY min(e.at) DESC, snapshotId DESC`,
    periodParameters(key),
  );
}
