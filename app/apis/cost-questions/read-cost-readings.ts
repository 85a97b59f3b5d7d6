import type { CostRange } from "../../domain/cost/cost-range";
import type { AnswerSnapshot } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { readAnswerSnapshots } from "../serving/read-answer-snapshots";
import type { CostFilter } from "./cost-filter";

/** The readings of a range and, where there is one, of the range that it is compared with, without those of billing accounts that a filter leaves out. */
export async function readCostReadings(
  request: ApiRequest,
  range: CostRange,
  filters: readonly CostFilter[],
  previous: CostRange | null = null,
): Promise<readonly AnswerSnapshot[]> {
  const readings = await readAnswerSnapshots(request, { from: (previous ?? range).firstPeriod, through: range.lastPeriod });
  return readings.filter(({ billing_account_id }) => filters.every((filter) => mayHave(filter, billing_account_id)));
}

/** The other ways to compare text are ClickHouse's own: these leave nothing out here. */
function mayHave({ field, op, values }: CostFilter, account: string): boolean {
  if (field.kind !== "dimension" || field.name !== "billing_account") return true;
  return op === "in" ? values.includes(account) : op !== "not_in" || !values.includes(account);
}
