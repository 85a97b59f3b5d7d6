import type { ExtractRequest } from "./extract-month";
import type { OpenMonthResult } from "./extract-open-months";
import { describeOutcome, isWorthRetrying } from "./delivery-outcome";
import { type Endurance, outlast, WorthRepeating } from "./outlast";
import { recordExecution } from "./record-execution";
import type { SnapshotDatabase } from "./snapshot-database";

/** What one night came to. */
export interface NightResult {
  published: number;
  /** Months whose last attempt published nothing. */
  unpublished: number;
}

/**
 * The months of one night, which `readMonths` reads: those that fail for a reason that may pass are read again until they are published, or the night is over.
 * What is published is left alone by `readMonths`. A month leaves a row of WorkflowExecution for each outcome that differs from the one before, which waits
 * for ClickHouse where that is away.
 */
export async function extractNight(
  night: Endurance,
  database: SnapshotDatabase,
  readMonths: () => AsyncIterable<OpenMonthResult>,
): Promise<NightResult> {
  const told = new Map<string, string>();
  const failed = new Set<string>();
  let published = 0;
  const record = async ({ request, startedAt, outcome }: OpenMonthResult): Promise<void> => {
    const description = outcome === null ? "" : describeOutcome(outcome);
    if (outcome === null || told.get(nameOf(request)) === description) return;
    const write = (): Promise<void> => recordExecution(database, night.workflow, request, startedAt, outcome);
    await outlast(night, write, () => undefined);
    told.set(nameOf(request), description);
  };
  const pass = async (): Promise<void> => {
    const again: string[] = [];
    for await (const result of readMonths()) {
      const { request, outcome } = result;
      if (outcome === null) continue;
      await record(result);
      if (outcome.kind === "published") {
        published += 1;
        failed.delete(nameOf(request));
      } else failed.add(nameOf(request));
      if (isWorthRetrying(outcome)) again.push(describeOutcome(outcome));
    }
    if (again.length > 0) throw new WorthRepeating(again.join("; "));
  };
  await outlast(night, pass, () => undefined);
  return { published, unpublished: failed.size };
}

const nameOf = ({ enrollment, year, month }: ExtractRequest): string => `${enrollment} ${year}-${month}`;
