import type { ReactNode } from "react";
import type { Answered } from "../../api/ask";
import { useAnswer } from "../../api/use-answer";
import { useScope } from "../../app/use-scope";
import { useView } from "../../app/use-view";
import { costQuestion, groupColumn, groupParameter } from "../../app/view-state";
import { textOf, withoutTag } from "../../charts/cost-series";
import { Amount } from "../../components/ui/amount";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { DataTable } from "../../components/ui/data-table";
import { commonTexts } from "../../i18n/common-texts";
import { fieldName } from "../../i18n/field-name";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { exploreTexts } from "./texts";

const mostGroups = 200;

/** How much of each unit was used, and what one cost: quantities of two units are never added. */
export function QuantityCard(): ReactNode {
  const texts = useTexts(exploreTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const { view } = useView();
  const { currency } = useScope();
  const question = {
    ...costQuestion(view),
    group: groupParameter(view.group),
    metric: view.metric,
    quantity: "consumed",
    top: mostGroups,
  } as const;
  const used = useAnswer("/api/costs", question);
  const group = fieldName(view.group, common);
  return (
    <Card title={texts.used} hint={texts.usedHint} file={{ path: "/api/costs", question }}>
      <AnswerView query={used} height="min-h-64" hidesProblems isEmpty={({ data }) => !data.some((row) => row.currency === currency)}>
        {({ data }) => (
          <DataTable
            caption={texts.used}
            rows={usedOf(data, view.group, currency)}
            keyOf={({ key }) => key}
            columns={[
              {
                key: "name",
                header: group,
                className: "max-w-80 min-w-36",
                cell: ({ name, others }) =>
                  others === "0" ? (
                    <span className="wrap-anywhere">{name === "" || name === withoutTag ? common.noValue : name}</span>
                  ) : (
                    <span className="text-muted">{common.others(others)}</span>
                  ),
              },
              { key: "unit", header: texts.unit, cell: ({ unit }) => unit ?? <span className="text-muted">{common.noValue}</span> },
              {
                key: "quantity",
                header: texts.quantity,
                isNumber: true,
                cell: ({ quantity }) => (quantity === null ? "–" : <data value={quantity}>{formats.count(quantity)}</data>),
              },
              {
                key: "unit_cost",
                header: texts.unitCost,
                isNumber: true,
                cell: ({ unitCost: cost }) => (cost === null ? "–" : <data value={cost}>{formats.amount(cost, currency, "exact")}</data>),
              },
              { key: "cost", header: common.cost, isNumber: true, cell: ({ cost }) => <Amount value={cost} currency={currency} /> },
            ]}
          />
        )}
      </AnswerView>
    </Card>
  );
}

/** What was used of one unit by a group, or by all others. */
interface Used {
  readonly key: string;
  readonly name: string;
  readonly others: string;
  readonly unit: string | null;
  readonly quantity: string | null;
  readonly unitCost: string | null;
  readonly cost: string | null;
}

function usedOf(rows: Answered<"/api/costs">["data"], group: string, currency: string | null): readonly Used[] {
  const textIn = (row: (typeof rows)[number], column: string): string | null => {
    const value = row[column];
    return value == null ? null : String(value);
  };
  return rows
    .filter((row) => row.currency === currency)
    .map((row, index) => ({
      key: String(index),
      name: textOf(row[groupColumn(group)]),
      others: textIn(row, "others") ?? "0",
      unit: textIn(row, "unit"),
      quantity: textIn(row, "quantity"),
      unitCost: textIn(row, "unit_cost"),
      cost: row.cost,
    }));
}
