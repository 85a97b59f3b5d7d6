import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer";
import { usePosted } from "../../api/use-operation";
import { PageFrame } from "../../app/page-frame";
import { useView } from "../../app/use-view";
import { addDays } from "../../dates/month";
import { useTexts } from "../../i18n/preferences";
import { DeliveriesCard } from "./deliveries-card";
import { MonthCard } from "./month-card";
import { ErrorsCard, NightsCard, RunsCard } from "./run-cards";
import { operationsTexts } from "./texts";
import { readWorkflows, workflowsPath } from "./workflows";
import { WorkflowsCard } from "./workflows-card";

/** What runs, what is being read, what ran in the last fourteen days, and what an operator may do about a month. */
export default function Operations(): ReactNode {
  const texts = useTexts(operationsTexts);
  const { now } = useView();
  const today = now.toISOString().slice(0, 10);
  const workflows = usePosted(workflowsPath, { operation: "list" }, readWorkflows, { everyMs: 10_000 });
  const question = { since: addDays(today, -13), limit: 1000 };
  const runs = useAnswer("/api/workflow-executions", question, { everyMs: 60_000 });
  return (
    <PageFrame title={texts.title}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <WorkflowsCard workflows={workflows} />
        <DeliveriesCard workflows={workflows} />
        <NightsCard runs={runs} today={today} />
        <RunsCard runs={runs} question={question} />
        <ErrorsCard runs={runs} />
        <MonthCard />
      </div>
    </PageFrame>
  );
}
