import type { ReactNode } from "react";
import type { Answered } from "../../api/ask";
import { useAnswer } from "../../api/use-answer";
import { useScope } from "../../app/use-scope";
import { PageLink, useView } from "../../app/use-view";
import { filterQuestion } from "../../app/view-state";
import { ShareCell } from "../../charts/share-cell";
import { Amount, Difference } from "../../components/ui/amount";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { type Column, DataTable } from "../../components/ui/data-table";
import { addMonths, currentMonth, monthOf } from "../../dates/month";
import { commonTexts } from "../../i18n/common-texts";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { differenceOf } from "../../money/amount";
import { PriceCard } from "./price-card";
import { resourcesTexts } from "./texts";

type Signal = Answered<"/api/efficiency">["data"][number];

/**
 * What bills prove of how resources are used, each with its numbers: no score. Of the last whole month, since a month that goes on has less of everything than
 * the one before it.
 */
export function SignalsCards(): ReactNode {
  const texts = useTexts(resourcesTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const { view, now } = useView();
  const current = currentMonth(now);
  const month = monthOf(view.to) >= current ? addMonths(current, -1) : monthOf(view.to);
  const name: Column<Signal> = {
    key: "name",
    header: texts.name,
    className: "min-w-48",
    cell: ({ resource, resource_name: of, service_name: service, billing_account_id: account }) => (
      <>
        <PageLink to="/charges" change={{ filters: new Map([["resource", [resource]]]), account, from: month, to: month }}>
          <span className="wrap-anywhere">{of === "" ? resource : of}</span>
        </PageLink>
        <span className="block text-xs wrap-anywhere text-muted">
          {resource.endsWith(`/${of.toLowerCase()}`) ? service : `${resource.split("/").slice(-3).join("/")} · ${service}`}
        </span>
      </>
    ),
  };
  const cost: Column<Signal> = {
    key: "cost",
    header: common.cost,
    isNumber: true,
    cell: (row) => <Amount value={row.billed_cost} currency={row.currency} />,
  };
  const counted = (quantity: string | null, unit: string | null): string =>
    quantity === null ? "–" : `${formats.count(quantity)} ${unit ?? ""}`;
  const share = (value: string | null): string => (value === null ? "–" : formats.share(value));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <PriceCard month={month} />
      <SignalCard
        code="paid-of-list"
        month={month}
        title={texts.paidOf(formats.month(month))}
        hint={texts.paidOfHint}
        none={texts.pricesNone}
        columns={[
          name,
          { key: "list", header: texts.atList, isNumber: true, cell: (row) => <Amount value={row.list_cost} currency={row.currency} /> },
          { key: "paid", header: texts.paid, isNumber: true, cell: (row) => <Amount value={row.effective_cost} currency={row.currency} /> },
          {
            key: "share",
            header: texts.paidShare,
            isNumber: true,
            cell: ({ effective_cost: paid, list_cost: list }) => <ShareCell part={paid} whole={list} largest={list} />,
          },
        ]}
      />
      <SignalCard
        code="flat-cost"
        month={month}
        title={texts.flat(formats.month(month))}
        hint={texts.flatHint}
        none={texts.flatNone}
        columns={[
          name,
          { key: "quantity", header: texts.quantity, isNumber: true, cell: ({ quantity, unit }) => counted(quantity, unit) },
          {
            key: "before",
            header: texts.quantityBefore,
            isNumber: true,
            cell: ({ previous_quantity: before, unit, quantity_fall: fall }) => (
              <>
                {counted(before, unit)} <span className="text-muted">({share(fall === null ? null : `-${fall}`)})</span>
              </>
            ),
          },
          cost,
          {
            key: "difference",
            header: common.difference,
            isNumber: true,
            cell: ({ billed_cost: now, previous_billed_cost: before, currency }) => (
              <Difference value={now === null || before === null ? null : differenceOf(now, before)} currency={currency} />
            ),
          },
        ]}
      />
      <SignalCard
        code="storage-without-access"
        month={month}
        title={texts.unread(formats.month(month))}
        hint={texts.unreadHint}
        none={texts.unreadNone}
        columns={[
          name,
          { key: "quantity", header: texts.stored, isNumber: true, cell: ({ quantity, unit }) => counted(quantity, unit) },
          { key: "accesses", header: texts.accesses, isNumber: true, cell: ({ access_charges: count }) => formats.count(count ?? "0") },
          {
            key: "others",
            header: texts.serviceAccesses,
            isNumber: true,
            cell: ({ service_access_charges: count }) => formats.count(count ?? "0"),
          },
          cost,
        ]}
      />
      <SignalCard
        code="hours-billed"
        month={month}
        title={texts.hours(formats.month(month))}
        hint={texts.hoursHint}
        none={texts.hoursNone}
        columns={[
          name,
          { key: "billed", header: texts.hoursBilled, isNumber: true, cell: ({ quantity }) => formats.count(quantity ?? "0") },
          { key: "share", header: texts.hoursShare, isNumber: true, cell: (row) => share(row.hours_share) },
          { key: "before", header: texts.hoursShareBefore, isNumber: true, cell: (row) => share(row.previous_hours_share) },
          cost,
        ]}
      />
    </div>
  );
}

const mostShown = 100;

/** The resources of one signal. All cards ask one question, so that they are answered by one reading of the charges. */
function SignalCard({
  code,
  month,
  title,
  hint,
  none,
  columns,
}: {
  readonly code: Signal["code"];
  readonly month: string;
  readonly title: string;
  readonly hint: string;
  readonly none: string;
  readonly columns: readonly Column<Signal>[];
}): ReactNode {
  const texts = useTexts(resourcesTexts);
  const formats = useFormats();
  const { view } = useView();
  const { currency } = useScope();
  const question = { ...filterQuestion(view), month } as const;
  const query = useAnswer("/api/efficiency", { ...question, limit: mostShown });
  return (
    <Card title={title} hint={hint} file={{ path: "/api/efficiency", question: { ...question, code } }}>
      <AnswerView query={query} hidesProblems={code !== "paid-of-list"} isEmpty={({ snapshots }) => snapshots.length === 0}>
        {({ data, totals }) => {
          const rows = data.filter((row) => row.code === code && row.currency === currency);
          const all = totals.find((row) => row.code === code && row.currency === currency)?.signals ?? "0";
          if (rows.length === 0) return <p className="text-sm text-muted">{none}</p>;
          return (
            <>
              {String(rows.length) === all ? null : (
                <p className="mb-2 text-sm text-muted">{texts.firstOf(formats.count(rows.length), formats.count(all))}</p>
              )}
              <DataTable
                caption={title}
                rows={rows}
                keyOf={(row) => [row.billing_account_id, row.resource, row.service_name, row.unit].join("\u0000")}
                columns={columns}
              />
            </>
          );
        }}
      </AnswerView>
    </Card>
  );
}
