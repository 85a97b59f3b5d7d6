import { exportCsv } from "./azure-export";
import { decimal } from "./charge-amount";
import { formatDecimal } from "./format-decimal";
import { multiplyExact } from "./multiply-exact";
import type { PriceBook } from "./price-book";
import { zipOf } from "./zip";

const headers = [
  "MeterId",
  "MeterName",
  "MeterCategory",
  "UnitOfMeasure",
  "MarketPrice",
  "UnitPrice",
  "CurrencyCode",
  "EffectiveStartDate",
  "EffectiveEndDate",
  "PriceType",
  "Term",
] as const;

/**
 * What an enrollment pays for each meter of its price book, as Cost Management delivers it: an archive of several CSV files. List prices are a quarter above
 * what was agreed on. `month` is `2026-10`.
 */
export function priceSheet({ templates }: PriceBook, month: string, currency: string): Buffer {
  const meters = new Map(templates.map((template) => [template.meterId, template]));
  const rows = [...meters.values()]
    .filter(({ line }) => line.meter !== "" && line.kind !== "reservation-purchase" && Number(line.rate) > 0)
    .map(({ meterId, line }) => [
      meterId,
      line.meter,
      line.category,
      line.unit,
      aboveBy(line.rate, "1.25"),
      line.rate,
      currency,
      `${month}-01`,
      "2099-12-31",
      "Consumption",
      "",
    ]);
  const half = Math.ceil(rows.length / 2);
  return zipOf(
    [rows.slice(0, half), rows.slice(half)].map((part, index) => ({
      name: `pricesheet_${month.replace("-", "")}_${index + 1}.csv`,
      body: exportCsv({ headers, rows: part }),
    })),
  );
}

function aboveBy(rate: string, factor: string): string {
  return formatDecimal(multiplyExact(decimal(rate), decimal(factor), 20), "plain");
}
