import type { ReactNode } from "react";
import { listOf } from "../../api/read-value";
import { postedRows } from "../../api/rows-file";
import { Bar } from "../../charts/bar";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { DataTable } from "../../components/ui/data-table";
import { Instant } from "../../components/ui/instant";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { operationsTexts } from "./texts";
import { workflowsPath } from "./workflows";
import type { Workflows } from "./workflows-card";

/** The instant that is so many seconds after another. */
function laterBy(instant: string, seconds: string): string {
  return new Date(Date.parse(instant) + Number.parseInt(seconds, 10) * 1000).toISOString();
}

/** Bills that are being read, as far as their ledger is: how fast, and when they are expected to end. */
export function DeliveriesCard({ workflows }: { readonly workflows: Workflows }): ReactNode {
  const texts = useTexts(operationsTexts);
  const formats = useFormats();
  return (
    <Card
      title={texts.deliveries}
      hint={texts.deliveriesHint}
      file={postedRows("open-deliveries", workflowsPath, { operation: "list" }, (answer) => listOf(answer, "deliveries", (row) => row))}
    >
      <AnswerView
        query={workflows}
        hidesProblems
        height="min-h-16"
        isEmpty={({ deliveries }) => deliveries.length === 0}
        empty={texts.noDeliveries}
      >
        {({ deliveries }) => (
          <DataTable
            caption={texts.deliveries}
            rows={deliveries}
            keyOf={({ snapshotId }) => snapshotId}
            columns={[
              {
                key: "account",
                header: texts.account,
                cell: ({ account, period }) => `${account}, ${formats.month(period)}`,
              },
              { key: "source", header: texts.source, cell: ({ source }) => source },
              {
                key: "progress",
                header: texts.progress,
                className: "min-w-48",
                cell: ({ rows, expectedRows }) =>
                  expectedRows === null ? (
                    texts.rows(formats.count(rows))
                  ) : (
                    <>
                      <Bar part={rows} whole={expectedRows} />
                      <span className="text-xs text-muted">{texts.rowsOf(formats.count(rows), formats.count(expectedRows))}</span>
                    </>
                  ),
              },
              {
                key: "rate",
                header: texts.rate,
                isNumber: true,
                cell: ({ rowsPerSecond: rate }) => (rate === null ? "–" : formats.count(rate)),
              },
              {
                key: "end",
                header: texts.expectedEnd,
                cell: ({ lastStoredAt, secondsLeft }) => <Instant at={secondsLeft === null ? null : laterBy(lastStoredAt, secondsLeft)} />,
              },
              { key: "parts", header: texts.parts, isNumber: true, cell: ({ parts }) => formats.count(parts) },
              { key: "stored", header: texts.lastStored, cell: ({ lastStoredAt }) => <Instant at={lastStoredAt} /> },
            ]}
          />
        )}
      </AnswerView>
    </Card>
  );
}
