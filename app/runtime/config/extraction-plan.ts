import { readSchedule } from "../../domain/calendar/find-schedule-fault";
import type { ReadingPlan } from "../../domain/snapshot/freshness";
import { extractionSchedule } from "./extraction-schedule";
import { processEnrollments } from "./process-settings";

let plan: ReadingPlan["extraction"] | undefined;

/** What this process extracts by schedule; null without an enrollment. The environment is read once. Throws, and lists everything that is unusable. */
export function processExtractionPlan(): ReadingPlan["extraction"] {
  if (plan !== undefined) return plan;
  const settings = processEnrollments();
  const schedule = settings === null ? "" : readSchedule(extractionSchedule());
  plan =
    settings === null || typeof schedule === "string"
      ? null
      : { schedule, enrollments: settings.enrollments.map(({ number }) => number), lagMonths: settings.lagMonths };
  return plan;
}
