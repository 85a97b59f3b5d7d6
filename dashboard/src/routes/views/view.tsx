import { type ReactNode, useState } from "react";
import { flagOf, listedOf, listOf, memberOf, partOf, textOf } from "../../api/read-value";
import { postedRows } from "../../api/rows-file";
import { usePosted } from "../../api/use-operation";
import { measureTexts } from "../../app/measures";
import { PageFrame } from "../../app/page-frame";
import { exploreView } from "../../app/saved-question";
import { PageLink, useView } from "../../app/use-view";
import { AnswerView } from "../../components/ui/answer-view";
import { Button } from "../../components/ui/button";
import { Card } from "../../components/ui/card";
import { ConfirmDialog } from "../../components/ui/confirm-dialog";
import { DataTable } from "../../components/ui/data-table";
import { Instant } from "../../components/ui/instant";
import { OpenTable, readOpenRow } from "../../components/ui/open-table";
import { useConfirmedOrder } from "../../components/ui/use-confirmed-order";
import { commonTexts } from "../../i18n/common-texts";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { questionWords } from "./question-words";
import { viewsTexts } from "./texts";

const readViews = listedOf((row) => ({
  id: textOf(row, "id"),
  name: textOf(row, "name"),
  owner: textOf(row, "owner"),
  isOwn: flagOf(row, "own"),
  isShared: flagOf(row, "shared"),
  question: memberOf(row, "question"),
  /** How many snapshots it is pinned to; null: it follows what is published. */
  pinned: partOf(row, "pinned_to", () => listOf(row, "pinned_to", () => null).length),
  savedAt: textOf(row, "saved_at"),
}));
type SavedView = ReturnType<typeof readViews>["data"][number];

const path = "/views";
const readRows = listedOf(readOpenRow);

/** Saved questions, and the answer of the one that `open` of the address names. */
export default function Views(): ReactNode {
  const texts = useTexts(viewsTexts);
  const { view, go } = useView();
  const views = usePosted(path, { operation: "list" }, readViews);
  const removal = useConfirmedOrder(
    path,
    () => null,
    ({ id }: SavedView) => ({ operation: "remove", id }),
    {
      onDone: ({ id }) => {
        if (view.open === id) go({ open: null });
      },
    },
  );
  const opened = views.data?.data.find(({ id }) => id === view.open);
  return (
    <PageFrame title={texts.title} actions={<PageLink to="/explore/query">{texts.toQuery}</PageLink>}>
      <p className="-mt-2 mb-4 max-w-prose text-muted">{texts.intro}</p>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <Card title={texts.list}>
          <AnswerView query={views} isEmpty={({ data }) => data.length === 0} empty={texts.none}>
            {({ data }) => (
              <ViewsTable
                views={data}
                onRun={({ id }) => {
                  go({ open: id });
                }}
                onRemove={removal.ask}
              />
            )}
          </AnswerView>
        </Card>
        {opened === undefined ? null : <AnswerCard key={opened.id} view={opened} />}
      </div>
      {removal.asked === null ? null : (
        <ConfirmDialog title={`${texts.remove}: ${removal.asked.name}`} confirm={texts.remove} hasReason={false} {...removal.dialog}>
          {texts.removeText}
        </ConfirmDialog>
      )}
    </PageFrame>
  );
}

function ViewsTable({
  views,
  onRun,
  onRemove,
}: {
  readonly views: readonly SavedView[];
  readonly onRun: (view: SavedView) => void;
  readonly onRemove: (view: SavedView) => void;
}): ReactNode {
  const texts = useTexts(viewsTexts);
  return (
    <DataTable
      caption={texts.list}
      rows={views}
      keyOf={({ id }) => id}
      columns={[
        {
          key: "name",
          header: texts.name,
          className: "min-w-40",
          cell: ({ name, pinned }) => (
            <>
              <span className="font-medium break-words">{name}</span>
              <span className="block text-xs text-muted">{pinned === null ? texts.follows : texts.pinned(String(pinned))}</span>
            </>
          ),
        },
        {
          key: "question",
          header: texts.question,
          className: "min-w-64",
          cell: ({ question }) => <QuestionCell question={question} />,
        },
        { key: "owner", header: texts.owner, cell: ({ owner, isOwn }) => (isOwn ? texts.yours : owner) },
        { key: "shared", header: texts.shared, cell: ({ isShared }) => (isShared ? texts.yes : texts.no) },
        { key: "saved", header: texts.savedAt, cell: ({ savedAt }) => <Instant at={savedAt} /> },
        {
          key: "actions",
          header: texts.actions,
          className: "min-w-60",
          cell: (one) => (
            <div className="flex flex-wrap items-center gap-1.5">
              <ExploreLink view={one} />
              <Button
                aria-label={`${texts.run}: ${one.name}`}
                onClick={() => {
                  onRun(one);
                }}
              >
                {texts.run}
              </Button>
              {one.isOwn ? (
                <Button
                  aria-label={`${texts.remove}: ${one.name}`}
                  onClick={() => {
                    onRemove(one);
                  }}
                >
                  {texts.remove}
                </Button>
              ) : null}
            </div>
          ),
        },
      ]}
    />
  );
}

/** What is asked, in words; as the API takes it in the title, and where there are no words. */
function QuestionCell({ question }: { readonly question: unknown }): ReactNode {
  const texts = { common: useTexts(commonTexts), measures: useTexts(measureTexts), views: useTexts(viewsTexts) };
  const formats = useFormats();
  const text = questionText(question);
  const words = questionWords(question, texts, formats);
  return words === null ? (
    <code className="text-xs break-all">{text}</code>
  ) : (
    <span className="wrap-anywhere" title={text}>
      {words}
    </span>
  );
}

/** To the page that shows the question, where there is one. What is pinned to old readings is answered here only. */
function ExploreLink({ view: { name, question, pinned } }: { readonly view: SavedView }): ReactNode {
  const texts = useTexts(viewsTexts);
  const { now } = useView();
  if (pinned !== null || textOf(question, "endpoint") !== "costs") return null;
  const parameters = parametersOf(question);
  const change = exploreView(new Map(parameters), now);
  return change === null ? null : (
    <PageLink to="/explore" change={change} label={`${texts.explore}: ${name}`}>
      {texts.explore}
    </PageLink>
  );
}

function parametersOf(question: unknown): readonly (readonly [string, string])[] {
  const parameters = memberOf(question, "parameters");
  return typeof parameters === "object" && parameters !== null
    ? Object.entries(parameters).map(([name, value]) => [name, String(value)] as const)
    : [];
}

/** `GET /api/costs?month=…`, or the body of POST /query. */
function questionText(question: unknown): string {
  const body = memberOf(question, "body");
  if (body !== undefined) return `POST /query ${JSON.stringify(body)}`;
  const search = new URLSearchParams(parametersOf(question).map(([name, value]) => [name, value])).toString();
  return `GET /api/${textOf(question, "endpoint")}${search === "" ? "" : `?${search}`}`;
}

/** A name as that of a file: its letters and digits in any script. */
function fileName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}]+/gu, "-").replaceAll(/^-+|-+$/g, "") || "view";
}

function AnswerCard({ view: { id, name } }: { readonly view: SavedView }): ReactNode {
  const texts = useTexts(viewsTexts);
  const [page, setPage] = useState<string | null>(null);
  const answer = usePosted(path, { operation: "run", id, ...(page === null ? {} : { page }) }, readRows);
  return (
    <Card title={texts.answer(name)} file={postedRows(fileName(name), path, { operation: "run", id })}>
      <AnswerView query={answer} height="min-h-64" isEmpty={({ data }) => data.length === 0} empty={texts.noRows}>
        {({ data, next }) => (
          <>
            <OpenTable caption={texts.answer(name)} rows={data} />
            {next === null ? null : (
              <p className="mt-3 flex items-center gap-3 text-sm text-muted">
                {texts.pages}
                <Button
                  onClick={() => {
                    setPage(next);
                  }}
                >
                  {texts.more}
                </Button>
              </p>
            )}
          </>
        )}
      </AnswerView>
    </Card>
  );
}
