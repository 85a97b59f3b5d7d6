import type { BillingMonth } from "../../domain/calendar/billing-month";
import { addDays } from "../../domain/calendar/calendar-day";
import { parseUsageDate } from "../../domain/calendar/parse-usage-date";
import { snapshotsInForce } from "../../domain/snapshot/plan-retention";
import type { Comparison } from "../../pipeline/read-changes";
import type { AnswerProblem } from "../serving/answer";
import { ApiError, quotedValue } from "../serving/api-error";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { instantOf } from "../serving/page-place";
import { SqlText } from "../serving/sql-text";
import { onlyAccount } from "./parameters";

/** The instant, RFC 3339, that `since` names: a day begins at 00:00 UTC, and `yesterday` is the day before the one of `now`. Throws the 400. */
export function readSince(text: string, now: Date): string {
  const today = now.toISOString().slice(0, 10);
  const day = text === "today" ? today : text === "yesterday" ? addDays(today, -1) : text;
  if (parseUsageDate(day, "point") !== null && /^\d{4}-\d\d-\d\d$/.test(day)) return `${day}T00:00:00.000Z`;
  const isInstant = /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text));
  if (isInstant) return new Date(text).toISOString();
  throw new ApiError("bad-parameter", `since must be yesterday, today, a day or an RFC 3339 time; ${quotedValue(text)} is not`, {
    parameter: "since",
    allowed: ["yesterday", "today", "YYYY-MM-DD", "YYYY-MM-DDThh:mm:ssZ"],
  });
}

/**
 * The billing periods whose published snapshot is another than at an instant: by default, than before the last publication. What was published and rolled back in
 * between changed nothing. A snapshot whose rows retention has dropped cannot be compared; a problem says so, with both totals.
 */
export async function readMovedPeriods(
  request: ApiRequest,
  {
    account,
    month,
    since,
  }: { readonly account: string | undefined; readonly month: BillingMonth | undefined; readonly since: string | undefined },
): Promise<{ readonly compared: readonly Comparison[]; readonly dropped: readonly AnswerProblem[] }> {
  const isEarly = since === undefined ? SqlText.of`0` : SqlText.of`p.activated_at < ${instantOf(since)}`;
  const moved = since === undefined ? SqlText.of`count() > 1` : SqlText.of`countIf(NOT ${isEarly}) > 0`;
  const periods = await request.rows<MovedPeriod>(SqlText.of`
    SELECT p.billing_account_id AS account, toString(p.billing_period) AS period,
      arrayMap(move -> (move.3, move.4, toString(move.5)), arraySort(groupArray((p.activation, p.activated_at, p.snapshot_id, p.reason, toUInt8(${isEarly}))))) AS moves
    FROM ActiveBillingSnapshot AS p
    WHERE 1 ${onlyAccount(SqlText.of`p.billing_account_id`, account)} ${ofMonth(month)}
    GROUP BY p.billing_account_id, p.billing_period HAVING ${moved} ORDER BY period, account`);
  const comparisons = periods.flatMap(({ account: of, period, moves }): readonly Comparison[] => {
    const activations = moves.map(([snapshotId, reason]) => ({ snapshotId, reason }));
    const from = since === undefined ? snapshotsInForce(activations).at(-2) : moves.filter(([, , early]) => early === "1").at(-1)?.[0];
    const to = activations.at(-1)?.snapshotId;
    if (to === undefined || from === to || (since === undefined && from === undefined)) return [];
    return [{ account: of, period, from: from ?? null, to }];
  });
  if (comparisons.length > mostCompared)
    throw new ApiError(
      "too-large",
      `${comparisons.length} billing periods were published since; at most ${mostCompared} can be compared at once`,
      {
        parameter: "billing_account",
        allowed: ["one billing account", "one month", "a later since"],
      },
    );
  const seals = await readSealedTotals(request, comparisons);
  const isKept = (id: string | null): boolean => id === null || seals.get(id)?.kept === 1;
  return {
    compared: comparisons.filter(({ from, to }) => isKept(from) && isKept(to)),
    dropped: comparisons
      .filter(({ from, to }) => !isKept(from) || !isKept(to))
      .map(({ account: of, period, from, to }) => ({
        code: "snapshot-dropped",
        message: `${of}, ${period}: not compared, because the charges of the snapshot of then are dropped; it cost ${seals.get(from ?? "")?.cost ?? "an unknown amount"}, and now ${seals.get(to)?.cost ?? "an unknown amount"}`,
      })),
  };
}

interface MovedPeriod {
  readonly account: string;
  readonly period: string;
  /** In order: the snapshot, why, and `1` when it was before the instant. */
  readonly moves: readonly (readonly [string, "published" | "rolled-back", string])[];
}

interface SealedTotal {
  readonly snapshot: string;
  /** 1 when its rows are still there. */
  readonly kept: number;
  /** Amount and currency. */
  readonly cost: string;
}

async function readSealedTotals(request: ApiRequest, comparisons: readonly Comparison[]): Promise<ReadonlyMap<string, SealedTotal>> {
  if (comparisons.length === 0) return new Map();
  const ids = comparisons.flatMap(({ from, to }) => [...(from === null ? [] : [from]), to]);
  const rows = await request.rows<SealedTotal>(SqlText.of`
    SELECT e.snapshot_id AS snapshot, toUInt8(argMax(e.status, e.step) IN ('sealed', 'published')) AS kept,
      toString(argMax(e.cost, if(e.status IN ('sealed', 'published'), e.step, 0))) || ' ' || argMax(e.currency, e.step) AS cost
    FROM BillingSnapshot AS e WHERE e.snapshot_id IN ${Bound.texts(ids)} GROUP BY e.snapshot_id`);
  return new Map(rows.map((row) => [row.snapshot, row]));
}

function ofMonth(month: BillingMonth | undefined): SqlText {
  return month === undefined
    ? SqlText.of``
    : SqlText.of`AND p.billing_period BETWEEN ${Bound.date(month.firstDay)} AND ${Bound.date(`${month.toString()}-${month.days}`)}`;
}

/** So many pairs of snapshots one statement can name. */
const mostCompared = 75;
