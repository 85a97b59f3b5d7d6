import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer";
import { useScope } from "../../app/use-scope";
import { PageLink, useView } from "../../app/use-view";
import { costQuestion } from "../../app/view-state";
import { Amount, Difference } from "../../components/ui/amount";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { type Column, DataTable } from "../../components/ui/data-table";
import { addMonths, currentMonth, monthOf } from "../../dates/month";
import { commonTexts } from "../../i18n/common-texts";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { differenceOf, shareOf } from "../../money/amount";
import { PriceCard } from "./price-card";
import { flatCosts, hourly, hoursShare, leastFall, mostDifference, type Use, usesOf } from "./signals";
import { resourcesTexts } from "./texts";

const mostResources = 1000;
const mostShown = 100;

/**
 * What bills prove of how resources are used, each with its numbers: no score. Of the last whole month, since a month that goes on has less of everything than
 * the one before it.
 */
export function SignalsCards(): ReactNode {
  const texts = useTexts(resourcesTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const { view, now } = useView();
  const { currency } = useScope();
  const current = currentMonth(now);
  const month = monthOf(view.to) >= current ? addMonths(current, -1) : monthOf(view.to);
  const question = {
    ...costQuestion(view),
    from: month,
    to: month,
    group: "resource,resource_name",
    quantity: "consumed",
    compare: "previous",
    top: mostResources,
  } as const;
  const query = useAnswer("/api/costs", question);
  const name: Column<Use> = {
    key: "name",
    header: texts.name,
    className: "min-w-48",
    cell: ({ resource, name: of }) => (
      <>
        <PageLink to="/charges" change={{ filters: new Map([["resource", [resource]]]), from: month, to: month }}>
          <span className="wrap-anywhere">{of}</span>
        </PageLink>
        {resource.endsWith(`/${of.toLowerCase()}`) ? null : (
          <span className="block text-xs wrap-anywhere text-muted">{resource.split("/").slice(-3).join("/")}</span>
        )}
      </>
    ),
  };
  const cost: Column<Use> = {
    key: "cost",
    header: common.cost,
    isNumber: true,
    cell: (use) => <Amount value={use.cost} currency={use.currency} />,
  };
  const keyOf = ({ resource, name: of, unit }: Use): string => [resource, of, unit].join("\u0000");
  const file = { path: "/api/costs", question } as const;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <PriceCard month={month} />
      <Card
        title={texts.flat(formats.month(month))}
        hint={texts.flatHint(formats.share(leastFall), formats.share(mostDifference))}
        file={file}
      >
        <AnswerView query={query} isEmpty={({ data }) => data.length === 0}>
          {({ data }) => {
            const rows = flatCosts(usesOf(data, currency)).slice(0, mostShown);
            if (rows.length === 0) return <p className="text-sm text-muted">{texts.flatNone}</p>;
            return (
              <DataTable
                caption={texts.flat(formats.month(month))}
                rows={rows}
                keyOf={keyOf}
                columns={[
                  name,
                  {
                    key: "quantity",
                    header: texts.quantity,
                    isNumber: true,
                    cell: ({ quantity, unit }) => `${formats.count(quantity)} ${unit}`,
                  },
                  {
                    key: "before",
                    header: texts.quantityBefore,
                    isNumber: true,
                    cell: ({ quantityBefore, quantity }) =>
                      quantityBefore === null ? null : (
                        <>
                          {formats.count(quantityBefore)}{" "}
                          <span className="text-muted">
                            ({formats.share(shareOf(differenceOf(quantity, quantityBefore), quantityBefore) ?? "0")})
                          </span>
                        </>
                      ),
                  },
                  cost,
                  {
                    key: "difference",
                    header: common.difference,
                    isNumber: true,
                    cell: (use) => (
                      <Difference value={use.costBefore === null ? null : differenceOf(use.cost, use.costBefore)} currency={use.currency} />
                    ),
                  },
                ]}
              />
            );
          }}
        </AnswerView>
      </Card>
      <Card title={texts.hours(formats.month(month))} hint={texts.hoursHint}>
        <AnswerView query={query} hidesProblems isEmpty={({ data }) => data.length === 0}>
          {({ data }) => {
            const rows = hourly(usesOf(data, currency)).slice(0, mostShown);
            if (rows.length === 0) return <p className="text-sm text-muted">{texts.hoursNone}</p>;
            return (
              <DataTable
                caption={texts.hours(formats.month(month))}
                rows={rows}
                keyOf={keyOf}
                columns={[
                  name,
                  { key: "billed", header: texts.hoursBilled, isNumber: true, cell: ({ quantity }) => formats.count(quantity) },
                  {
                    key: "share",
                    header: texts.hoursShare,
                    isNumber: true,
                    cell: ({ quantity }) => formats.share(hoursShare(quantity, month)),
                  },
                  {
                    key: "before",
                    header: texts.hoursShareBefore,
                    isNumber: true,
                    cell: ({ quantityBefore }) =>
                      quantityBefore === null ? "–" : formats.share(hoursShare(quantityBefore, addMonths(month, -1))),
                  },
                  cost,
                ]}
              />
            );
          }}
        </AnswerView>
      </Card>
    </div>
  );
}
