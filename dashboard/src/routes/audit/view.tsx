import { type ReactNode, useState } from "react";
import { listedOf, listOf, memberOf, textOf, textOrNull } from "../../api/read-value";
import { listedRows } from "../../api/rows-file";
import { useOpenAnswer } from "../../api/use-operation";
import { PageFrame } from "../../app/page-frame";
import { useView } from "../../app/use-view";
import { Amount, Difference } from "../../components/ui/amount";
import { AnswerView } from "../../components/ui/answer-view";
import { Button } from "../../components/ui/button";
import { Card } from "../../components/ui/card";
import { DataTable } from "../../components/ui/data-table";
import { Instant } from "../../components/ui/instant";
import { Select } from "../../components/ui/select";
import { StateMark } from "../../components/ui/state-mark";
import { commonTexts } from "../../i18n/common-texts";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { actionTexts, auditTexts, stateTexts } from "./texts";

const readChanges = listedOf((row) => ({
  at: textOf(row, "at"),
  id: textOf(row, "change_id"),
  caller: textOf(row, "caller"),
  role: textOf(row, "role"),
  action: textOf(row, "action"),
  target: textOf(row, "target"),
  /** What people call it; empty where it has an id only. */
  name: textOf(memberOf(row, "after"), "name") || textOf(memberOf(row, "before"), "name"),
  reason: textOf(row, "reason"),
  before: memberOf(row, "before"),
  after: memberOf(row, "after"),
  effect: listOf(row, "effect", (one) => ({
    month: textOf(one, "month"),
    currency: textOf(one, "currency"),
    // A rule of ownership moves an amount from one owner to another; others make something cost more or less.
    difference: textOrNull(one, "difference") ?? textOrNull(one, "cost"),
    owner: textOrNull(one, "owner"),
    from: textOrNull(one, "from"),
    to: textOrNull(one, "to"),
  })),
  effectiveFrom: textOrNull(row, "effective_from"),
  outcome: textOf(row, "outcome"),
  detail: textOf(row, "detail"),
}));
type Change = ReturnType<typeof readChanges>["data"][number];

const kinds = ["budget", "application-tag", "shared-cost-rule", "report", "snapshot", "workflow", "connection"] as const;

/** Every change that somebody asked for, the latest first; `tab` of the address is the kind of changes. */
export default function Audit(): ReactNode {
  const texts = useTexts(auditTexts);
  const { view, go } = useView();
  const [page, setPage] = useState<string | null>(null);
  const kind = kinds.find((one) => one === view.tab) ?? "";
  const question = { ...(kind === "" ? {} : { action: kind }), ...(page === null ? {} : { page }) };
  const changes = useOpenAnswer("/operations/audit", question, readChanges);
  return (
    <PageFrame title={texts.title}>
      <p className="-mt-2 mb-4 max-w-prose text-muted">{texts.intro}</p>
      <Card
        title={texts.list}
        file={listedRows(kind === "" ? "audit" : `audit-${kind}`, "/operations/audit", kind === "" ? {} : { action: kind })}
        actions={
          <Select
            label={texts.kind}
            value={kind}
            options={[{ value: "", label: texts.all }, ...kinds.map((one) => ({ value: one, label: texts[one] }))]}
            onChange={(one) => {
              setPage(null);
              go({ tab: one === "" ? null : one });
            }}
          />
        }
      >
        <AnswerView query={changes} height="min-h-96" isEmpty={({ data }) => data.length === 0} empty={texts.none}>
          {({ data, next }) => (
            <>
              <ChangesTable changes={data} />
              <div className="mt-3 flex gap-2">
                {page === null ? null : (
                  <Button
                    onClick={() => {
                      setPage(null);
                    }}
                  >
                    {texts.newer}
                  </Button>
                )}
                {next === null ? null : (
                  <Button
                    onClick={() => {
                      setPage(next);
                    }}
                  >
                    {texts.older}
                  </Button>
                )}
              </div>
            </>
          )}
        </AnswerView>
      </Card>
    </PageFrame>
  );
}

function ChangesTable({ changes }: { readonly changes: readonly Change[] }): ReactNode {
  const texts = useTexts(auditTexts);
  const actions = useTexts(actionTexts);
  const states = useTexts(stateTexts);
  const formats = useFormats();
  return (
    <DataTable
      caption={texts.list}
      height="max-h-[44rem]"
      rows={changes}
      keyOf={({ id }) => id}
      columns={[
        { key: "when", header: texts.when, cell: ({ at }) => <Instant at={at} /> },
        {
          key: "who",
          header: texts.who,
          className: "min-w-32",
          cell: ({ caller, role }) => (
            <>
              <span className="break-all">{caller}</span>
              {role === "" ? null : <span className="block text-xs text-muted">{wordOf(role, states)}</span>}
            </>
          ),
        },
        {
          key: "what",
          header: texts.what,
          className: "min-w-48",
          cell: (change) => (
            <>
              <span title={change.action}>{wordOf(change.action, actions)}</span>{" "}
              {change.name === "" ? (
                <span className="font-medium break-all" title={texts.target}>
                  {change.target}
                </span>
              ) : (
                <>
                  <span className="font-medium wrap-anywhere">{change.name}</span>
                  <span className="block text-xs break-all text-muted" title={texts.target}>
                    {change.target}
                  </span>
                </>
              )}
              {change.reason === "" ? null : <span className="block break-words text-muted">{change.reason}</span>}
              <BeforeAndAfter change={change} />
            </>
          ),
        },
        {
          key: "effect",
          header: texts.effect,
          cell: ({ effect, effectiveFrom }) => (
            <>
              {effect.map((one) => (
                <EffectLine key={`${one.month} ${one.currency} ${one.owner ?? ""} ${one.from ?? ""} ${one.to ?? ""}`} effect={one} />
              ))}
              {effectiveFrom === null ? null : (
                <span className="block text-xs text-muted">
                  {texts.effectiveFrom} {formats.day(effectiveFrom)}
                </span>
              )}
            </>
          ),
        },
        {
          key: "outcome",
          header: texts.outcome,
          cell: ({ outcome, detail }) => (
            <>
              <Outcome outcome={outcome} />
              {detail === "" ? null : <span className="block break-words text-muted">{wordOf(detail, states)}</span>}
            </>
          ),
        },
      ]}
    />
  );
}

/** What a change did to a month, or in it to an owner, or from one owner to another. */
function EffectLine({
  effect: { month, currency, difference, owner, from, to },
}: {
  readonly effect: Change["effect"][number];
}): ReactNode {
  const texts = useTexts(auditTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const named = (name: string): string => (name === "" ? common.noOwner : name);
  const whose = from === null || to === null ? owner : null;
  return (
    <span className="block">
      {month === "" ? "" : `${formats.month(month, "short")} `}
      {from === null || to === null ? (
        <Difference value={difference} currency={currency} />
      ) : (
        <>
          <Amount value={difference} currency={currency} className="whitespace-nowrap" />
          <span className="block text-xs wrap-anywhere text-muted">{texts.moved(named(from), named(to))}</span>
        </>
      )}
      {whose === null ? null : <span className="block text-xs wrap-anywhere text-muted">{named(whose)}</span>}
    </span>
  );
}

/** The word for a code; the code itself where there is none. */
function wordOf(code: string, words: Readonly<Record<string, string>>): string {
  return words[code] ?? code;
}

function BeforeAndAfter({ change: { before, after } }: { readonly change: Change }): ReactNode {
  const texts = useTexts(auditTexts);
  const isNothing = (value: unknown): boolean => value === null || value === undefined;
  if (isNothing(before) && isNothing(after)) return null;
  return (
    <details>
      <summary className="text-accent">{texts.details}</summary>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-2 sm:grid-cols-2">
        {[[texts.before, before] as const, [texts.after, after] as const].map(([name, value]) => (
          <div key={name} className="min-w-0">
            <p className="text-xs text-muted">{name}</p>
            <pre
              className="max-h-60 overflow-auto rounded bg-soft p-2 text-xs whitespace-pre-wrap"
              tabIndex={0}
              role="region"
              aria-label={name}
            >
              {isNothing(value) ? texts.nothing : JSON.stringify(value, null, 2)}
            </pre>
          </div>
        ))}
      </div>
    </details>
  );
}

function Outcome({ outcome }: { readonly outcome: string }): ReactNode {
  const texts = useTexts(auditTexts);
  switch (outcome) {
    case "done":
      return <StateMark tone="good" word={texts.done} />;
    case "failed":
      return <StateMark tone="bad" word={texts.failed} />;
    default:
      return <StateMark tone="late" word={texts.unknown} />;
  }
}
