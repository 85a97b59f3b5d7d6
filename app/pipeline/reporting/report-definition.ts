import { z } from "zod";
import { findScheduleFault } from "../../domain/calendar/find-schedule-fault";
import { alertKinds, readyReports, reportFormats, reportLanguages, webhookForms } from "../../domain/report/report";
import { nameOfLocation, objectLocation } from "../../sources/objects/open-objects";

const account = z.string().regex(/^[A-Za-z0-9_.:-]{1,128}$/, "is a billing account id");

/** What a report tells. */
export const reportSubject = z.discriminatedUnion("kind", [
  z
    .object({
      kind: z.literal("ready"),
      report: z.enum(readyReports),
      month: z
        .string()
        .regex(/^(?:this-month|last-month|20\d{2}-(0[1-9]|1[0-2]))$/, "is this-month, last-month or a month, YYYY-MM")
        .default("last-month")
        .describe("Which month it is about; what-changed and anomalies take days instead"),
      days: z.number().int().min(1).max(62).default(7).describe("what-changed and anomalies: how many days back"),
      billing_account: account.optional().describe("Defaults to all accounts of its owner"),
    })
    .strict()
    .describe("A ready report"),
  z
    .object({ kind: z.literal("view"), view: z.string().regex(/^[0-9a-f-]{8,40}$/, "is the id of a saved view") })
    .strict()
    .describe("A saved view of its owner, or a shared one"),
  z
    .object({
      kind: z.literal("alert"),
      causes: z.array(z.enum(alertKinds)).min(1).max(alertKinds.length),
      minimum: z
        .string()
        .regex(/^\d{1,15}(\.\d{1,6})?$/, "is an amount such as 100")
        .default("1")
        .describe("anomaly: the least difference, in the currency of the bill"),
      billing_account: account.optional().describe("Defaults to all accounts of its owner"),
    })
    .strict()
    .describe("Alerts: told once when something begins, and once when it is over"),
]);
export type ReportSubject = z.infer<typeof reportSubject>;

/** A secret of a report has a name of its own kind, so that no report can use the credentials of a source: see `destinationFault`. */
const secret = z
  .object({ env: z.string().regex(/^ABI_SECRET_REPORT_[A-Z0-9_]{1,80}$/, "is the name of a secret, ABI_SECRET_REPORT_…") })
  .strict();

/** Where a report goes. */
export const reportDestination = z.discriminatedUnion("kind", [
  z
    .object({
      kind: z.literal("email"),
      to: z
        .array(z.string().regex(/^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/, "is an address"))
        .min(1)
        .max(20),
    })
    .strict()
    .describe("E-mail, by the server of AZURE_BILLING_SMTP_URL, to addresses that AZURE_BILLING_REPORT_RECIPIENTS allows"),
  z
    .object({
      kind: z.literal("objects"),
      location: objectLocation,
      prefix: z
        .string()
        .regex(/^[A-Za-z0-9_.=/-]{0,200}$/, "is letters, digits, _ . = - and /")
        .refine((text) => !/(?:^|\/)\.{1,2}(?:\/|$)|^\//.test(text), "is a path below the location")
        .default(""),
    })
    .strict()
    .describe("Object storage: a bucket, a container, or a folder of this machine"),
  z
    .object({
      kind: z.literal("webhook"),
      form: z.enum(webhookForms),
      url: secret.describe("The secret that has the address, which mostly is one itself"),
      secret: secret.optional().describe("The secret that signs: of Feishu and DingTalk, and for HMAC-SHA256 of plain JSON"),
    })
    .strict()
    .describe("A webhook of Slack, Teams, Feishu or DingTalk, or one that takes plain JSON"),
]);
export type ReportDestination = z.infer<typeof reportDestination>;

/** What its owner says of a report. */
export const reportDefinition = {
  name: z.string().min(1).max(100),
  what: reportSubject,
  format: z.enum(reportFormats).default("html"),
  language: z.enum(reportLanguages).default("en"),
  schedule: z
    .string()
    .max(100)
    .refine((text) => text === "" || findScheduleFault(text) === null, "is five cron fields (UTC) such as 0 6 1 * *, or empty")
    .default("")
    .describe("Five cron fields, UTC, looked at every five minutes; empty: only when it is asked for"),
  destinations: z.array(reportDestination).min(1).max(10),
} as const;

/** A receiver in words, without its secret: what runs name it by. Two destinations of a report never have the same. */
export function nameOfDestination(destination: ReportDestination): string {
  switch (destination.kind) {
    case "email":
      return `email ${[...destination.to].sort().join(" ")}`;
    case "objects":
      return `${nameOfLocation(destination.location)}${destination.prefix === "" ? "" : `/${destination.prefix}`}`;
    case "webhook":
      return `${destination.form} webhook of ${destination.url.env}`;
  }
}

/** Why a destination is none that a report can have, in a sentence; null when it is one. */
export function destinationFault(destination: ReportDestination): string | null {
  const foreign = secretsOfDestination(destination).find((name) => !name.startsWith("ABI_SECRET_REPORT_"));
  if (foreign !== undefined) return `the secret ${foreign} is not one of reports: its name must begin with ABI_SECRET_REPORT_`;
  if (destination.kind === "webhook" && destination.secret !== undefined && !signingForms.has(destination.form))
    return `secret is for the forms ${[...signingForms].join(", ")}`;
  return null;
}

const signingForms: ReadonlySet<string> = new Set(["json", "feishu", "dingtalk"]);

/** The names of the secrets that a destination needs. */
function secretsOfDestination(destination: ReportDestination): readonly string[] {
  return JSON.stringify(destination).match(/(?<="env":")[^"]+/g) ?? [];
}
