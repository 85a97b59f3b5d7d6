const isFull = process.env["AZURE_BILLING_TEST_SIZE"] === "full";

/**
 * The seeds that each fault of a source is tried with: `npm test` tries one, of which the outcome is known where it depends on the seed, and
 * AZURE_BILLING_TEST_SIZE=full five, which are at least 100 runs of each source.
 */
export const faultSeeds: readonly number[] = isFull ? [1, 2, 3, 4, 5] : [2];

/** How each fault ends, by its name: all that its seeds came to. */
export async function endingsOf<Fault extends { readonly name: string }>(
  faults: readonly Fault[],
  read: (fault: Fault, seed: number) => Promise<string>,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const endings: Record<string, readonly string[]> = {};
  for (const fault of faults) {
    const found = new Set<string>();
    for (const seed of faultSeeds) found.add(await read(fault, seed));
    endings[fault.name] = [...found].sort();
  }
  return endings;
}
