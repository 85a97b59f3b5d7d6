import { type ReactNode, useState } from "react";
import { countOf, listedOf, partOf, textOf, textOrNull } from "../../api/read-value";
import { useOrder } from "../../api/use-operation";
import { useMay } from "../../app/use-may";
import { useView } from "../../app/use-view";
import { Amount, Difference } from "../../components/ui/amount";
import { Button } from "../../components/ui/button";
import { Card } from "../../components/ui/card";
import { ConfirmDialog } from "../../components/ui/confirm-dialog";
import { DataTable } from "../../components/ui/data-table";
import { OrderFailure } from "../../components/ui/order-failure";
import { Select } from "../../components/ui/select";
import { useConfirmedOrder } from "../../components/ui/use-confirmed-order";
import { addMonths, currentMonth } from "../../dates/month";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { type Connection, sourcesPath } from "./connections";
import { sourcesTexts } from "./texts";

interface Side {
  readonly source: string;
  readonly connection: string;
  readonly rows: string;
  readonly cost: string;
  readonly currency: string;
}

function readSide(side: unknown): Side {
  return {
    source: textOf(side, "source"),
    connection: textOf(side, "connection"),
    rows: countOf(side, "rows") ?? "0",
    cost: textOf(side, "cost"),
    currency: textOf(side, "currency"),
  };
}

const readComparisons = listedOf((row) => ({
  account: textOf(row, "account"),
  month: textOf(row, "month"),
  published: partOf(row, "published", readSide),
  offered: partOf(row, "offered", readSide),
  difference: textOrNull(row, "difference"),
  obstacle: textOrNull(row, "obstacle"),
}));

const mostMonths = 24;

/** Another source owns a month: both of its totals beside each other, to the last digit, and then the taking over. */
export function HandoverCard({ connection: { id, state } }: { readonly connection: Connection }): ReactNode {
  const texts = useTexts(sourcesTexts);
  const formats = useFormats();
  const { now } = useView();
  const may = useMay();
  const [month, setMonth] = useState(currentMonth(now));
  const compared = useOrder(sourcesPath, readComparisons);
  const taking = useConfirmedOrder(
    sourcesPath,
    () => true,
    (of: string, reason) => ({ operation: "handover", id, month: of, reason }),
    { onDone: compared.reset },
  );
  const rows = compared.data?.data;
  // What can be taken over is compared first; the API decides by the role of who gives a reason.
  const canTake = state === "active" && rows !== undefined && rows.length > 0 && rows.every(({ obstacle }) => obstacle === null);
  if (!may(sourcesPath, "handover")) return null;
  return (
    <Card title={texts.handover} hint={texts.handoverHint}>
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label={texts.month}
          value={month}
          options={Array.from({ length: mostMonths }, (_, index) => addMonths(currentMonth(now), -index)).map((one) => ({
            value: one,
            label: formats.month(one),
          }))}
          onChange={(one) => {
            setMonth(one);
            compared.reset();
            taking.forget();
          }}
        />
        <Button
          disabled={compared.isPending}
          onClick={() => {
            taking.forget();
            compared.mutate({ operation: "handover", id, month });
          }}
        >
          {compared.isPending ? texts.comparing : texts.compare}
        </Button>
      </div>
      <div className="mt-3 space-y-3 text-sm">
        <OrderFailure error={compared.error} />
        {rows === undefined ? null : rows.length === 0 ? (
          <p className="text-muted">{texts.nothingOffered}</p>
        ) : (
          <DataTable
            caption={texts.handover}
            rows={rows}
            keyOf={({ account, month: of }) => `${account} ${of}`}
            columns={[
              {
                key: "account",
                header: texts.account,
                cell: ({ account, month: of, obstacle }) => (
                  <>
                    {account}, {formats.month(of, "short")}
                    {obstacle === null ? null : <span className="block max-w-96 wrap-anywhere text-more">{obstacle}</span>}
                  </>
                ),
              },
              { key: "published", header: texts.publishedSide, isNumber: true, cell: ({ published }) => <Total side={published} /> },
              { key: "offered", header: texts.offeredSide, isNumber: true, cell: ({ offered }) => <Total side={offered} /> },
              {
                key: "difference",
                header: texts.difference,
                isNumber: true,
                cell: ({ difference, offered }) =>
                  difference === null ? (
                    <span className="text-muted">{texts.notComparable}</span>
                  ) : (
                    <Difference value={difference} currency={offered?.currency ?? null} />
                  ),
              },
            ]}
          />
        )}
        {canTake ? (
          <Button
            onClick={() => {
              taking.ask(month);
            }}
          >
            {texts.takeOver}
          </Button>
        ) : null}
        <p role="status">{taking.answer === true ? texts.takeOverAsked : null}</p>
      </div>
      {taking.asked === null ? null : (
        <ConfirmDialog
          title={`${texts.takeOver}: ${id}, ${formats.month(taking.asked)}`}
          confirm={texts.takeOver}
          isReasonRequired
          {...taking.dialog}
        >
          {texts.takeOverText}
        </ConfirmDialog>
      )}
    </Card>
  );
}

function Total({ side }: { readonly side: Side | null }): ReactNode {
  const texts = useTexts(sourcesTexts);
  const formats = useFormats();
  if (side === null) return <span className="text-muted">{texts.notPublished}</span>;
  const { cost, currency, rows, source, connection } = side;
  return (
    <>
      <Amount value={cost} currency={currency} />
      <span className="block text-xs text-muted">
        {texts.rows(rows, formats.count(rows))}, {connection === "" ? source : connection}
      </span>
    </>
  );
}
