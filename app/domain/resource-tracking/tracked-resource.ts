import type { TrackingDecision } from "./tracking-decision";

/** The rules found for one resource; only the day of the charge is still open. */
export interface TrackedResource {
  /** The decision for a charge of this day; the same object each time unless a matching rule has days. */
  readonly on: (date: string | null) => TrackingDecision;
}
