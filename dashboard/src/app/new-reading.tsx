import { useQueryClient } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useAnswer } from "../api/use-answer";
import { Button } from "../components/ui/button";
import { defineTexts } from "../i18n/language";
import { useTexts } from "../i18n/preferences";
import { useFormats } from "../i18n/use-formats";
import { PageLink, useView } from "./use-view";

const texts = defineTexts(
  {
    newer: (bills: string) => `A newer reading was published: ${bills}.`,
    bill: (account: string, month: string) => `${account}, ${month}`,
    show: "Show it",
    changes: "What it changed",
  },
  {
    newer: (bills: string) => `已发布更新的读取：${bills}。`,
    bill: (account: string, month: string) => `${account}，${month}`,
    show: "显示",
    changes: "查看变化",
  },
);

const everyMs = 60_000;

/** Says that a bill of the period was published anew since the page was opened, and shows it when the reader wants it. */
export function NewReading(): ReactNode {
  const words = useTexts(texts);
  const formats = useFormats();
  const { view } = useView();
  const queries = useQueryClient();
  const question = { from: view.from, to: view.to, group: "billing_account" };
  const { data, isPlaceholderData } = useAnswer("/api/costs", question, { everyMs });
  const [seen, setSeen] = useState<{ readonly period: string; readonly ids: ReadonlySet<string> } | null>(null);
  if (data === undefined || isPlaceholderData) return null;
  const period = `${view.from} ${view.to}`;
  const ids = new Set(data.snapshots.map(({ snapshot_id: id }) => id));
  if (seen?.period !== period) {
    setSeen({ period, ids });
    return null;
  }
  const newer = data.snapshots.filter(({ snapshot_id: id }) => !seen.ids.has(id));
  const [first] = newer;
  if (first === undefined) return null;
  const bills = newer.map(({ billing_account_id: account, billing_period: of }) => words.bill(account, formats.month(of)));
  return (
    <div
      role="status"
      className="no-print mb-4 flex flex-wrap items-center gap-3 rounded border border-line bg-warn-soft px-3 py-2 text-sm"
    >
      <span className="min-w-0 break-words">{words.newer(bills.join("; "))}</span>
      <PageLink to="/trust" change={{ account: first.billing_account_id }}>
        {words.changes}
      </PageLink>
      <Button
        onClick={() => {
          setSeen({ period, ids });
          void queries.invalidateQueries();
        }}
      >
        <RefreshCw aria-hidden className="size-4" />
        {words.show}
      </Button>
    </div>
  );
}
