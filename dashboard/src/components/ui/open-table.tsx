import type { ReactNode } from "react";
import { commonTexts } from "../../i18n/common-texts";
import { fieldName } from "../../i18n/field-name";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { Amount } from "./amount";
import { DataTable } from "./data-table";

/** A row of an answer whose columns are not known before it is read: its members by name, texts as they are and anything else as JSON. */
export type OpenRow = ReadonlyMap<string, string | null>;

export function readOpenRow(row: unknown): OpenRow {
  return new Map(
    typeof row === "object" && row !== null
      ? Object.entries(row).map(([name, value]) => [name, value === null || typeof value === "string" ? value : JSON.stringify(value)])
      : [],
  );
}

const amounts = /(^|_)(cost|savings|difference|target|actual|forecast|variance|total)(_|$)/;
const counts = /^(charges|resources|subscriptions|resource_groups|rows|others|.*_quantity)$/;

/** Rows of any answer: amounts in their currency, counts in the reader's digits, names as they are. */
export function OpenTable({
  caption,
  rows,
  headers = new Map(),
}: {
  readonly caption: string;
  readonly rows: readonly OpenRow[];
  /** What columns are called that have no name in every page. */
  readonly headers?: ReadonlyMap<string, string>;
}): ReactNode {
  const texts = useTexts(commonTexts);
  const formats = useFormats();
  const names = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  const numbered = rows.map((row, index) => ({ row, index }));
  return (
    <DataTable
      caption={caption}
      rows={numbered}
      keyOf={({ index }) => String(index)}
      columns={names.map((name) => ({
        key: name,
        header: headers.get(name) ?? (name === "currency" || name === "charges" || name === "date" ? texts[name] : fieldName(name, texts)),
        isNumber: amounts.test(name) || counts.test(name),
        className: "max-w-80 break-words",
        cell: ({ row }: { readonly row: OpenRow }) => {
          const value = row.get(name) ?? null;
          if (amounts.test(name) && (value === null || /^-?\d+(\.\d+)?$/.test(value)))
            return <Amount value={value} currency={row.get("currency") ?? null} />;
          if (value === null) return <span className="text-muted">–</span>;
          return counts.test(name) ? formats.count(value) : value === "" ? <span className="text-muted">{texts.noValue}</span> : value;
        },
      }))}
    />
  );
}
