import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer";
import { PageFrame } from "../../app/page-frame";
import { knownThrough } from "../../app/known-through";
import { useScope } from "../../app/use-scope";
import { useView } from "../../app/use-view";
import { addMonths, monthOf } from "../../dates/month";
import { useTexts } from "../../i18n/preferences";
import { AllocationCard } from "./allocation-card";
import { AnomaliesCard } from "./anomalies-card";
import { FreshnessCard } from "./freshness-card";
import { HeatmapCard } from "./heatmap-card";
import { MetricCards } from "./metric-cards";
import { MoversCard } from "./movers-card";
import type { OverviewMonth } from "./overview-month";
import { overviewTexts } from "./texts";
import { TrendCard } from "./trend-card";

/** What was spent, on what, whose it is, and whether it can be trusted: of the last month of the period, and the trend of all of it. */
export default function Overview(): ReactNode {
  const texts = useTexts(overviewTexts);
  const month = useOverviewMonth();
  return (
    <PageFrame title={texts.title}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <MetricCards month={month} />
        <TrendCard month={month} />
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4 xl:grid-cols-2">
          <MoversCard month={month} />
          <AllocationCard month={month} />
        </div>
        <HeatmapCard month={month} />
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4 xl:grid-cols-2">
          <AnomaliesCard month={month} />
          <FreshnessCard month={month} />
        </div>
      </div>
    </PageFrame>
  );
}

function useOverviewMonth(): OverviewMonth {
  const { view } = useView();
  const { currency } = useScope();
  const month = monthOf(view.to);
  const account = view.account === null ? {} : { billing_account: view.account };
  const forecast = useAnswer("/api/forecast", { month, ...account });
  const rows = forecast.data?.data ?? [];
  const isOpen = rows.some((row) => row.currency === currency && row.method !== "actual");
  return { month, before: addMonths(month, -1), account, currency, forecast, knownThrough: knownThrough(rows, month, currency), isOpen };
}
