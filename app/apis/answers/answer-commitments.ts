import type { tags } from "typia";
import { mapCommitmentOrder } from "../../domain/focus/map-commitment";
import { countOf } from "../../domain/text/count-of";
import { type Answer, type AnswerProblem, answerOf, limitedProblem } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { shareSql } from "../serving/share-sql";
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
  /** What was paid for and not used; 0 with the problem use-unknown. */
  unused_cost: string;
  /** In commitment_unit; null where the charges have none, or several units. */
  used_quantity: string | null;
  unused_quantity: string | null;
  commitment_unit: string | null;
  /** Used of used and unused, 0 to 1 with six decimals: of quantities, of a savings plan of costs. Null where there are neither, and where what was not used is not known. */
  utilization: string | null;
  /**
   * What was consumed under it of all that was consumed of the same meters in the month, 0 to 1 with six decimals: of quantities, of a savings plan of list costs.
   * Null where nothing was, and where a list price that is needed is not known.
   */
  coverage: string | null;
  /** What the used quantity costs at list prices, less effective_cost. Null where a list price is not known. */
  savings: string | null;
  /** Of the terms by which the bill was read; null where they are not known. */
  starts_on: string | null;
  ends_on: string | null;
  expires_in_days: string | null;
  term_months: string | null;
  /** Units held at once; of a savings plan the money of an hour. */
  quantity: string | null;
  /** All that was paid for the commitment until the end of this bill or as listed, less what was paid back. Null where bills since its begin are missing. */
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
      SELECT c.account AS billing_account_id, toString(c.period) AS billing_period, c.snapshot AS snapshot_id, c.commitment_id AS commitment_id, c.name AS commitment_name,
        c.category AS category, c.type AS type, c.currency AS currency, c.evidence AS evidence, toString(c.billed) AS billed_cost, toString(c.used + c.unused) AS effective_cost,
        toString(c.used) AS used_cost, toString(c.unused) AS unused_cost, toString(c.used_q) AS used_quantity, toString(c.unused_q) AS unused_quantity,
        c.unit AS commitment_unit, toString(c.utilization) AS utilization, toString(c.coverage) AS coverage, toString(c.savings) AS savings,
        toString(toDate(c.starts, 'UTC')) AS starts_on, toString(toDate(c.ends, 'UTC')) AS ends_on, toString(c.expires) AS expires_in_days, toString(c.months) AS term_months,
        toString(c.held) AS quantity, toString(c.purchased) AS purchased, toString(c.before) AS spread_before, toString(c.purchased - c.before - c.shared) AS spread_after,
        c.problems AS problems
      FROM (${commitments}) AS c WHERE ${wanted}
      ORDER BY c.currency, c.unused DESC, c.used DESC, c.account, c.commitment_id LIMIT ${Bound.count(limit)}`),
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
      x_ProviderName AS provider,
      (x_ListCostSource = 'contracted' OR hasAny(x_Problems, ['cost-missing', 'list-cost-unknown', 'block-size-suspected'])) AS no_list
    FROM FocusCostAndUsage WHERE x_SnapshotId IN ${ids} AND x_BillingPeriod BETWEEN ${first} AND ${last}`;
  // No charge is Unused and some have no status: how much was used is not known.
  const isUnsaid = SqlText.of`r.status IS NULL AND r.charge = 'Usage'`;
  const isUseUnknown = SqlText.of`j.unsaid > 0 AND j.rests = 0`;
  // Google's fees are usage without a status, but for those that say what usage left of them. Where one does, a fee without a status is left wholly.
  const isFee = SqlText.of`${isUnsaid} AND r.provider = 'Google Cloud'`;
  const charges = SqlText.of`
    SELECT r.account AS account, r.period AS period, r.snapshot AS snapshot, r.currency AS currency, r.commitment AS commitment,
      if(uniqExact(r.id) = 1, any(assumeNotNull(r.id)), replaceRegexpOne(any(assumeNotNull(r.id)), '(?i)/(reservations|savingsplans)/[^/]*$', '')) AS said_id,
      max(ifNull(r.named, '')) AS name, max(ifNull(r.category, '')) AS said_category, max(ifNull(r.type, '')) AS said_type, max(if(r.charge = 'Usage', toString(r.source), '')) AS said_source,
      sum(${amount(SqlText.of`r.billed`)}) AS sum_billed, countIf(ifNull(r.status, '') = 'Unused') AS rests, countIf(${isUnsaid}) AS unsaid,
      sumIf(${amount(SqlText.of`r.effective`)}, ifNull(r.status, '') = 'Unused') + if(rests > 0, sumIf(${amount(SqlText.of`r.effective`)}, ${isFee}), ${none}) AS unused,
      sum(${amount(SqlText.of`r.effective`)}) - unused AS used,
      sumOrNullIf(${amount(SqlText.of`assumeNotNull(r.quantity)`)}, r.quantity IS NOT NULL AND ifNull(r.status, '') = 'Used') AS used_q,
      sumOrNullIf(${amount(SqlText.of`assumeNotNull(r.quantity)`)}, r.quantity IS NOT NULL AND ifNull(r.status, '') = 'Unused') AS unused_q,
      sumIf(${amount(SqlText.of`ifNull(r.consumed, 0)`)}, ifNull(r.status, '') = 'Used') AS covered,
      nullIf(maxIf(ifNull(r.unit, ''), r.status IS NOT NULL), '') AS said_unit, uniqExactIf(assumeNotNull(r.unit), r.unit IS NOT NULL AND r.status IS NOT NULL) > 1 AS mixed,
      sumIf(${amount(SqlText.of`r.list`)}, ifNull(r.status, '') = 'Used') AS listed, countIf(ifNull(r.status, '') = 'Used' AND r.no_list) AS listless, countIf(ifNull(r.status, '') = 'Used') AS uses,
      groupUniqArrayIf(assumeNotNull(r.sku), r.sku IS NOT NULL AND ifNull(r.status, '') = 'Used') AS skus,
      sumIf(${amount(SqlText.of`r.effective`)}, r.source IN ('order-terms', 'reservation-details')) AS shared
    FROM (${rows}) AS r WHERE r.id IS NOT NULL AND r.charge IN ('Usage', 'Purchase')
    GROUP BY r.account, r.period, r.snapshot, r.currency, r.commitment`;
  const meters = SqlText.of`
    SELECT s.account AS account, s.snapshot AS snapshot, s.currency AS currency, s.commitment AS commitment, sum(m.of_meter) AS consumed,
      sum(m.list_of_meter) AS listed_of_meters, sum(m.listless) AS listless_of_meters
    FROM (SELECT h.account AS account, h.snapshot AS snapshot, h.currency AS currency, h.commitment AS commitment, arrayJoin(h.skus) AS meter FROM (${charges}) AS h) AS s
    INNER JOIN (
      SELECT r.account AS account, r.snapshot AS snapshot, r.currency AS currency, assumeNotNull(r.sku) AS meter, sum(${amount(SqlText.of`ifNull(r.consumed, 0)`)}) AS of_meter,
        sum(${amount(SqlText.of`r.list`)}) AS list_of_meter, countIf(r.no_list) AS listless
      FROM (${rows}) AS r WHERE r.sku IS NOT NULL AND r.charge = 'Usage' GROUP BY r.account, r.snapshot, r.currency, r.sku) AS m USING (account, snapshot, currency, meter)
    GROUP BY s.account, s.snapshot, s.currency, s.commitment`;
  const terms = SqlText.of`
    SELECT billing_account_id AS account, billing_period AS period, snapshot_id AS snapshot, currency, commitment_order AS commitment, commitment_id AS t_id, commitment_name AS t_name,
      evidence AS t_evidence, category AS t_category, commitment_type AS t_type, starts_at AS starts, ends_at AS ends, term_months AS months, quantity AS t_held, toNullable(${amount(SqlText.of`purchased`)}) AS t_purchased,
      toNullable(${amount(SqlText.of`spread_before`)}) AS t_before, problems AS t_problems
    FROM CommitmentTerm WHERE snapshot_id IN ${ids} AND billing_period BETWEEN ${first} AND ${last} AND ifNull(ends_at >= ${first}, 1)`;
  const known = SqlText.of`
    SELECT account, period, snapshot, currency, commitment, h.* EXCEPT (account, period, snapshot, currency, commitment),
      t.* EXCEPT (account, period, snapshot, currency, commitment)
    FROM (${charges}) AS h FULL OUTER JOIN (${terms}) AS t USING (account, period, snapshot, currency, commitment)`;
  const isKnown = SqlText.of`j.t_evidence NOT IN ('', 'unknown')`;
  const evidence = SqlText.of`if(${isKnown} OR j.said_source = '', j.t_evidence, j.said_source)`;
  // The rows of such a bill have their shares themselves.
  const isStated = SqlText.of`j.t_evidence = 'amortized-report'`;
  const quantities = SqlText.of`ifNull(j.used_q, ${none}) + ifNull(j.unused_q, ${none})`;
  return SqlText.of`
    SELECT j.account AS account, j.period AS period, j.snapshot AS snapshot, j.currency AS currency, if(j.said_id != '', j.said_id, j.t_id) AS commitment_id,
      if(j.name != '', j.name, j.t_name) AS name, multiIf(j.said_category != '', j.said_category, j.t_category != '', toString(j.t_category), 'Usage') AS category,
      multiIf(j.said_type != '', j.said_type, j.t_type != '', toString(j.t_type), 'Reservation') AS type,
      ${evidence} AS evidence, j.sum_billed AS billed, j.used AS used, j.unused AS unused,
      if(j.mixed, NULL, j.used_q) AS used_q, if(j.mixed, NULL, j.unused_q) AS unused_q, if(j.mixed, NULL, j.said_unit) AS unit, if(${isStated}, j.used + j.unused, j.shared) AS shared,
      multiIf(${isUseUnknown} OR ${evidence} = 'unknown', NULL, j.said_category = 'Spend', ${shareSql(SqlText.of`j.used`, SqlText.of`(j.used + j.unused)`)}, j.mixed, NULL, ${shareSql(SqlText.of`ifNull(j.used_q, ${none})`, SqlText.of`(${quantities})`)}) AS utilization,
      multiIf(j.said_category != 'Spend', ${shareSql(SqlText.of`j.covered`, SqlText.of`m.consumed`)}, m.listless_of_meters > 0, NULL,
        ${shareSql(SqlText.of`j.listed`, SqlText.of`m.listed_of_meters`)}) AS coverage,
      if(j.uses = 0 OR j.listless > 0, NULL, j.listed - j.used - j.unused) AS savings,
      j.starts AS starts, j.ends AS ends, if(j.ends IS NULL, NULL, dateDiff('day', ${today}, toDate(j.ends, 'UTC'))) AS expires, j.months AS months,
      if(j.t_evidence = 'unknown', NULL, j.t_held) AS held, if(${isKnown}, j.t_purchased, NULL) AS purchased, if(${isKnown}, j.t_before, NULL) AS before,
      arrayConcat(j.t_problems, if(${isUseUnknown}, ['use-unknown'], [])) AS problems
    FROM (${known}) AS j
    LEFT JOIN (${meters}) AS m ON m.account = j.account AND m.snapshot = j.snapshot AND m.currency = j.currency AND m.commitment = j.commitment`;
}
