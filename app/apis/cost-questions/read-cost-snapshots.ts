import { accountKeys } from "../../domain/access/is-account-id";
import type { CostRange } from "../../domain/cost/cost-range";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { isInMonths, nameSnapshots, readFindingProblems, readSnapshotsInForce } from "../serving/read-answer-snapshots";
import { SqlText } from "../serving/sql-text";
import type { CostFilter } from "./cost-filter";
import type { CostSnapshots } from "./cost-rows";

/**
 * The snapshots of a range and, where there is one, of the range that it is compared with, without those of billing accounts that a filter leaves out. A
 * charge counts on the day that it is dated, in whichever billing month it was delivered: for days these are also snapshots of other months.
 */
export async function readCostSnapshots(
  request: ApiRequest,
  range: CostRange,
  filters: readonly CostFilter[],
  previous: CostRange | null = null,
): Promise<CostSnapshots> {
  const ranges = previous === null ? [range] : [previous, range];
  const isByDay = range.unit === "days";
  const [active, ...dated] = await Promise.all([
    // A late charge may come in any later month, and one that is billed ahead in any earlier one.
    isByDay
      ? readSnapshotsInForce(request, "2000", "2099")
      : readSnapshotsInForce(request, (previous ?? range).firstDay.slice(0, 4), range.lastDay.slice(0, 4)),
    ...(isByDay ? ranges.map((one) => readDatedSnapshots(request, one)) : []),
  ]);
  const isOf = (one: CostRange, period: string, snapshot: string): boolean =>
    isInMonths(period, one.firstDay, one.lastDay) || (dated[ranges.indexOf(one)]?.has(snapshot) ?? false);
  const named = await nameSnapshots(
    request,
    active.filter(
      ({ account, period, snapshot }) =>
        ranges.some((one) => isOf(one, period, snapshot)) && filters.every((filter) => mayHave(filter, account)),
    ),
  );
  const findings = await readFindingProblems(request, named);
  return {
    named,
    of: (one) => named.filter(({ billing_period, snapshot_id }) => isOf(one, billing_period, snapshot_id)),
    findings: findings.filter(({ code }) => code !== "cost-missing"),
  };
}

/** Ids of snapshots, active or not, that may have charges of these days. */
async function readDatedSnapshots(request: ApiRequest, { firstDay, lastDay }: CostRange): Promise<ReadonlySet<string>> {
  const rows = await request.recentRows<{ readonly snapshot: string }>(SqlText.of`
    SELECT DISTINCT d.snapshot_id AS snapshot FROM FocusSnapshotDays AS d
    WHERE d.first_day <= ${Bound.date(lastDay)} AND d.last_day >= ${Bound.date(firstDay)}`);
  return new Set(rows.map(({ snapshot }) => snapshot));
}

/** The other ways to compare text are ClickHouse's own: these leave nothing out here. */
function mayHave({ field, op, values }: CostFilter, account: string): boolean {
  if (field.kind !== "dimension" || field.name !== "billing_account") return true;
  const isNamed = values.some((value) => accountKeys(value).includes(account));
  return op === "in" ? isNamed : op !== "not_in" || !isNamed;
}
