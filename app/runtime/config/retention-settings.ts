import { z } from "zod";
import { givenSettings } from "./given-settings";
import { SettingsError } from "./settings-error";

const days = (fallback: number, what: string) => {
  const message = "must be a whole number of days from 0 to 36500; 0 keeps them for ever";
  return z.coerce.number({ message }).int(message).min(0, message).max(36_500, message).default(fallback).describe(what);
};

/** docs/configuration.md is made of the descriptions. 0: for ever. */
export const retentionEnvironment = z.object({
  AZURE_BILLING_KEEP_ACCESS_LOG_DAYS: days(400, "Days that rows of `ApiAccessLog` are kept; 0: for ever, as for the other five"),
  AZURE_BILLING_KEEP_DELIVERY_EVENT_DAYS: days(90, "Days that rows of `DeliveryEvent` are kept"),
  AZURE_BILLING_KEEP_SOURCE_RUN_DAYS: days(400, "Days that rows of `SourceRun` are kept, the history of connections"),
  AZURE_BILLING_KEEP_EXECUTION_DAYS: days(0, "Days that rows of `WorkflowExecution` are kept"),
  AZURE_BILLING_KEEP_DEAD_LETTER_DAYS: days(
    0,
    "Days that dead letters are kept after they failed, replayed or not: what is dropped cannot be replayed",
  ),
  AZURE_BILLING_KEEP_AUDIT_DAYS: days(0, "Days that rows of `AuditEvent` are kept"),
});

/** How long each table of events keeps its rows: days by the column that they are counted from; null: for ever. */
export type Retention = Readonly<Record<string, { readonly from: string; readonly days: number } | null>>;

/**
 * Reads them, by table.
 * @throws {SettingsError} lists every unusable variable
 */
export function readRetention(env: Readonly<Record<string, string | undefined>>): Retention {
  const reading = retentionEnvironment.safeParse(givenSettings(env));
  if (!reading.success) throw new SettingsError(reading.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`));
  const kept = (from: string, number: number): Retention[string] => (number === 0 ? null : { from, days: number });
  const { data } = reading;
  return {
    ApiAccessLog: kept("at", data.AZURE_BILLING_KEEP_ACCESS_LOG_DAYS),
    DeliveryEvent: kept("at", data.AZURE_BILLING_KEEP_DELIVERY_EVENT_DAYS),
    SourceRun: kept("at", data.AZURE_BILLING_KEEP_SOURCE_RUN_DAYS),
    WorkflowExecution: kept("ended_at", data.AZURE_BILLING_KEEP_EXECUTION_DAYS),
    AzureBillingDetailDeadLetter: kept("failed_at", data.AZURE_BILLING_KEEP_DEAD_LETTER_DAYS),
    AuditEvent: kept("at", data.AZURE_BILLING_KEEP_AUDIT_DAYS),
  };
}

/** Those of this process. */
export function processRetention(): Retention {
  return readRetention(process.env);
}
