import { type LastLook, nextLook } from "../../domain/connection/connection-life";
import type { SourceRunRow } from "../../tables/source-run";
import type { SnapshotDatabase } from "../snapshot-database";
import type { ConnectionDeps } from "./connection-deps";
import { beforeParameter, isBefore, type KeptConnection, pageSize, rfc3339 } from "./connection-store";

/** How a look ended. */
export interface RunResult {
  readonly offered: number;
  readonly published: number;
  readonly unpublished: number;
  /** Charges that it published. */
  readonly rows: number;
  /** Why not all that was offered is published, in a sentence; empty when it is. */
  readonly fault: string;
  readonly retryable: boolean;
}

/** One look at a connection, as its rows say. */
export interface StoredRun extends RunResult {
  readonly number: number;
  readonly runId: string;
  readonly startedBy: string;
  /** RFC 3339; the time of the request when it has not begun. */
  readonly startedAt: string;
  readonly lastSeenAt: string;
  readonly state: "asked" | "running" | "finished" | "lost";
  /** `2026-10` of one that is of a month only, else empty. */
  readonly month: string;
  /** Why that month is taken over, else empty. */
  readonly handover: string;
}

/** The right to read from a connection. */
export interface Claim {
  readonly runId: string;
  /** Whether nobody has taken the connection since. */
  readonly holds: () => Promise<boolean>;
  readonly finish: (result: RunResult) => Promise<void>;
}

/**
 * Claims a connection for one look; null when somebody else is reading it. Two that claim it at once see each other's claim after a moment, and the later id
 * goes on; one that comes too late for that is seen by `holds`, and the lease of each month keeps even then two readings from being mixed.
 */
export async function claimConnection(
  connection: string,
  { month, handover }: Pick<StoredRun, "month" | "handover">,
  { database, now, randomId, settle, by: startedBy }: ConnectionDeps,
): Promise<Claim | null> {
  const runId = `r${String(now().getTime())}-${randomId()}`;
  const write = (number: number, step: SourceRunRow["step"], result: RunResult): Promise<void> =>
    database.insertRows("SourceRun", [
      {
        connection,
        number,
        run_id: runId,
        step,
        started_by: startedBy,
        month,
        handover,
        ...result,
        at: now().toISOString(),
      } satisfies SourceRunRow,
    ]);
  const running = async (): Promise<readonly StoredRun[]> =>
    (await readRuns(database, connection, now())).filter(({ state }) => state === "running");
  if ((await running()).length > 0) return null;
  const [last] = await database.rows<{ readonly number: number }>(
    "SELECT max(r.number) AS number FROM SourceRun AS r WHERE r.connection = {connection:String}",
    { connection },
  );
  const number = (last?.number ?? 0) + 1;
  await write(number, "claimed", nothing);
  await settle();
  const holds = async (): Promise<boolean> => (await running()).every((run) => isEarlier(run, { number, runId }) || run.runId === runId);
  if (!(await holds())) {
    await write(number, "withdrawn", nothing);
    return null;
  }
  const alive = setInterval(() => void write(number, "alive", nothing).catch(() => undefined), aliveMs);
  alive.unref();
  return {
    runId,
    holds,
    finish: async (result) => {
      clearInterval(alive);
      await write(number, "finished", result);
    },
  };
}

/** Notes that a look is wanted as soon as a scheduler comes by; with a month, the takeover of that month. */
export async function askForRun(
  connection: string,
  { database, now, randomId, by }: ConnectionDeps,
  takeover: { readonly month: string; readonly reason: string } | null = null,
): Promise<void> {
  const at = now();
  const runId = `r${String(at.getTime())}-${randomId()}`;
  const { month = "", reason: handover = "" } = takeover ?? {};
  const row: SourceRunRow = {
    connection,
    number: 0,
    run_id: runId,
    step: "asked",
    started_by: by,
    month,
    handover,
    ...nothing,
    at: at.toISOString(),
  };
  await database.insertRows("SourceRun", [row]);
}

/** The last hundred looks at a connection, or those that began before a time, the newest first; those that were asked for and not begun included. */
export async function readRuns(
  database: SnapshotDatabase,
  connection: string,
  now: Date,
  before: string | null = null,
): Promise<readonly StoredRun[]> {
  const runs = await database.rows<StoredRun>(
    `SELECT r.number AS number, r.run_id AS runId, any(r.started_by) AS startedBy, any(r.month) AS month, any(r.handover) AS handover, ${rfc3339("min(r.at)")} AS startedAt, ${rfc3339("max(r.at)")} AS lastSeenAt,
       multiIf(countIf(r.step = 'finished') > 0, 'finished', r.number = 0, 'asked',
         max(r.at) > parseDateTime64BestEffort({now:String}, 3) - INTERVAL ${silentSeconds} SECOND, 'running', 'lost') AS state,
       max(r.offered) AS offered, max(r.published) AS published, max(r.unpublished) AS unpublished, toFloat64(max(r.rows)) AS rows,
       max(r.fault) AS fault, max(r.retryable) AS retryable
     FROM SourceRun AS r WHERE r.connection = {connection:String} GROUP BY r.number, r.run_id HAVING countIf(r.step = 'withdrawn') = 0 AND ${isBefore("min(r.at)", before)} ORDER BY min(r.at) DESC, r.number DESC LIMIT ${pageSize}`,
    { connection, now: now.toISOString(), ...beforeParameter(before) },
  );
  return runs;
}

/** When a connection is looked at next, by its runs; null while somebody is reading it. */
export function nextLookOf({ everyMinutes, at }: Pick<KeptConnection, "everyMinutes" | "at">, runs: readonly StoredRun[]): Date | null {
  if (runs.some(({ state }) => state === "running")) return null;
  // At once, also when the clock of the one who asked is ahead of this one.
  if (askedTakeovers(at, runs).length > 0) return new Date(0);
  const last = runs.find(({ state }) => state === "finished" || state === "lost");
  const asked = runs.find(({ state }) => state === "asked");
  const look: LastLook | null =
    last === undefined ? null : { startedMs: Date.parse(last.startedAt), retryable: last.retryable || last.state === "lost" };
  return new Date(nextLook(everyMinutes, look, asked === undefined ? null : Date.parse(asked.startedAt)));
}

/**
 * The takeovers that were asked for and that no look has begun, whatever other looks there were meanwhile; the oldest first. `since`: the time of the connection's
 * newest revision. What was asked for before it was asked of another connection: one that was not paused, or had another configuration.
 */
export function askedTakeovers(since: string, runs: readonly StoredRun[]): readonly StoredRun[] {
  const isBegun = (asked: StoredRun): boolean =>
    runs.some(
      ({ state, startedAt, month, handover }) =>
        state !== "asked" && startedAt >= asked.startedAt && month === asked.month && handover === asked.handover,
    );
  return runs.filter((run) => run.state === "asked" && run.handover !== "" && run.startedAt >= since && !isBegun(run)).reverse();
}

function isEarlier(one: Pick<StoredRun, "number" | "runId">, other: Pick<StoredRun, "number" | "runId">): boolean {
  return one.number === other.number ? one.runId < other.runId : one.number < other.number;
}

/** What a look came to that found nothing. */
export const nothing: RunResult = { offered: 0, published: 0, unpublished: 0, rows: 0, fault: "", retryable: false };
const aliveMs = 60_000;
/** A run that said nothing for this long is lost: five signs of life did not come. */
const silentSeconds = 300;
