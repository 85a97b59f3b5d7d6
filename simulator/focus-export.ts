import type { ExportTable } from "./azure-export";
import type { ChargeAmount } from "./charge-amount";
import { type ChargeTemplate, serialMark } from "./charge-template";
import type { MonthPlan } from "./month-plan";
import { type PriceBook, variants } from "./price-book";
import type { ModernTerms } from "./product-line";

/** Whose export it is. The charges are the same, in the words of each. */
export type ExportCloud = "azure" | "aws";

/**
 * A month as an export of FOCUS has it: billed and effective cost in one table. Azure's dataset FocusCost
 * (learn.microsoft.com/azure/cost-management-billing/dataset-schema/cost-usage-details-focus) or AWS's FOCUS 1.2 with AWS columns
 * (docs.aws.amazon.com/cur/latest/userguide/table-dictionary-focus-1-2-aws.html). Every digit is that of the bill, so that its sums are those of the oracle.
 */
export function focusExport(account: string, plan: MonthPlan, book: PriceBook, cloud: ExportCloud): ExportTable {
  const columns = (day: number, charge: number): Readonly<Record<string, string>> => {
    const found = chargeOf(plan, book, day, charge);
    return { ...commonColumns(plan, found), ...(cloud === "azure" ? azureColumns(account, found) : awsColumns(account, found)) };
  };
  const rows: string[][] = [];
  const { throughDay } = plan.spec;
  for (let day = 1; day <= throughDay; day += 1)
    for (let slot = 0; slot < plan.slotsOf(day); slot += 1) {
      const charge = plan.chargeAt(day, slot);
      if (charge >= 0) rows.push(Object.values(columns(day, charge)));
    }
  return { headers: Object.keys(columns(1, 0)), rows };
}

interface Charge {
  readonly day: number;
  readonly template: ChargeTemplate;
  readonly modern: ModernTerms;
  readonly amount: ChargeAmount;
  readonly serial: string;
}

function chargeOf(plan: MonthPlan, book: PriceBook, day: number, charge: number): Charge {
  const resource = Math.floor(charge / variants);
  const number = resource % book.templates.length;
  const template = book.templates[number];
  const amount = book.amounts[number]?.[charge % variants];
  const modern = template?.line.modern;
  if (template === undefined || amount === undefined || modern == null)
    throw new TypeError(`${plan.spec.month} is no bill that can be exported as FOCUS: it needs the Cost Management schema`);
  return { day, template, modern, amount, serial: String(Math.floor(resource / book.templates.length)).padStart(5, "0") };
}

function commonColumns({ spec: { month } }: MonthPlan, { day, template, modern, amount }: Charge): Readonly<Record<string, string>> {
  const { line, commitment } = template;
  const { focus } = modern;
  const [year = 0, of = 1] = month.split("-").map(Number);
  const at = (date: number): string => `${new Date(Date.UTC(year, of - 1, date)).toISOString().slice(0, 10)}T00:00:00Z`;
  const isUsage = focus.chargeCategory === "Usage";
  const isConsumed = isUsage && focus.commitmentDiscountStatus !== "Unused";
  const priced = (text: string): string => (isUsage || focus.chargeCategory === "Purchase" ? text : "");
  return {
    BilledCost: modern.isBilled ? amount.cost : "0",
    BillingPeriodStart: at(1),
    BillingPeriodEnd: `${new Date(Date.UTC(year, of, 1)).toISOString().slice(0, 10)}T00:00:00Z`,
    ChargeCategory: focus.chargeCategory,
    ChargeClass: "",
    ChargeDescription: line.product,
    ChargeFrequency: frequencyOf(modern),
    ChargePeriodStart: at(day),
    ChargePeriodEnd: at(day + 1),
    CommitmentDiscountCategory: commitment === null ? "" : modern.commitment === "reservation" ? "Usage" : "Spend",
    CommitmentDiscountName: commitment?.name ?? "",
    CommitmentDiscountStatus: focus.commitmentDiscountStatus,
    ConsumedQuantity: isConsumed ? amount.quantity : "",
    ConsumedUnit: isConsumed ? line.unit : "",
    ContractedCost: amount.cost,
    ContractedUnitPrice: priced(amount.rate),
    EffectiveCost: modern.isEffective ? amount.cost : "0",
    ListCost: amount.cost,
    ListUnitPrice: priced(amount.rate),
    PricingCategory: focus.pricingCategory,
    PricingQuantity: priced(amount.quantity),
    PricingUnit: priced(line.unit),
    ServiceCategory: line.category === "Storage" ? "Storage" : line.category === "Virtual Machines" ? "Compute" : "Other",
    SkuId: priced(template.meterId),
    Tags: tagsOf(template),
  };
}

function azureColumns(account: string, { template, modern, serial }: Charge): Readonly<Record<string, string>> {
  const { line, subscription, commitment } = template;
  const resourceId = line.resourceType === "" ? "" : (template.instanceId ?? "").replaceAll(serialMark, serial);
  return {
    BillingAccountId: `/providers/Microsoft.Billing/billingAccounts/${account}`,
    BillingAccountName: "Contoso 集团",
    BillingAccountType: "Billing Account",
    BillingCurrency: "CNY",
    CommitmentDiscountId: commitment?.path ?? "",
    CommitmentDiscountType: commitment === null ? "" : modern.commitment === "reservation" ? "Reservation" : "Savings Plan",
    InvoiceIssuerName: "21Vianet",
    ProviderName: "Microsoft",
    PublisherName: modern.publisher,
    RegionId: template.location.toLowerCase().replaceAll(" ", ""),
    RegionName: template.location,
    ResourceId: resourceId,
    ResourceName: resourceId.split("/").at(-1) ?? "",
    ResourceType: resourceId === "" ? "" : line.resourceType,
    ServiceName: line.category === "" ? "Azure" : line.category,
    SubAccountId: subscription === null ? "" : `/subscriptions/${subscription.guid}`,
    SubAccountName: subscription?.name ?? "",
    SubAccountType: subscription === null ? "" : "Subscription",
    x_ResourceGroupName: template.resourceGroup,
    x_SkuMeterCategory: line.category,
    x_SkuMeterName: line.meter,
  };
}

function awsColumns(account: string, { template, modern, serial }: Charge): Readonly<Record<string, string>> {
  const { line, subscription, commitment } = template;
  const service = awsServices.get(line.category) ?? { name: "AWS Marketplace", code: "AWSMarketplace" };
  const subAccount = (subscription?.id ?? "").padStart(12, "1");
  const name = (template.instanceId ?? "").replaceAll(serialMark, serial).split("/").at(-1) ?? "";
  const kind = modern.commitment === "reservation" ? "ec2" : "savingsplans";
  return {
    BillingAccountId: account,
    BillingAccountName: "Contoso payer",
    BillingAccountType: "BillingAccount",
    BillingCurrency: "USD",
    CommitmentDiscountId: commitment === null ? "" : `arn:aws:${kind}::${account}:${modern.commitment}/${commitment.id}`,
    CommitmentDiscountType: commitment === null ? "" : modern.commitment === "reservation" ? "Reserved Instance" : "Compute Savings Plan",
    InvoiceIssuerName: "Amazon Web Services, Inc.",
    ProviderName: "AWS",
    PublisherName: "AWS",
    RegionId: "eu-west-1",
    RegionName: "EU (Ireland)",
    ResourceId: line.resourceType === "" ? "" : `arn:aws:ec2:eu-west-1:${subAccount}:instance/${name}`,
    ResourceName: "",
    ResourceType: line.resourceType === "" ? "" : "instance",
    ServiceName: service.name,
    SubAccountId: subscription === null ? "" : subAccount,
    SubAccountName: subscription?.name ?? "",
    SubAccountType: subscription === null ? "" : "LinkedAccount",
    x_Discounts: "{}",
    x_ServiceCode: service.code,
    x_UsageType: line.meter,
  };
}

const awsServices: ReadonlyMap<string, { readonly name: string; readonly code: string }> = new Map([
  ["Virtual Machines", { name: "Amazon Elastic Compute Cloud", code: "AmazonEC2" }],
  ["Storage", { name: "Amazon Simple Storage Service", code: "AmazonS3" }],
]);

function frequencyOf({ frequency }: ModernTerms): string {
  return frequency === "UsageBased" ? "Usage-Based" : frequency === "OneTime" ? "One-Time" : frequency;
}

/** The tags that are JSON: an export has no others. */
function tagsOf({ tags }: ChargeTemplate): string {
  try {
    const value: unknown = JSON.parse(tags ?? "");
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (tags ?? "") : "";
  } catch {
    return "";
  }
}
