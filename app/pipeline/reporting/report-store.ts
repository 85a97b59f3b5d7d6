import { z } from "zod";
import { roles } from "../../domain/access/caller";
import type { AlertCause } from "../../domain/report/alert-causes";
import type { ReportSnapshot } from "../../domain/report/delivery-key";
import {
  alertKinds,
  type DeliveryState,
  deliveryStates,
  type ReportFormat,
  reportFormats,
  type ReportLanguage,
  reportLanguages,
  type ReportOwner,
} from "../../domain/report/report";
import type { ReportRow } from "../../tables/report";
import type { ReportRunRow } from "../../tables/report-run";
import { rfc3339 } from "../connections/connection-store";
import type { SnapshotDatabase } from "../snapshot-database";
import { type ReportDestination, reportDestination, type ReportSubject, reportSubject } from "./report-definition";

/** A report as it stands. Times are RFC 3339. */
export interface KeptReport {
  readonly id: string;
  readonly revision: number;
  readonly step: ReportRow["step"];
  readonly name: string;
  readonly owner: ReportOwner;
  /** When the owner saved it last: their rights are those of that moment. */
  readonly savedAt: string;
  readonly what: ReportSubject;
  readonly format: ReportFormat;
  readonly language: ReportLanguage;
  /** Empty: only when somebody asks for it. */
  readonly schedule: string;
  readonly destinations: readonly ReportDestination[];
  readonly paused: boolean;
  readonly changedBy: string;
  readonly at: string;
}

/** Thrown instead of a write: the report is not what the caller has seen. */
export class ReportChanged extends Error {
  override readonly name = "ReportChanged";
}

/** The reports that were not removed, by id; or the one of an id. One that an earlier version has stored in a form that is not known any more is left out. */
export async function readReports(database: SnapshotDatabase, id = ""): Promise<readonly KeptReport[]> {
  const rows = await database.rows<StoredReport>(
    `SELECT * FROM (SELECT r.id AS id, r.revision AS revision, r.step AS step, r.name AS name, r.owner AS owner, r.owner_via AS owner_via,
       r.owner_role AS owner_role, r.owner_accounts AS owner_accounts, ${rfc3339("r.saved_at")} AS saved_at, r.what AS what, r.format AS format,
       r.language AS language, r.schedule AS schedule, r.destinations AS destinations, r.paused AS paused, r.changed_by AS changed_by,
       ${rfc3339("r.at")} AS at
     FROM Report AS r WHERE {id:String} = '' OR r.id = {id:String} ORDER BY r.revision DESC, r.at DESC LIMIT 1 BY r.id)
     WHERE step != 'removed' ORDER BY id LIMIT 10000`,
    { id },
  );
  return rows.flatMap((row) => {
    const read = stored.safeParse({ ...row, ...Object.fromEntries(jsonColumns.map((name) => [name, JSON.parse(row[name]) as unknown])) });
    return read.success ? [toReport(read.data)] : [];
  });
}

/**
 * Stores a version: `revision` is the one after that which the caller has seen.
 * @throws ReportChanged somebody else has stored one meanwhile
 */
export async function writeReport(database: SnapshotDatabase, report: KeptReport): Promise<void> {
  const { owner, destinations, what, savedAt, changedBy, paused, ...same } = report;
  try {
    await database.run(
      `INSERT INTO Report (id, revision, step, name, owner, owner_via, owner_role, owner_accounts, saved_at, what, format, language, schedule, destinations,
         paused, changed_by, at)
       SELECT {id:String}, {revision:UInt32}, {step:String}, {name:String}, {owner:String}, {via:String}, {role:String}, {accounts:String},
         parseDateTime64BestEffort({savedAt:String}, 3), {what:String}, {format:String}, {language:String}, {schedule:String}, {destinations:String},
         {paused:UInt8}, {changedBy:String}, parseDateTime64BestEffort({at:String}, 3)
       WHERE NOT throwIf((SELECT max(r.revision) FROM Report AS r WHERE r.id = {id:String}) != {revision:UInt32} - 1, '${changed}')`,
      {
        ...same,
        owner: owner.name,
        via: owner.via,
        role: owner.role,
        accounts: JSON.stringify(owner.accounts),
        savedAt,
        what: JSON.stringify(what),
        destinations: JSON.stringify(destinations),
        paused: paused ? 1 : 0,
        changedBy,
      },
    );
  } catch (error) {
    if (error instanceof Error && error.message.includes(changed)) throw new ReportChanged(changed);
    throw error;
  }
}

/** A file that was made. */
export interface RunFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly rows: number;
}

/** How the delivery of a run to a destination stands; of a run as a whole, the destination is empty. */
export interface RunState {
  readonly report: string;
  readonly runId: string;
  readonly destination: string;
  readonly state: DeliveryState;
  readonly attempt: number;
  /** Of one attempt to send; empty where none was begun. */
  readonly claim: string;
  readonly askedBy: string;
  readonly again: boolean;
  readonly deliveryKey: string;
  readonly snapshots: readonly ReportSnapshot[];
  readonly files: readonly RunFile[];
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly totals: readonly object[];
  readonly causes: readonly AlertCause[];
  readonly detail: string;
  /** RFC 3339; null when it is not tried again. */
  readonly nextAttemptAt: string | null;
  readonly at: string;
}

/** What is known of a run before anything was made of it. */
export const nothingMade = {
  claim: "",
  deliveryKey: "",
  snapshots: [],
  files: [],
  rows: 0,
  bytes: 0,
  sha256: "",
  totals: [],
  causes: [],
  detail: "",
  nextAttemptAt: null,
} as const satisfies Partial<RunState>;

/** Stores what is to be said of a delivery now. `state`: `withdrawn` for an attempt that another one was before; that says nothing of the delivery. */
export async function writeRun(database: SnapshotDatabase, run: RunState, state: ReportRunRow["state"] = run.state): Promise<void> {
  const row: ReportRunRow = {
    report: run.report,
    run_id: run.runId,
    destination: run.destination,
    state,
    attempt: run.attempt,
    claim: run.claim,
    asked_by: run.askedBy,
    again: run.again,
    delivery_key: run.deliveryKey,
    snapshots: JSON.stringify(run.snapshots),
    files: JSON.stringify(run.files),
    rows: run.rows,
    bytes: run.bytes,
    sha256: run.sha256,
    totals: JSON.stringify(run.totals),
    causes: JSON.stringify(run.causes),
    detail: run.detail.slice(0, longestDetail),
    next_attempt_at: run.nextAttemptAt ?? "1970-01-01T00:00:00.000Z",
    at: run.at,
  };
  await database.insertRows("ReportRun", [row]);
}

/** How the deliveries of reports stand, the latest first: one row for each run and destination. `before`: RFC 3339, for the next ones. */
export function readRuns(
  database: SnapshotDatabase,
  { report = "", before = "2100-01-01T00:00:00Z", limit }: { readonly report?: string; readonly before?: string; readonly limit: number },
): Promise<readonly RunState[]> {
  return statesOf(
    database,
    "({report:String} = '' OR r.report = {report:String}) AND r.at < parseDateTime64BestEffort({before:String}, 3)",
    { report, before, limit },
  );
}

/** How the runs of a report stand that something was said of since `since` (RFC 3339), and the run of an id however old it is. */
export function readOpenRuns(database: SnapshotDatabase, report: string, since: string, runId: string): Promise<readonly RunState[]> {
  return statesOf(
    database,
    "r.report = {report:String} AND (r.at > parseDateTime64BestEffort({since:String}, 3) OR r.run_id = {runId:String})",
    {
      report,
      since,
      runId,
      limit: 10_000,
    },
  );
}

/** Every delivery that has been given this key, by its latest state. */
export function readDeliveries(database: SnapshotDatabase, key: string): Promise<readonly RunState[]> {
  return statesOf(database, "(r.run_id, r.destination) IN (SELECT run_id, destination FROM ReportRun WHERE delivery_key = {key:String})", {
    key,
    limit: 1000,
  });
}

/** The attempts to send what has a key that were begun since `since` (RFC 3339) and have not ended, the first one first. */
export async function readClaims(database: SnapshotDatabase, key: string, since: string): Promise<readonly string[]> {
  const rows = await database.rows<{ readonly claim: string }>(
    `SELECT r.claim AS claim FROM ReportRun AS r WHERE r.delivery_key = {key:String} AND r.claim != ''
     GROUP BY r.claim HAVING countIf(r.state != 'sending') = 0 AND min(r.at) > parseDateTime64BestEffort({since:String}, 3) ORDER BY min(r.at), claim`,
    { key, since },
  );
  return rows.map(({ claim }) => claim);
}

/** The last delivery of an alert to a destination that its receiver was told of, or may have been. */
export async function readLastTold(database: SnapshotDatabase, report: string, destination: string): Promise<RunState | null> {
  const [last] = await statesOf(
    database,
    "r.report = {report:String} AND r.destination = {destination:String}",
    { report, destination, limit: 1 },
    "WHERE s.state IN ('sent', 'in-doubt')",
  );
  return last ?? null;
}

async function statesOf(
  database: SnapshotDatabase,
  condition: string,
  parameters: Readonly<Record<string, string | number>> & { readonly limit: number },
  having = "",
): Promise<readonly RunState[]> {
  const rows = await database.rows<StoredRun>(
    `SELECT * FROM (SELECT r.report AS report, r.run_id AS runId, r.destination AS destination, r.state AS state, toFloat64(r.attempt) AS attempt, r.claim AS claim,
       r.asked_by AS askedBy, r.again AS again, r.delivery_key AS deliveryKey, r.snapshots AS snapshots, r.files AS files, toFloat64(r.rows) AS rows,
       toFloat64(r.bytes) AS bytes, r.sha256 AS sha256, r.totals AS totals, r.causes AS causes, r.detail AS detail,
       if(r.next_attempt_at = toDateTime64(0, 3), NULL, ${rfc3339("r.next_attempt_at")}) AS nextAttemptAt, ${rfc3339("r.at")} AS at
     FROM ReportRun AS r WHERE r.state != 'withdrawn' AND (${condition})
     ORDER BY r.at DESC, indexOf(['asked', 'sending', 'waiting', 'unchanged', 'in-doubt', 'failed', 'sent'], r.state) DESC
     LIMIT 1 BY r.report, r.run_id, r.destination) AS s ${having} ORDER BY s.at DESC, s.runId, s.destination LIMIT {limit:UInt32}`,
    parameters,
  );
  return rows.map((row) => ({
    ...row,
    state: z.enum(deliveryStates).parse(row.state),
    snapshots: z.array(snapshot).parse(JSON.parse(row.snapshots)),
    files: z.array(file).parse(JSON.parse(row.files)),
    totals: z.array(z.object({}).passthrough()).parse(JSON.parse(row.totals)),
    causes: z.array(cause).parse(JSON.parse(row.causes)),
  }));
}

type StoredRun = Omit<RunState, "snapshots" | "files" | "totals" | "causes"> & {
  readonly snapshots: string;
  readonly files: string;
  readonly totals: string;
  readonly causes: string;
};

const snapshot = z.object({ billing_account_id: z.string(), billing_period: z.string(), snapshot_id: z.string() });
const file = z.object({ name: z.string(), contentType: z.string(), bytes: z.number(), sha256: z.string(), rows: z.number() });
const cause = z.object({ kind: z.enum(alertKinds), key: z.string(), message: z.string(), address: z.string() });

const stored = z.object({
  id: z.string(),
  revision: z.number(),
  step: z.enum(["saved", "paused", "resumed", "removed"]),
  name: z.string(),
  owner: z.string(),
  owner_via: z.string(),
  owner_role: z.enum(roles),
  owner_accounts: z.union([z.literal("all"), z.array(z.string()).min(1)]),
  saved_at: z.string(),
  what: reportSubject,
  format: z.enum(reportFormats),
  language: z.enum(reportLanguages),
  schedule: z.string(),
  destinations: z.array(reportDestination),
  paused: z.boolean(),
  changed_by: z.string(),
  at: z.string(),
});
const jsonColumns = ["owner_accounts", "what", "destinations"] as const;
type StoredReport = Readonly<Record<(typeof jsonColumns)[number], string>>;

function toReport(row: z.infer<typeof stored>): KeptReport {
  const { owner, owner_via: via, owner_role: role, owner_accounts: accounts, saved_at: savedAt, changed_by: changedBy, ...same } = row;
  return { ...same, owner: { name: owner, via, role, accounts }, savedAt, changedBy };
}

const changed = "the report was changed by somebody else meanwhile; look at it and try again";
const longestDetail = 1000;
