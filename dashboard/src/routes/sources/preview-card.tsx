import type { ReactNode } from "react";
import { useOrder } from "../../api/use-operation";
import { Button } from "../../components/ui/button";
import { Card } from "../../components/ui/card";
import { type Column, DataTable } from "../../components/ui/data-table";
import { OrderFailure } from "../../components/ui/order-failure";
import { useTexts } from "../../i18n/preferences";
import { readPreview, sourcesPath } from "./connections";
import { sourcesTexts } from "./texts";

/** Columns that say most stand first; the others follow in the order of the answer. */
const first = [
  "ChargePeriodStart",
  "ServiceName",
  "ResourceName",
  "RegionId",
  "ChargeCategory",
  "BilledCost",
  "EffectiveCost",
  "BillingCurrency",
];

/** The first rows of the newest delivery as they would be stored, digit by digit. */
export function PreviewCard({ id }: { readonly id: string }): ReactNode {
  const texts = useTexts(sourcesTexts);
  const preview = useOrder(sourcesPath, readPreview);
  const rows = preview.data?.data.map((row, index) => ({ row, index }));
  const names = new Set(rows?.flatMap(({ row }) => [...row.keys()]));
  const columns = [...first.filter((name) => names.has(name)), ...[...names].filter((name) => !first.includes(name))];
  return (
    <Card
      title={texts.previewTitle}
      hint={texts.previewHint}
      actions={
        <Button
          disabled={preview.isPending}
          onClick={() => {
            preview.mutate({ operation: "preview", id });
          }}
        >
          {preview.isPending ? texts.previewing : texts.preview}
        </Button>
      }
    >
      <OrderFailure error={preview.error} />
      {rows === undefined ? null : rows.length === 0 ? (
        <p className="text-sm text-muted">{texts.previewNone}</p>
      ) : (
        <DataTable
          caption={texts.previewTitle}
          rows={rows}
          keyOf={({ index }) => String(index)}
          columns={columns.map(
            (name): Column<(typeof rows)[number]> => ({
              key: name,
              header: name,
              isNumber: /Cost$|Price$|Quantity$/.test(name),
              className: "max-w-80 break-words",
              cell: ({ row }) => row.get(name) ?? "",
            }),
          )}
        />
      )}
    </Card>
  );
}
