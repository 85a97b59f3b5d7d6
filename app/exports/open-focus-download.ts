import type { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { z } from "zod";
import type { MooseClient } from "../runtime/clickhouse/moose-client";
import {
  FocusExportError,
  type FocusExportFormat,
  focusExportFormats,
  focusExportVersions,
  readFocusExportRequest,
} from "./focus-export-request";
import { openFocusExport } from "./open-focus-export";

export type FocusDownload =
  | { readonly kind: "refused"; readonly code: "bad-parameter" | "not-found" | "body-too-large"; readonly message: string }
  | { readonly kind: "file"; readonly contentType: string; readonly headers: Readonly<Record<string, string>>; readonly stream: Readable };

/**
 * The file that ?month=2026-10[&account=…][&version=1.4|1.2][&format=csv|csv.gz|parquet][&spreadsheet-safe=1] asks for, streamed from the engine, or why
 * there is none. The header X-Focus-Content has its snapshots, rows and totals as JSON. Moose's proxy holds a whole answer in memory,
 * so a download has at most `mostRows` rows; the command has no limit.
 */
export async function openFocusDownload(
  client: MooseClient,
  query: URLSearchParams,
  mostRows: number,
  signal: AbortSignal,
): Promise<FocusDownload> {
  const unknown = [...query.keys()].filter((name) => !parameters.has(name));
  const given = (name: string): string | undefined => query.get(name) ?? undefined;
  const safe = given("spreadsheet-safe") ?? "0";
  const reading = readFocusExportRequest(
    {
      month: given("month"),
      account: given("account"),
      version: given("version"),
      format: given("format"),
      spreadsheetSafe: safe === "1" || safe === "true",
    },
    "",
  );
  const problems = [
    ...unknown.map((name) => `${name.slice(0, 50)} is not a parameter; allowed are ${[...parameters].join(", ")}`),
    ...(/^(?:0|1|true|false)$/.test(safe) ? [] : ["spreadsheet-safe must be 1 or 0"]),
    ...("month" in reading ? [] : reading),
  ];
  if (!("month" in reading) || problems.length > 0) return { kind: "refused", code: "bad-parameter", message: problems.join("; ") };
  const { account, format, month, version } = reading;
  try {
    const found = await openFocusExport(client, reading);
    if (found.content.rows > mostRows) {
      const command = `npm run focus:export -- --month ${month.toString()}${account === null ? "" : ` --account ${account}`} --format ${format} --out FILE`;
      const message = `${found.content.rows} rows are more than the ${mostRows} of a download; ${command} has no limit`;
      return { kind: "refused", code: "body-too-large", message };
    }
    const rows = await found.open(signal);
    const { columns, ...content } = found.content;
    return {
      kind: "file",
      contentType: contentTypes[format],
      headers: {
        "Content-Disposition": `attachment; filename="focus-${version}-${month.toString()}${account === null ? "" : `-${account}`}.${format}"`,
        "X-Focus-Content": JSON.stringify({ ...content, columns: columns.length }),
      },
      stream: format === "csv.gz" ? rows.pipe(createGzip()) : rows,
    };
  } catch (error) {
    if (error instanceof FocusExportError) return { kind: "refused", code: "not-found", message: error.message };
    throw error;
  }
}

/** The query of a download, for the OpenAPI document; its values are read by `readFocusExportRequest`. */
export const focusDownloadQuery = z
  .object({
    month: z
      .string()
      .regex(/^20\d{2}-(0[1-9]|1[0-2])$/)
      .describe("Billing month, `YYYY-MM`"),
    account: z
      .string()
      .regex(/^[\w-]{1,128}$/)
      .optional()
      .describe("Only this billing account"),
    version: z.enum(focusExportVersions).optional().describe("Of FOCUS (default 1.4)"),
    format: z.enum(focusExportFormats).optional().describe("Default csv"),
    "spreadsheet-safe": z.enum(["0", "1", "false", "true"]).optional().describe("With CSV: no cell runs as a formula (default 0)"),
  })
  .strict();

const parameters: ReadonlySet<string> = new Set(Object.keys(focusDownloadQuery.shape));
export const contentTypes: Readonly<Record<FocusExportFormat, string>> = {
  csv: "text/csv; charset=utf-8",
  "csv.gz": "application/gzip",
  parquet: "application/vnd.apache.parquet",
};
