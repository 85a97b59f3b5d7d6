import type { ReportDocument } from "../domain/report/report-document";
import type { ReportFile } from "./make-report";

/** What is delivered to one destination. */
export interface Parcel {
  readonly reportId: string;
  readonly document: ReportDocument;
  readonly files: readonly ReportFile[];
  /** sha-256 that names this delivery; message id, object names and headers are made of it. */
  readonly key: string;
}

/**
 * How an attempt ended. `later`: the receiver has surely not taken it, and may take it another time, after `afterMs` if it said so. `refused`: it will not. `in-doubt`:
 * it may have taken it or not.
 */
export type DeliveryResult =
  | { readonly kind: "sent"; readonly detail: string }
  | { readonly kind: "later"; readonly detail: string; readonly afterMs?: number }
  | { readonly kind: "refused"; readonly detail: string }
  | { readonly kind: "in-doubt"; readonly detail: string };

/** Why nothing was sent, and that it would be in vain to try again unless something is changed. */
export class DeliveryFault extends Error {
  override readonly name = "DeliveryFault";
}
