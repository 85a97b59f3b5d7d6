import type { BillingPeriod } from "../../calendar/billing-period";
import { decimalLimits } from "../../decimal/decimal-limits";
import { toPlainDecimal } from "../../decimal/to-plain-decimal";
import { isDoubtfulNumber, isNullText } from "../../text/is-null-text";
import { trimInvisible } from "../../trim-invisible";
import type { DatasetColumn } from "../dataset-column";
import { invoiceDetailColumns } from "../invoice-detail-columns";
import { detectFocusProvider } from "./detect-focus-provider";
import { readBillingPeriod } from "./local-period";
import { normalizeFocusHeader } from "./plan-focus-columns";
import { restoreAccountId, toImportAccount } from "./to-import-account";
import { toFocusDateTime } from "./to-focus-date-time";

type Cells = readonly (string | null)[];

/** A line of an invoice as its issuer delivered it: by the names of `invoiceDetailColumns`. Decimals are digits, instants UTC as ClickHouse writes them. */
export type InvoiceLine = Readonly<Record<string, string | null>>;

/** A line, and whose it is. */
export interface ReadInvoiceLine {
  readonly line: InvoiceLine;
  /** Made of provider and billing account, as that of charges in FOCUS is. */
  readonly account: string;
  readonly period: BillingPeriod;
  /** What no two lines have in common: the invoice, and the id of the line in it. */
  readonly key: string;
}

/** The column that makes a line unreadable, as the file names it, and why. */
export interface InvoiceLineFault {
  readonly column: string;
  readonly detail: string;
}

/** Reads the cells of a line, as many as the header has. */
export type InvoiceLineReader = (cells: Cells) => ReadInvoiceLine | InvoiceLineFault;

/**
 * How the lines of a file of FOCUS's dataset Invoice Detail are read (https://focus.finops.org/focus-specification/v1-4/#invoicedetail); in words, why its header is
 * another. A column that the specification wants always must be there, and have a value in each line: what is missing there would be a wrong invoice. Values
 * that FOCUS does not list are kept, and its rules name them.
 */
export function planInvoiceLines(headers: readonly string[], sha256: (text: string) => string): InvoiceLineReader | string {
  const places = new Map<string, number>();
  for (const [place, header] of headers.entries()) {
    const name = normalizeFocusHeader(header);
    if (places.has(name)) return `"${headers[places.get(name) ?? 0] ?? ""}" and "${header}" are the same column`;
    places.set(name, place);
  }
  if (places.has("chargeperiodstart")) return "is the dataset Cost and Usage of FOCUS: read it without the dataset invoice-detail";
  const missing = invoiceDetailColumns.filter(({ name, nullable }) => !nullable && !places.has(normalizeFocusHeader(name)));
  if (missing.length > 0) return `has no ${missing.map(({ name }) => name).join(", ")}: it is not the dataset Invoice Detail of FOCUS`;
  const headerOf = (name: string): string => headers[places.get(normalizeFocusHeader(name)) ?? -1] ?? name;
  return (cells) => {
    const values: Record<string, string | null> = {};
    for (const column of invoiceDetailColumns) {
      const text = trimInvisible(cells[places.get(normalizeFocusHeader(column.name)) ?? -1] ?? "");
      const value = text === "" ? null : valueOf(column, text);
      // A dash may be a 0, and NaN a computation that failed: read as nothing, either may hide money.
      const isNone = isNullText(text) && !(column.kind === "decimal" && isDoubtfulNumber(text));
      if (value === null && text !== "" && !isNone)
        return { column: headerOf(column.name), detail: `${JSON.stringify(text)} is not ${kinds[column.kind]}` };
      if (value === null && !column.nullable)
        return { column: headerOf(column.name), detail: text === "" ? "is empty" : `${JSON.stringify(text)} stands for no value` };
      values[column.name] = value;
    }
    const said = (name: string): string => values[name] ?? "";
    const period = readBillingPeriod(said("BillingPeriodStart"), said("BillingPeriodEnd"));
    if (period === null)
      return { column: headerOf("BillingPeriodStart"), detail: `${said("BillingPeriodStart")} begins no billing period` };
    if (said("BillingPeriodEnd") <= said("BillingPeriodStart"))
      return {
        column: headerOf("BillingPeriodEnd"),
        detail: `${said("BillingPeriodEnd")} is not after the begin of the billing period, ${said("BillingPeriodStart")}`,
      };
    const names = { provider: null, invoiceIssuer: said("InvoiceIssuerName"), hostProvider: null, serviceProvider: null };
    const provider = detectFocusProvider(names, headers);
    const id = restoreAccountId(provider, said("BillingAccountId"));
    if ("fault" in id) return { column: headerOf("BillingAccountId"), detail: `${JSON.stringify(said("BillingAccountId"))} ${id.fault}` };
    const account = toImportAccount(provider, id.id, sha256);
    return {
      line: { ...values, BillingAccountId: id.id },
      account,
      period: period.period,
      // By the account, since an id may be written in several ways.
      key: JSON.stringify([account, said("InvoiceId"), said("InvoiceDetailId")]),
    };
  };
}

/** Null when the text cannot be read as a value of the column, and when it stands for a missing value. */
function valueOf({ kind }: DatasetColumn, text: string): string | null {
  switch (kind) {
    case "text":
      return isNullText(text) ? null : text;
    case "decimal": {
      const number = toPlainDecimal(text, decimalLimits.cost, "plain");
      return typeof number === "string" ? number : null;
    }
    case "date-time":
      return toFocusDateTime(text)?.utc ?? null;
  }
}

const kinds: Readonly<Record<DatasetColumn["kind"], string>> = {
  text: "a text",
  decimal: "a decimal number with a point, at most 20 digits before it and 18 after it",
  "date-time": "an instant of ISO 8601",
};
