import { type ReactNode, useState } from "react";
import { useAnswer } from "../../api/use-answer";
import { usePageNavigation } from "../../app/use-page-navigation";
import { useView } from "../../app/use-view";
import { withFilter } from "../../app/view-state";
import { Heatmap } from "../../charts/heatmap";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { Select } from "../../components/ui/select";
import { commonTexts } from "../../i18n/common-texts";
import { useTexts } from "../../i18n/preferences";
import { compareAmounts, sumOf } from "../../money/amount";
import type { OverviewMonth } from "./overview-month";
import { overviewTexts } from "./texts";

const [mostServices, mostRegions] = [15, 8];

/** Cost by service and region, or how much of one unit was used: quantities of two units are never added. */
export function HeatmapCard({ month }: { readonly month: OverviewMonth }): ReactNode {
  const texts = useTexts(overviewTexts);
  const common = useTexts(commonTexts);
  const { view } = useView();
  const open = usePageNavigation();
  const [chosenUnit, setUnit] = useState<string | null>(null);
  const question = { from: month.month, to: month.month, group: "service_name,region", ...month.account };
  const cost = useAnswer("/api/costs", question);
  const quantityQuestion = { ...question, quantity: "consumed" } as const;
  const used = useAnswer("/api/costs", quantityQuestion);
  const units = (used.data?.totals ?? []).flatMap(({ currency, unit }) =>
    currency === month.currency && unit != null && unit !== "" ? [unit] : [],
  );
  const unit = chosenUnit !== null && units.includes(chosenUnit) ? chosenUnit : null;
  const query = unit === null ? cost : used;
  const rows = (query.data?.data ?? []).flatMap((row): readonly HeatRow[] => {
    if (row.currency !== month.currency || (unit !== null && row["unit"] !== unit)) return [];
    const quantity = row["quantity"];
    const value = unit === null ? row.cost : typeof quantity === "string" ? quantity : null;
    return [{ service: String(row["service_name"]), region: String(row["region"]), value }];
  });
  const values = new Map(rows.map(({ service, region, value }) => [`${service}\u0000${region}`, value]));
  const services = highest(rows, ({ service }) => service).slice(0, mostServices);
  const regions = highest(rows, ({ region }) => region).slice(0, mostRegions);
  const counts = [String(services.length), String(regions.length)] as const;
  return (
    <Card
      title={texts.heatmap}
      file={{ path: "/api/costs", question: unit === null ? question : quantityQuestion }}
      {...(rows.length === 0 ? {} : { hint: unit === null ? texts.heatmapHint(...counts) : texts.heatmapUsed(...counts, unit) })}
      actions={
        units.length === 0 ? null : (
          <Select
            label={texts.heatmapOf}
            value={unit ?? ""}
            options={[{ value: "", label: common.cost }, ...units.map((one) => ({ value: one, label: texts.usedIn(one) }))]}
            onChange={(one) => {
              setUnit(one === "" ? null : one);
            }}
          />
        )
      }
    >
      <AnswerView query={query} height="min-h-80" hidesProblems isEmpty={({ data }) => data.length === 0}>
        {() => (
          <Heatmap
            caption={texts.heatmap}
            corner={texts.service}
            currency={unit === null ? month.currency : null}
            unit={unit ?? month.currency ?? ""}
            rows={services.map((name) => ({ name, label: name === "" ? common.noValue : name }))}
            columns={regions.map((name) => ({ name, label: name === "" ? texts.noRegion : name }))}
            valueOf={(service, region) => values.get(`${service}\u0000${region}`) ?? null}
            onSelect={(service, region) => {
              const { filters } = withFilter(withFilter(view, "service_name", [service]), "region", [region]);
              open("/charges", { filters, from: month.month, to: month.month });
            }}
          />
        )}
      </AnswerView>
    </Card>
  );
}

interface HeatRow {
  readonly service: string;
  readonly region: string;
  readonly value: string | null;
}

/** The names of rows, that with the highest sum first. */
function highest(rows: readonly HeatRow[], nameOf: (row: HeatRow) => string): readonly string[] {
  const names = [...new Set(rows.map(nameOf))];
  const totals = new Map(names.map((name) => [name, sumOf(rows.flatMap((row) => (nameOf(row) === name ? [row.value] : [])))] as const));
  return names.sort((a, b) => compareAmounts(totals.get(b) ?? null, totals.get(a) ?? null));
}
