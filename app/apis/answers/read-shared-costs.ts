import { type OwnedCost, type SharedCosts, shareCosts } from "../../domain/allocation/share-costs";
import { type MetricWeights, weighByMetric } from "../../domain/allocation/weigh-by-metric";
import { isInForce } from "../../domain/allocation/sharing-rule";
import type { BillingMonth } from "../../domain/calendar/billing-month";
import { type CostField, costFieldName } from "../../domain/cost/cost-dimension";
import { type CostMetric, costMetricColumns, doubtsOf } from "../../domain/cost/cost-doubt";
import { chooseCostTable } from "../../domain/cost/cost-rollup";
import { countOf } from "../../domain/text/count-of";
import { ownerOf } from "../../domain/text/fold-name";
import { askCosts } from "../cost-questions/ask-costs";
import { costColumn } from "../cost-questions/cost-column";
import { columnFilterSql, costFilterSql } from "../cost-questions/cost-filter";
import { measure } from "../cost-questions/cost-measure";
import { amountProblem } from "../cost-questions/cost-problems";
import { type CostScope, costRows } from "../cost-questions/cost-rows";
import { doubtColumns, type DoubtedRow, doubtSums, problemsOfDoubts } from "../cost-questions/doubt-sums";
import type { AnswerProblem, ProblemAmount } from "../serving/answer";
import { ApiError } from "../serving/api-error";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import type { SharedCostRule } from "./shared-cost-rules";

/** The costs that can be shared out. */
export const sharedMetrics = ["billed", "effective"] as const satisfies readonly CostMetric[];
export type SharedMetric = (typeof sharedMetrics)[number];

/** The costs of a scope as rules split them. `rule` of parts and pools is the place in `rules`. */
export interface FoundSharedCosts extends SharedCosts {
  readonly rules: readonly SharedCostRule[];
  /** What everything costs, by currency. */
  readonly totals: readonly { readonly currency: string; readonly cost: string }[];
  /** Charges whose cost is in doubt. */
  readonly doubts: readonly AnswerProblem[];
  /** Rules that split nothing, and values by which rules weigh that are missing or cannot be used. */
  readonly problems: readonly AnswerProblem[];
}

/** The rules of a list that hold in a month. Throws the 400 when they are more, or longer, than one statement can ask for. */
export function rulesInForce(rules: readonly SharedCostRule[], month: BillingMonth): readonly SharedCostRule[] {
  const inForce = rules.filter((rule) => isInForce(rule, month));
  const length = inForce.reduce((sum, { filters }) => sum + JSON.stringify(filters).length, 0);
  if (inForce.length <= mostRules && length <= mostFilterText) return inForce;
  throw new ApiError(
    "too-large",
    `More than ${mostRules} rules of shared costs are in force, or their filters are longer than ${mostFilterText} characters together; name one billing account, or withdraw rules`,
    { parameter: "billing_account" },
  );
}

/** Values travel in the address of a statement, which may have a mebibyte; a character has up to nine there. */
const mostFilterText = 100_000;

/** One account may have as many. */
export const mostRules = 100;

/** SQL that finds which rule takes a charge, over rows with `billing_account_id` and what `costColumn` names. */
export interface RuleChoice {
  /** `expression AS name` of what the filters of all rules look at, once for each field: the value of a tag takes its time. Each begins with a comma. */
  readonly fields: SqlText;
  /** The names of `fields`, each after a comma. */
  readonly names: SqlText;
  /** Over rows that have `fields`: the place of the rule in the list, counted from 1; 0 for none. */
  readonly takenBy: SqlText;
}

/** Which of the rules takes a charge: the first in the list whose account and filters match. */
export function ruleChoice(rules: readonly SharedCostRule[]): RuleChoice {
  const fields = new Map(rules.flatMap(({ filters }) => filters.map(({ field }) => [costFieldName(field), field] as const)));
  const names = [...fields.keys()];
  const columns = names.map((_, index) => `rule_field_${index}`);
  const columnOf = (field: CostField): SqlText => SqlText.name(`rule_field_${names.indexOf(costFieldName(field))}`, columns);
  const cases = rules.map((rule, index) => {
    const ofAccount = costFilterSql({ field: { kind: "dimension", name: "billing_account" }, op: "in", values: [rule.billing_account_id] });
    const conditions = [ofAccount, ...rule.filters.map((filter) => columnFilterSql(filter, columnOf(filter.field)))];
    return SqlText.of`${SqlText.join(conditions, " AND ")}, toUInt8(${Bound.count(index + 1)})`;
  });
  return {
    fields: SqlText.join(
      [...fields.values()].map((field) => SqlText.of`, ${costColumn(field)} AS ${columnOf(field)}`),
      " ",
    ),
    names: SqlText.join(
      [...fields.values()].map((field) => SqlText.of`, ${columnOf(field)}`),
      " ",
    ),
    takenBy: cases.length === 0 ? SqlText.of`toUInt8(0)` : SqlText.of`multiIf(${SqlText.join(cases, ", ")}, toUInt8(0))`,
  };
}

/**
 * What the charges of a scope cost by owner, before and after rules split them. The engine adds up by owner and rule, in the statement that gives the totals too,
 * and domain/allocation splits the sums: that is the same as to split each charge, since nothing is rounded. Every rule must be of an account that is in the
 * scope as a whole. Values of business metrics are read as they are now; nothing but shares is made of them.
 */
export async function readSharedCosts(
  request: ApiRequest,
  scope: CostScope,
  metric: SharedMetric,
  rules: readonly SharedCostRule[],
): Promise<FoundSharedCosts> {
  const doubts = doubtsOf([metric]);
  const { cost, unknown } = costMetricColumns[metric];
  const columns = [...new Set([cost, unknown, "charges" as const, ...doubtColumns(doubts)])];
  const asked = [...scope.filters, ...rules.flatMap(({ filters }) => filters)].map(({ field }) => field);
  const { fields, names, takenBy } = ruleChoice(rules);
  const measures = SqlText.join(columns.map(measure), ", ");
  const rows = costRows(
    chooseCostTable([...asked, { kind: "dimension", name: "owner" }], false),
    scope,
    () => SqlText.of`billing_account_id, currency, owner, ${measures}${fields}`,
  );
  const sums = SqlText.join(
    columns.map((name) => SqlText.of`sum(c.${measure(name)}) AS ${measure(name)}`),
    ", ",
  );
  // Charges that the rules cannot tell apart are added up before any rule looks at them: a rule costs more than a sum.
  const alike = SqlText.of`SELECT billing_account_id, currency, owner${names}, ${sums} FROM (${rows}) AS c GROUP BY billing_account_id, currency, owner${names}`;
  const taken = SqlText.of`SELECT billing_account_id, currency, owner, ${takenBy} AS taken_by, ${measures} FROM (${alike})`;
  const asking = askCosts<FoundRow>(
    request,
    scope.snapshots,
    SqlText.of`SELECT billing_account_id AS account, currency, owner, toUInt32(taken_by) AS place, toUInt8(grouping(billing_account_id)) AS is_total,
      toString(sum(r.${measure(cost)})) AS cost, toString(sum(r.charges)) AS charges, toString(sum(r.${measure(unknown)})) AS unknown, ${doubtSums(doubts)}
    FROM (${taken}) AS r GROUP BY GROUPING SETS ((billing_account_id, currency, owner, taken_by), (currency))
    ORDER BY is_total, currency, account, owner, place`,
  );
  const [found, weighed] = await Promise.all([asking, readMetricWeights(request, scope, rules)]);
  const totals = found.filter(({ is_total }) => is_total === 1);
  const owned = found
    .filter(({ is_total }) => is_total === 0)
    .map(({ place, ...row }): OwnedCost => ({ ...row, rule: place === 0 ? null : place - 1 }));
  const shared = shareCosts(
    owned,
    rules.map((rule) => ({ ...rule, targets: weighed.get(rule)?.targets ?? rule.targets })),
  );
  return {
    ...shared,
    rules,
    totals: totals.map(({ currency, cost: whole }) => ({ currency, cost: whole })),
    doubts: problemsOfDoubts(doubts, totals),
    problems: [...problemsOfPools(shared, rules, metric), ...problemsOfWeights(shared, rules, weighed)],
  };
}

/** The weights of each rule of the method `metric`, of the days that the scope has. */
async function readMetricWeights(
  request: ApiRequest,
  { range }: CostScope,
  rules: readonly SharedCostRule[],
): Promise<ReadonlyMap<SharedCostRule, MetricWeights>> {
  const weighed = rules.flatMap((rule) => (rule.business_metric === null ? [] : [{ rule, metric: rule.business_metric }]));
  if (weighed.length === 0) return new Map();
  const found = await request.metricValues({
    metrics: [...new Set(weighed.map(({ metric }) => metric))],
    owners: [...new Set(weighed.flatMap(({ rule }) => rule.targets.map(({ owner }) => owner)))],
    firstDay: range.firstDay,
    lastDay: range.lastDay,
  });
  return new Map(
    weighed.map(({ rule, metric }) => {
      const own = found.filter((one) => one.metric === metric);
      const values = own.flatMap((one) => one.found.map(([day, value, unit]) => ({ owner: ownerOf(one.entity), day, value, unit })));
      return [rule, weighByMetric(rule.targets, values)];
    }),
  );
}

interface FoundRow extends DoubtedRow {
  readonly account: string;
  readonly owner: string;
  readonly place: number;
  readonly is_total: number;
  readonly cost: string;
  readonly charges: string;
  readonly unknown: string;
}

function problemsOfPools({ pools }: SharedCosts, rules: readonly SharedCostRule[], metric: SharedMetric): readonly AnswerProblem[] {
  const names = (places: readonly number[]): string => {
    const ids = [...new Set(places)].flatMap((place) => rules[place]?.id ?? []);
    return firstOf(ids, ", ");
  };
  const unsplit = pools.filter(({ shares }) => shares === null);
  const idle = rules.flatMap((_, place) => (pools.some(({ rule }) => rule === place) ? [] : [place]));
  const amounts = unsplit.map(({ currency, charges, cost }): ProblemAmount => ({ currency, charges, billed_cost: cost }));
  return [
    ...(unsplit.length === 0
      ? []
      : [
          amountProblem(
            "shared-cost-not-split",
            (charges) =>
              `No target of ${names(unsplit.map(({ rule }) => rule))} has anything to be weighed by, so these stay with their owners: ${charges}`,
            amounts,
            metric,
          ),
        ]),
    ...(idle.length === 0
      ? []
      : [
          {
            code: "shared-cost-rule-without-charges",
            message: `${countOf(idle.length, "rule")} found no charge, or none that an earlier rule had not taken: ${names(idle)}`,
          },
        ]),
  ];
}

/** What of the values of business metrics does not weigh, for rules that found charges. */
function problemsOfWeights(
  { pools }: SharedCosts,
  rules: readonly SharedCostRule[],
  weighed: ReadonlyMap<SharedCostRule, MetricWeights>,
): readonly AnswerProblem[] {
  const asked = rules.flatMap((rule, place) => {
    const weights = pools.some((pool) => pool.rule === place) ? weighed.get(rule) : undefined;
    return weights === undefined ? [] : [{ id: rule.id, weights }];
  });
  return metricProblems.flatMap(({ code, message, told }) => {
    const found = asked.flatMap(({ id, weights }) => {
      const what = told(weights);
      return what === null ? [] : [what === "" ? id : `${id}: ${what}`];
    });
    return found.length === 0 ? [] : [{ code, message: `${message}: ${firstOf(found, "; ")}` }];
  });
}

/** `told`: what of a rule's weights is meant, in words; null for nothing. */
const metricProblems: readonly {
  readonly code: string;
  readonly message: string;
  readonly told: (weights: MetricWeights) => string | null;
}[] = [
  {
    code: "shared-cost-metric-missing",
    message: "Targets without a value of the business metric in the month get no part",
    told: ({ missing }) => (missing.length === 0 ? null : firstOf(missing, ", ")),
  },
  {
    code: "shared-cost-metric-days-left-out",
    message: "Days on which not every target that has values has one do not weigh",
    told: ({ days, daysLeftOut }) => (daysLeftOut === 0 ? null : `${daysLeftOut} of ${countOf(days, "day")}`),
  },
  {
    code: "shared-cost-metric-negative",
    message: "Targets whose values of the business metric add up to less than 0 get no part",
    told: ({ negative }) => (negative.length === 0 ? null : firstOf(negative, ", ")),
  },
  {
    code: "shared-cost-metric-units-differ",
    message: "Values of the business metric are in several units, so that no target has a weight",
    told: ({ unitsDiffer }) => (unitsDiffer ? "" : null),
  },
];

function firstOf(names: readonly string[], separator: string): string {
  return `${names.slice(0, 5).join(separator)}${names.length > 5 ? ` and ${names.length - 5} more` : ""}`;
}
