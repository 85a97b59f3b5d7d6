import { type ReactNode, useState } from "react";
import { textOf } from "../../api/read-value";
import { usePosted } from "../../api/use-operation";
import { PageFrame } from "../../app/page-frame";
import { useView } from "../../app/use-view";
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
import { ReportForm } from "./report-form";
import { type Report, readReports, reportsPath } from "./reports";
import { RunsCard } from "./runs-card";
import { reportsTexts } from "./texts";

type Order = "run" | "again" | "pause" | "resume" | "remove";
interface Asked {
  readonly report: Report;
  readonly order: Order;
}

const explained = { run: "runText", again: "againText", pause: "pauseText", resume: "resumeText", remove: "removeText" } as const;

/** Reports and alerts, and the deliveries of the one that `open` of the address names. */
export default function Reports(): ReactNode {
  const texts = useTexts(reportsTexts);
  const { view, go } = useView();
  const [isNew, setIsNew] = useState(false);
  const reports = usePosted(reportsPath, { operation: "list" }, readReports);
  const orders = useConfirmedOrder(
    reportsPath,
    () => null,
    ({ report: { id }, order }: Asked, reason) =>
      order === "again" ? { operation: "run", id, again: true, reason } : { operation: order, id, reason },
    {
      onDone: ({ report, order }) => {
        if (order === "run" || order === "again") go({ open: report.id });
        if (order === "remove" && view.open === report.id) go({ open: null });
      },
    },
  );
  const opened = reports.data?.data.find(({ id }) => id === view.open);
  return (
    <PageFrame
      title={texts.title}
      actions={
        <Button
          kind="primary"
          onClick={() => {
            setIsNew(true);
          }}
        >
          {texts.new}
        </Button>
      }
    >
      <p className="-mt-2 mb-4 max-w-prose text-muted">{texts.intro}</p>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <Card title={texts.list}>
          <AnswerView query={reports} isEmpty={({ data }) => data.length === 0} empty={texts.none}>
            {({ data }) => (
              <ReportsTable
                reports={data}
                onOpen={({ id }) => {
                  go({ open: id });
                }}
                onOrder={orders.ask}
              />
            )}
          </AnswerView>
        </Card>
        {opened === undefined ? null : <RunsCard key={opened.id} report={opened} />}
      </div>
      {isNew ? (
        <ReportForm
          onClose={() => {
            setIsNew(false);
          }}
        />
      ) : null}
      {orders.asked === null ? null : (
        <ConfirmDialog
          title={`${texts[orders.asked.order]}: ${orders.asked.report.name}`}
          confirm={texts[orders.asked.order]}
          {...orders.dialog}
        >
          {texts[explained[orders.asked.order]]}
        </ConfirmDialog>
      )}
    </PageFrame>
  );
}

/** What can be done with a report: running and resuming it is its owner's. */
function ordersOf({ isOwn, isPaused }: Report): readonly Order[] {
  const own: readonly Order[] = isPaused ? ["resume"] : ["run", "again"];
  return [...(isOwn ? own : []), ...(isPaused ? [] : (["pause"] as const)), "remove"];
}

function ReportsTable({
  reports,
  onOpen,
  onOrder,
}: {
  readonly reports: readonly Report[];
  readonly onOpen: (report: Report) => void;
  readonly onOrder: (asked: Asked) => void;
}): ReactNode {
  const texts = useTexts(reportsTexts);
  return (
    <DataTable
      caption={texts.list}
      rows={reports}
      keyOf={({ id }) => id}
      columns={[
        {
          key: "name",
          header: texts.name,
          className: "min-w-40",
          cell: ({ name, owner, isOwn }) => (
            <>
              <span className="font-medium break-words">{name}</span>
              {isOwn ? null : <span className="block text-xs text-muted">{owner}</span>}
            </>
          ),
        },
        { key: "what", header: texts.what, className: "min-w-40", cell: ({ what }) => <Subject what={what} /> },
        { key: "format", header: texts.format, cell: ({ format }) => format.toUpperCase() },
        {
          key: "schedule",
          header: texts.schedule,
          cell: ({ schedule }) => (schedule === "" ? texts.onRequest : <Schedule cron={schedule} />),
        },
        {
          key: "next",
          header: texts.next,
          cell: ({ isPaused, nextAt }) => (isPaused ? <StateMark tone="paused" word={texts.paused} /> : <Instant at={nextAt} />),
        },
        {
          key: "destinations",
          header: texts.destinations,
          className: "min-w-48",
          cell: ({ destinations }) => <span className="text-xs break-all">{destinations.join("; ")}</span>,
        },
        {
          key: "actions",
          header: texts.actions,
          className: "min-w-72",
          cell: (report) => (
            <div className="flex flex-wrap items-center gap-1.5">
              <Button
                aria-label={`${texts.runs}: ${report.name}`}
                onClick={() => {
                  onOpen(report);
                }}
              >
                {texts.runs}
              </Button>
              {ordersOf(report).map((order) => (
                <Button
                  key={order}
                  aria-label={`${texts[order]}: ${report.name}`}
                  onClick={() => {
                    onOrder({ report, order });
                  }}
                >
                  {texts[order]}
                </Button>
              ))}
            </div>
          ),
        },
      ]}
    />
  );
}

function Subject({ what }: { readonly what: unknown }): ReactNode {
  const texts = useTexts(reportsTexts);
  switch (textOf(what, "kind")) {
    case "ready": {
      const report = textOf(what, "report");
      return isNamed(report) ? texts[report] : report;
    }
    case "view":
      return texts.view;
    default:
      return texts.alert;
  }
}

const named = ["month-end", "chargeback", "what-changed", "data-quality", "commitments", "budget-variance", "anomalies"] as const;

function isNamed(report: string): report is (typeof named)[number] {
  return named.some((one) => one === report);
}
