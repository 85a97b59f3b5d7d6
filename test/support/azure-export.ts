import { parse as parseJson } from "lossless-json";
import type { Simulator } from "../../simulator/simulator";

/** Rows of an export as text, under Microsoft's names. */
export interface ExportTable {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The month of a simulated enrollment in the Cost Management schema, as an export would have it: every digit as it was sent. */
export async function exportTable(simulator: Simulator, enrollment: string, month: string): Promise<ExportTable> {
  const records: Readonly<Record<string, unknown>>[] = [];
  let next: string | undefined = `${simulator.url}/rest/${enrollment}/usage-report/paginatedV3?month=${month}&pageindex=0&fmt=json`;
  while (next !== undefined) {
    const answer: Response = await fetch(next, { headers: { authorization: "Bearer simulator-key" } });
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

/** As Cost Management writes CSV: a byte order mark, quotes where they are needed, CRLF. */
export function exportCsv({ headers, rows }: ExportTable): string {
  const cell = (text: string): string =>
    /[",\r\n]/.test(text) || text === "null" || text === "NULL" ? `"${text.replaceAll('"', '""')}"` : text;
  return `\ufeff${[headers, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}

export type Alteration = (manifest: Record<string, unknown>) => void;

/** A run of an export: its files below the container, and what its manifest says of them. */
export interface ExportRunFiles {
  readonly type: string;
  readonly exportName?: string;
  readonly runId?: string;
  readonly month?: string;
  readonly start?: string;
  readonly end?: string;
  readonly submitted?: string;
  readonly account?: string | null;
  readonly files: readonly { readonly name: string; readonly body: Uint8Array; readonly rows: number; readonly bytes?: number }[];
  /** Changes what the manifest says. */
  readonly alter?: Alteration;
}

/** The folder of a run, as Microsoft lays it out; nobody may read it out of the path. */
export function runFolder({ exportName = "daily", month = "2026-10", runId = "run-1" }: ExportRunFiles): string {
  const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  const compact = month.replace("-", "");
  return `exports/${exportName}/${compact}01-${compact}${last}/202611010312/${runId}`;
}

/** `manifest.json` of a run, in the shape that Microsoft documents. */
export function exportManifest(run: ExportRunFiles): string {
  const { type, exportName = "daily", runId = "run-1", month = "2026-10", account = "100100", files } = run;
  const folder = runFolder(run);
  const byteCount = files.reduce((sum, file) => sum + (file.bytes ?? file.body.length), 0);
  const scope =
    account === null ? "/subscriptions/11111111-2222-3333-4444-555555555555" : `/providers/Microsoft.Billing/billingAccounts/${account}`;
  const manifest: Record<string, unknown> = {
    manifestVersion: "2024-04-01",
    byteCount,
    blobCount: files.length,
    dataRowCount: files.reduce((sum, file) => sum + file.rows, 0),
    exportConfig: {
      exportName,
      resourceId: `${scope}/providers/Microsoft.CostManagement/exports/${exportName}`,
      dataVersion: "2023-12-01-preview",
      apiVersion: "2023-07-01-preview",
      type,
      timeFrame: "MonthToDate",
      timeRange: null,
      granularity: "Daily",
    },
    deliveryConfig: {
      partitionData: true,
      dataOverwriteBehavior: "CreateNewReport",
      fileFormat: "Csv",
      compressionMode: "gzip",
      containerUri: "/subscriptions/x/resourceGroups/y/providers/Microsoft.Storage/storageAccounts/z",
      rootFolderPath: "exports",
    },
    runInfo: {
      executionType: "Scheduled",
      submittedTime: run.submitted ?? "2026-11-01T03:12:00.2762451Z",
      runId,
      startDate: run.start ?? `${month}-01T00:00:00`,
      endDate: run.end ?? `${month}-31T00:00:00Z`,
    },
    // The documented sample has this blank.
    blobs: files.map(({ name, body, rows, bytes }) => ({
      blobName: ` ${folder}/${name}`,
      byteCount: bytes ?? body.length,
      dataRowCount: rows,
    })),
  };
  run.alter?.(manifest);
  return JSON.stringify(manifest, null, 2);
}

/** Writes a run: its files first, then its manifest. */
export async function writeRun(put: (name: string, body: Uint8Array | string) => Promise<void> | void, run: ExportRunFiles): Promise<void> {
  for (const { name, body } of run.files) await put(`${runFolder(run)}/${name}`, body);
  await put(`${runFolder(run)}/manifest.json`, exportManifest(run));
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
