/** Which of the four costs of FOCUS. */
export const costMetrics = ["billed", "effective", "contracted", "list"] as const;
export type CostMetric = (typeof costMetrics)[number];

/** Why a sum of costs says less than it seems to, or more; the codes of x_Problems that answers name. */
export const costDoubts = [
  "cost-missing",
  "cost-amortized",
  "effective-cost-not-amortized",
  "commitment-purchase-effective-cost",
  "contracted-cost-unknown",
  "list-cost-unknown",
  "negotiated-savings-unknown",
  "value-assumed",
] as const;
export type CostDoubt = (typeof costDoubts)[number];

/** The measures of cost-columns.ts that a metric and its doubts are made of. */
export interface CostMetricColumns {
  readonly cost: "billed_cost" | "effective_cost" | "contracted_cost" | "list_cost";
  /** Charges for which this cost is not known at all; the cost of a group that has no others is null. */
  readonly unknown: "missing_charges" | "contracted_unknown_charges" | "list_unknown_charges";
  /** Besides a cost that is missing. */
  readonly doubts: readonly CostDoubt[];
}

export const costMetricColumns: Readonly<Record<CostMetric, CostMetricColumns>> = {
  billed: { cost: "billed_cost", unknown: "missing_charges", doubts: ["cost-amortized", "value-assumed"] },
  effective: {
    cost: "effective_cost",
    unknown: "missing_charges",
    doubts: ["effective-cost-not-amortized", "commitment-purchase-effective-cost", "value-assumed"],
  },
  contracted: { cost: "contracted_cost", unknown: "contracted_unknown_charges", doubts: ["contracted-cost-unknown", "value-assumed"] },
  list: { cost: "list_cost", unknown: "list_unknown_charges", doubts: ["list-cost-unknown", "value-assumed"] },
};

/** How many charges a doubt is about, and what they cost. */
export interface CostDoubtColumns {
  /** Of contracted and list cost with those that have no cost at all, which are a doubt of their own. */
  readonly charges:
    | "missing_charges"
    | "amortized_charges"
    | "not_amortized_charges"
    | "purchase_counted_charges"
    | "assumed_charges"
    | "contracted_unknown_charges"
    | "list_unknown_charges"
    | "negotiation_unknown_charges";
  /** Null for charges whose billed cost is what is missing. */
  readonly cost:
    | "amortized_effective_cost"
    | "not_amortized_cost"
    | "purchase_counted_effective_cost"
    | "assumed_cost"
    | "contracted_unknown_cost"
    | "list_unknown_cost"
    | "negotiation_unknown_cost"
    | null;
  /** Which cost that is. */
  readonly of: "billed" | "effective";
}

export const costDoubtColumns: Readonly<Record<CostDoubt, CostDoubtColumns>> = {
  "cost-missing": { charges: "missing_charges", cost: null, of: "billed" },
  "cost-amortized": { charges: "amortized_charges", cost: "amortized_effective_cost", of: "effective" },
  "effective-cost-not-amortized": { charges: "not_amortized_charges", cost: "not_amortized_cost", of: "billed" },
  "commitment-purchase-effective-cost": { charges: "purchase_counted_charges", cost: "purchase_counted_effective_cost", of: "effective" },
  "contracted-cost-unknown": { charges: "contracted_unknown_charges", cost: "contracted_unknown_cost", of: "billed" },
  "list-cost-unknown": { charges: "list_unknown_charges", cost: "list_unknown_cost", of: "billed" },
  "negotiated-savings-unknown": { charges: "negotiation_unknown_charges", cost: "negotiation_unknown_cost", of: "billed" },
  "value-assumed": { charges: "assumed_charges", cost: "assumed_cost", of: "billed" },
};

/** The doubts of an answer that shows these metrics. */
export function doubtsOf(metrics: readonly CostMetric[], others: readonly CostDoubt[] = []): readonly CostDoubt[] {
  const own = new Set<CostDoubt>(metrics.length === 0 ? others : ["cost-missing", ...others]);
  for (const metric of metrics) for (const doubt of costMetricColumns[metric].doubts) own.add(doubt);
  return costDoubts.filter((one) => own.has(one));
}
