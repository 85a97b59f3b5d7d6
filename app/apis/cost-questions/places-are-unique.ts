import type { AnswerSnapshot } from "../serving/answer";

/**
 * Whether their place in the bill tells all charges apart, as it does in one published snapshot. Of several readings the charge's id has to, which is not
 * in the order in which charges are stored: then the engine reads further before it may stop.
 */
export function placesAreUnique(readings: readonly AnswerSnapshot[]): boolean {
  return readings.length === 1 && readings.every(({ snapshot_id }) => snapshot_id !== "live");
}
