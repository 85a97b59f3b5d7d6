import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { postedRows } from "../../api/rows-file";
import { AnswerView } from "../../components/ui/answer-view";
import { Button } from "../../components/ui/button";
import { Card } from "../../components/ui/card";
import { ConfirmDialog } from "../../components/ui/confirm-dialog";
import { DataTable } from "../../components/ui/data-table";
import { Instant } from "../../components/ui/instant";
import { Schedule } from "../../components/ui/schedule";
import { StateMark } from "../../components/ui/state-mark";
import { useConfirmedOrder } from "../../components/ui/use-confirmed-order";
import { useTexts } from "../../i18n/preferences";
import { operationsTexts, workflowTexts } from "./texts";
import { type readWorkflows, runnable, type WorkflowRow, workflowsPath } from "./workflows";

export type Workflows = UseQueryResult<ReturnType<typeof readWorkflows>>;

/** What is to be done with a workflow, or with a run of it. */
interface Order {
  readonly operation: "run" | "pause" | "resume" | "cancel";
  /** A workflow; of `cancel` a run. */
  readonly target: string;
}

/** Each workflow with its schedule, whether it runs, how it went last, and what can be done with it. */
export function WorkflowsCard({ workflows }: { readonly workflows: Workflows }): ReactNode {
  const texts = useTexts(operationsTexts);
  const does: Readonly<Record<string, string>> = useTexts(workflowTexts);
  const order = useConfirmedOrder(
    workflowsPath,
    () => null,
    ({ operation, target }: Order, reason) => ({
      operation,
      ...(operation === "cancel" ? { workflow_id: target } : { workflow: target }),
      reason,
    }),
  );
  const ask = (operation: Order["operation"], target: string): ReactNode => (
    <Button
      key={`${operation} ${target}`}
      aria-label={`${texts[operation]}: ${target}`}
      onClick={() => {
        order.ask({ operation, target });
      }}
    >
      {texts[operation]}
    </Button>
  );
  return (
    <Card title={texts.workflows} hint={texts.workflowsHint} file={postedRows("workflows", workflowsPath, { operation: "list" })}>
      <AnswerView query={workflows} height="min-h-64">
        {({ data, problems }) => (
          <DataTable
            caption={texts.workflows}
            height="max-h-[40rem]"
            rows={data}
            keyOf={({ workflow }) => workflow}
            columns={[
              {
                key: "workflow",
                header: texts.workflow,
                className: "min-w-64",
                cell: ({ workflow, schedule }) => (
                  <>
                    <span className="font-medium whitespace-nowrap">{workflow}</span>
                    <span className="block text-xs text-muted">{does[workflow]}</span>
                    <span className="block text-xs text-muted">{schedule === null ? texts.byHand : <Schedule cron={schedule} />}</span>
                  </>
                ),
              },
              {
                key: "state",
                header: texts.state,
                cell: (row) => <WorkflowState row={row} isKnown={problems.every(({ code }) => code !== "temporal-away")} />,
              },
              { key: "next", header: texts.next, cell: ({ nextAt }) => <Instant at={nextAt} /> },
              {
                key: "last",
                header: texts.last,
                className: "min-w-64",
                cell: ({ last }) =>
                  last === null ? (
                    <span className="text-muted">{texts.never}</span>
                  ) : (
                    <>
                      <StateMark
                        tone={last.outcome === "succeeded" ? "good" : "bad"}
                        word={last.outcome === "succeeded" ? texts.succeeded : texts.failed}
                      />{" "}
                      <Instant at={last.endedAt} />
                      <span lang="en" className="block break-words text-muted">
                        {last.detail}
                      </span>
                    </>
                  ),
              },
              {
                key: "actions",
                header: texts.actions,
                cell: ({ workflow, schedule, paused, running }) => (
                  <div className="flex flex-wrap gap-1.5">
                    {runnable.has(workflow) ? ask("run", workflow) : null}
                    {schedule === null ? null : ask(paused === null ? "pause" : "resume", workflow)}
                    {running.map(({ id }) => ask("cancel", id))}
                  </div>
                ),
              },
            ]}
          />
        )}
      </AnswerView>
      {order.asked === null ? null : (
        <ConfirmDialog
          title={`${texts[order.asked.operation]}: ${order.asked.target}`}
          confirm={texts[order.asked.operation]}
          isReasonRequired
          {...order.dialog}
        >
          {texts[`${order.asked.operation}Text`]}
        </ConfirmDialog>
      )}
    </Card>
  );
}

/** `isKnown`: whether Temporal said what is running. */
function WorkflowState({ row: { paused, running }, isKnown }: { readonly row: WorkflowRow; readonly isKnown: boolean }): ReactNode {
  const texts = useTexts(operationsTexts);
  return (
    <>
      {paused === null ? null : (
        <>
          <StateMark tone="paused" word={texts.paused} />
          <span className="block break-words text-muted">{texts.pausedBy(paused.by, paused.reason)}</span>
        </>
      )}
      {running.length > 0 ? <StateMark tone="late" word={texts.running(String(running.length))} /> : null}
      {running.map(({ id, startedAt }) => (
        <span key={id} className="block text-xs text-muted">
          {texts.since} <Instant at={startedAt} />
        </span>
      ))}
      {paused === null && running.length === 0 ? <StateMark tone="unknown" word={isKnown ? texts.idle : texts.notKnown} /> : null}
    </>
  );
}
