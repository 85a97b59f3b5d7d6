import type { tags } from "typia";
import { foldName, ownerOf } from "../../domain/text/fold-name";
import type { FileColumn } from "../files/file-rows";
import type { Answer } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { pageCursor } from "../serving/page-cursor";
import { readAnswerSnapshots } from "../serving/read-answer-snapshots";
import { SqlText } from "../serving/sql-text";
import { monthParameter, onlyAccount } from "./parameters";

export interface TaggingAuditParams {
  /** Billing month, `YYYY-MM`. */
  month: string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])$"> & tags.Example<"2026-10">;
  /** Billing account id (at Azure the enrollment number). Defaults to all accounts you can read. */
  billing_account?: string & tags.Pattern<"^[A-Za-z0-9_.:-]{1,128}$"> & tags.Example<"100">;
  /** Only conflicts that this application won. Case and Unicode composition are ignored. */
  winner?: string & tags.MinLength<1> & tags.MaxLength<200> & tags.Example<"PAYMENTS">;
  /** Only conflicts that this rule (ApplicationTag id) won. */
  rule?: number & tags.Type<"uint32"> & tags.Maximum<4294967295> & tags.Example<1>;
  /** Only conflicts that were won at this level. */
  level?: "instance_id" | "resource_group" | "subscription_guid";
  /** Only conflicts decided for this reason: a higher level, a smaller priority or a smaller id. */
  reason?: "level" | "priority" | "id";
  /** Maximum rows to return (default 100), by day. */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<1000> & tags.Example<100>;
  /** `page.next` of the previous answer. */
  page?: string & tags.Pattern<"^[A-Za-z0-9_-]{1,2000}$"> & tags.Example<"WyIxOTcwLTAxLTAxIiwiIiwiIiwiIl0">;
}

export interface TaggingAuditAnswerRow {
  billing_account_id: string;
  snapshot_id: string;
  charge_id: string;
  /** Null when the day of the charge is unreadable. */
  date: string | null;
  winner_id: string;
  winner_application: string;
  winner_level: "instance_id" | "resource_group" | "subscription_guid";
  match_order: "level-first" | "id-first";
  /** Why the winner took precedence over the second rule. */
  reason: "level" | "priority" | "id";
  /** For each level: the searched text and the matching rules as `id pattern application`, strongest first. */
  levels: {
    level: "instance_id" | "resource_group" | "subscription_guid";
    text: string;
    match_count: number;
    matches: string[];
  }[];
}

export interface TaggingAuditTotal {
  winner_level: "instance_id" | "resource_group" | "subscription_guid";
  reason: "level" | "priority" | "id";
  conflicts: string;
}

/** Charges of a month on which rules of resource tracking disagreed: those of its active snapshots, and live ones of days that no published period covers. */
export async function answerTaggingAudit(
  { month, billing_account: billingAccount, winner, rule, level, reason, limit = 100, page }: TaggingAuditParams,
  request: ApiRequest,
): Promise<Answer<TaggingAuditAnswerRow, TaggingAuditTotal>> {
  const { firstDay } = monthParameter(month);
  const conditions = [
    ofAuditedMonth(firstDay, billingAccount),
    ...(winner === undefined ? [] : [SqlText.of`has(${Bound.texts(await spellingsOf(winner, firstDay, request))}, t.winner_application)`]),
    ...(rule === undefined ? [] : [SqlText.of`t.winner_id = ${Bound.count(rule)}`]),
    ...(level === undefined ? [] : [SqlText.of`t.winner_level = ${Bound.text(level)}`]),
    ...(reason === undefined ? [] : [SqlText.of`t.reason = ${Bound.text(reason)}`]),
  ];
  const conflicts = SqlText.of`FROM TaggingAudit AS t FINAL WHERE ${SqlText.join(conditions, " AND ")}`;
  const place = SqlText.of`(ifNull(t.date, toDate(0)), t.billing_account_id, t.snapshot_id, t.charge_id)`;
  const rows = SqlText.of`
      SELECT t.billing_account_id AS billing_account_id, t.snapshot_id AS snapshot_id, t.charge_id AS charge_id, toString(t.date) AS date,
        toString(t.winner_id) AS winner_id, t.winner_application AS winner_application, t.winner_level AS winner_level,
        t.match_order AS match_order, t.reason AS reason, t.levels AS levels
      ${conflicts}`;
  request.allRows?.({ statement: rows, columns: conflictColumns });
  const [data, totals, snapshots] = await Promise.all([
    request.allRows !== undefined
      ? []
      : request.rows<TaggingAuditAnswerRow>(SqlText.of`
      ${rows} ${page === undefined ? SqlText.of`` : SqlText.of`AND ${place} > ${placeOf(pageCursor.read(page, 4))}`}
      ORDER BY ${place} LIMIT ${Bound.count(limit)}`),
    request.rows<TaggingAuditTotal>(SqlText.of`
      SELECT t.winner_level AS winner_level, t.reason AS reason, toString(count()) AS conflicts ${conflicts}
      GROUP BY t.winner_level, t.reason ORDER BY t.winner_level, t.reason`),
    readAnswerSnapshots(request, { from: firstDay, through: firstDay, account: billingAccount }),
  ]);
  const next = pageCursor.next(data, limit, (last) => [
    last.date ?? "1970-01-01",
    last.billing_account_id,
    last.snapshot_id,
    last.charge_id,
  ]);
  return {
    data,
    snapshots,
    currency: null,
    totals,
    page: { next },
    problems: [],
  };
}

const conflictColumns: readonly FileColumn[] = [
  ...[
    "billing_account_id",
    "snapshot_id",
    "charge_id",
    "date",
    "winner_id",
    "winner_application",
    "winner_level",
    "match_order",
    "reason",
  ].map((name) => ({ name })),
  { name: "levels", kind: "list" },
];

/** Which rows `t` of TaggingAudit belong to a month: those of its active snapshots, and live ones of days that no published period covers. */
export function ofAuditedMonth(firstDay: string, billingAccount: string | undefined): SqlText {
  const period = Bound.date(firstDay);
  const ofMonth = (day: SqlText): SqlText => SqlText.of`${day} BETWEEN ${period} AND toLastDayOfMonth(${period})`;
  const day = SqlText.of`ifNull(t.date, toDate(0))`;
  const published = SqlText.of`FROM CurrentBillingSnapshot WHERE ${ofMonth(SqlText.of`billing_period`)}`;
  return SqlText.of`((t.billing_account_id, t.snapshot_id) IN (SELECT billing_account_id, snapshot_id ${published})
      OR (t.snapshot_id = 'live' AND ${ofMonth(day)}
        AND (t.billing_account_id, ${day}) NOT IN (SELECT billing_account_id, day FROM PublishedDay)))
      ${onlyAccount(SqlText.of`t.billing_account_id`, billingAccount)}`;
}

/** The applications of the month that are this name, as people spell it: compared here, since SQL knows no full case folding. */
async function spellingsOf(winner: string, firstDay: string, request: ApiRequest): Promise<readonly string[]> {
  const won = await request.rows<{ readonly application: string }>(SqlText.of`
    SELECT DISTINCT t.winner_application AS application FROM TaggingAudit AS t FINAL WHERE ${ofAuditedMonth(firstDay, undefined)}`);
  return won.map(({ application }) => application).filter((application) => ownerFold(application) === ownerFold(winner));
}

const ownerFold = (application: string): string => foldName(ownerOf(application));

function placeOf([date = "", account = "", snapshot = "", charge = ""]: readonly string[]): SqlText {
  return SqlText.of`(toDateOrZero(${Bound.text(date)}), ${Bound.text(account)}, ${Bound.text(snapshot)}, ${Bound.text(charge)})`;
}
