import type { Language } from "./language";

/**
 * What the problems of an answer mean, in Chinese; the API says it in English, with the details of this answer. The codes are those of docs/numbers.md, and
 * one that is not here is shown as the API says it.
 */
const chinese: ReadonlyMap<string, string> = new Map([
  ["missing-months", "这些月份没有已存储的账单，也没有提交的费用。"],
  ["live-months", "答案包含提交的费用：它们计入没有已发布账单的日子。"],
  ["charges-without-day", "这些费用没有可读的日期，计入所属账单月，不计入任何一天。"],
  ["charges-of-other-months", "这些费用的日期在所查日期内，但由另一个账单月交付。它们已计入。"],
  ["charges-of-other-days", "这些日期的账单月还交付了其他日期的费用，它们计入各自的日期。"],
  ["cost-missing", "这些费用没有可读的成本，不在任何金额中。"],
  ["cost-amortized", "这些费用来自分摊报告：账单成本为 0，有效成本如所示。"],
  ["value-assumed", "这些费用的文件缺少 FOCUS 要求的值，已按规则补充。"],
  ["tags-unreadable", "这些费用的标签无法读取，视为没有标签。"],
  ["charges-elsewhere", "来源在别处提供该月的这些费用，它们不在答案的任何金额中。"],
  ["late-rows", "账单包含更早日期的费用，它们计入该账单以及各自的日期。"],
  ["control-total-near", "账单行的合计与来源自己的合计略有差异。"],
  ["control-total-unmatched", "账单行的合计与来源自己的合计不同。"],
  ["control-total-differs", "供应商自己的合计不同。"],
  ["pages-repeated", "操作员接受了含有重复页的账单。"],
  ["shrunk", "操作员接受了比之前少得多的账单。"],
  ["effective-cost-not-amortized", "有效成本不含这些承诺的费用。"],
  ["commitment-purchase-effective-cost", "有效成本包含承诺的购买，可能在其抵扣的用量中再次计入。"],
  ["contracted-cost-unknown", "这些费用没有可靠的合同成本，不在该成本中。"],
  ["list-cost-unknown", "这些费用没有可靠的目录成本，不在该成本中。"],
  ["too-little-history", "已知天数太少，无法估算或判断新旧。"],
  ["values-left-out", "并非所有值都被判断，只判断成本最高的值。"],
  ["usage-ends-early", "该月已结束，但用量尚未知至月末。"],
  ["days-missing", "已知日期之间有些日子没有费用。"],
  ["month-missing", "已知月份之间有些月份没有费用。"],
  ["totals-differ", "已发布合计与封存合计不同：请勿使用该月。"],
  ["focus-rules-broken", "违反了 FOCUS 1.4 的规则。"],
  ["temporal-away", "Temporal 没有响应，因此不知道下次运行和正在运行的内容。"],
  ["stale", "超过 36 小时没有发布任何内容。"],
  ["dead-letters-waiting", "有提交的记录未成为费用。"],
  ["filter-matches-nothing", "筛选条件的某个值在所查范围内没有任何费用；最接近的已有值如所示。"],
  ["filters-match-nothing", "每个筛选值都存在，但没有费用同时符合所有筛选条件。"],
  ["snapshot-dropped", "此后该月重新发布，且当时快照的行已删除：无法比较，英文说明中有两个合计。"],
  ["budget-amount-unreadable", "某个预算的目标不是金额。"],
  ["budget-scope-kind-unknown", "某个预算的对象种类未知。"],
  ["budget-scope-kind-missing", "某个预算未写明对象的种类。"],
  ["budget-scope-without-value", "某个预算未写明对象。"],
  ["budget-scope-without-charges", "本月及之前四周没有某个预算对象的费用。"],
  ["budget-currency-not-billed", "某个预算的币种没有计费。"],
  ["budget-month-unreadable", "某个预算的月份无效，请重新提交。"],
  ["effect-unknown", "无法得知此变更对金额的影响。"],
  ["shared-cost-not-split", "规则的目标均无可作权重的费用或指标值，因此这些费用保留在原归属方。"],
  ["shared-cost-metric-missing", "有目标在该月没有业务指标值，因此不分得任何部分。"],
  ["shared-cost-metric-days-left-out", "并非每个有值的目标都有指标值的日期不计入权重。"],
  ["shared-cost-metric-negative", "有目标的业务指标值合计小于 0，因此不分得任何部分。"],
  ["shared-cost-metric-units-differ", "业务指标值的单位不止一种，因此没有目标具有权重。"],
  ["shared-cost-rule-without-charges", "有规则在该月没有匹配到任何费用，或匹配的费用已被更优先的规则取走。"],
  ["shared-cost-rule-unreadable", "有规则的筛选条件或目标在当前版本中无效，未被使用。"],
  ["negotiated-savings-unknown", "这些费用没有目录价格或没有合同价格，不计入协商节省。"],
  ["month-goes-on", "该月尚未结束：小时数和用量仅为截至目前的日子，不与上月比较，也还没有每天都运行的单位。"],
  ["metric-without-values", "所查范围内没有该业务指标的值。"],
  ["metric-days-missing", "有些日子没有该业务指标的值，这些日子没有单位成本。"],
  ["emissions-missing", "有账户或订阅在某些月份没有碳排放数据，不计入任何合计。"],
  ["emission-values-missing", "报告中有些碳排放值为空，不计入任何合计。"],
  ["rules-changed", "费用保留规则当时给出的归属，该规则此后已移除、停用或改名。"],
]);

/** The codes that have a meaning here. */
export const translatedCodes: readonly string[] = [...chinese.keys()];

/** The meaning of a problem in the reader's language, where the API's own text is in another one. */
export function problemMeaning(code: string, language: Language): string | null {
  return language === "zh" ? (chinese.get(code) ?? null) : null;
}
