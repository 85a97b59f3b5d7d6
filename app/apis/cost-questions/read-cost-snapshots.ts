import { accountKeys } from "../../domain/access/is-account-id";
import type { CostField } from "../../domain/cost/cost-dimension";
import type { CostRange } from "../../domain/cost/cost-range";
import { wantsUsageRollup } from "../../domain/cost/cost-rollup";
import type { AnswerSnapshot } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { isInMonths, nameSnapshots, readFindingProblems, readSnapshotsInForce } from "../serving/read-answer-snapshots";
import { SqlText } from "../serving/sql-text";
import type { CostFilter } from "./cost-filter";
import type { CostSnapshots } from "./cost-rows";

/** What of a question, besides its filters, decides which rollup answers it. */
export interface CostSnapshotNeeds {
  readonly previous?: CostRange | null;
  readonly fields?: readonly CostField[];
  readonly quantity?: boolean;
}

/**
 * The snapshots of a range and, where there is one, of the range that it is compared with, without those of billing accounts that a filter leaves out. A
 * charge counts on the day that it is dated, in whichever billing month it was delivered: for days these are also snapshots of other months.
 */
export async function readCostSnapshots(
  request: ApiRequest,
  range: CostRange,
  filters: readonly CostFilter[],
  { previous = null, fields = [], quantity = false }: CostSnapshotNeeds = {},
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
  const [findings, usageRollup] = await Promise.all([
    readFindingProblems(request, named),
    wantsUsageRollup([...fields, ...filters.map(({ field }) => field)], quantity) && isInUsageRollup(request, named),
  ]);
  return {
    named,
    usageRollup,
    of: (one) => named.filter(({ billing_period, snapshot_id }) => isOf(one, billing_period, snapshot_id)),
    findings: findings.filter(({ code }) => code !== "cost-missing"),
  };
}

/**
 * Whether DailyFocusUsage has every charge of published snapshots: it may have none, or is just being filled with those, of snapshots that are older than it.
 * That it has is kept; that it has not may change.
 */
async function isInUsageRollup(request: ApiRequest, named: readonly AnswerSnapshot[]): Promise<boolean> {
  const published = named.filter(({ snapshot_id }) => snapshot_id !== "live").map(({ snapshot_id }) => snapshot_id);
  if (published.length === 0) return true;
  const ids = Bound.texts(published);
  const incomplete = SqlText.of`SELECT u.snapshot_id AS snapshot FROM (
      SELECT d.snapshot_id AS snapshot_id, toInt64(d.charges) AS difference FROM FocusSnapshotDays AS d WHERE d.snapshot_id IN ${ids}
      UNION ALL SELECT d.snapshot_id, -toInt64(d.charges) FROM DailyFocusUsage AS d WHERE d.snapshot_id IN ${ids}) AS u
    GROUP BY u.snapshot_id HAVING sum(u.difference) != 0 LIMIT 1`;
  return (await request.keptRows<object>(incomplete)).length === 0 || (await request.recentRows<object>(incomplete)).length === 0;
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
