import { type ReactNode, useState } from "react";
import { Select } from "../components/ui/select";
import { addMonths, currentMonth, monthOf, monthsBetween } from "../dates/month";
import { commonTexts } from "../i18n/common-texts";
import { useTexts } from "../i18n/preferences";
import { useFormats } from "../i18n/use-formats";
import type { Page } from "./page";
import { TrustChip } from "./trust-chip";
import { useScope } from "./use-scope";
import { useView } from "./use-view";
import { metrics } from "./view-state";

/** What is looked at: period, account, currency and cost. It is part of the address. */
export function ViewBar({ heeds }: { readonly heeds: Page["heeds"] }): ReactNode {
  const texts = useTexts(commonTexts);
  const { view, go } = useView();
  const { accounts, currencies, currency } = useScope();
  return (
    <div className="no-print border-b border-line bg-card">
      <div className="mx-auto flex max-w-[100rem] flex-wrap items-end gap-x-3 gap-y-2 px-4 py-2 lg:px-6">
        {heeds.includes("period") ? <PeriodSelect /> : null}
        <Select
          label={texts.account}
          value={view.account ?? ""}
          className="max-w-44"
          options={[{ value: "", label: texts.allAccounts }, ...accounts.map((account) => ({ value: account, label: account }))]}
          onChange={(account) => {
            go({ account: account === "" ? null : account, currency: null });
          }}
        />
        {currencies.length > 1 ? (
          <Select
            label={texts.currency}
            value={currency ?? ""}
            options={currencies.map((one) => ({ value: one, label: one }))}
            onChange={(one) => {
              go({ currency: one });
            }}
          />
        ) : null}
        {heeds.includes("metric") ? (
          <Select
            label={texts.metric}
            value={view.metric}
            options={metrics.map((metric) => ({ value: metric, label: texts[metric] }))}
            onChange={(metric) => {
              go({ metric });
            }}
          />
        ) : null}
        <div className="ms-auto">
          <TrustChip />
        </div>
      </div>
    </div>
  );
}

/** Months from a list; a list of the first and last one for what the list does not have. Days come from links, such as that of an anomaly. */
function PeriodSelect(): ReactNode {
  const texts = useTexts(commonTexts);
  const formats = useFormats();
  const { view, go, now } = useView();
  const [isCustom, setIsCustom] = useState(false);
  const current = currentMonth(now);
  const before = (count: number): string => addMonths(current, -count);
  const periods = [
    { value: `${current} ${current}`, label: `${texts.thisMonth} (${formats.month(current, "short")})` },
    { value: `${before(1)} ${before(1)}`, label: `${texts.lastMonth} (${formats.month(before(1), "short")})` },
    ...["3", "6", "12"].map((count) => ({ value: `${before(Number.parseInt(count, 10) - 1)} ${current}`, label: texts.lastMonths(count) })),
  ];
  const value = `${view.from} ${view.to}`;
  const isListed = periods.some((one) => one.value === value);
  const range = view.from === view.to ? formats.date(view.from) : `${formats.date(view.from)} – ${formats.date(view.to)}`;
  const months = [...monthsBetween(before(35), current)].reverse();
  const monthOptions = (chosen: string): readonly { readonly value: string; readonly label: string }[] =>
    [...new Set([monthOf(chosen), ...months])]
      .sort()
      .reverse()
      .map((month) => ({ value: month, label: formats.month(month, "short") }));
  return (
    <>
      <Select
        label={texts.period}
        value={isCustom ? "custom" : value}
        options={[...periods, ...(isListed ? [] : [{ value, label: range }]), { value: "custom", label: texts.custom }]}
        onChange={(chosen) => {
          setIsCustom(chosen === "custom");
          const [from, to] = chosen.split(" ");
          if (from !== undefined && to !== undefined) go({ from, to });
        }}
      />
      {isCustom ? (
        <>
          <Select
            label={texts.from}
            value={monthOf(view.from)}
            options={monthOptions(view.from)}
            onChange={(from) => {
              go({ from, to: monthOf(view.to) < from ? from : monthOf(view.to) });
            }}
          />
          <Select
            label={texts.to}
            value={monthOf(view.to)}
            options={monthOptions(view.to)}
            onChange={(to) => {
              go({ from: monthOf(view.from) > to ? to : monthOf(view.from), to });
            }}
          />
        </>
      ) : null}
    </>
  );
}
