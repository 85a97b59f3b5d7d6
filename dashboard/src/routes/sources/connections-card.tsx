import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Listed } from "../../api/read-value";
import { postedRows } from "../../api/rows-file";
import { usePosted } from "../../api/use-operation";
import { PageLink, useView } from "../../app/use-view";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { DataTable } from "../../components/ui/data-table";
import { Instant } from "../../components/ui/instant";
import { formatAge } from "../../dates/format-age";
import { usePreferences, useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { type CatalogEntry, readConnections, sourcesPath } from "./connections";
import { ConnectionState, LookOutcome } from "./state-of";
import { sourceTitle } from "./source-texts";
import { sourcesTexts } from "./texts";

/** Every connection: how it is, what it delivered last, and when it is read next. */
export function ConnectionsCard({ catalog }: { readonly catalog: UseQueryResult<Listed<CatalogEntry>> }): ReactNode {
  const texts = useTexts(sourcesTexts);
  const formats = useFormats();
  const { language } = usePreferences();
  const { now } = useView();
  const connections = usePosted(sourcesPath, { operation: "list" }, readConnections, { everyMs: 15_000 });
  return (
    <Card title={texts.connections} hint={texts.connectionsHint} file={postedRows("connections", sourcesPath, { operation: "list" })}>
      <AnswerView query={connections} isEmpty={({ data }) => data.length === 0} empty={texts.noConnections}>
        {({ data }) => (
          <DataTable
            caption={texts.connections}
            rows={data}
            keyOf={({ id }) => id}
            columns={[
              {
                key: "connection",
                header: texts.connection,
                className: "min-w-36",
                cell: ({ id, source }) => (
                  <>
                    <PageLink to="/sources" change={{ open: id }}>
                      {id}
                    </PageLink>
                    <span className="block text-xs text-muted">{sourceTitle(source, catalog.data?.data, language)}</span>
                  </>
                ),
              },
              { key: "state", header: texts.state, cell: ({ state }) => <ConnectionState state={state} /> },
              {
                key: "delivery",
                header: texts.lastDelivery,
                cell: ({ lastPublished: last }) =>
                  last === null ? (
                    <span className="text-muted">{texts.never}</span>
                  ) : (
                    <>
                      <span title={last.endedAt}>{formatAge(last.endedAt, now, formats.locale)}</span>
                      <span className="block text-xs text-muted">
                        {last.months.map((month) => formats.date(month)).join(", ")}, {texts.rows(last.rows, formats.count(last.rows))}
                      </span>
                    </>
                  ),
              },
              {
                key: "look",
                header: texts.lastLook,
                className: "min-w-48",
                cell: ({ lastLook: look }) =>
                  look === null ? <span className="text-muted">{texts.never}</span> : <LookOutcome look={look} />,
              },
              { key: "next", header: texts.nextLook, cell: ({ nextLook }) => <Instant at={nextLook} without={texts.byHand} /> },
            ]}
          />
        )}
      </AnswerView>
    </Card>
  );
}
