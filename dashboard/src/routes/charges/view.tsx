import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef } from "react";
import { AskError } from "../../api/ask";
import { PageFrame } from "../../app/page-frame";
import { useScope } from "../../app/use-scope";
import { useView } from "../../app/use-view";
import { costQuestion } from "../../app/view-state";
import { Amount } from "../../components/ui/amount";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { commonTexts } from "../../i18n/common-texts";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { ChargeDrawer } from "./charge-drawer";
import { chargesTexts } from "./texts";
import { type Charge, useCharges } from "./use-charges";

/** Single charges. However many there are, only the rows that can be seen are in the page. */
export default function Charges(): ReactNode {
  const texts = useTexts(chargesTexts);
  const formats = useFormats();
  const { view, go } = useView();
  const { currency } = useScope();
  const query = useCharges(view);
  const pages = query.data?.pages ?? [];
  const charges = pages.flatMap(({ data }) => data);
  const totals = pages[0]?.totals ?? [];
  const total = totals.find((one) => one.currency === currency) ?? totals[0];
  const all = totals.reduce((sum, one) => sum + BigInt(one.charges), 0n).toString();
  const hasChanged = query.error instanceof AskError && query.error.code === "snapshots-changed";
  const { refetch } = query;
  useEffect(() => {
    if (hasChanged) void refetch();
  }, [hasChanged, refetch]);
  return (
    <PageFrame title={texts.title}>
      <Card
        title={texts.list}
        file={{ path: "/api/charges", question: costQuestion(view) }}
        hint={pages.length === 0 ? "" : texts.loaded(formats.count(charges.length), formats.count(all))}
        actions={
          total === undefined ? null : <Amount value={total.billed_cost} currency={total.currency} className="text-lg font-semibold" />
        }
      >
        <AnswerView
          query={{ data: pages[0], error: query.error, isPlaceholderData: false, dataUpdatedAt: query.dataUpdatedAt, refetch }}
          height="min-h-96"
          isEmpty={({ data }) => data.length === 0}
        >
          {() => (
            <ChargeRows
              charges={charges}
              isMore={query.hasNextPage}
              onMore={() => {
                if (!query.isFetchingNextPage) void query.fetchNextPage();
              }}
              onOpen={(id) => {
                go({ open: id });
              }}
            />
          )}
        </AnswerView>
      </Card>
      {view.open === null || pages.length === 0 ? null : (
        <ChargeDrawer
          charge={charges.find(({ charge_id: id }) => id === view.open)}
          onClose={() => {
            go({ open: null });
          }}
        />
      )}
    </PageFrame>
  );
}

const rowHeight = 36;
/** A phone shows day, service and cost; the rest is in the charge itself. */
const grid =
  "grid grid-cols-[4.5rem_minmax(0,1fr)_8.5rem] items-center gap-x-3 px-2 md:min-w-[52rem] md:grid-cols-[7rem_minmax(9rem,1fr)_minmax(11rem,1.4fr)_minmax(8rem,1fr)_minmax(7rem,0.8fr)_9rem]";
const wideOnly = "max-md:hidden";

function ChargeRows({
  charges,
  isMore,
  onMore,
  onOpen,
}: {
  readonly charges: readonly Charge[];
  readonly isMore: boolean;
  readonly onMore: () => void;
  readonly onOpen: (id: string) => void;
}): ReactNode {
  const texts = useTexts(chargesTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: charges.length + (isMore ? 1 : 0),
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const isNearEnd = isMore && last >= charges.length - 1;
  useEffect(() => {
    if (isNearEnd) onMore();
  }, [isNearEnd, onMore]);
  const headers = [
    { text: texts.day, className: "" },
    { text: texts.service, className: "" },
    { text: texts.resource, className: wideOnly },
    { text: texts.group, className: wideOnly },
    { text: texts.owner, className: wideOnly },
    { text: texts.cost, className: "text-end" },
  ];
  return (
    <div ref={box} className="h-[65vh] min-h-80 overflow-auto text-sm" tabIndex={0} role="region" aria-label={texts.list}>
      <div role="table" aria-label={texts.list} aria-rowcount={isMore ? -1 : charges.length + 1}>
        <div role="rowgroup" className="sticky top-0 z-10 border-b border-line bg-card">
          <div role="row" aria-rowindex={1} className={`${grid} py-1.5`}>
            {headers.map(({ text, className }) => (
              <span key={text} role="columnheader" className={`font-medium text-muted ${className}`}>
                {text}
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" className="relative" style={{ height: `${String(rows.getTotalSize())}px` }}>
          {shown.map(({ index, start }) => {
            const charge = charges[index];
            const place = { transform: `translateY(${String(start)}px)`, height: `${String(rowHeight)}px` };
            if (charge === undefined)
              return (
                <div key="more" role="row" aria-rowindex={index + 2} className={`${grid} absolute inset-x-0 text-muted`} style={place}>
                  <span role="cell">{texts.loadingMore}</span>
                </div>
              );
            const { charge_id: id, usage_date: day } = charge;
            return (
              <div
                key={id}
                role="row"
                aria-rowindex={index + 2}
                className={`${grid} absolute inset-x-0 border-b border-line hover:bg-soft`}
                style={place}
              >
                <span role="cell">
                  <button
                    type="button"
                    className="min-h-[24px] text-accent underline underline-offset-2"
                    onClick={() => {
                      onOpen(id);
                    }}
                  >
                    {day === null ? texts.noDay : formats.day(day, "short")}
                  </button>
                </span>
                <Cell text={charge.service_name} />
                <Cell className={wideOnly} text={charge.resource_name === "" ? charge.charge_description : charge.resource_name} />
                <Cell className={wideOnly} text={charge.resource_group} />
                <Cell className={wideOnly} text={charge.owner === "" ? common.noOwner : charge.owner} />
                <span role="cell" className="text-end">
                  <Amount value={charge.billed_cost} currency={charge.currency} />
                </span>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** In a narrow window a name has two small lines in the height of a row. */
function Cell({ text, className = "" }: { readonly text: string; readonly className?: string }): ReactNode {
  return (
    <span role="cell" className={`line-clamp-2 text-xs leading-tight md:line-clamp-none md:truncate md:text-sm ${className}`} title={text}>
      {text}
    </span>
  );
}
