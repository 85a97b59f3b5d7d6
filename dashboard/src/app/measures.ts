import type { PostedBody } from "../api/ask";
import { defineTexts } from "../i18n/language";

/** What POST /query measures. */
export type Measure = PostedBody<"/query">["measures"][number];
/** In the order in which they are shown. One that the API has and that is missing here does not compile. */
const inOrder: { readonly [Name in Measure]: Name } = {
  billed_cost: "billed_cost",
  effective_cost: "effective_cost",
  contracted_cost: "contracted_cost",
  list_cost: "list_cost",
  savings: "savings",
  negotiated_savings: "negotiated_savings",
  consumed_quantity: "consumed_quantity",
  pricing_quantity: "pricing_quantity",
  charges: "charges",
  subscriptions: "subscriptions",
  resource_groups: "resource_groups",
  resources: "resources",
};
export const measures: readonly Measure[] = Object.values(inOrder);

/** What each measure is called. */
export const measureTexts = defineTexts(
  {
    billed_cost: "Billed cost",
    effective_cost: "Effective cost",
    contracted_cost: "Contracted cost",
    list_cost: "List cost",
    savings: "Savings",
    negotiated_savings: "Negotiated savings",
    consumed_quantity: "Consumed quantity",
    pricing_quantity: "Pricing quantity",
    charges: "Charges",
    subscriptions: "Subscriptions",
    resource_groups: "Resource groups",
    resources: "Resources",
  },
  {
    billed_cost: "账单成本",
    effective_cost: "有效成本",
    contracted_cost: "合同成本",
    list_cost: "目录成本",
    savings: "节省",
    negotiated_savings: "协议节省",
    consumed_quantity: "用量",
    pricing_quantity: "计价数量",
    charges: "费用条数",
    subscriptions: "订阅数",
    resource_groups: "资源组数",
    resources: "资源数",
  },
);
