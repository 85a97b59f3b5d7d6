/** The id of a charge: the hash of its content, and which of the rows with that content it is. */
export function chargeId(contentHash: string, occurrence: number): string {
  return `${contentHash}-${occurrence}`;
}
