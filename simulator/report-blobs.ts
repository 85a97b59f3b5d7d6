import { parse } from "lossless-json";
import { exportCsv } from "./azure-export";
import type { CostDetailsBlob } from "./cost-details";
import type { EnrollmentBill } from "./enrollment-bill";
import type { SimulatedSchema } from "./simulator-options";

/** The blobs of a report of a month, `202610`, as the bill is now; none when the bill has no such month, or is not in this metric. */
export function reportBlobs(bill: EnrollmentBill, schema: SimulatedSchema, month: string, metric: string): readonly CostDetailsBlob[] {
  const plan = bill.plan(`${month.slice(0, 4)}-${month.slice(4)}`);
  if (plan === undefined || `${schema}cost` !== metric.toLowerCase()) return [];
  const writer = bill.writer({ form: "consumption", casing: "pascal", schema });
  const blobs: CostDetailsBlob[] = [];
  for (let from = 0; from < plan.rowCount; from += rowsOfBlob) {
    // Digits as they are written.
    const records = rowsIn(parse(`[${writer.write(plan, from, rowsOfBlob).toString("utf8")}]`, null, (digits) => digits));
    const headers = [...new Set(records.flatMap((record) => Object.keys(record)))];
    const rows = records.map((record) => headers.map((header) => textOf(record[header])));
    blobs.push({ body: Buffer.from(exportCsv({ headers, rows })), rows: rows.length });
  }
  return blobs;
}

function rowsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map((row: unknown) => (typeof row === "object" && row !== null ? { ...row } : {})) : [];
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

const rowsOfBlob = 20_000;
