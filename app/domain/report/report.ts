import type { Role } from "../access/caller";

/** Reports that need no view: each is made of answers of the APIs. */
export const readyReports = [
  "month-end",
  "chargeback",
  "what-changed",
  "data-quality",
  "commitments",
  "budget-variance",
  "anomalies",
] as const;
export type ReadyReport = (typeof readyReports)[number];

/** What can be told of when it begins, and again when it is over. */
export const alertKinds = ["budget-passed", "budget-forecast", "anomaly", "late-data", "abandoned-month"] as const;
export type AlertKind = (typeof alertKinds)[number];

export const reportFormats = ["html", "pdf", "csv", "parquet"] as const;
export type ReportFormat = (typeof reportFormats)[number];

export const reportLanguages = ["en", "zh"] as const;
export type ReportLanguage = (typeof reportLanguages)[number];

/** Bodies that a webhook can be sent: plain JSON with the files, or a message as a chat takes it. */
export const webhookForms = ["json", "slack", "teams", "feishu", "dingtalk"] as const;
export type WebhookForm = (typeof webhookForms)[number];

/** Whose rights a report has: those of the caller who saved it, as they were then. */
export interface ReportOwner {
  readonly name: string;
  readonly via: string;
  readonly role: Role;
  readonly accounts: "all" | readonly string[];
}

/**
 * How a delivery stands. `asked`: somebody wants it now. `sending`: stored before the first byte is sent. `sent`: the receiver has taken it. `unchanged`: nothing
 * new to tell. `waiting`: it failed and is tried again. `failed`: it is not tried again. `in-doubt`: it may have arrived, and is not sent again by itself.
 */
export const deliveryStates = ["asked", "sending", "sent", "unchanged", "waiting", "failed", "in-doubt"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** Whether nothing more is done about a delivery by itself. */
export function isSettled(state: DeliveryState): boolean {
  return state === "sent" || state === "unchanged" || state === "failed" || state === "in-doubt";
}

/**
 * Milliseconds until a delivery is tried again after so many attempts; null: not any more. Five minutes, then twice as long each time up to six hours: eight
 * attempts within some 14 hours. A receiver that asks for a longer pause gets it, up to a day.
 */
export function delayOfAttempt(attempts: number, askedMs = 0): number | null {
  if (attempts >= mostAttempts) return null;
  return Math.max(Math.min(firstDelayMs * 2 ** (attempts - 1), longestDelayMs), Math.min(askedMs, longestAskedMs));
}

const mostAttempts = 8;
const firstDelayMs = 300_000;
const longestDelayMs = 6 * 3_600_000;
const longestAskedMs = 86_400_000;

/**
 * How long tokens' rights outlast the day on which the owner saved the report. A token ends within a day and cannot be asked for again, and this
 * program does not learn when somebody leaves.
 */
export const rightsOfTokenDays = 180;
