import { defineTexts } from "../../i18n/language";

export const unitCostsTexts = defineTexts(
  {
    title: "Unit costs",
    perUnit: (entity: string, metric: string) => `Cost per unit: ${entity}, ${metric}`,
    hint: "The cost of everything that the filters match, divided by the values of the metric. A date whose values are not all there has no cost of one unit.",
    metric: "Divided by",
    named: (entity: string, metric: string) => `${entity}: ${metric}`,
    grain: "For each",
    day: "Day",
    month: "Month",
    none: "No business metric has values that you may see. Post them to /ingest/BusinessMetric: docs/api.md says how.",
    notThere: "The metric of the address has no values.",
    cut: (count: string) => `The first ${count} metrics can be chosen.`,
    summary: (known: string, all: string) => `${known} of ${all} dates have a cost of one unit; the others are gaps.`,
    cost: "Cost",
    value: "Value",
    unitCost: "Cost of one",
    whole: "The whole range",
    table: "Cost, value and cost of one by date",
  },
  {
    title: "单位成本",
    perUnit: (entity: string, metric: string) => `单位成本：${entity}，${metric}`,
    hint: "符合筛选条件的全部成本除以指标的值。指标值不全的日期没有单位成本。",
    metric: "除以",
    named: (entity: string, metric: string) => `${entity}：${metric}`,
    grain: "按",
    day: "日",
    month: "月",
    none: "没有您可查看的业务指标的值。请提交到 /ingest/BusinessMetric：见 docs/api.md。",
    notThere: "地址中的指标没有值。",
    cut: (count: string) => `仅可选择前 ${count} 个指标。`,
    summary: (known: string, all: string) => `${all} 个日期中有 ${known} 个有单位成本，其余为空缺。`,
    cost: "成本",
    value: "值",
    unitCost: "单位成本",
    whole: "整个范围",
    table: "各日期的成本、值和单位成本",
  },
);

/** Why a date has no cost of one unit, by the reasons of the API. */
export const unitCostReasonTexts = defineTexts(
  {
    "no-value": "no value",
    "days-without-value": "days without a value",
    "units-differ": "values have several units",
    "value-is-zero": "the value is 0",
    "value-is-negative": "the value is below 0",
    "cost-unknown": "the cost is not known",
  },
  {
    "no-value": "没有值",
    "days-without-value": "有些日子没有值",
    "units-differ": "值的单位不同",
    "value-is-zero": "值为 0",
    "value-is-negative": "值小于 0",
    "cost-unknown": "成本未知",
  },
);
