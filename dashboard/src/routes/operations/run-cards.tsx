import type { UseQueryResult } from "@tanstack/react-query";
import { CircleCheck, CircleX } from "lucide-react";
import type { ReactNode } from "react";
import type { Answered, Question } from "../../api/ask";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { DataTable } from "../../components/ui/data-table";
import { Instant } from "../../components/ui/instant";
import { StateMark } from "../../components/ui/state-mark";
import { addDays } from "../../dates/month";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { shareOf, sumOf } from "../../money/amount";
import { operationsTexts } from "./texts";

type Runs = UseQueryResult<Answered<"/api/workflow-executions">>;
type Run = Answered<"/api/workflow-executions">["data"][number];

/** Workflow by day: whether it ran, and whether that went well; below, how many charges were read on each day. */
export function NightsCard({ runs, today }: { readonly runs: Runs; readonly today: string }): ReactNode {
  const texts = useTexts(operationsTexts);
  const formats = useFormats();
  const days = Array.from({ length: 14 }, (_, index) => addDays(today, index - 13));
  return (
    <Card title={texts.nights} hint={texts.nightsHint}>
      <AnswerView query={runs} hidesProblems isEmpty={({ data }) => data.length === 0} empty={texts.noRuns}>
        {({ data }) => {
          const workflows = [...new Set(data.map(({ workflow }) => workflow))].sort();
          const on = (day: string): readonly Run[] => data.filter(({ started_at: at }) => at.startsWith(day));
          return (
            <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-label={texts.nights}>
              <table className="w-full border-collapse text-sm">
                <caption className="sr-only">{texts.nights}</caption>
                <thead>
                  <tr className="border-b border-line text-muted">
                    <th scope="col" className="px-2 py-1.5 text-start font-medium">
                      {texts.workflow}
                    </th>
                    {days.map((day) => (
                      <th key={day} scope="col" className="px-1 py-1.5 text-center text-xs font-medium whitespace-nowrap">
                        {formats.day(day, "short")}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {workflows.map((workflow) => (
                    <tr key={workflow} className="border-b border-line">
                      <th scope="row" className="px-2 py-1.5 text-start font-normal whitespace-nowrap">
                        {workflow}
                      </th>
                      {days.map((day) => (
                        <Night key={day} runs={on(day).filter((run) => run.workflow === workflow)} />
                      ))}
                    </tr>
                  ))}
                </tbody>
                <tfoot>
                  <tr className="text-muted">
                    <th scope="row" className="px-2 py-1.5 text-start font-medium" title={texts.processedHint}>
                      {texts.processed}
                    </th>
                    {days.map((day) => (
                      <td key={day} className="px-1 py-1.5 text-center text-xs tabular-nums">
                        {formats.count(sumOf(on(day).map(({ charges }) => charges)) ?? "0")}
                      </td>
                    ))}
                  </tr>
                </tfoot>
              </table>
            </div>
          );
        }}
      </AnswerView>
    </Card>
  );
}

function Night({ runs }: { readonly runs: readonly Run[] }): ReactNode {
  const texts = useTexts(operationsTexts);
  if (runs.length === 0) return <td className="px-1 py-1.5 text-center text-muted">–</td>;
  const failed = runs.filter(({ outcome }) => outcome === "failed");
  const said = texts.runsOf(String(runs.length), String(failed.length));
  const Mark = failed.length === 0 ? CircleCheck : CircleX;
  return (
    <td className={`px-1 py-1.5 text-center whitespace-nowrap ${failed.length === 0 ? "text-less" : "text-more"}`} title={said}>
      <Mark aria-hidden className="inline size-4 align-text-bottom" />
      <span aria-hidden className="ms-0.5 text-xs">
        {failed.length === 0 ? runs.length : failed.length}
      </span>
      <span className="sr-only">{said}</span>
    </td>
  );
}

const mostRuns = 50;

/** Each finished run: how long it took, how much it read, and how fast. */
export function RunsCard({ runs, question }: { readonly runs: Runs; readonly question: Question<"/api/workflow-executions"> }): ReactNode {
  const texts = useTexts(operationsTexts);
  const formats = useFormats();
  return (
    <Card title={texts.runs} hint={texts.runsHint} file={{ path: "/api/workflow-executions", question }}>
      <AnswerView query={runs} hidesProblems height="min-h-16">
        {({ data }) =>
          data.length === 0 ? (
            <p className="text-muted">{texts.noRuns}</p>
          ) : (
            <>
              {data.length <= mostRuns ? null : (
                <p className="mb-2 text-sm text-muted">{texts.runsShown(formats.count(mostRuns), formats.count(data.length))}</p>
              )}
              <DataTable
                caption={texts.runs}
                rows={data.slice(0, mostRuns).map((run, index) => ({ run, index }))}
                keyOf={({ index }) => String(index)}
                height="max-h-96"
                columns={[
                  { key: "workflow", header: texts.workflow, cell: ({ run }) => run.workflow },
                  { key: "started", header: texts.started, cell: ({ run }) => <Instant at={run.started_at} /> },
                  {
                    key: "outcome",
                    header: texts.outcome,
                    className: "min-w-64",
                    cell: ({ run }) => (
                      <>
                        <StateMark
                          tone={run.outcome === "succeeded" ? "good" : "bad"}
                          word={run.outcome === "succeeded" ? texts.succeeded : texts.failed}
                        />
                        <span lang="en" className="block break-words text-muted">
                          {run.detail}
                        </span>
                      </>
                    ),
                  },
                  {
                    key: "duration",
                    header: texts.duration,
                    isNumber: true,
                    className: "whitespace-nowrap",
                    cell: ({ run }) => texts.seconds(formats.count(run.duration_seconds)),
                  },
                  { key: "charges", header: texts.chargesRead, isNumber: true, cell: ({ run }) => formats.count(run.charges) },
                  {
                    key: "rate",
                    header: texts.chargesRate,
                    isNumber: true,
                    cell: ({ run }) => {
                      const rate = rateOf(run);
                      return rate === null ? "–" : formats.amount(rate, null, "rounded");
                    },
                  },
                ]}
              />
            </>
          )
        }
      </AnswerView>
    </Card>
  );
}

/** Charges for each second of a run, decimal text; null for one that read none, or that took no time that was measured. */
function rateOf({ charges, duration_seconds: seconds }: Pick<Run, "charges" | "duration_seconds">): string | null {
  return charges === "0" ? null : shareOf(charges, String(seconds));
}

/** What failed runs said, the most frequent first. */
export function ErrorsCard({ runs }: { readonly runs: Runs }): ReactNode {
  const texts = useTexts(operationsTexts);
  const formats = useFormats();
  return (
    <Card title={texts.errors} hint={texts.errorsHint}>
      <AnswerView query={runs} hidesProblems height="min-h-16">
        {({ data }) => {
          const failures = data.filter(({ outcome }) => outcome === "failed");
          if (failures.length === 0) return <p className="text-muted">{texts.noErrors}</p>;
          const keyOf = ({ workflow, detail }: Run): string => `${workflow}\n${detail}`;
          // The latest run stands first in the answer.
          const rows = failures
            .filter((run, index) => failures.findIndex((one) => keyOf(one) === keyOf(run)) === index)
            .map((latest) => ({ latest, times: failures.filter((one) => keyOf(one) === keyOf(latest)).length }));
          return (
            <DataTable
              caption={texts.errors}
              rows={rows.sort((a, b) => b.times - a.times)}
              keyOf={({ latest }) => keyOf(latest)}
              columns={[
                { key: "workflow", header: texts.workflow, cell: ({ latest }) => latest.workflow },
                { key: "said", header: texts.said, className: "min-w-64 break-words", cell: ({ latest }) => latest.detail },
                { key: "times", header: texts.times, isNumber: true, cell: ({ times }) => formats.count(times) },
                { key: "last", header: texts.lastTime, cell: ({ latest }) => <Instant at={latest.started_at} /> },
              ]}
            />
          );
        }}
      </AnswerView>
    </Card>
  );
}
