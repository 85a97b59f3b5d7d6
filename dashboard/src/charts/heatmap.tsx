import type { ReactNode } from "react";
import { useFormats } from "../i18n/use-formats";
import { largestOf } from "../money/amount";
import { shadeOf } from "./geometry";

const heat = ["heat-0", "heat-1", "heat-2", "heat-3", "heat-4", "heat-5", "heat-6", "heat-7", "heat-8", "heat-9"];

/** Amounts by two dimensions: a table, so that every cell can be read, with ten fixed shades. Credits are hatched. */
export function Heatmap({
  caption,
  corner,
  rows,
  columns,
  valueOf,
  currency,
  unit,
  onSelect,
}: {
  readonly caption: string;
  readonly corner: string;
  readonly rows: readonly { readonly name: string; readonly label: string }[];
  readonly columns: readonly { readonly name: string; readonly label: string }[];
  readonly valueOf: (row: string, column: string) => string | null;
  /** Null for quantities. */
  readonly currency: string | null;
  /** Of the amounts: a currency, or the unit of quantities. */
  readonly unit: string;
  readonly onSelect: (row: string, column: string) => void;
}): ReactNode {
  const formats = useFormats();
  const largest = largestOf(rows.flatMap((row) => columns.map((column) => valueOf(row.name, column.name)))) ?? "0";
  return (
    <div className="max-h-[30rem] overflow-auto" tabIndex={0} role="region" aria-label={caption}>
      <table className="w-full border-separate border-spacing-0.5 text-xs">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 z-10 bg-card">
          <tr>
            <th scope="col" className="sticky start-0 z-10 bg-card px-2 py-1 text-start font-medium text-muted">
              {corner}
            </th>
            {columns.map(({ name, label }) => (
              <th key={name} scope="col" className="max-w-28 truncate px-2 py-1 text-end font-medium text-muted" title={label}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row" className="sticky start-0 max-w-48 truncate bg-card px-2 text-start font-normal" title={row.label}>
                {row.label}
              </th>
              {columns.map((column) => {
                const value = valueOf(row.name, column.name);
                if (value === null) return <td key={column.name} className="heat-0" />;
                const isCredit = value.startsWith("-");
                return (
                  <td key={column.name} className="p-0">
                    <button
                      type="button"
                      title={`${row.label}, ${column.label}: ${value} ${unit}`}
                      className={`min-h-[24px] w-full min-w-20 px-2 py-1 text-end tabular-nums ${isCredit ? "border border-dashed border-control bg-card text-ink" : (heat[shadeOf(value, largest, 10)] ?? "")}`}
                      onClick={() => {
                        onSelect(row.name, column.name);
                      }}
                    >
                      {formats.amount(value, currency, "compact")}
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
