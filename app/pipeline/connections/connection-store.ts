import { z } from "zod";
import type { ConnectionState, ConnectionStep } from "../../domain/connection/connection-life";
import type { Probe } from "../../sources/source";
import type { SourceCheckRow } from "../../tables/source-check";
import type { SourceDeliveryRow } from "../../tables/source-delivery";
import type { SnapshotDatabase } from "../snapshot-database";

/** A revision of a connection, as it is stored. */
export interface KeptConnection {
  readonly id: string;
  readonly revision: number;
  readonly step: ConnectionStep;
  readonly state: ConnectionState;
  readonly source: string;
  /** As its source's schema takes it. Secrets in it are names. */
  readonly config: unknown;
  readonly configHash: string;
  /** Sealed values by name. */
  readonly sealed: Readonly<Record<string, string>>;
  readonly everyMinutes: number;
  readonly changedBy: string;
  readonly reason: string;
  /** RFC 3339, UTC. */
  readonly at: string;
}

/** Thrown instead of a write: the connection is not what the caller has seen. */
export class ConnectionChanged extends Error {
  override readonly name = "ConnectionChanged";
}

/** The newest revision of each connection that was not removed, by id. */
export async function readConnections(database: SnapshotDatabase): Promise<readonly KeptConnection[]> {
  const rows = await database.rows<StoredRevision>(
    `SELECT * FROM (SELECT ${columns} FROM SourceConnection AS c ORDER BY c.revision DESC, c.at DESC LIMIT 1 BY c.id) WHERE step != 'removed' ORDER BY id`,
  );
  return rows.map(toConnection);
}

/** The newest revision of a connection; null when there is none, or it was removed. */
export async function readConnection(database: SnapshotDatabase, id: string): Promise<KeptConnection | null> {
  const [newest] = await readRevisions(database, id);
  return newest === undefined || newest.step === "removed" ? null : newest;
}

/** All revisions of a connection, the newest first. */
export async function readRevisions(database: SnapshotDatabase, id: string): Promise<readonly KeptConnection[]> {
  const rows = await database.rows<StoredRevision>(
    `SELECT ${columns} FROM SourceConnection AS c WHERE c.id = {id:String} ORDER BY c.revision DESC, c.at DESC`,
    { id },
  );
  return rows.map(toConnection);
}

/**
 * Stores a revision: `revision` is the one after that which the caller has seen.
 * @throws ConnectionChanged somebody else has stored one meanwhile
 */
export async function writeRevision(database: SnapshotDatabase, connection: KeptConnection): Promise<void> {
  const { id, revision, step, state, source, config, configHash, sealed, everyMinutes, changedBy, reason, at } = connection;
  try {
    await database.run(
      `INSERT INTO SourceConnection (id, revision, step, state, source, config, config_hash, sealed, every_minutes, changed_by, reason, at)
       SELECT {id:String}, {revision:UInt32}, {step:String}, {state:String}, {source:String}, {config:String}, {hash:String},
         {sealed:String}, {every:UInt32}, {by:String}, {reason:String}, parseDateTime64BestEffort({at:String}, 3)
       WHERE NOT throwIf((SELECT max(c.revision) FROM SourceConnection AS c WHERE c.id = {id:String}) != {revision:UInt32} - 1, '${changed}')`,
      {
        id,
        revision,
        step,
        state,
        source,
        config: JSON.stringify(config),
        hash: configHash,
        sealed: JSON.stringify(sealed),
        every: everyMinutes,
        by: changedBy,
        reason: reason.slice(0, longestReason),
        at,
      },
    );
  } catch (error) {
    if (error instanceof Error && error.message.includes(changed)) throw new ConnectionChanged(`${id}: ${changed}`);
    throw error;
  }
}

/** What a test found. */
export interface StoredCheck {
  readonly configHash: string;
  readonly passed: boolean;
  readonly probes: readonly { readonly name: string; readonly ok: boolean; readonly kind: string; readonly detail: string }[];
  readonly checkedBy: string;
  readonly at: string;
}

/** Stores what a test found, with the hash of what was tested. */
export async function writeCheck(
  database: SnapshotDatabase,
  { id, configHash }: KeptConnection,
  probes: readonly Probe[],
  by: string,
  at: string,
): Promise<boolean> {
  const passed = probes.length > 0 && probes.every(({ ok }) => ok);
  const row: SourceCheckRow = {
    connection: id,
    config_hash: configHash,
    passed,
    probes: probes.map((probe) => ({
      name: probe.name,
      ok: probe.ok,
      kind: probe.ok ? "" : probe.kind,
      detail: probe.ok ? probe.detail : probe.hint,
    })),
    checked_by: by,
    at,
  };
  await database.insertRows("SourceCheck", [row]);
  return passed;
}

/** The last hundred tests of a connection, or those before a time, the newest first. */
export function readChecks(database: SnapshotDatabase, id: string, before: string | null = null): Promise<readonly StoredCheck[]> {
  return database.rows<StoredCheck>(
    `SELECT k.config_hash AS configHash, k.passed AS passed, k.probes AS probes, k.checked_by AS checkedBy, ${rfc3339("k.at")} AS at
     FROM SourceCheck AS k WHERE k.connection = {id:String} AND ${isBefore("k.at", before)} ORDER BY k.at DESC LIMIT ${pageSize}`,
    { id, ...beforeParameter(before) },
  );
}

/** Whether the last test of what a connection is now has passed. */
export async function hasPassed(database: SnapshotDatabase, { id, configHash }: KeptConnection): Promise<boolean> {
  const last = (await readChecks(database, id)).find((check) => check.configHash === configHash);
  return last?.passed === true;
}

/** How an attempt at a delivery ended. */
export interface StoredDelivery {
  readonly name: string;
  readonly version: string;
  readonly configHash: string;
  readonly outcome: SourceDeliveryRow["outcome"];
  readonly reason: string;
  readonly detail: string;
  readonly retryable: boolean;
  readonly accounts: readonly string[];
  readonly months: readonly string[];
  readonly snapshotIds: readonly string[];
  readonly rows: number;
  readonly startedAt: string;
  readonly endedAt: string;
}

/** Stores the outcome of one attempt at a delivery. Attempts are never overwritten. */
export async function writeDelivery(database: SnapshotDatabase, row: SourceDeliveryRow): Promise<void> {
  await database.insertRows("SourceDelivery", [row]);
}

/** The last attempt at each version of each delivery of a connection, the newest first. */
export function readDeliveries(database: SnapshotDatabase, id: string, limit: number): Promise<readonly StoredDelivery[]> {
  return database.rows<StoredDelivery>(
    `SELECT ${deliveryColumns} FROM SourceDelivery AS d WHERE d.connection = {id:String} ORDER BY d.ended_at DESC LIMIT 1 BY d.name, d.delivery_version LIMIT {limit:UInt32}`,
    { id, limit },
  );
}

/** All attempts at deliveries of a connection, the newest first: the last hundred, or those that ended before a time. */
export function readAttempts(database: SnapshotDatabase, id: string, before: string | null): Promise<readonly StoredDelivery[]> {
  return database.rows<StoredDelivery>(
    `SELECT ${deliveryColumns} FROM SourceDelivery AS d WHERE d.connection = {id:String} AND ${isBefore("d.ended_at", before)}
     ORDER BY d.ended_at DESC LIMIT ${pageSize}`,
    { id, ...beforeParameter(before) },
  );
}

/** How many of each kind a page of a history has at most. */
export const pageSize = 100;

/** SQL: whether a time is before another one, given as RFC 3339; every time is before null. */
export function isBefore(column: string, before: string | null): string {
  return before === null ? "1" : `${column} < parseDateTime64BestEffort({before:String}, 3)`;
}

/** The value of `isBefore`: none for null. */
export function beforeParameter(before: string | null): Readonly<Record<string, string>> {
  return before === null ? {} : { before };
}

/** SQL: a time of a table as RFC 3339 in UTC. */
export function rfc3339(column: string): string {
  return `replaceOne(toString(${column}, 'UTC'), ' ', 'T') || 'Z'`;
}

interface StoredRevision extends Omit<KeptConnection, "config" | "sealed"> {
  readonly config: string;
  readonly sealed: string;
}

function toConnection({ config, sealed, ...row }: StoredRevision): KeptConnection {
  const parsed: unknown = JSON.parse(config);
  return { ...row, config: parsed, sealed: z.record(z.string()).parse(JSON.parse(sealed)) };
}

const columns = `c.id AS id, c.revision AS revision, c.step AS step, c.state AS state, c.source AS source, c.config AS config, c.config_hash AS configHash,
  c.sealed AS sealed, c.every_minutes AS everyMinutes, c.changed_by AS changedBy, c.reason AS reason, ${rfc3339("c.at")} AS at`;
const deliveryColumns = `d.name AS name, d.delivery_version AS version, d.config_hash AS configHash, d.outcome AS outcome, d.reason AS reason, d.detail AS detail,
  d.retryable AS retryable, d.accounts AS accounts, d.months AS months, d.snapshot_ids AS snapshotIds, toFloat64(d.rows) AS rows,
  ${rfc3339("d.started_at")} AS startedAt, ${rfc3339("d.ended_at")} AS endedAt`;
const changed = "it was changed by somebody else meanwhile; look at it and try again";
const longestReason = 1000;
