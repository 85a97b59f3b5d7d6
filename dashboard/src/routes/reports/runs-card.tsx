import type { ReactNode } from "react";
import { usePosted } from "../../api/use-operation";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { CopyButton } from "../../components/ui/copy-button";
import { DataTable } from "../../components/ui/data-table";
import { Instant } from "../../components/ui/instant";
import { StateMark, type Tone } from "../../components/ui/state-mark";
import { useTexts } from "../../i18n/preferences";
import { type Report, readRuns, reportsPath, type Run } from "./reports";
import { reportsTexts } from "./texts";

const tones = {
  asked: "late",
  sending: "late",
  sent: "good",
  unchanged: "good",
  waiting: "late",
  failed: "bad",
  "in-doubt": "bad",
} as const satisfies Readonly<Record<string, Tone>>;

function isState(state: string): state is keyof typeof tones {
  return Object.hasOwn(tones, state);
}

/** The deliveries of a report, each with the snapshots and the sha256 that prove it. */
export function RunsCard({ report: { id, name } }: { readonly report: Report }): ReactNode {
  const texts = useTexts(reportsTexts);
  const runs = usePosted(reportsPath, { operation: "runs", id }, readRuns, { everyMs: 10_000 });
  return (
    <Card title={texts.runsOf(name)}>
      <AnswerView query={runs} isEmpty={({ data }) => data.length === 0} empty={texts.noRuns}>
        {({ data }) => <RunsTable runs={data} />}
      </AnswerView>
    </Card>
  );
}

function RunsTable({ runs }: { readonly runs: readonly Run[] }): ReactNode {
  const texts = useTexts(reportsTexts);
  return (
    <DataTable
      caption={texts.runs}
      rows={runs}
      keyOf={({ runId, destination }) => `${runId} ${destination}`}
      columns={[
        {
          key: "state",
          header: texts.state,
          cell: ({ state }) => (isState(state) ? <StateMark tone={tones[state]} word={texts[state]} /> : state),
        },
        { key: "at", header: texts.at, cell: ({ at }) => <Instant at={at} /> },
        {
          key: "destination",
          header: texts.destination,
          className: "min-w-48",
          cell: ({ destination, detail, nextAttemptAt }) => (
            <>
              <span className="break-words">{destination}</span>
              <span className="block text-xs break-words text-muted">{detail}</span>
              {nextAttemptAt === null ? null : (
                <span className="block text-xs text-muted">
                  {texts.nextAttempt} <Instant at={nextAttemptAt} />
                </span>
              )}
            </>
          ),
        },
        {
          key: "files",
          header: texts.files,
          className: "min-w-64",
          cell: ({ files }) => (
            <ul className="space-y-1">
              {files.map(({ name, sha256 }) => (
                <li key={name} className="text-xs break-all">
                  {name} <code>{sha256.slice(0, 12)}…</code> <CopyButton text={sha256} label={`sha256 ${name}`} />
                </li>
              ))}
            </ul>
          ),
        },
        { key: "rows", header: texts.rows, isNumber: true, cell: ({ rows }) => rows ?? "–" },
        {
          key: "snapshots",
          header: texts.snapshots,
          className: "min-w-64",
          cell: ({ snapshots }) => (
            <ul>
              {snapshots.map((snapshot) => (
                <li key={snapshot} className="text-xs break-all">
                  {snapshot}
                </li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  );
}
