import type { tags } from "typia";
import type { Answer } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { limitedProblem } from "../serving/limited-problem";
import { readAnswerSnapshots } from "../serving/read-answer-snapshots";
import { SqlText } from "../serving/sql-text";
import { monthOf } from "./month-of";
import { onlyAccount } from "./only-account";
import { singleCurrency } from "../serving/single-currency";

export interface AllocationParams {
  /** The billing month, `YYYY-MM`. */
  month: string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])$"> & tags.Example<"2026-10">;
  /** One billing account id (at Azure the enrollment number); every one of the caller's unless said. */
  billing_account?: string & tags.Pattern<"^[A-Za-z0-9_.:-]{1,128}$"> & tags.Example<"100">;
  /** Only owners by a rule, or only the others. */
  allocated?: boolean;
  /** At most this many owners, the costliest first; 100 unless said. The totals are of all. */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<10000> & tags.Example<100>;
}

export interface AllocationRow {
  /** The application of the rule that won; without one, the last segment of the resource's id. */
  owner: string;
  allocated: boolean;
  currency: string;
  cost: string;
  charges: string;
}

export interface AllocationTotal {
  currency: string;
  cost: string;
  allocated_cost: string;
  unallocated_cost: string;
  /** allocated_cost / cost, 0 to 1 with four decimals; null when nothing was billed. */
  allocated_share: string | null;
}

/** A rule that is in force in the month and that no charge of its application carries. */
export interface UnmatchedRule {
  id: string;
  pattern: string;
  match_kind: string;
  scope: string;
  application: string;
  priority: number;
}

export interface AllocationAnswer extends Answer<AllocationRow, AllocationTotal> {
  /** By id; at most 1000. Empty does not mean that every rule is needed: of two rules of one application on one charge, both count as matching. */
  unmatched_rules: readonly UnmatchedRule[];
}

/**
 * Who owns the cost of a month. A charge is allocated when its owner is the application of a rule, also of one that is disabled by now: charges keep
 * the owner that they were read with. A resource that happens to be named like an application counts as allocated.
 */
export async function answerAllocation(
  { month, billing_account: billingAccount, allocated, limit = 100 }: AllocationParams,
  request: ApiRequest,
): Promise<AllocationAnswer> {
  const { firstDay } = monthOf(month);
  const owners = SqlText.of`(
    SELECT o.currency AS currency, o.owner AS owner, o.owner IN (SELECT upperUTF8(application) FROM ApplicationTag FINAL) AS allocated,
      sum(o.cost) AS cost, sum(o.charges) AS charges
    FROM CurrentDailyCostByOwner AS o
    WHERE o.billing_period = ${Bound.date(firstDay)} ${onlyAccount(SqlText.of`o.billing_account_id`, billingAccount)}
    GROUP BY o.currency, o.owner)`;
  const [data, totals, rules, snapshots] = await Promise.all([
    request.rows<AllocationRow>(SqlText.of`
      SELECT a.owner AS owner, CAST(a.allocated AS Bool) AS allocated, a.currency AS currency, toString(a.cost) AS cost, toString(a.charges) AS charges
      FROM ${owners} AS a
      ${allocated === undefined ? SqlText.of`` : SqlText.of`WHERE a.allocated = ${Bound.count(allocated ? 1 : 0)}`}
      ORDER BY a.currency, a.cost DESC, a.owner LIMIT ${Bound.count(limit)}`),
    request.rows<AllocationTotal>(SqlText.of`
      SELECT a.currency AS currency, toString(sum(a.cost)) AS cost, toString(sumIf(a.cost, a.allocated)) AS allocated_cost,
        toString(sumIf(a.cost, NOT a.allocated)) AS unallocated_cost,
        if(sum(a.cost) = 0, NULL, toString(round(sumIf(a.cost, a.allocated) / if(sum(a.cost) = 0, toDecimal256(1, 18), sum(a.cost)), 4))) AS allocated_share
      FROM ${owners} AS a GROUP BY a.currency ORDER BY a.currency`),
    request.rows<UnmatchedRule>(unmatchedRules(firstDay, billingAccount)),
    readAnswerSnapshots(request, { from: firstDay, through: firstDay, account: billingAccount }),
  ]);
  return {
    data,
    snapshots,
    currency: singleCurrency(totals),
    totals,
    page: { next: null },
    problems: limitedProblem(data, limit),
    unmatched_rules: rules,
  };
}

/** Only charges of the rule's own application are searched for its pattern. A regular expression matches by its application alone: RE2 is not JavaScript. */
function unmatchedRules(firstDay: string, billingAccount: string | undefined): SqlText {
  const carries = (text: SqlText): SqlText => SqlText.of`multiIf(
    r.match_kind = 'regex', 1,
    r.match_kind = 'exact', lowerUTF8(${text}) = lowerUTF8(r.pattern),
    r.match_kind = 'prefix', startsWith(lowerUTF8(${text}), lowerUTF8(r.pattern)),
    position(lowerUTF8(${text}), lowerUTF8(r.pattern)) > 0)`;
  const level = (scope: SqlText, text: SqlText): SqlText =>
    SqlText.of`(r.scope IN ('any', ${scope}) AND ${text} != '' AND ${carries(text)})`;
  const period = Bound.date(firstDay);
  return SqlText.of`
    WITH rules AS (
      SELECT * FROM ApplicationTag FINAL
      WHERE enabled AND ifNull(valid_from, toDate(0)) <= toLastDayOfMonth(${period}) AND ifNull(valid_to, ${period}) >= ${period})
    SELECT toString(u.id) AS id, u.pattern AS pattern, u.match_kind AS match_kind, u.scope AS scope, u.application AS application, u.priority AS priority
    FROM rules AS u
    WHERE u.id NOT IN (
      SELECT r.id
      FROM (
        SELECT DISTINCT resource_tracking AS owner, splitByChar('/', instance_id)[-1] AS instance, resource_group, subscription_guid
        FROM CurrentAzureBillingDetail AS c WHERE c.billing_period = ${period} ${onlyAccount(SqlText.of`c.billing_account_id`, billingAccount)}) AS d
      INNER JOIN (SELECT *, upperUTF8(application) AS owner FROM rules) AS r ON r.owner = d.owner
      WHERE ${level(SqlText.of`'instance_id'`, SqlText.of`d.instance`)} OR ${level(SqlText.of`'resource_group'`, SqlText.of`d.resource_group`)}
        OR ${level(SqlText.of`'subscription_guid'`, SqlText.of`d.subscription_guid`)})
    ORDER BY u.id LIMIT 1000`;
}
