import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { createGunzip } from "node:zlib";
import { contractCommitmentColumns } from "../domain/focus/contract-commitment-columns";
import type { DatasetColumn } from "../domain/focus/dataset-column";
import { invoiceDetailColumns } from "../domain/focus/invoice-detail-columns";
import { execInsert } from "../runtime/clickhouse/exec-insert";
import type { MooseClient } from "../runtime/clickhouse/moose-client";
import type { FocusExportColumn } from "./focus-export-column";
import { type DatasetExportRequest, type ExportedDataset, FocusExportError, type FocusExportFormat } from "./focus-export-request";
import { focusFileSql } from "./focus-export-sql";
import { writeCheckedFile } from "./write-checked-file";

/** The metadata file beside the export of a dataset. */
export interface DatasetExportMetadata {
  readonly focusVersion: "1.4";
  readonly dataset: string;
  readonly billingPeriod: string | null;
  readonly account: string | null;
  readonly format: FocusExportFormat;
  readonly rows: number;
  readonly columns: readonly string[];
  readonly file: string;
  readonly bytes: number;
  /** Of the file, hexadecimal. */
  readonly sha256: string;
  /** RFC 3339, UTC. */
  readonly created: string;
}

const datasets: Readonly<
  Record<
    ExportedDataset,
    { readonly title: string; readonly view: string; readonly columns: readonly DatasetColumn[]; readonly sum: string }
  >
> = {
  "contract-commitment": {
    title: "Contract Commitment",
    view: "FocusContractCommitment",
    columns: contractCommitmentColumns,
    sum: "ContractCommitmentCost",
  },
  "invoice-detail": { title: "Invoice Detail", view: "FocusInvoiceDetail", columns: invoiceDetailColumns, sum: "BilledCost" },
};

/**
 * Writes the rows of a dataset to a file, as published bills have them now, and `<file>.metadata.json` beside it. The file is read back by the engine, and its rows
 * and the sum of its costs are compared with what the view had before.
 * @throws FocusExportError there is nothing to export, or the file has other rows, as when a bill was published meanwhile
 */
export async function writeDatasetExport(
  client: MooseClient,
  { dataset, account, month, format }: DatasetExportRequest,
  path: string,
  deps: { readonly now: () => Date; readonly randomId: () => string },
  signal: AbortSignal,
): Promise<DatasetExportMetadata> {
  const { title, view, columns: ofDataset, sum } = datasets[dataset];
  const columns = [
    ...ofDataset.map(({ name, kind }): FocusExportColumn => ({ name, sql: name, kind })),
    { name: "x_BillingAccountId", sql: "x_BillingAccountId", kind: "text" } as const,
    { name: "x_BillingPeriod", sql: "x_BillingPeriod", kind: "day" } as const,
  ];
  const parameters = { account: account ?? "", month: month?.firstDay ?? "1970-01-01" };
  const source = `${view} WHERE ({account:String} = '' OR x_BillingAccountId = {account:String}) AND ({month:Date} = '1970-01-01' OR toStartOfMonth(x_BillingPeriod) = {month:Date})`;
  const found = await readTotal(client, `SELECT ${totalOf(sum)} FROM ${source}`, parameters);
  if (found.rows === "0")
    throw new FocusExportError(`${title} has no rows of ${account ?? "any account"} in ${month?.toString() ?? "any month"}`);
  const answer = await client.exec({
    query: focusFileSql(columns, source, { format, spreadsheetSafe: false }),
    query_params: parameters,
    abort_signal: signal,
  });
  return writeCheckedFile(
    path,
    {
      rows: answer.stream,
      isGzip: format === "csv.gz",
      verify: async (written) => {
        const total = await readBack(client, written, { sum, format, table: `FocusDatasetCheck_${deps.randomId()}` });
        if (total.rows !== found.rows || total.cost !== found.cost)
          throw new FocusExportError(
            `the file has ${total.rows} rows and ${total.cost}, ${view} had ${found.rows} and ${found.cost}: if a bill was published meanwhile, export again`,
          );
      },
      metadataOf: (file): DatasetExportMetadata => ({
        focusVersion: "1.4",
        dataset: title,
        billingPeriod: month?.toString() ?? null,
        account,
        format,
        rows: Number(found.rows),
        columns: columns.map(({ name }) => name),
        file: basename(path),
        ...file,
        created: deps.now().toISOString(),
      }),
    },
    signal,
  );
}

/** Rows and the sum of a cost of all currencies, which means nothing by itself: it shows whether two readings are the same. */
interface Total {
  readonly rows: string;
  readonly cost: string;
}

function totalOf(cost: string): string {
  return `toString(count()) AS rows, toString(sum(toDecimal256(ifNull(${cost}, 0), 18))) AS cost`;
}

async function readTotal(client: MooseClient, query: string, parameters: Readonly<Record<string, string>> = {}): Promise<Total> {
  const result = await client.query({ query, query_params: parameters, format: "JSONEachRow" });
  const [total] = await result.json<Total>();
  return total ?? { rows: "0", cost: "0" };
}

async function readBack(
  client: MooseClient,
  path: string,
  { sum, format, table }: { readonly sum: string; readonly format: FocusExportFormat; readonly table: string },
): Promise<Total> {
  const run = async (query: string): Promise<void> => {
    await client.command({ query, clickhouse_settings: { wait_end_of_query: 1 } });
  };
  await run(`CREATE TABLE ${table} (rows String, cost String) ENGINE = Memory`);
  try {
    const bytes = createReadStream(path);
    await execInsert(client, {
      query:
        `INSERT INTO ${table} SELECT ${totalOf(sum)} FROM input('${sum} Nullable(Decimal(38, 18))') ` +
        `FORMAT ${format === "parquet" ? "Parquet" : "CSVWithNames"}`,
      values: format === "csv.gz" ? bytes.pipe(createGunzip()) : bytes,
      clickhouse_settings: { wait_end_of_query: 1, async_insert: 0, input_format_skip_unknown_fields: 1 },
    });
    return await readTotal(client, `SELECT rows, cost FROM ${table}`);
  } finally {
    await run(`DROP TABLE IF EXISTS ${table} SYNC`);
  }
}
