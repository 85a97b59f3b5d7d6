/** `npm test` asks samples; AZURE_BILLING_TEST_SIZE=full asks everything, which takes hours and is for the night. */
export const isFullSize = process.env["AZURE_BILLING_TEST_SIZE"] === "full";

/**
 * At full size all values; otherwise one of `step` of them, and others for the next `index`: over `step` places in a row each value has its turn. The same
 * ones on each run.
 */
export function sampleOf<T>(values: readonly T[], index: number, step: number): readonly T[] {
  return isFullSize ? values : values.filter((_, place) => place % step === index % step);
}

/** How often or how much, by the size of the run. */
export function bySize(small: number, full: number): number {
  return isFullSize ? full : small;
}
