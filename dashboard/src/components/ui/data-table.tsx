import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { commonTexts } from "../../i18n/common-texts";
import { useTexts } from "../../i18n/preferences";

export interface Column<Row> {
  /** In the address when the table is sorted by it. */
  readonly key: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand at the end of their cell. */
  readonly isNumber?: boolean;
  /** Ascending. Without it the table cannot be sorted by this column. */
  readonly compare?: (a: Row, b: Row) => number;
  readonly className?: string;
}

/**
 * A table that is scrolled in its own box, so that the page never is sideways. `sort` is a column's key, `-` before it for descending; null is the order of
 * the rows as they are given.
 */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  keyOf,
  sort = null,
  onSort,
  footer,
  height = "max-h-[32rem]",
}: {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly sort?: string | null;
  readonly onSort?: (sort: string) => void;
  /** Cells of the last line. */
  readonly footer?: readonly ReactNode[];
  readonly height?: string;
}): ReactNode {
  const texts = useTexts(commonTexts);
  const key = sort?.replace(/^-/, "");
  const isDescending = sort?.startsWith("-") === true;
  const compare = columns.find((column) => column.key === key)?.compare;
  const sorted = compare === undefined ? rows : [...rows].sort((a, b) => (isDescending ? compare(b, a) : compare(a, b)));
  return (
    <div className={`${height} overflow-auto`} tabIndex={0} role="region" aria-label={caption}>
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 z-10 bg-card">
          <tr className="border-b border-line">
            {columns.map((column) => {
              const isSorted = column.key === key;
              const Mark = !isSorted ? ArrowUpDown : isDescending ? ArrowDown : ArrowUp;
              return (
                <th
                  key={column.key}
                  scope="col"
                  aria-sort={isSorted ? (isDescending ? "descending" : "ascending") : undefined}
                  className={`px-2 py-1.5 font-medium whitespace-nowrap text-muted ${column.isNumber === true ? "text-end" : "text-start"} ${column.className ?? ""}`}
                >
                  {column.compare === undefined || onSort === undefined ? (
                    column.header
                  ) : (
                    <button
                      type="button"
                      title={texts.sortBy(column.header)}
                      className="inline-flex min-h-[24px] items-center gap-1 hover:text-ink"
                      onClick={() => {
                        // Numbers are first wanted from the highest on.
                        const toDescending = isSorted ? !isDescending : column.isNumber === true;
                        onSort(toDescending ? `-${column.key}` : column.key);
                      }}
                    >
                      {column.header}
                      <Mark aria-hidden className="size-3.5" />
                    </button>
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={keyOf(row)} className="border-b border-line last:border-0 hover:bg-soft">
              {columns.map((column) => (
                <td
                  key={column.key}
                  className={`px-2 py-1.5 align-top ${column.isNumber === true ? "text-end tabular-nums" : ""} ${column.className ?? ""}`}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {footer === undefined ? null : (
          <tfoot className="sticky bottom-0 border-t border-line bg-card font-semibold">
            <tr>
              {footer.map((cell, index) => (
                <td key={columns[index]?.key ?? index} className={`px-2 py-1.5 ${columns[index]?.isNumber === true ? "text-end" : ""}`}>
                  {cell}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
