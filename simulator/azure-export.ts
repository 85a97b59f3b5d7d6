/** Rows of an export as text, under Microsoft's names. */
export interface ExportTable {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
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
