import { type LineItemColumn, planLineItemColumns } from "../../domain/aws/line-item-columns";
import { mapLineItems } from "../../domain/aws/map-line-item";
import { type FocusFile, FocusFileError, type FocusFileRows, isBlankRow } from "./focus-file";

/**
 * A Cost and Usage Report of AWS as if it were a file of FOCUS; any other file as it is. Rows keep the line that they come from, and two rows may come from
 * one line.
 * @throws FocusFileError it is a report without the columns that make a bill
 */
export function readLineItems(file: FocusFile): FocusFile {
  const { name, format } = file;
  const plan = planLineItemColumns(file.headers);
  if (plan === null) return file;
  if (typeof plan === "string") throw new FocusFileError({ file: name, line: format === "parquet" ? null : 1 }, plan);
  const { headers, read } = mapLineItems(plan);
  const named = (column: LineItemColumn): string => plan.headers[plan.cellOf.get(column) ?? -1] ?? column;
  return {
    ...file,
    headers,
    inFile: (header) => {
      const column = copied.get(header);
      return column === undefined ? header : named(column);
    },
    rows: async function* (): AsyncGenerator<FocusFileRows> {
      for await (const batch of file.rows()) {
        const lines: number[] = [];
        const rows: (readonly (string | null)[])[] = [];
        for (const [index, cells] of batch.rows.entries()) {
          if (isBlankRow(file, cells)) continue;
          const line = batch.lines[index] ?? 0;
          if (cells.every((cell, column) => cell === plan.headers[column]))
            throw new FocusFileError({ file: name, line }, "repeats the header: pass the files of a report as separate files");
          const reading = read(cells);
          if ("fault" in reading) {
            const { column, detail } = reading.fault;
            throw new FocusFileError({ file: name, line, column: named(column) }, detail);
          }
          for (const row of reading.rows) {
            lines.push(line);
            rows.push(row);
          }
        }
        yield { lines, rows };
      }
    },
  };
}

/** The columns of FOCUS without which a row is refused, and of which column of the report they are. */
const copied: ReadonlyMap<string, LineItemColumn> = new Map([
  ["BilledCost", "line_item_unblended_cost"],
  ["BillingAccountId", "bill_payer_account_id"],
  ["BillingCurrency", "line_item_currency_code"],
  ["BillingPeriodEnd", "bill_billing_period_end_date"],
  ["BillingPeriodStart", "bill_billing_period_start_date"],
  ["ChargeCategory", "line_item_line_item_type"],
  ["ChargePeriodEnd", "line_item_usage_end_date"],
  ["ChargePeriodStart", "line_item_usage_start_date"],
] as const);
