import { parse as parseJson } from "lossless-json";
import type { ExportTable } from "../../simulator/azure-export";
import type { Simulator } from "../../simulator/simulator";

/** The month of a simulated enrollment in the Cost Management schema, as an export would have it: every digit as it was sent. */
export async function exportTable(simulator: Simulator, enrollment: string, month: string): Promise<ExportTable> {
  const records: Readonly<Record<string, unknown>>[] = [];
  let next: string | undefined = `${simulator.url}/rest/${enrollment}/usage-report/paginatedV3?month=${month}&pageindex=0&fmt=json`;
  while (next !== undefined) {
    const answer: Response = await fetch(next, { headers: { authorization: "Bearer simulator-key", connection: "close" } });
    const page = parseJson((await answer.text()).replace(/^\ufeff/, ""), null, (digits) => digits) as {
      readonly content: readonly Readonly<Record<string, unknown>>[];
      readonly nextLink?: string | null;
    };
    records.push(...page.content);
    next = page.nextLink == null ? undefined : new URL(page.nextLink, simulator.url).href;
  }
  const headers = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const text = (value: unknown): string =>
    value === null || value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
  return { headers, rows: records.map((record) => headers.map((header) => text(record[header]))) };
}

/** Microsoft's columns for an enrollment (learn.microsoft.com/azure/cost-management-billing/dataset-schema/cost-usage-details-ea), with made rows. */
export const eaHeaders =
  "InvoiceSectionName,AccountName,AccountOwnerId,SubscriptionId,SubscriptionName,ResourceGroup,ResourceLocation,Date,ProductName,MeterCategory,MeterSubCategory,MeterId,MeterName,MeterRegion,UnitOfMeasure,Quantity,EffectivePrice,CostInBillingCurrency,CostCenter,ConsumedService,ResourceId,Tags,OfferId,AdditionalInfo,ServiceInfo1,ServiceInfo2,ResourceName,ReservationId,ReservationName,UnitPrice,ProductOrderId,ProductOrderName,Term,PublisherType,PublisherName,ChargeType,Frequency,PricingModel,AvailabilityZone,BillingAccountId,BillingAccountName,BillingCurrencyCode,BillingPeriodStartDate,BillingPeriodEndDate,BillingProfileId,BillingProfileName,InvoiceSectionId,IsAzureCreditEligible,PartNumber,PayGPrice,PlanName,ServiceFamily,CostAllocationRuleName".split(
    ",",
  );

/** Rows of usage of October 2026 that cost 12.000000000000000001 CNY each. */
export function usageTable(count: number, change: (cells: Record<string, string>, index: number) => void = () => undefined): ExportTable {
  const rows = Array.from({ length: count }, (_, index) => {
    const cells: Record<string, string> = {
      SubscriptionId: "11111111-2222-3333-4444-555555555555",
      SubscriptionName: "Production",
      ResourceGroup: "rg-web",
      ResourceLocation: "CN North 3",
      // Month first, as the export writes it.
      Date: `10/${String((index % 28) + 1).padStart(2, "0")}/2026`,
      ProductName: "Virtual Machines Dv3 Series - D4 v3 - CN North 3",
      MeterCategory: "Virtual Machines",
      MeterSubCategory: "Dv3/DSv3 Series",
      MeterId: "aaaa1111-0000-0000-0000-000000000001",
      MeterName: "D4 v3/D4s v3",
      UnitOfMeasure: "1 Hour",
      Quantity: "24",
      EffectivePrice: "0.5",
      CostInBillingCurrency: "12.000000000000000001",
      ConsumedService: "Microsoft.Compute",
      ResourceId: `/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/web-${index}`,
      Tags: '"env": "prod","app": "web"',
      UnitPrice: "0.5",
      PublisherType: "Azure",
      ChargeType: "Usage",
      Frequency: "UsageBased",
      PricingModel: "OnDemand",
      BillingAccountId: "100100",
      BillingCurrencyCode: "CNY",
      BillingPeriodStartDate: "10/01/2026",
      BillingPeriodEndDate: "10/31/2026",
      PayGPrice: "0.6",
    };
    change(cells, index);
    return eaHeaders.map((header) => cells[header] ?? "");
  });
  return { headers: eaHeaders, rows };
}
