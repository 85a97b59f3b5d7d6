import type { ReactNode } from "react";
import { usePosted } from "../../api/use-operation";
import { PageFrame } from "../../app/page-frame";
import { useView } from "../../app/use-view";
import { AnswerView } from "../../components/ui/answer-view";
import { Button } from "../../components/ui/button";
import { usePreferences, useTexts } from "../../i18n/preferences";
import { CatalogCard } from "./catalog-card";
import { ConnectionForm } from "./connection-form";
import { ConnectionPage } from "./connection-page";
import { readCatalog, sourcesPath } from "./connections";
import { ConnectionsCard } from "./connections-card";
import { sourceTitle } from "./source-texts";
import { sourcesTexts } from "./texts";

/** Connections and what can be connected to; `open` in the address is a connection, or with `tab=add` the source that one is added to. */
export default function Sources(): ReactNode {
  const texts = useTexts(sourcesTexts);
  const { view, go } = useView();
  const { language } = usePreferences();
  const { open, tab } = view;
  const catalog = usePosted(sourcesPath, { operation: "catalog" }, readCatalog);
  const back = (
    <Button
      onClick={() => {
        go({ open: null, tab: null });
      }}
    >
      {texts.back}
    </Button>
  );
  if (open === null)
    return (
      <PageFrame title={texts.title}>
        <p className="-mt-2 mb-4 max-w-prose text-muted">{texts.intro}</p>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <ConnectionsCard catalog={catalog} />
          <CatalogCard catalog={catalog} />
        </div>
      </PageFrame>
    );
  if (tab !== "add") return <ConnectionPage id={open} catalog={catalog} back={back} />;
  return (
    <PageFrame title={texts.add(sourceTitle(open, catalog.data?.data, language))} actions={back}>
      <AnswerView query={catalog}>
        {({ data }) => {
          const source = data.find(({ id }) => id === open);
          return source === undefined ? (
            <p className="text-muted">{texts.unknownSource}</p>
          ) : (
            <ConnectionForm
              source={source}
              onSaved={(id) => {
                go({ open: id, tab: null });
              }}
            />
          );
        }}
      </AnswerView>
    </PageFrame>
  );
}
