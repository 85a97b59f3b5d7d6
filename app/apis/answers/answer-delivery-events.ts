import type { tags } from "typia";
import type { Answer } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { pageCursor } from "../serving/page-cursor";
import { afterPlace, cursorValues, instantOf } from "../serving/page-place";
import { SqlText } from "../serving/sql-text";
import { isSince, monthParameter, onlyAccount } from "./parameters";
import { rfc3339 } from "./rfc3339";

export interface DeliveryEventsParams {
  /** Only events of this billing account. */
  billing_account?: string & tags.MinLength<1> & tags.MaxLength<128> & tags.Example<"100">;
  /** Only events of billing periods that begin in this month, `YYYY-MM`. */
  month?: string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])$"> & tags.Example<"2026-10">;
  /** Only such events: `published` are publications, with what they changed in money; the others held a reading up. */
  event?: "published" | "retry" | "wait" | "resumed";
  /** Only events on this day (UTC) or later, `YYYY-MM-DD`. They are kept for 90 days. */
  since?: string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$"> & tags.Example<"2026-10-01">;
  /** Maximum rows to return (default 100), latest first. */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<1000> & tags.Example<100>;
  /** `page.next` of the previous answer. */
  page?: string & tags.Pattern<"^[A-Za-z0-9_-]{1,2000}$"> & tags.Example<"WyIyMDk5LTAxLTAxIDAwOjAwOjAwLjAwMCIsIiIsIiIsIiIsIjAiXQ">;
}

export interface DeliveryEventAnswerRow {
  /** RFC 3339. */
  at: string;
  billing_account_id: string;
  /** First day of the period; null before it was known. */
  billing_period: string | null;
  snapshot_id: string;
  source: string;
  event: "published" | "retry" | "wait" | "resumed";
  /** Of a publication `first` or `replaced`, of a retry the kind of error, of a wait `rate`, `breaker` or `report`. */
  kind: string;
  /** The part that was being read. */
  part: number;
  delay_ms: string;
  detail: string;
  /** What a publication changed in money; empty for other events. */
  costs: readonly PublishedCost[];
}

/** Amounts are what the source charged, as exact digits. */
export interface PublishedCost {
  currency: string;
  cost_before: string;
  cost_after: string;
  cost_difference: string;
}

export interface DeliveryEventTotal {
  event: "published" | "retry" | "wait" | "resumed";
  events: string;
}

/** What happened to deliveries, the latest first. */
export async function answerDeliveryEvents(
  { billing_account, month, event, since, limit = 100, page }: DeliveryEventsParams,
  request: ApiRequest,
): Promise<Answer<DeliveryEventAnswerRow, DeliveryEventTotal>> {
  const wanted = SqlText.of`1 ${onlyAccount(SqlText.of`d.billing_account_id`, billing_account)}
      ${month === undefined ? SqlText.of`` : SqlText.of`AND toStartOfMonth(d.billing_period) = ${Bound.date(monthParameter(month).firstDay)}`}
      ${event === undefined ? SqlText.of`` : SqlText.of`AND d.event = ${Bound.text(event)}`}
      AND ${isSince(SqlText.of`d.at`, since)}`;
  const after = page === undefined ? SqlText.of`` : SqlText.of`AND ${following(pageCursor.read(page, 5))}`;
  const [found, totals] = await Promise.all([
    request.rows<DeliveryEventAnswerRow & { readonly place: string }>(SqlText.of`
      SELECT ${rfc3339(SqlText.of`d.at`)} AS at, d.billing_account_id AS billing_account_id,
        if(d.billing_period = toDate(0), NULL, toString(d.billing_period)) AS billing_period, d.snapshot_id AS snapshot_id, d.source AS source,
        d.event AS event, d.kind AS kind, d.part AS part, toString(d.delay_ms) AS delay_ms, d.detail AS detail,
        JSONExtract(d.costs, 'Array(Tuple(currency String, cost_before String, cost_after String, cost_difference String))') AS costs,
        toString(d.at, 'UTC') AS place
      FROM DeliveryEvent AS d WHERE ${wanted} ${after}
      ORDER BY d.at DESC, d.billing_account_id, d.snapshot_id, d.event, d.part LIMIT ${Bound.count(limit)}`),
    request.rows<DeliveryEventTotal>(SqlText.of`
      SELECT d.event AS event, toString(count()) AS events FROM DeliveryEvent AS d WHERE ${wanted} GROUP BY d.event ORDER BY d.event`),
  ]);
  const next = pageCursor.next(found, limit, (last) => [
    last.place,
    last.billing_account_id,
    last.snapshot_id,
    last.event,
    String(last.part),
  ]);
  const data = found.map(
    ({ at, billing_account_id, billing_period, snapshot_id, source, event: told, kind, part, delay_ms, detail, costs }) => ({
      at,
      billing_account_id,
      billing_period,
      snapshot_id,
      source,
      event: told,
      kind,
      part,
      delay_ms,
      detail,
      costs,
    }),
  );
  return { data, snapshots: [], currency: null, totals, page: { next }, problems: [] };
}

function following([at = "", account = "", snapshot = "", event = "", part = ""]: readonly string[]): SqlText {
  const from = instantOf(at);
  const rest = afterPlace([
    { column: SqlText.of`d.billing_account_id`, value: Bound.text(account) },
    { column: SqlText.of`d.snapshot_id`, value: Bound.text(snapshot) },
    { column: SqlText.of`d.event`, value: Bound.text(event) },
    { column: SqlText.of`d.part`, value: cursorValues.count(part) },
  ]);
  return SqlText.of`(d.at < ${from} OR (d.at = ${from} AND ${rest}))`;
}
