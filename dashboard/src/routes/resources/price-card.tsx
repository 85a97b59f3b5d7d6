import type { ReactNode } from "react";
import { listedOf, textOf, textOrNull } from "../../api/read-value";
import { usePosted } from "../../api/use-operation";
import { useScope } from "../../app/use-scope";
import { PageLink, useView } from "../../app/use-view";
import { queryFilters, withFilter } from "../../app/view-state";
import { ShareCell } from "../../charts/share-cell";
import { Amount } from "../../components/ui/amount";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { DataTable } from "../../components/ui/data-table";
import { commonTexts } from "../../i18n/common-texts";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { differenceOf, signOf } from "../../money/amount";
import { resourcesTexts } from "./texts";

const readPrices = listedOf((row) => ({
  service: textOf(row, "service_name"),
  currency: textOf(row, "currency"),
  list: textOrNull(row, "list_cost"),
  savings: textOrNull(row, "savings"),
  isPriced: textOrNull(row, "negotiated_savings") !== null,
}));

/**
 * What was paid of the list price, by service. A list cost that is the contracted one for want of a price is none: `negotiated_savings` says of which services no
 * charge has a price, and the problem that comes with it how many charges of the others have none.
 */
export function PriceCard({ month }: { readonly month: string }): ReactNode {
  const texts = useTexts(resourcesTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const { view } = useView();
  const { currency } = useScope();
  // Of a purchase the effective cost is 0: what it pays for stands at the usage.
  const filters = [...queryFilters(view), { field: "charge_category", op: "in", values: ["Usage"] }];
  const body = {
    measures: ["list_cost", "savings", "negotiated_savings"],
    dimensions: ["service_name"],
    filters,
    timeRange: { from: month, to: month },
    orderBy: [{ by: "list_cost", direction: "desc" }],
  };
  const query = usePosted("/query", body, readPrices);
  const title = texts.prices(formats.month(month));
  return (
    <Card title={title} hint={texts.pricesHint} file={{ path: "/query", body }}>
      <AnswerView query={query} isEmpty={({ data }) => data.length === 0}>
        {({ data }) => {
          const rows = data.flatMap(({ service, currency: of, list, savings, isPriced }) =>
            of !== currency || !isPriced || list === null || savings === null || signOf(list) <= 0
              ? []
              : [{ service, list, savings, paid: differenceOf(list, savings) }],
          );
          if (rows.length === 0) return <p className="text-sm text-muted">{texts.pricesNone}</p>;
          return (
            <DataTable
              caption={title}
              rows={rows}
              keyOf={({ service }) => service}
              columns={[
                {
                  key: "service",
                  header: common.service_name,
                  className: "min-w-40",
                  cell: ({ service }) => (
                    <PageLink to="/charges" change={{ ...withFilter(view, "service_name", [service]), from: month, to: month }}>
                      {service === "" ? common.noValue : service}
                    </PageLink>
                  ),
                },
                { key: "list", header: texts.atList, isNumber: true, cell: ({ list }) => <Amount value={list} currency={currency} /> },
                { key: "paid", header: texts.paid, isNumber: true, cell: ({ paid }) => <Amount value={paid} currency={currency} /> },
                {
                  key: "share",
                  header: texts.paidShare,
                  isNumber: true,
                  cell: ({ paid, list }) => <ShareCell part={paid} whole={list} largest={list} />,
                },
                {
                  key: "saved",
                  header: texts.saved,
                  isNumber: true,
                  cell: ({ savings }) => <Amount value={savings} currency={currency} />,
                },
              ]}
            />
          );
        }}
      </AnswerView>
    </Card>
  );
}
