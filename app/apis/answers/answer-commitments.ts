import type { tags } from "typia";
import { mapCommitmentOrder } from "../../domain/focus/map-commitment";
import { countOf } from "../../domain/text/count-of";
import { type Answer, type AnswerProblem, answerOf, limitedProblem } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { costProblems } from "../cost-questions/cost-problems";
import { monthScope } from "./cost-scope-of";
import { monthParameter } from "./parameters";

export interface CommitmentsParams {
  /** Billing month, `YYYY-MM`. */
  month: string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])$"> & tags.Example<"2026-10">;
  /** Billing account id (at Azure the enrollment number). Defaults to all accounts you can read. */
  billing_account?: string & tags.Pattern<"^[A-Za-z0-9_.:-]{1,128}$"> & tags.Example<"100">;
  /** Only commitments that end within this many days from now. */
  expires_within?: number & tags.Type<"uint32"> & tags.Minimum<0> & tags.Maximum<3650> & tags.Example<90>;
  /** Maximum commitments to return (default 100), highest unused cost first. Totals cover all. */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<10000> & tags.Example<100>;
}

export interface CommitmentsRow {
  billing_account_id: string;
  billing_period: string;
  snapshot_id: string;
  /** FOCUS CommitmentDiscountId; the order where it is divided. */
  commitment_id: string;
  commitment_name: string;
  /** Usage: a reservation, which is counted in hours. Spend: a savings plan, which is counted in money. */
  category: string;
  type: string;
  currency: string;
  /** Which evidence the effective cost has: order-terms, reservation-details, amortized-report, unknown, or empty where the provider's own FOCUS rows have it. */
  evidence: string;
  /** What this bill bills for the commitment. */
  billed_cost: string;
  /** What the month cost: used_cost and unused_cost. */
  effective_cost: string;
  used_cost: string;
  /** What was paid for and not used. */
  unused_cost: string;
  /** In commitment_unit; null where the charges have none. */
  used_quantity: string | null;
  unused_quantity: string | null;
  commitment_unit: string | null;
  /** Used of used and unused, 0 to 1 with six decimals: of quantities, of a savings plan of costs. Null where there are neither. */
  utilization: string | null;
  /** Used quantity of all that was consumed of the same meters in the month, 0 to 1 with six decimals. Null where nothing was. */
  coverage: string | null;
  /** What the used quantity costs at list prices, less effective_cost. Null where a list price is not known. */
  savings: string | null;
  /** Of the terms by which the bill was read; null where they are not known. */
  starts_on: string | null;
  ends_on: string | null;
  expires_in_days: string | null;
  term_months: string | null;
  quantity: string | null;
  /** All that was paid for the commitment, less what was paid back. */
  purchased: string | null;
  /** Of purchased, what is of days before this bill, and what is of days after it. */
  spread_before: string | null;
  spread_after: string | null;
  /** Why the effective cost is not known, or not as the terms say: docs/commitments.md. */
  problems: readonly string[];
}

export interface CommitmentsTotal {
  currency: string;
  commitments: string;
  billed_cost: string;
  effective_cost: string;
  used_cost: string;
  unused_cost: string;
  /** Of the commitments whose savings are known; null where of none. */
  savings: string | null;
  /** Commitments that end within 90 days from now. */
  expiring: string;
  /** Of the commitments whose terms are known. */
  purchased: string;
  spread_before: string;
  spread_after: string;
}

/** What commitments cost in a billing month, whoever sells them, by the charges of the published bills and by the terms that were known when they were read. */
export async function answerCommitments(
  { month, billing_account: billingAccount, expires_within: within, limit = 100 }: CommitmentsParams,
  request: ApiRequest,
): Promise<Answer<CommitmentsRow, CommitmentsTotal>> {
  const asked = monthParameter(month);
  const { range, snapshots } = await monthScope(request, asked, billingAccount);
  const ids = Bound.texts(snapshots.named.filter(({ snapshot_id }) => snapshot_id !== "live").map(({ snapshot_id }) => snapshot_id));
  const [first, last] = [Bound.date(asked.firstDay), Bound.date(`${asked.toString()}-${String(asked.days)}`)];
  const today = Bound.date(request.now.toISOString().slice(0, 10));
  const commitments = commitmentsSql(ids, first, last, today);
  const wanted = within === undefined ? SqlText.of`1` : SqlText.of`c.expires BETWEEN 0 AND ${Bound.count(within)}`;
  const [data, totals, unknown] = await Promise.all([
    request.rows<CommitmentsRow>(SqlText.of`
      SELECT c.account AS billing_account_id, toString(c.period) AS billing_period, c.snapshot AS snapshot_id, c.commitment AS commitment_id, c.name AS commitment_name,
        c.category AS category, c.type AS type, c.currency AS currency, c.evidence AS evidence, toString(c.billed) AS billed_cost, toString(c.used + c.unused) AS effective_cost,
        toString(c.used) AS used_cost, toString(c.unused) AS unused_cost, toString(c.used_q) AS used_quantity, toString(c.unused_q) AS unused_quantity,
        c.unit AS commitment_unit, toString(c.utilization) AS utilization, toString(c.coverage) AS coverage, toString(c.savings) AS savings,
        toString(toDate(c.starts, 'UTC')) AS starts_on, toString(toDate(c.ends, 'UTC')) AS ends_on, toString(c.expires) AS expires_in_days, toString(c.months) AS term_months,
        toString(c.held) AS quantity, toString(c.purchased) AS purchased, toString(c.before) AS spread_before, toString(c.purchased - c.before - c.shared) AS spread_after,
        c.problems AS problems
      FROM (${commitments}) AS c WHERE ${wanted}
      ORDER BY c.currency, c.unused DESC, c.used DESC, c.account, c.commitment LIMIT ${Bound.count(limit)}`),
    request.rows<CommitmentsTotal>(SqlText.of`
      SELECT c.currency AS currency, toString(count()) AS commitments, toString(sum(c.billed)) AS billed_cost, toString(sum(c.used + c.unused)) AS effective_cost,
        toString(sum(c.used)) AS used_cost, toString(sum(c.unused)) AS unused_cost, toString(sumOrNull(c.savings)) AS savings,
        toString(countIf(c.expires BETWEEN 0 AND 90)) AS expiring, toString(sum(ifNull(c.purchased, 0))) AS purchased,
        toString(sum(ifNull(c.before, 0))) AS spread_before, toString(sum(ifNull(c.purchased - c.before - c.shared, 0))) AS spread_after
      FROM (${commitments}) AS c WHERE ${wanted} GROUP BY c.currency ORDER BY c.currency`),
    request.rows<UnknownRow>(SqlText.of`
      SELECT f.BillingCurrency AS currency, toString(count()) AS charges, toString(sum(toDecimal256(f.BilledCost, 18))) AS billed_cost
      FROM FocusCostAndUsage AS f WHERE f.x_SnapshotId IN ${ids} AND f.x_BillingPeriod BETWEEN ${first} AND ${last} AND has(f.x_Problems, 'effective-cost-not-amortized')
      GROUP BY currency ORDER BY currency`),
  ]);
  return answerOf({
    data,
    snapshots: snapshots.named,
    totals,
    problems: [...costProblems(range, snapshots), ...unknownProblem(unknown), ...limitedProblem(data, limit)],
  });
}

interface UnknownRow {
  readonly currency: string;
  readonly charges: string;
  readonly billed_cost: string;
}

function unknownProblem(rows: readonly UnknownRow[]): readonly AnswerProblem[] {
  if (rows.length === 0) return [];
  const charges = rows.reduce((sum, row) => sum + BigInt(row.charges), 0n);
  return [
    {
      code: "effective-cost-not-amortized",
      message: `The effective cost of ${countOf(charges, "charge")} of commitments is not known, and counts as 0; problems of each commitment say why`,
      amounts: rows,
    },
  ];
}

/**
 * One row for each commitment, bill and currency: of the charges that name it, and of the terms that the bill was read by, which a commitment may have in a month
 * without a charge. A list cost that is only the contracted cost says nothing of what was saved.
 */
function commitmentsSql(ids: Bound, first: Bound, last: Bound, today: Bound): SqlText {
  const order = SqlText.columns({ commitment: mapCommitmentOrder("CommitmentDiscountId") });
  const amount = (column: SqlText): SqlText => SqlText.of`toDecimal256(${column}, 18)`;
  const none = SqlText.of`toDecimal256(0, 18)`;
  const rows = SqlText.of`
    SELECT x_BillingAccountId AS account, x_BillingPeriod AS period, x_SnapshotId AS snapshot, BillingCurrency AS currency, ${order}, CommitmentDiscountId AS id, CommitmentDiscountName AS named,
      CommitmentDiscountCategory AS category, CommitmentDiscountType AS type, CommitmentDiscountQuantity AS quantity, CommitmentDiscountUnit AS unit, CommitmentDiscountStatus AS status,
      ChargeCategory AS charge, BilledCost AS billed, EffectiveCost AS effective, ListCost AS list, SkuId AS sku, ConsumedQuantity AS consumed, x_EffectiveCostSource AS source,
      (x_ListCostSource = 'contracted' OR hasAny(x_Problems, ['cost-missing', 'list-cost-unknown', 'block-size-suspected'])) AS no_list
    FROM FocusCostAndUsage WHERE x_SnapshotId IN ${ids} AND x_BillingPeriod BETWEEN ${first} AND ${last}`;
  const charges = SqlText.of`
    SELECT account, period, snapshot, currency, commitment, if(uniqExact(id) = 1, any(assumeNotNull(id)), replaceRegexpOne(any(assumeNotNull(id)), '(?i)/(reservations|savingsplans)/[^/]*$', '')) AS id,
      max(ifNull(named, '')) AS name, max(ifNull(category, '')) AS category, max(ifNull(type, '')) AS type, max(if(charge = 'Usage', source, '')) AS source,
      sum(${amount(SqlText.of`r.billed`)}) AS billed, sumIf(${amount(SqlText.of`effective`)}, ifNull(status, 'Used') = 'Used') AS used, sumIf(${amount(SqlText.of`effective`)}, status = 'Unused') AS unused,
      sumOrNullIf(${amount(SqlText.of`assumeNotNull(quantity)`)}, quantity IS NOT NULL AND status = 'Used') AS used_q,
      sumOrNullIf(${amount(SqlText.of`assumeNotNull(quantity)`)}, quantity IS NOT NULL AND status = 'Unused') AS unused_q,
      nullIf(maxIf(ifNull(unit, ''), status IS NOT NULL), '') AS unit,
      sumIf(${amount(SqlText.of`list`)}, status = 'Used') AS list, countIf(status = 'Used' AND no_list) AS listless, countIf(status = 'Used') AS uses,
      groupUniqArrayIf(assumeNotNull(sku), sku IS NOT NULL AND status = 'Used') AS skus,
      sumIf(${amount(SqlText.of`effective`)}, source IN ('order-terms', 'reservation-details')) AS shared
    FROM (${rows}) AS r WHERE id IS NOT NULL AND charge IN ('Usage', 'Purchase') GROUP BY account, period, snapshot, currency, commitment`;
  const meters = SqlText.of`
    SELECT account, snapshot, currency, commitment, sum(m.consumed) AS consumed
    FROM (SELECT account, snapshot, currency, commitment, arrayJoin(skus) AS sku FROM (${charges})) AS s
    INNER JOIN (
      SELECT account, snapshot, currency, assumeNotNull(sku) AS sku, sum(${amount(SqlText.of`ifNull(r.consumed, 0)`)}) AS consumed
      FROM (${rows}) AS r WHERE sku IS NOT NULL AND charge = 'Usage' GROUP BY account, snapshot, currency, sku) AS m USING (account, snapshot, currency, sku)
    GROUP BY account, snapshot, currency, commitment`;
  const terms = SqlText.of`
    SELECT billing_account_id AS account, billing_period AS period, snapshot_id AS snapshot, currency, commitment_order AS commitment, commitment_id AS t_id, commitment_name AS t_name,
      evidence AS t_evidence, starts_at AS starts, ends_at AS ends, term_months AS months, quantity AS held, toNullable(${amount(SqlText.of`purchased`)}) AS purchased,
      toNullable(${amount(SqlText.of`spread_before`)}) AS before, problems AS t_problems
    FROM CommitmentTerm WHERE snapshot_id IN ${ids} AND billing_period BETWEEN ${first} AND ${last} AND ifNull(ends_at >= ${first}, 1)`;
  return SqlText.of`
    SELECT account, period, snapshot, currency, if(h.id != '', h.id, t.t_id) AS commitment, if(h.name != '', h.name, t.t_name) AS name,
      if(h.category != '', h.category, 'Usage') AS category, if(h.type != '', h.type, 'Reservation') AS type, if(t.t_evidence IN ('', 'unknown') AND h.source != '', h.source, t.t_evidence) AS evidence,
      h.billed AS billed, h.used AS used, h.unused AS unused, h.used_q AS used_q, h.unused_q AS unused_q, h.unit AS unit, h.shared AS shared,
      if(h.category = 'Spend', ${share(SqlText.of`h.used`, SqlText.of`h.used + h.unused`)}, ${share(SqlText.of`ifNull(h.used_q, ${none})`, SqlText.of`ifNull(h.used_q, ${none}) + ifNull(h.unused_q, ${none})`)}) AS utilization,
      ${share(SqlText.of`ifNull(h.used_q, ${none})`, SqlText.of`m.consumed`)} AS coverage,
      if(h.uses = 0 OR h.listless > 0, NULL, h.list - h.used - h.unused) AS savings,
      t.starts AS starts, t.ends AS ends, if(t.ends IS NULL, NULL, dateDiff('day', ${today}, toDate(t.ends, 'UTC'))) AS expires, t.months AS months,
      if(t.t_evidence IN ('', 'unknown'), NULL, t.held) AS held, if(t.t_evidence IN ('', 'unknown'), NULL, t.purchased) AS purchased, t.before AS before, t.t_problems AS problems
    FROM (${charges}) AS h
    FULL OUTER JOIN (${terms}) AS t USING (account, period, snapshot, currency, commitment)
    LEFT JOIN (${meters}) AS m USING (account, snapshot, currency, commitment)`;
}

/** A part of a whole, 0 to 1, with six decimals, rounded half-even; null of nothing. */
function share(part: SqlText, whole: SqlText): SqlText {
  return SqlText.of`if(${whole} <= 0, NULL, toDecimal64(round(toDecimal256(${part}, 18) / if(${whole} <= 0, toDecimal256(1, 18), ${whole}), 6), 6))`;
}
