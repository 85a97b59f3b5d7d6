import type { ReactNode } from "react";
import { listOf } from "../../api/read-value";
import { type PagedRows, postedRows } from "../../api/rows-file";
import { usePosted } from "../../api/use-operation";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { DataTable } from "../../components/ui/data-table";
import { Instant } from "../../components/ui/instant";
import { StateMark } from "../../components/ui/state-mark";
import { WithMeaning } from "../../components/ui/with-meaning";
import { usePreferences, useTexts } from "../../i18n/preferences";
import { reasonMeaning } from "../../i18n/reason-texts";
import { useFormats } from "../../i18n/use-formats";
import { readHistory, sourcesPath } from "./connections";
import { LookOutcome } from "./state-of";
import { sourcesTexts } from "./texts";

/** All that has happened to a connection: deliveries, looks, changes, the newest first. */
export function HistoryCards({ id }: { readonly id: string }): ReactNode {
  const texts = useTexts(sourcesTexts);
  const formats = useFormats();
  const { language } = usePreferences();
  const history = usePosted(sourcesPath, { operation: "history", id }, readHistory);
  const rowsOf = (member: "deliveries" | "runs" | "revisions"): PagedRows =>
    postedRows(`${id}-${member}`, sourcesPath, { operation: "history", id }, (answer) =>
      listOf(answer, "data", (all) => listOf(all, member, (row) => row)).flat(),
    );
  return (
    <>
      <Card title={texts.deliveries} file={rowsOf("deliveries")}>
        <AnswerView
          query={history}
          hidesProblems
          height="min-h-16"
          isEmpty={({ data: [all] }) => all?.deliveries.length === 0}
          empty={texts.noDeliveries}
        >
          {({ data: [all] }) => (
            <DataTable
              caption={texts.deliveries}
              height="max-h-96"
              rows={all?.deliveries ?? []}
              keyOf={({ name, version, endedAt }) => `${name} ${version} ${endedAt}`}
              columns={[
                {
                  key: "name",
                  header: texts.delivery,
                  className: "min-w-40",
                  cell: ({ name, accounts }) => (
                    <>
                      <span className="break-all">{name}</span>
                      <span className="block text-xs break-all text-muted">{accounts.join(", ")}</span>
                    </>
                  ),
                },
                { key: "months", header: texts.months, cell: ({ months }) => months.map((month) => formats.date(month)).join(", ") },
                {
                  key: "outcome",
                  header: texts.outcome,
                  className: "min-w-48",
                  cell: ({ outcome, reason, detail }) => (
                    <>
                      <Outcome outcome={outcome} />
                      {reason === "" ? null : <code className="ms-2 rounded bg-soft px-1 text-xs">{reason}</code>}
                      {reason === "" && detail === "" ? null : (
                        <span className="block break-words text-muted">
                          <WithMeaning meaning={reasonMeaning(reason, language)} text={detail} />
                        </span>
                      )}
                    </>
                  ),
                },
                { key: "rows", header: texts.rowCount, isNumber: true, cell: ({ rows }) => formats.count(rows) },
                { key: "ended", header: texts.ended, cell: ({ endedAt }) => <Instant at={endedAt} /> },
              ]}
            />
          )}
        </AnswerView>
      </Card>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 xl:grid-cols-2">
        <Card title={texts.looks} file={rowsOf("runs")}>
          <AnswerView
            query={history}
            hidesProblems
            height="min-h-16"
            isEmpty={({ data: [all] }) => all?.looks.length === 0}
            empty={texts.noLooks}
          >
            {({ data: [all] }) => (
              <DataTable
                caption={texts.looks}
                height="max-h-72"
                rows={all?.looks ?? []}
                keyOf={({ id: look }) => look}
                columns={[
                  { key: "when", header: texts.when, cell: ({ startedAt }) => <Instant at={startedAt} /> },
                  { key: "who", header: texts.who, cell: ({ startedBy }) => startedBy },
                  { key: "outcome", header: texts.outcome, className: "min-w-48", cell: (look) => <LookOutcome look={look} /> },
                ]}
              />
            )}
          </AnswerView>
        </Card>
        <Card title={texts.changes} file={rowsOf("revisions")}>
          <AnswerView query={history} hidesProblems>
            {({ data: [all] }) => (
              <DataTable
                caption={texts.changes}
                height="max-h-72"
                rows={all?.revisions ?? []}
                keyOf={({ revision }) => revision}
                columns={[
                  { key: "when", header: texts.when, cell: ({ at }) => <Instant at={at} /> },
                  { key: "who", header: texts.who, cell: ({ by }) => by },
                  {
                    key: "what",
                    header: texts.what,
                    cell: ({ step, reason }) => (
                      <>
                        {stepName(step, texts)}
                        {reason === "" ? null : <span className="block break-words text-muted">{reason}</span>}
                      </>
                    ),
                  },
                ]}
              />
            )}
          </AnswerView>
        </Card>
      </div>
    </>
  );
}

function Outcome({ outcome }: { readonly outcome: string }): ReactNode {
  const texts = useTexts(sourcesTexts);
  switch (outcome) {
    case "published":
      return <StateMark tone="good" word={texts.published} />;
    case "superseded":
    case "cancelled":
      return <StateMark tone="unknown" word={texts[outcome]} />;
    case "abandoned":
    case "refused":
    case "failed":
      return <StateMark tone="bad" word={texts[outcome]} />;
    default:
      return <StateMark tone="unknown" word={outcome} />;
  }
}

function stepName(step: string, texts: typeof sourcesTexts.en): string {
  switch (step) {
    case "added":
    case "configured":
    case "activated":
    case "resumed":
    case "removed":
    case "resealed":
      return texts[step];
    case "tested":
      return texts.testedStep;
    case "paused":
      return texts.pausedStep;
    case "retired":
      return texts.retiredStep;
    default:
      return step;
  }
}
