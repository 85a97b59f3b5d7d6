import type { CostReadings } from "./cost-rows";

/**
 * Whether their place in the bill tells all charges apart, as it does in one published snapshot. Of several readings the charge's id has to, which is not
 * in the order in which charges are stored: then the engine reads further before it may stop.
 */
export function placesAreUnique({ named }: CostReadings): boolean {
  return named.length === 1 && named.every(({ snapshot_id }) => snapshot_id !== "live");
}
