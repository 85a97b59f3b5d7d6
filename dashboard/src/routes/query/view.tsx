import { X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { listedOf } from "../../api/read-value";
import { usePosted } from "../../api/use-operation";
import { measures, measureTexts } from "../../app/measures";
import { PageFrame } from "../../app/page-frame";
import { SaveView } from "../../app/save-view";
import { useView } from "../../app/use-view";
import { dimensions } from "../../app/view-state";
import { AnswerView } from "../../components/ui/answer-view";
import { Button } from "../../components/ui/button";
import { Card } from "../../components/ui/card";
import { CopyButton } from "../../components/ui/copy-button";
import { type OpenRow, OpenTable, readOpenRow } from "../../components/ui/open-table";
import { Select } from "../../components/ui/select";
import { TextField } from "../../components/ui/text-field";
import { commonTexts } from "../../i18n/common-texts";
import { fieldName } from "../../i18n/field-name";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { grains, limits, mostDimensions, queryBody, type QueryState, readQueryState, writeQueryState } from "./query-state";
import { queryTexts } from "./texts";

const readAnswer = listedOf(readOpenRow);

/** A question over the closed catalogue of POST /query: put together here, answered as rows, and given as JSON and as a command. */
export default function QueryBuilder(): ReactNode {
  const texts = useTexts(queryTexts);
  const names = useTexts(measureTexts);
  const formats = useFormats();
  const { view, go } = useView();
  const state = readQueryState(view.open);
  const body = queryBody(state, view);
  const query = usePosted("/query", body, readAnswer);
  const json = JSON.stringify(body, null, 2);
  // In a shell a quote inside of single quotes is written as '\''.
  const curl = `curl -X POST ${window.location.origin}/query -H 'content-type: application/json' -d '${JSON.stringify(body).replaceAll("'", String.raw`'\''`)}'`;
  return (
    <PageFrame title={texts.title}>
      <p className="-mt-2 mb-4 max-w-prose text-muted">{texts.intro}</p>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <QuestionCard
          state={state}
          onChange={(next) => {
            go({ open: writeQueryState(next) });
          }}
        />
        <Card title={texts.answer} file={{ path: "/query", body }}>
          <AnswerView query={query} isEmpty={({ data }) => data.length === 0} empty={texts.nothing} height="min-h-64">
            {({ data, problems }) => (
              <>
                {problems.some(({ code }) => code === "limited") ? (
                  <p className="mb-2 text-sm text-muted">{texts.cut(formats.count(data.length))}</p>
                ) : null}
                <OpenTable caption={texts.answer} rows={data} headers={new Map(measures.map((measure) => [measure, names[measure]]))} />
                <details className="mt-3 text-sm">
                  <summary className="text-accent">{texts.answerJson}</summary>
                  <Code label={texts.answerJson} text={JSON.stringify(data.map(membersOf), null, 2)} />
                </details>
              </>
            )}
          </AnswerView>
        </Card>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4 xl:grid-cols-2">
          <Card title={texts.asJson} actions={<CopyButton text={json} label={texts.copyJson} />}>
            <Code label={texts.asJson} text={json} />
          </Card>
          <Card title={texts.asCurl} hint={texts.curlHint} actions={<CopyButton text={curl} label={texts.copyCurl} />}>
            <Code label={texts.asCurl} text={curl} />
          </Card>
        </div>
        <Card title={texts.save}>
          <SaveView questionOf={() => ({ endpoint: "query", body })} />
        </Card>
      </div>
    </PageFrame>
  );
}

function membersOf(row: OpenRow): object {
  return Object.fromEntries(row);
}

function Code({ label, text }: { readonly label: string; readonly text: string }): ReactNode {
  return (
    <pre
      className="max-h-72 overflow-auto rounded bg-soft p-3 text-xs break-words whitespace-pre-wrap"
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      {text}
    </pre>
  );
}

function QuestionCard({ state, onChange }: { readonly state: QueryState; readonly onChange: (state: QueryState) => void }): ReactNode {
  const texts = useTexts(queryTexts);
  const names = useTexts(measureTexts);
  const common = useTexts(commonTexts);
  const [tag, setTag] = useState("");
  const left = ["billing_account", ...dimensions].filter((one) => !state.dimensions.includes(one));
  const isFull = state.dimensions.length >= mostDimensions;
  const by = (added: string): void => {
    onChange({ ...state, dimensions: [...new Set([...state.dimensions, added])] });
  };
  return (
    <Card title={texts.question}>
      <fieldset className="mb-4">
        <legend className="mb-1 text-xs text-muted">{texts.measures}</legend>
        <div className="flex flex-wrap gap-x-4 gap-y-1">
          {measures.map((measure) => (
            <label key={measure} className="flex min-h-[24px] items-center gap-1.5 text-sm">
              <input
                type="checkbox"
                className="size-4 accent-accent"
                checked={state.measures.includes(measure)}
                disabled={state.measures.length === 1 && state.measures.includes(measure)}
                onChange={(event) => {
                  onChange({
                    ...state,
                    measures: measures.filter((one) => (one === measure ? event.target.checked : state.measures.includes(one))),
                  });
                }}
              />
              {names[measure]}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="flex flex-wrap items-end gap-3">
        {state.dimensions.length === 0 ? null : (
          <ul aria-label={texts.dimensions} className="flex max-w-full flex-wrap gap-2">
            {state.dimensions.map((one) => {
              const name = fieldName(one, common);
              return (
                <li key={one} className="flex min-h-8 max-w-full items-center gap-1 rounded border border-control ps-2 pe-1 text-sm">
                  <span className="truncate">{name}</span>
                  <button
                    type="button"
                    aria-label={texts.remove(name)}
                    className="rounded p-1 hover:bg-soft"
                    onClick={() => {
                      onChange({ ...state, dimensions: state.dimensions.filter((other) => other !== one) });
                    }}
                  >
                    <X aria-hidden className="size-4" />
                  </button>
                </li>
              );
            })}
          </ul>
        )}
        {isFull ? null : (
          <>
            <Select
              label={texts.addDimension}
              value=""
              options={[{ value: "", label: texts.choose }, ...left.map((one) => ({ value: one, label: fieldName(one, common) }))]}
              onChange={(one) => {
                if (one !== "") by(one);
              }}
            />
            <form
              className="flex items-end gap-2"
              onSubmit={(event) => {
                event.preventDefault();
                if (tag.trim() !== "") by(`tag:${tag.trim()}`);
                setTag("");
              }}
            >
              <TextField label={texts.tagKey} value={tag} onChange={setTag} className="w-40" />
              <Button type="submit">{texts.addTag}</Button>
            </form>
          </>
        )}
        <Select
          label={texts.grain}
          value={state.grain}
          options={grains.map((grain) => ({ value: grain, label: texts[grain] }))}
          onChange={(grain) => {
            onChange({ ...state, grain });
          }}
        />
        <Select
          label={texts.limit}
          value={state.limit}
          options={limits.map((limit) => ({ value: limit, label: limit }))}
          onChange={(limit) => {
            onChange({ ...state, limit });
          }}
        />
      </div>
    </Card>
  );
}
