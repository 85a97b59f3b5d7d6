import { z } from "zod";
import { findScheduleFault } from "../../domain/calendar/find-schedule-fault";
import { namesEnrollment, readExtractionSettings } from "./extraction-settings";
import { readSettings } from "./read-settings";
import { problemsOf, SettingsError } from "./settings-error";

/** docs/configuration.md is made of the description. */
export const scheduleEnvironment = z.object({
  AZURE_EA_SCHEDULE: z.string().default("0 2 * * *").describe("Schedule for reading the open months: five cron fields, UTC"),
});

/**
 * Schedule for reading the open months: AZURE_EA_SCHEDULE, five cron fields in UTC; 02:00 daily. It is asked for when the workflows are declared, which every
 * process of the project does as it starts; so what is wrong with any other setting of enrichment or extraction is said then too, and not at 02:00.
 * Without an enrollment there is no extraction, and nothing is asked of its settings. Throws a SettingsError with all of it.
 */
export function extractionSchedule(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const { AZURE_EA_SCHEDULE: text } = scheduleEnvironment.parse({ AZURE_EA_SCHEDULE: env["AZURE_EA_SCHEDULE"] || undefined });
  const fault = findScheduleFault(text);
  const problems = [
    ...(fault === null
      ? []
      : [`AZURE_EA_SCHEDULE is ${JSON.stringify(text)}: it ${fault}. Write for example "0 2 * * *", 02:00 UTC every day`]),
    ...problemsOf(() => readSettings(env)),
    ...(namesEnrollment(env) ? problemsOf(() => readExtractionSettings(env)) : []),
  ];
  if (problems.length > 0) throw new SettingsError(problems);
  return text;
}
