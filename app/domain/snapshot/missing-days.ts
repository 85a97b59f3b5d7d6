/**
 * The days that readers see charges of and that a new delivery has none of, in order: publishing it would take them away. Days are `YYYY-MM-DD`. Rows are
 * counted apart: ten days that become ten other days have as many rows as before.
 */
export function missingDays(published: readonly string[], delivered: readonly string[]): readonly string[] {
  const kept = new Set(delivered);
  return [...new Set(published)].filter((day) => !kept.has(day)).sort();
}

/** Days in words, runs of them as one: `2026-10-01 to 2026-10-05, 2026-10-09`. At most ten runs are listed. */
export function describeDays(days: readonly string[]): string {
  const runs: { first: string; last: string }[] = [];
  for (const day of [...days].sort()) {
    const run = runs.at(-1);
    if (run !== undefined && dayNumber(day) - dayNumber(run.last) <= 1) run.last = day;
    else runs.push({ first: day, last: day });
  }
  const listed = runs.slice(0, mostRuns).map(({ first, last }) => (first === last ? first : `${first} to ${last}`));
  return runs.length > mostRuns ? `${listed.join(", ")} and ${runs.length - mostRuns} more runs of days` : listed.join(", ");
}

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000;
}

const mostRuns = 10;
