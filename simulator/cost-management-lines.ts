import type { Commitment, ModernTerms, ProductLine } from "./product-line";

/** The data sets of the Cost Management schema: what was billed, or what commitments cost spread over what they covered. */
export type CostManagementDataSet = "actual" | "amortized";

/**
 * The price list of an enrollment that reports in the Cost Management schema: every charge type, frequency, pricing model and publisher type of its
 * documentation. Ordered so that a small bill already has every kind.
 * Columns: data set, kind, charge type, frequency, pricing model, publisher type, publisher, plan, commitment, term; ChargeCategory, PricingCategory and
 * CommitmentDiscountStatus of FOCUS; product, category, sub-category, meter, unit, service, resource type, size, image, list price, rate, quantity of a day.
 */
const priceList = `
both | usage | Usage | UsageBased | OnDemand | Azure | Microsoft | | | | Usage | Standard | | Virtual Machines Dv3 Series - D4 v3/D4s v3 - CN North 3 | Virtual Machines | Dv3/DSv3 Series | D4 v3/D4s v3 | 1 Hour | Microsoft.Compute | Microsoft.Compute/virtualMachines | Standard_D4s_v3 | Canonical | 1.768 | 1.5912 | 24
actual | reserved | Usage | UsageBased | Reservation | Azure | Microsoft | | reservation | 36 | Usage | Committed | Used | Virtual Machines Esv5 Series - E8s v5 - CN North 3 | Virtual Machines | Esv5 Series | E8s v5 | 1 Hour | Microsoft.Compute | Microsoft.Compute/virtualMachines | Standard_E8s_v5 | Canonical | 8.1 | 0 | 24
amortized | reserved | Usage | UsageBased | Reservation | Azure | Microsoft | | reservation | 36 | Usage | Committed | Used | Virtual Machines Esv5 Series - E8s v5 - CN North 3 | Virtual Machines | Esv5 Series | E8s v5 | 1 Hour | Microsoft.Compute | Microsoft.Compute/virtualMachines | Standard_E8s_v5 | Canonical | 8.1 | 3.2123456789 | 24
actual | reserved | Usage | UsageBased | SavingsPlan | Azure | Microsoft | | savings-plan | 12 | Usage | Committed | Used | Virtual Machines Dv3 Series - D2 v3/D2s v3 - CN East 2 | Virtual Machines | Dv3/DSv3 Series | D2 v3/D2s v3 | 1 Hour | Microsoft.Compute | Microsoft.Compute/virtualMachines | Standard_D2s_v3 | Canonical | 0.884 | 0 | 24
amortized | reserved | Usage | UsageBased | SavingsPlan | Azure | Microsoft | | savings-plan | 12 | Usage | Committed | Used | Virtual Machines Dv3 Series - D2 v3/D2s v3 - CN East 2 | Virtual Machines | Dv3/DSv3 Series | D2 v3/D2s v3 | 1 Hour | Microsoft.Compute | Microsoft.Compute/virtualMachines | Standard_D2s_v3 | Canonical | 0.884 | 0.5304 | 24
both | usage | Usage | UsageBased | Spot | Azure | Microsoft | | | | Usage | Dynamic | | Virtual Machines Ddsv5 Series - D8ds v5 Spot - CN North 3 | Virtual Machines | Ddsv5 Series | D8ds v5 Spot | 1 Hour | Microsoft.Compute | Microsoft.Compute/virtualMachines | Standard_D8ds_v5 | Canonical | 0.8 | 0.8024691357802469 | 24
amortized | reservation-purchase | UnusedReservation | UsageBased | Reservation | Azure | Microsoft | | reservation | 36 | Usage | Committed | Unused | Virtual Machines Esv5 Series - E8s v5 - CN North 3 | Virtual Machines | Esv5 Series | E8s v5 | 1 Hour | Microsoft.Capacity | | Standard_E8s_v5 | | 8.1 | 3.2123456789 | 7
amortized | reservation-purchase | UnusedSavingsPlan | UsageBased | SavingsPlan | Azure | Microsoft | | savings-plan | 12 | Usage | Committed | Unused | Compute Savings Plan - CN East 2 | Virtual Machines | Dv3/DSv3 Series | D2 v3/D2s v3 | 1 Hour | Microsoft.BillingBenefits | | | | 0.884 | 0.5304 | 5
actual | reservation-purchase | Purchase | Recurring | Reservation | Azure | Microsoft | | reservation | 36 | Purchase | Standard | | Reserved VM Instance, Standard_E8s_v5, CN North 3, 3 Years | Virtual Machines | Esv5 Series | E8s v5 | 1 Hour | Microsoft.Capacity | | Standard_E8s_v5 | | 1234.567890123456789 | 1234.567890123456789 | 12
actual | reservation-purchase | Purchase | OneTime | SavingsPlan | Azure | Microsoft | | savings-plan | 12 | Purchase | Standard | | Compute Savings Plan, 1 Year | Virtual Machines | Dv3/DSv3 Series | D2 v3/D2s v3 | 1 Hour | Microsoft.BillingBenefits | | | | 5000.5 | 5000.5 | 1
actual | refund | Refund | OneTime | Reservation | Azure | Microsoft | | reservation | 36 | Purchase | Standard | | Reserved VM Instance, Standard_E8s_v5, CN North 3, 3 Years | Virtual Machines | Esv5 Series | E8s v5 | 1 Hour | Microsoft.Capacity | | Standard_E8s_v5 | | 432.1987654321 | 432.1987654321 | -3
both | marketplace | Purchase | Recurring | OnDemand | Marketplace | 安全 Security (Beijing) Co., Ltd. | Pro 专业版 | | | Purchase | Standard | | Kubernetes Security Platform - 标准版 | SaaS | 安全 | Nodes | 1/Month | Microsoft.SaaS | Microsoft.SaaS/resources | | | 0.88 | 0.88 | 72
both | support | RoundingAdjustment | OneTime | | Azure | Microsoft | | | | Adjustment | | | | | | | | | | | | 0 | 0.00421 | 1
both | support | Tax | OneTime | | Azure | Microsoft | | | | Tax | | | | | | | | | | | | 0 | 71.2345678901 | 1
both | usage | Usage | UsageBased | OnDemand | Azure | Microsoft | | | | Usage | Standard | | General Block Blob v2 - Hot LRS Write Operations - CN East 2 | Storage | General Block Blob v2 | Hot LRS Write Operations | 10K | microsoft.storage | Microsoft.Storage/storageAccounts | | | 0.361 | 0.325 | 0.2453
both | aks | Usage | UsageBased | OnDemand | Azure | Microsoft | | | | Usage | Standard | | Virtual Machines FSv2 Series - F16s v2 - CN East 2 | Virtual Machines | FSv2 Series | F16s v2 | 1 Hour | Microsoft.Compute | Microsoft.Compute/virtualMachineScaleSets | Standard_F16s_v2 | | 5.672 | 5.1044 | 24
`;

/** The price list of one data set, parsed. */
export function costManagementLines(dataSet: CostManagementDataSet): readonly ProductLine[] {
  return priceList
    .trim()
    .split("\n")
    .map((text) => text.split("|").map((cell) => cell.trim()))
    .filter(([set]) => set === "both" || set === dataSet)
    .map(toLine);
}

function toLine(cells: readonly string[]): ProductLine {
  const [, kind = "", chargeType = "", frequency = "", pricingModel = "", publisherType = "", publisher = "", plan = "", commitment = ""] =
    cells;
  const [term = "", chargeCategory = "", pricingCategory = "", status = "", product = "", category = "", subCategory = ""] = cells.slice(9);
  const [meter = "", unit = "", service = "", resourceType = "", size = "", image = "", listPrice = "", rate = "", quantity = ""] =
    cells.slice(16);
  if (!isKind(kind) || !isCommitment(commitment) || quantity === "")
    throw new TypeError(`invalid line in the price list: ${cells.join("|")}`);
  const isCommitted = commitment !== "";
  const modern: ModernTerms = {
    chargeType,
    frequency,
    pricingModel,
    publisherType,
    publisher,
    plan,
    commitment,
    term,
    listPrice,
    focus: { chargeCategory, pricingCategory, commitmentDiscountStatus: status },
    // What a commitment covers was billed with its purchase, and the purchase is effective where it covers.
    isBilled: !(isCommitted && chargeCategory === "Usage"),
    isEffective: !(isCommitted && chargeCategory === "Purchase"),
  };
  return { kind, product, category, subCategory, meter, unit, service, resourceType, size, image, rate, quantity, modern };
}

function isKind(text: string): text is ProductLine["kind"] {
  return /^(?:usage|aks|reserved|reservation-purchase|refund|support|marketplace)$/.test(text);
}

function isCommitment(text: string): text is Commitment {
  return text === "" || text === "reservation" || text === "savings-plan";
}
