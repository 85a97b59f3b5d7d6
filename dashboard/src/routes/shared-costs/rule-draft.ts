import type { Answered } from "../../api/ask";

export type SharedRule = Answered<"/api/shared-costs">["rules"][number];
type Filter = SharedRule["filters"][number];

export const sharedRulesPath = "/operations/shared-cost-rules";
export const methods = ["proportional", "even", "fixed", "metric"] as const;

/** A rule as it stands in the form: every field is text. */
export interface SharedRuleDraft {
  readonly id: string;
  readonly billing_account: string;
  readonly name: string;
  readonly priority: string;
  readonly field: string;
  /** Separated by commas. */
  readonly values: string;
  /** Filters that the form has no fields for; null where `field` and `values` are the filter. */
  readonly kept: readonly Filter[] | null;
  readonly method: (typeof methods)[number];
  /** Asked for where the method is `metric`. */
  readonly business_metric: string;
  /** `PAY, SHOP`, or with weights `PAY=2, SHOP=1`. */
  readonly targets: string;
  readonly valid_from: string;
  readonly valid_to: string;
}

/** The draft that changes `rule`; of a new one when there is none. */
export function draftOf(rule: SharedRule | null, account: string): SharedRuleDraft {
  const [filter, ...others] = rule?.filters ?? [];
  const isSimple =
    filter === undefined || (others.length === 0 && filter.op === "in" && !filter.values.some((value) => value.includes(",")));
  return {
    id: rule?.id ?? "",
    billing_account: rule?.billing_account_id ?? account,
    name: rule?.name ?? "",
    priority: String(rule?.priority ?? 100),
    field: isSimple ? (filter?.field ?? "service_name") : "service_name",
    values: isSimple ? (filter?.values ?? []).join(", ") : "",
    kept: isSimple ? null : (rule?.filters ?? []),
    method: rule?.method ?? "proportional",
    business_metric: rule?.business_metric ?? "",
    targets: (rule?.targets ?? []).map(({ owner, weight }) => (weight === null ? owner : `${owner}=${weight}`)).join(", "),
    valid_from: rule?.valid_from ?? "",
    valid_to: rule?.valid_to ?? "",
  };
}

/** The fields of POST /operations/shared-cost-rules. */
export function ruleOf(draft: SharedRuleDraft): object {
  const { field, values, kept, priority, targets, business_metric: metric, valid_from: from, valid_to: to, ...rest } = draft;
  return {
    ...rest,
    business_metric: draft.method === "metric" ? metric.trim() : null,
    priority: Number.parseInt(priority, 10),
    filters: kept ?? [{ field, op: "in", values: listed(values) }],
    targets: listed(targets).map((target) => {
      const at = target.lastIndexOf("=");
      return at < 0 ? { owner: target } : { owner: target.slice(0, at).trim(), weight: target.slice(at + 1).trim() };
    }),
    valid_from: from === "" ? null : from,
    valid_to: to === "" ? null : to,
  };
}

/** `service_name: Azure Support`, as people read filters. */
export function writtenFilters(filters: readonly Filter[], nameOf: (field: string) => string): string {
  return filters.map(({ field, op, values }) => `${nameOf(field)}${op === "in" ? "" : ` ${op}`}: ${values.join(", ")}`).join("; ");
}

function listed(text: string): readonly string[] {
  return text
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
}
