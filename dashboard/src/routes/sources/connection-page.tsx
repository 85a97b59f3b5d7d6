import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Listed } from "../../api/read-value";
import { useOrder, usePosted } from "../../api/use-operation";
import { useMay } from "../../app/use-may";
import { PageFrame } from "../../app/page-frame";
import { useView } from "../../app/use-view";
import { AnswerView } from "../../components/ui/answer-view";
import { Button } from "../../components/ui/button";
import { Card } from "../../components/ui/card";
import { ConfirmDialog } from "../../components/ui/confirm-dialog";
import { Instant } from "../../components/ui/instant";
import { OrderFailure } from "../../components/ui/order-failure";
import { useConfirmedOrder } from "../../components/ui/use-confirmed-order";
import { formatAge } from "../../dates/format-age";
import { commonTexts } from "../../i18n/common-texts";
import { usePreferences, useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { ConnectionForm } from "./connection-form";
import { HandoverCard } from "./handover-card";
import { HistoryCards } from "./history-cards";
import { type CatalogEntry, type Connection, readConnections, sourcesPath } from "./connections";
import { PreviewCard } from "./preview-card";
import { ConnectionState, LookOutcome } from "./state-of";
import { TestCard } from "./test-card";
import { sourceTitle } from "./source-texts";
import { sourcesTexts } from "./texts";

type Step = "activate" | "pause" | "resume" | "retire" | "remove";

/** What can be done with a connection that is in a state. */
function stepsFrom(state: string): readonly Step[] {
  switch (state) {
    case "draft":
      return ["remove"];
    case "tested":
      return ["activate", "remove"];
    case "active":
      return ["pause", "retire"];
    case "paused":
      return ["resume", "retire"];
    default:
      return ["remove"];
  }
}

/** One connection: how it goes, its test, its first rows, its settings and its history. */
export function ConnectionPage({
  id,
  catalog,
  back,
}: {
  readonly id: string;
  readonly catalog: UseQueryResult<Listed<CatalogEntry>>;
  readonly back: ReactNode;
}): ReactNode {
  const texts = useTexts(sourcesTexts);
  const common = useTexts(commonTexts);
  const { language } = usePreferences();
  const may = useMay();
  /** Of a button: off, and why, when the reader may not do it. */
  const guard = (operation: string): { readonly disabled: boolean; readonly title?: string } =>
    may(sourcesPath, operation) ? { disabled: false } : { disabled: true, title: common.mayNot };
  const { view, go } = useView();
  const found = usePosted(sourcesPath, { operation: "list", id }, readConnections, { everyMs: 15_000 });
  const order = useConfirmedOrder(
    sourcesPath,
    () => null,
    (step: Step, reason) => ({ operation: step, id, ...(reason === "" ? {} : { reason }) }),
    {
      onDone: (step) => {
        if (step === "remove") go({ open: null, tab: null });
      },
    },
  );
  const look = useOrder(sourcesPath, () => null);
  return (
    <PageFrame title={id} actions={back}>
      <AnswerView query={found} hidesProblems>
        {({ data: [connection] }) => {
          if (connection === undefined) return null;
          const source = catalog.data?.data.find((one) => one.id === connection.source);
          if (view.tab === "settings" && source !== undefined)
            return (
              <ConnectionForm
                source={source}
                connection={connection}
                onSaved={() => {
                  go({ tab: null });
                }}
              />
            );
          return (
            <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
              <div className="flex flex-wrap gap-2">
                {connection.state === "active" ? (
                  <Button
                    kind="primary"
                    disabled={look.isPending}
                    onClick={() => {
                      look.mutate({ operation: "run", id });
                    }}
                  >
                    {texts.run}
                  </Button>
                ) : null}
                {stepsFrom(connection.state).map((one) => (
                  <Button
                    key={one}
                    {...guard(one)}
                    kind={one === "activate" || one === "resume" ? "primary" : "plain"}
                    onClick={() => {
                      order.ask(one);
                    }}
                  >
                    {texts[one]}
                  </Button>
                ))}
                {source === undefined ? null : (
                  <Button
                    {...guard("add")}
                    onClick={() => {
                      go({ tab: "settings" });
                    }}
                  >
                    {texts.edit}
                  </Button>
                )}
              </div>
              <div role="status">{look.isSuccess ? <p className="text-sm text-muted">{texts.runAsked}</p> : null}</div>
              <OrderFailure error={look.error} />
              <MonitorCard connection={connection} source={sourceTitle(connection.source, catalog.data?.data, language)} />
              <TestCard connection={connection} />
              <PreviewCard id={id} />
              <SettingsCard connection={connection} />
              <HandoverCard connection={connection} />
              <HistoryCards id={id} />
            </div>
          );
        }}
      </AnswerView>
      {order.asked === null ? null : (
        <ConfirmDialog title={`${texts[order.asked]}: ${id}`} confirm={texts[order.asked]} {...order.dialog}>
          {texts[`${order.asked}Text`]}
        </ConfirmDialog>
      )}
    </PageFrame>
  );
}

function MonitorCard({ connection, source }: { readonly connection: Connection; readonly source: string }): ReactNode {
  const texts = useTexts(sourcesTexts);
  const formats = useFormats();
  const { now } = useView();
  const { state, everyMinutes, lastPublished: last, lastLook, nextLook } = connection;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [texts.state, <ConnectionState key="state" state={state} />],
    [texts.source, source],
    [
      texts.lastDelivery,
      last === null ? (
        texts.never
      ) : (
        <>
          {last.name} <span className="text-muted">{texts.rows(last.rows, formats.count(last.rows))}</span>
        </>
      ),
    ],
    [texts.lag, last === null ? "–" : formatAge(last.endedAt, now, formats.locale)],
    [texts.lastLook, lastLook === null ? texts.never : <LookOutcome key="look" look={lastLook} />],
    [texts.nextLook, <Instant key="next" at={nextLook} without={texts.byHand} />],
    [texts.everyMinutes, formats.count(everyMinutes)],
  ];
  return (
    <Card title={texts.monitor}>
      <dl className="grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-3 text-sm sm:grid-cols-2 xl:grid-cols-4">
        {facts.map(([name, value]) => (
          <div key={name} className="min-w-0">
            <dt className="text-xs text-muted">{name}</dt>
            <dd className="break-words">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function SettingsCard({ connection: { config, secrets } }: { readonly connection: Connection }): ReactNode {
  const texts = useTexts(sourcesTexts);
  return (
    <Card title={texts.settings}>
      <pre className="max-h-72 overflow-auto rounded bg-soft p-3 text-xs" tabIndex={0} role="region" aria-label={texts.settings}>
        {JSON.stringify(config, null, 2)}
      </pre>
      {secrets.length === 0 ? null : (
        <ul aria-label={texts.secrets} className="mt-3 text-sm">
          {secrets.map(({ name, set }) => (
            <li key={name}>
              <code className="break-all">{name}</code>{" "}
              <span className={set === "missing" ? "text-more" : "text-muted"}>
                {set === "sealed" || set === "environment" || set === "missing" ? texts[set] : set}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
