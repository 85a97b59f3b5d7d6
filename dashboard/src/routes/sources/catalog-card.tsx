import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Listed } from "../../api/read-value";
import { useMay } from "../../app/use-may";
import { PageLink } from "../../app/use-view";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { usePreferences, useTexts } from "../../i18n/preferences";
import { inLanguage } from "../../i18n/server-text";
import { type CatalogEntry, sourcesPath } from "./connections";
import { sourceTexts } from "./source-texts";
import { sourcesTexts } from "./texts";

/** What this release can read, each with a way to its form. */
export function CatalogCard({ catalog }: { readonly catalog: UseQueryResult<Listed<CatalogEntry>> }): ReactNode {
  const texts = useTexts(sourcesTexts);
  const { language } = usePreferences();
  const mayAdd = useMay()(sourcesPath, "add");
  return (
    <Card title={texts.catalog} hint={texts.catalogHint}>
      <AnswerView query={catalog}>
        {({ data }) => (
          <ul className="grid grid-cols-[minmax(0,1fr)] gap-3 sm:grid-cols-2 xl:grid-cols-4">
            {data.map(({ id, title: english, version }) => {
              const title = inLanguage(english, sourceTexts, language);
              return (
                <li key={id} className="flex min-w-0 items-center justify-between gap-3 rounded border border-line p-3">
                  <div className="min-w-0">
                    <p className="font-medium break-words">{title}</p>
                    <p className="text-xs break-all text-muted">
                      {id}, {texts.version(version)}
                    </p>
                  </div>
                  {mayAdd ? (
                    <PageLink
                      to="/sources"
                      change={{ open: id, tab: "add" }}
                      label={texts.add(title)}
                      className="inline-flex min-h-8 shrink-0 items-center rounded border border-control px-3 py-1 text-sm hover:bg-soft"
                    >
                      {texts.addShort}
                    </PageLink>
                  ) : null}
                </li>
              );
            })}
          </ul>
        )}
      </AnswerView>
    </Card>
  );
}
