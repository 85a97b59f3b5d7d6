import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer";
import { usePageNavigation } from "../../app/use-page-navigation";
import { useView } from "../../app/use-view";
import { withFilter } from "../../app/view-state";
import { Heatmap } from "../../charts/heatmap";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { commonTexts } from "../../i18n/common-texts";
import { useTexts } from "../../i18n/preferences";
import { compareAmounts, sumOf } from "../../money/amount";
import type { OverviewMonth } from "./overview-month";
import { overviewTexts } from "./texts";

const [mostServices, mostRegions] = [15, 8];

/** Cost by service and region. */
export function HeatmapCard({ month }: { readonly month: OverviewMonth }): ReactNode {
  const texts = useTexts(overviewTexts);
  const common = useTexts(commonTexts);
  const { view } = useView();
  const open = usePageNavigation();
  const query = useAnswer("/api/costs", { from: month.month, to: month.month, group: "service_name,region", ...month.account });
  const rows = (query.data?.data ?? []).filter(({ currency }) => currency === month.currency);
  const costs = new Map(rows.map((row) => [`${String(row["service_name"])}\u0000${String(row["region"])}`, row.cost]));
  const highest = (column: string, most: number): readonly string[] => {
    const names = [...new Set(rows.map((row) => String(row[column])))];
    const totals = new Map(names.map((name) => [name, sumOf(rows.flatMap((row) => (row[column] === name ? [row.cost] : [])))] as const));
    return names.sort((a, b) => compareAmounts(totals.get(b) ?? null, totals.get(a) ?? null)).slice(0, most);
  };
  const services = highest("service_name", mostServices);
  const regions = highest("region", mostRegions);
  return (
    <Card title={texts.heatmap} hint={texts.heatmapHint(String(services.length), String(regions.length))}>
      <AnswerView query={query} height="min-h-80" hidesProblems isEmpty={({ data }) => data.length === 0}>
        {() => (
          <Heatmap
            caption={texts.heatmap}
            corner={texts.service}
            currency={month.currency}
            rows={services.map((name) => ({ name, label: name === "" ? common.noValue : name }))}
            columns={regions.map((name) => ({ name, label: name === "" ? texts.noRegion : name }))}
            valueOf={(service, region) => costs.get(`${service}\u0000${region}`) ?? null}
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
