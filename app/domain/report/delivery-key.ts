import type { AlertNews } from "./alert-causes";

/** A published snapshot that a report is made of. */
export interface ReportSnapshot {
  readonly billing_account_id: string;
  readonly billing_period: string;
  readonly snapshot_id: string;
}

/** What makes two deliveries the same one. */
export interface DeliveryIdentity {
  readonly report: string;
  /** What was asked, as JSON text: endpoints with their parameters, format and language. */
  readonly question: string;
  readonly snapshots: readonly ReportSnapshot[];
  /** The receiver, as `nameOfDestination` has it. */
  readonly destination: string;
  /** sha-256 of the rows, where posted charges are among them: these have no snapshot that changes when they do. */
  readonly content: string;
  /** Set by who wants the same once more. */
  readonly again: string;
  /** Of an alert: what it tells, and the key of the delivery that told what stood before. */
  readonly news: { readonly told: AlertNews; readonly after: string } | null;
}

/**
 * The text whose sha-256 names a delivery: what has the same is never sent twice. Each part has its length before it, so that no two identities have one text;
 * snapshots count in any order, and once.
 */
export function deliveryKeyText({ report, question, snapshots, destination, content, again, news }: DeliveryIdentity): string {
  const named = [...new Set(snapshots.map((one) => JSON.stringify([one.billing_account_id, one.billing_period, one.snapshot_id])))].sort();
  const keys = (causes: AlertNews["begun"]): readonly string[] => causes.map(({ key }) => key).sort();
  const told = news === null ? "" : JSON.stringify([keys(news.told.begun), keys(news.told.over), news.after]);
  return [report, question, JSON.stringify(named), destination, content, again, told].map((part) => `${part.length}:${part}`).join("");
}
