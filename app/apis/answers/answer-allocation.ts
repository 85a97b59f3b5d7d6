import type { tags } from "typia";
import { ownerOf } from "../../domain/text/fold-name";
import { type Answer, type AnswerProblem, limitedProblem, answerOf } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { doubtsOf } from "../../domain/cost/cost-doubt";
import { chooseCostTable } from "../../domain/cost/cost-rollup";
import { countOf } from "../../domain/text/count-of";
import { askCosts } from "../cost-questions/ask-costs";
import { type CostScope, costRows } from "../cost-questions/cost-rows";
import { measure } from "../cost-questions/cost-measure";
import { rowsAndTotals } from "../cost-questions/rows-and-totals";
import { doubtColumns, type DoubtedRow, doubtSums, problemsOfDoubts } from "../cost-questions/doubt-sums";
import { monthScope } from "./cost-scope-of";
import { ofAuditedMonth } from "./answer-tagging-audit";
import { monthParameter } from "./parameters";

export interface AllocationParams {
  /** Billing month, `YYYY-MM`. */
  month: string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])$"> & tags.Example<"2026-10">;
  /** Billing account id (at Azure the enrollment number). Defaults to all accounts you can read. */
  billing_account?: string & tags.Pattern<"^[A-Za-z0-9_.:-]{1,128}$"> & tags.Example<"100">;
  /** `true`: only costs with an owner; `false`: only costs without one. */
  allocated?: boolean;
  /** Maximum owners to return (default 100), highest cost first. Totals cover all owners. */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<10000> & tags.Example<100>;
}

export interface AllocationRow {
  /** Application of the rule that matched when the charge was read, in upper case; empty when none matched. */
  owner: string;
  allocated: boolean;
  currency: string;
  /** Null when none of its charges has a readable cost. */
  cost: string | null;
  charges: string;
}

export interface AllocationTotal {
  currency: string;
  cost: string;
  allocated_cost: string;
  unallocated_cost: string;
  /** allocated_cost / cost, from 0 to 1 with four decimals; null when nothing was billed. */
  allocated_share: string | null;
}

/** A rule that is in force in the month and that matched no charge when the month was read. */
export interface UnmatchedRule {
  id: string;
  pattern: string;
  match_kind: string;
  scope: string;
  application: string;
  priority: number;
}

/** Charges whose owner came from a rule that is not what it was. They keep that owner. */
export interface ChangedRule {
  id: string;
  /** The owner that the charges have. */
  owner: string;
  state: "gone" | "disabled" | "renamed";
  /** The application that the rule has now; null when the rule was removed. */
  application: string | null;
  currency: string;
  cost: string;
  charges: string;
}

export interface AllocationAnswer extends Answer<AllocationRow, AllocationTotal> {
  /** By id, at most 1000. A rule that matched and lost to another rule is not listed; see /api/tagging-audit. */
  unmatched_rules: readonly UnmatchedRule[];
  /** By id, at most 1000. */
  changed_rules: readonly ChangedRule[];
}

/**
 * Who owns the cost of a month. Allocation is history: a charge is allocated when a rule gave it its owner as it was read, and stays so when the rule is
 * renamed, reused, disabled or removed. Imported charges are allocated when their file says owner and rule.
 */
export async function answerAllocation(
  { month, billing_account: billingAccount, allocated, limit = 100 }: AllocationParams,
  request: ApiRequest,
): Promise<AllocationAnswer> {
  const asked = monthParameter(month);
  const { firstDay } = asked;
  const scope = await monthScope(request, asked, billingAccount);
  const { snapshots } = scope;
  const doubts = doubtsOf(["billed"]);
  const rows = costRows(
    chooseCostTable([...scope.filters.map(({ field }) => field), { kind: "dimension", name: "owner" }], false),
    scope,
    () => SqlText.of`currency, owner, billed_cost, charges, ${SqlText.join(doubtColumns(doubts).map(measure), ", ")}`,
  );
  const [found, unmatched, changed] = await Promise.all([
    askCosts<FoundRow>(
      request,
      snapshots,
      rowsAndTotals(
        SqlText.of`
      SELECT a.owner AS owner, CAST(a.owner != '' AS Bool) AS allocated, a.currency AS currency,
        toString(if(a.missing_charges = a.charges, NULL, a.cost)) AS cost, toString(a.cost) AS whole, toString(a.charges) AS charges, a.is_total AS is_total,
        toString(a.owned) AS allocated_cost, toString(a.cost - a.owned) AS unallocated_cost,
        if(a.cost = 0, NULL, toString(round(a.owned / if(a.cost = 0, toDecimal256(1, 18), a.cost), 4))) AS allocated_share, a.doubts AS doubts
      FROM (
        SELECT currency, owner, toUInt8(grouping(owner)) AS is_total, sum(r.billed_cost) AS cost, sumIf(r.billed_cost, r.owner != '') AS owned,
          sum(r.charges) AS charges, sum(r.missing_charges) AS missing_charges, ${doubtSums(doubts)}
        FROM (${rows}) AS r GROUP BY GROUPING SETS ((currency, owner), (currency))) AS a
      WHERE a.is_total = 1 OR ${allocated === undefined ? SqlText.of`1` : SqlText.of`(a.owner != '') = ${Bound.count(allocated ? 1 : 0)}`}
      ORDER BY a.is_total DESC, a.currency, a.cost DESC, a.owner`,
        limit,
      ),
    ),
    request.rows<UnmatchedRule>(unmatchedRules(firstDay, billingAccount, decidedSql(scope))),
    readChangedRules(request, decidedSql(scope)),
  ]);
  const sums = found.filter(({ is_total }) => is_total === 1);
  const data = found
    .filter(({ is_total }) => is_total === 0)
    .map(({ owner, allocated: isAllocated, currency, cost, charges }) => ({ owner, allocated: isAllocated, currency, cost, charges }));
  const totals = sums.map(({ currency, whole, allocated_cost, unallocated_cost, allocated_share }) => ({
    currency,
    cost: whole,
    allocated_cost,
    unallocated_cost,
    allocated_share,
  }));
  return {
    ...answerOf({
      data,
      snapshots: snapshots.named,
      totals,
      problems: [...limitedProblem(data, limit), ...snapshots.findings, ...problemsOfDoubts(doubts, sums), ...changedProblem(changed)],
    }),
    unmatched_rules: unmatched,
    changed_rules: changed,
  };
}

/** An owner, or with is_total what all owners cost in a currency: of everything that the question matches. */
interface FoundRow extends AllocationRow, Omit<AllocationTotal, "cost"> {
  readonly whole: string;
  readonly is_total: number;
  readonly doubts: DoubtedRow["doubts"];
}

/** A SELECT of rule, owner, currency, cost (billed) and charges, of the charges that a rule of ours decided. No rollup has the rules. */
function decidedSql(scope: CostScope): SqlText {
  const rows = costRows("charges", scope, () => SqlText.of`owner_rule, owner, currency, billed_cost, charges`);
  return SqlText.of`SELECT toInt64OrZero(c.owner_rule) AS rule, c.owner AS owner, c.currency AS currency, sum(c.billed_cost) AS cost, sum(c.charges) AS charges
    FROM (${rows}) AS c WHERE c.owner_rule != '' GROUP BY rule, owner, currency`;
}

function changedProblem(changed: readonly ChangedRule[]): readonly AnswerProblem[] {
  if (changed.length === 0) return [];
  const charges = changed.reduce((sum, group) => sum + BigInt(group.charges), 0n);
  const rules = new Set(changed.map(({ id }) => id)).size;
  return [
    {
      code: "rules-changed",
      message: `${countOf(charges, "charge")} keep the owner of ${countOf(rules, "rule")} that ${rules === 1 ? "was" : "were"} removed, disabled or renamed since; see changed_rules`,
    },
  ];
}

/** By what was decided: of the rules in force in the month, those that won no charge and lost none to another rule. */
function unmatchedRules(firstDay: string, billingAccount: string | undefined, decided: SqlText): SqlText {
  const period = Bound.date(firstDay);
  return SqlText.of`
    SELECT toString(u.id) AS id, u.pattern AS pattern, u.match_kind AS match_kind, u.scope AS scope, u.application AS application, u.priority AS priority
    FROM ApplicationTag AS u FINAL
    WHERE u.enabled AND ifNull(u.valid_from, toDate(0)) <= toLastDayOfMonth(${period}) AND ifNull(u.valid_to, ${period}) >= ${period}
      AND u.id NOT IN (SELECT o.rule FROM (${decided}) AS o)
      AND u.id NOT IN (
        SELECT arrayJoin(arrayMap(m -> toInt64OrZero(splitByChar(' ', m)[1]), arrayFlatten(arrayMap(l -> tupleElement(l, 'matches'), t.levels))))
        FROM TaggingAudit AS t FINAL WHERE ${ofAuditedMonth(firstDay, billingAccount)})
    ORDER BY u.id LIMIT 1000`;
}

async function readChangedRules(request: ApiRequest, decided: SqlText): Promise<readonly ChangedRule[]> {
  const rows = await request.rows<Omit<ChangedRule, "state"> & { readonly enabled: boolean | null }>(SqlText.of`
    SELECT toString(d.rule) AS id, d.owner AS owner, r.application AS application, r.enabled AS enabled, d.currency AS currency,
      toString(d.cost) AS cost, toString(d.charges) AS charges
    FROM (${decided}) AS d
    LEFT JOIN (
      SELECT t.id AS id, CAST(t.application AS Nullable(String)) AS application, CAST(t.enabled AS Nullable(Bool)) AS enabled FROM ApplicationTag AS t FINAL) AS r
      ON r.id = d.rule
    WHERE NOT ifNull(r.enabled AND upper(r.application) = d.owner, 0)
    ORDER BY d.rule, d.owner, d.currency LIMIT 1000`);
  return rows.flatMap(({ enabled, application, ...row }) => {
    const state = application === null ? "gone" : ownerOf(application) !== row.owner ? "renamed" : enabled === true ? null : "disabled";
    return state === null ? [] : [{ ...row, application, state }];
  });
}
