import { BillingMonth } from "../calendar/billing-month";
import { lastRun, nextRun, type Schedule } from "../calendar/find-schedule-fault";
import { planMonths } from "./plan-months";

/** Who reads bills, and when. */
export interface ReadingPlan {
  /** The extraction of enrollments by schedule; null without one. */
  readonly extraction: { readonly schedule: Schedule; readonly enrollments: readonly string[]; readonly lagMonths: number } | null;
  /** When each active connection to a source looks next, RFC 3339. */
  readonly connections: ReadonlyMap<string, string>;
}

/** What is known of a published snapshot besides its charges. */
export interface ReadSnapshot {
  readonly account: string;
  /** First day of the period. */
  readonly period: string;
  readonly source: string;
  /** The kept connection that delivered it; empty without one. */
  readonly connection: string;
  /** When its reading began, RFC 3339. */
  readonly extractedAt: string;
}

export interface Freshness {
  /** When the period is read next, RFC 3339; null when nobody reads it by schedule, or any more. */
  readonly nextReadAt: string | null;
  /** A reading should have been published by now, and was not. */
  readonly late: boolean;
}

/**
 * When a period is read next, and whether its reading is late. An extraction is late when the last due one that had six hours to finish did not publish the period;
 * a connection, when nobody has looked for an hour longer than it should take, whether or not there was something to read.
 */
export function freshnessOf(snapshot: ReadSnapshot, { extraction, connections }: ReadingPlan, now: Date): Freshness {
  const look = connections.get(snapshot.connection);
  if (snapshot.connection !== "") {
    if (look === undefined) return { nextReadAt: null, late: false };
    const due = Date.parse(look);
    return { nextReadAt: new Date(Math.max(due, now.getTime())).toISOString(), late: due < now.getTime() - lookPatienceMs };
  }
  if (extraction === null || snapshot.source !== "azure-ea" || !extraction.enrollments.includes(snapshot.account))
    return { nextReadAt: null, late: false };
  const { schedule, lagMonths } = extraction;
  const next = nextRun(schedule, now);
  const due = lastRun(schedule, new Date(now.getTime() - extractionPatienceMs));
  const isRead = (run: Date | null): run is Date => run !== null && isOpen(snapshot.period, run, lagMonths);
  return {
    nextReadAt: isRead(next) ? next.toISOString() : null,
    late: isRead(due) && Date.parse(snapshot.extractedAt) < due.getTime(),
  };
}

/** Whether a reading at an instant includes the month of a period. */
function isOpen(period: string, at: Date, lagMonths: number): boolean {
  const month = BillingMonth.of(at.getUTCFullYear(), at.getUTCMonth() + 1);
  return month !== null && planMonths(month, at.getUTCDate(), lagMonths).some((one) => one.toString() === period.slice(0, 7));
}

const extractionPatienceMs = 6 * 3_600_000;
const lookPatienceMs = 3_600_000;
