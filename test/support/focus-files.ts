/** A made FOCUS file: header and rows of text, as a provider would write them. Nobody's data. */
export interface FocusSample {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export type FocusSampleName = "aws-1.0" | "aws-1.2" | "google-1.0" | "oracle" | "microsoft-1.0" | "microsoft-1.2" | "focus-1.4";

/** A file of a provider with `count` rows of October 2026, in that provider's columns and formats. Row i costs (i + 1) × 0.0123456789. */
export function focusSample(name: FocusSampleName, count: number): FocusSample {
  const headers = columnsOf[name];
  const rows = Array.from({ length: count }, (_, index) => {
    const cells = rowOf(name, index);
    return headers.map((header) => cells[header] ?? "");
  });
  return { headers, rows };
}

/** As RFC 4180 writes it. */
export function toCsv({ headers, rows }: FocusSample): string {
  const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [headers, ...rows].map((row) => `${row.map(cell).join(",")}\n`).join("");
}

/** One row, by column. */
function rowOf(name: FocusSampleName, index: number): Readonly<Record<string, string>> {
  const cost = times("0.0123456789", index + 1);
  const day = String((index % 28) + 1).padStart(2, "0");
  const nextDay = index % 28 === 27 ? "29" : String((index % 28) + 2).padStart(2, "0");
  const instant = (text: string): string => `${text}${ends[name]}`;
  const common = {
    BilledCost: cost,
    EffectiveCost: cost,
    ContractedCost: cost,
    ListCost: times("0.02", index + 1),
    ListUnitPrice: "0.02",
    ContractedUnitPrice: "0.0123456789",
    PricingQuantity: String(index + 1),
    PricingUnit: "Hours",
    PricingCategory: "Standard",
    ConsumedQuantity: String(index + 1),
    ConsumedUnit: "Hours",
    BillingCurrency: "USD",
    BillingPeriodStart: instant("2026-10-01T00:00"),
    BillingPeriodEnd: instant("2026-11-01T00:00"),
    ChargePeriodStart: instant(`2026-10-${day}T00:00`),
    ChargePeriodEnd: instant(`2026-10-${nextDay}T00:00`),
    ChargeCategory: "Usage",
    ChargeDescription: `Charge ${index}, "quoted"`,
    ChargeFrequency: "Usage-Based",
    ServiceCategory: "Compute",
    ServiceSubcategory: "Virtual Machines",
    SkuId: `SKU-${index % 7}`,
    SkuPriceId: `SKU-${index % 7}-USD`,
    Tags: `{"env":"prod","row":"${index}"}`,
  };
  switch (name) {
    case "aws-1.0":
    case "aws-1.2":
      return {
        ...common,
        ...(name === "aws-1.2"
          ? { InvoiceId: "EUINV26-1", PricingCurrency: "USD", PricingCurrencyEffectiveCost: cost, BillingAccountType: "Account" }
          : {}),
        BillingAccountId: "123456789012",
        BillingAccountName: "payer",
        InvoiceIssuerName: "Amazon Web Services, Inc.",
        ProviderName: "AWS",
        PublisherName: "AWS",
        ServiceName: "Amazon Elastic Compute Cloud",
        RegionId: "eu-west-1",
        RegionName: "EU (Ireland)",
        ResourceId: `i-${index}`,
        SubAccountId: "210987654321",
        x_ServiceCode: "AmazonEC2",
        x_UsageType: "EU-BoxUsage:t3.micro",
        x_Discounts: "{}",
      };
    case "google-1.0":
      return {
        ...common,
        BillingAccountId: "010101-F0FFF0-61C528",
        InvoiceIssuerName: "Google Cloud",
        ProviderName: "Google Cloud",
        PublisherName: "Google Cloud",
        ServiceName: "Compute Engine",
        RegionId: "europe-west4",
        Tags: `[{"key":"env","value":"prod"},{"key":"row","value":"${index}"}]`,
        x_CostType: "regular",
        x_CurrencyConversionRate: "1.0",
        x_Credits: "[]",
      };
    case "oracle":
      return {
        ...common,
        BillingAccountId: "5512345",
        Provider: "Oracle",
        Publisher: "Oracle",
        InvoiceIssuer: "Oracle",
        Region: "eu-amsterdam-1",
        UsageQuantity: String(index + 1),
        UsageUnit: "OCPU-Hour",
        ServiceName: "Compute",
        PricingCategory: "On-Demand",
        ChargeSubcategory: "On-Demand",
        oci_ReferenceNumber: `ref${index}`,
        oci_CompartmentId: "ocid1.compartment.oc1..aaaa",
      };
    case "microsoft-1.0":
    case "microsoft-1.2":
      return {
        ...common,
        ...(name === "microsoft-1.2" ? { InvoiceId: "G001", SkuMeter: "LRS Write Operations", PricingCurrency: "USD" } : {}),
        // 10,000 operations cost 0.05; the export divided the number of blocks by 10,000 once more.
        ContractedUnitPrice: "0.05",
        ListUnitPrice: "0.06",
        BilledCost: times("0.05", index + 1),
        EffectiveCost: times("0.05", index + 1),
        PricingQuantity: times("0.0001", index + 1),
        ConsumedQuantity: String(index + 1),
        ContractedCost: times("0.000005", index + 1),
        ListCost: times("0.000006", index + 1),
        PricingUnit: "Units",
        ConsumedUnit: "Units",
        BillingAccountId: "/providers/Microsoft.Billing/billingAccounts/100100",
        BillingAccountType: "Billing Account",
        InvoiceIssuerName: "Microsoft",
        ProviderName: "Microsoft",
        PublisherName: "Microsoft",
        ServiceCategory: "Storage",
        ServiceSubcategory: "Object Storage",
        ServiceName: "Storage Accounts",
        SubAccountId: "/subscriptions/11111111-1111-1111-1111-111111111111",
        x_PricingBlockSize: "10000",
        x_PricingUnitDescription: "10K",
        x_SkuMeterCategory: "Storage",
        x_InvoiceIssuerId: "100100",
      };
    case "focus-1.4":
      return {
        ...common,
        BillingAccountId: "acme-1",
        BillingAccountType: "Billing Account",
        InvoiceIssuerName: "Acme",
        ServiceProviderName: "Acme",
        HostProviderName: "Acme",
        ServiceName: "Acme Compute",
        PricingCurrency: "USD",
        PricingCurrencyEffectiveCost: cost,
        InvoiceDetailId: `line-${index}`,
      };
  }
}

/** An exact product with a whole number. */
function times(decimal: string, factor: number): string {
  const [whole = "", fraction = ""] = decimal.split(".");
  const units = (BigInt(whole + fraction) * BigInt(factor)).toString().padStart(fraction.length + 1, "0");
  return `${units.slice(0, units.length - fraction.length)}.${units.slice(units.length - fraction.length)}`;
}

/** What stands behind the minutes of an instant. */
const ends: Readonly<Record<FocusSampleName, string>> = {
  "aws-1.0": ":00.000Z",
  "aws-1.2": ":00.000Z",
  "google-1.0": ":00 UTC",
  oracle: "Z",
  "microsoft-1.0": ":00Z",
  "microsoft-1.2": ":00Z",
  "focus-1.4": ":00Z",
};

const shared = [
  "BilledCost",
  "BillingAccountId",
  "BillingAccountName",
  "BillingCurrency",
  "BillingPeriodEnd",
  "BillingPeriodStart",
  "ChargeCategory",
  "ChargeDescription",
  "ChargeFrequency",
  "ChargePeriodEnd",
  "ChargePeriodStart",
  "EffectiveCost",
  "ListCost",
  "ListUnitPrice",
  "PricingCategory",
  "PricingQuantity",
  "PricingUnit",
  "ResourceId",
  "ServiceCategory",
  "ServiceName",
  "SkuId",
  "SkuPriceId",
  "SubAccountId",
  "Tags",
] as const;
const since10 = [
  ...shared,
  "ChargeClass",
  "ConsumedQuantity",
  "ConsumedUnit",
  "ContractedCost",
  "ContractedUnitPrice",
  "InvoiceIssuerName",
  "RegionId",
  "RegionName",
];
const upTo13 = [...since10, "ProviderName", "PublisherName"];
const since12 = ["InvoiceId", "PricingCurrency", "PricingCurrencyEffectiveCost", "ServiceSubcategory", "BillingAccountType"];
const ofAws = ["x_ServiceCode", "x_UsageType", "x_Discounts"];
const ofMicrosoft = ["x_PricingBlockSize", "x_PricingUnitDescription", "x_SkuMeterCategory", "x_InvoiceIssuerId"];

const columnsOf: Readonly<Record<FocusSampleName, readonly string[]>> = {
  "aws-1.0": [...upTo13, ...ofAws],
  "aws-1.2": [...upTo13, ...since12, ...ofAws],
  "google-1.0": [...upTo13, "x_CostType", "x_CurrencyConversionRate", "x_Credits"],
  oracle: [
    ...shared,
    "ChargeSubcategory",
    "Provider",
    "Publisher",
    "InvoiceIssuer",
    "Region",
    "UsageQuantity",
    "UsageUnit",
    "oci_ReferenceNumber",
    "oci_CompartmentId",
  ],
  "microsoft-1.0": [...upTo13, ...ofMicrosoft],
  "microsoft-1.2": [...upTo13, ...since12, "SkuMeter", ...ofMicrosoft],
  "focus-1.4": [...since10, ...since12, "ServiceProviderName", "HostProviderName", "InvoiceDetailId"],
};
