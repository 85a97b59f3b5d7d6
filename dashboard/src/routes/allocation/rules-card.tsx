import { type ReactNode, useDeferredValue, useState } from "react";
import { useAnswer } from "../../api/use-answer";
import { useMay } from "../../app/use-may";
import { useView } from "../../app/use-view";
import { AnswerView } from "../../components/ui/answer-view";
import { Button } from "../../components/ui/button";
import { Card } from "../../components/ui/card";
import { DataTable } from "../../components/ui/data-table";
import { StateMark } from "../../components/ui/state-mark";
import { TextField } from "../../components/ui/text-field";
import { addMonths, monthOf } from "../../dates/month";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { type Rule, rulesPath } from "./rule-draft";
import { type RuleChange, RuleEditor } from "./rule-editor";
import { ruleTexts, ruleWord } from "./rule-texts";

/** Of the API: rules read at once, and months whose owners it looks at. */
const mostRules = 10_000;
const mostMonths = 12;
const mostShown = 100;

/** Every rule that gives an owner. Who may, changes one after seeing what it would do. */
export function RulesCard(): ReactNode {
  const texts = useTexts(ruleTexts);
  const formats = useFormats();
  const { view } = useView();
  const may = useMay();
  const question = { limit: mostRules };
  const query = useAnswer("/api/application-tags", question);
  const [typed, setTyped] = useState("");
  const wanted = useDeferredValue(typed.trim().toLowerCase());
  const [change, setChange] = useState<RuleChange | null>(null);
  const to = monthOf(view.to);
  const earliest = addMonths(to, 1 - mostMonths);
  const from = monthOf(view.from) < earliest ? earliest : monthOf(view.from);
  const all = query.data?.data ?? [];
  const largest = all.reduce((most, { id }) => Math.max(most, id), 0);
  const mayChange = may(rulesPath, "set");
  return (
    <Card
      title={texts.rules}
      hint={texts.hint}
      file={{ path: "/api/application-tags", question }}
      actions={
        mayChange ? (
          <Button
            onClick={() => {
              setChange({ kind: "write", rule: null, newId: query.data?.page.next === null ? String(largest + 1) : "" });
            }}
          >
            {texts.newRule}
          </Button>
        ) : null
      }
    >
      <AnswerView query={query} height="min-h-64" isEmpty={({ data }) => data.length === 0} empty={texts.none}>
        {({ data }) => {
          const found = data.filter(({ pattern, application, id }) =>
            `${String(id)} ${pattern} ${application}`.toLowerCase().includes(wanted),
          );
          const shown = found.slice(0, mostShown);
          return (
            <>
              {data.length < 10 ? null : (
                <TextField label={texts.search} value={typed} onChange={setTyped} className="mb-2 w-64 max-w-full" />
              )}
              {found.length === 0 ? (
                <p className="text-muted">{texts.noMatch}</p>
              ) : (
                <RulesTable rules={shown} onChange={mayChange ? setChange : null} />
              )}
              {found.length <= mostShown ? null : (
                <p className="mt-2 text-sm text-muted">{texts.shownOf(formats.count(shown.length), formats.count(found.length))}</p>
              )}
            </>
          );
        }}
      </AnswerView>
      {change === null ? null : (
        <RuleEditor
          change={change}
          months={{ from, to }}
          onClose={() => {
            setChange(null);
          }}
        />
      )}
    </Card>
  );
}

function RulesTable({
  rules,
  onChange,
}: {
  readonly rules: readonly Rule[];
  /** Null for who may not. */
  readonly onChange: ((change: RuleChange) => void) | null;
}): ReactNode {
  const texts = useTexts(ruleTexts);
  const formats = useFormats();
  const named = (name: string): string => ruleWord(name, texts);
  return (
    <DataTable
      caption={texts.rules}
      rows={rules}
      keyOf={({ id }) => String(id)}
      columns={[
        { key: "id", header: texts.id, isNumber: true, cell: ({ id }) => String(id) },
        {
          key: "pattern",
          header: texts.pattern,
          className: "min-w-32",
          cell: ({ pattern, match_kind: kind }) => (
            <>
              <code className="wrap-anywhere">{pattern}</code>
              <span className="block text-xs text-muted">{named(kind)}</span>
            </>
          ),
        },
        { key: "scope", header: texts.scope, cell: ({ scope }) => named(scope) },
        { key: "application", header: texts.application, cell: ({ application }) => <span className="wrap-anywhere">{application}</span> },
        { key: "priority", header: texts.priority, isNumber: true, cell: ({ priority }) => formats.count(priority) },
        {
          key: "days",
          header: texts.days,
          cell: ({ valid_from: from, valid_to: to }) =>
            from === null
              ? to === null
                ? texts.everyDay
                : texts.until(formats.day(to))
              : to === null
                ? texts.since(formats.day(from))
                : texts.between(formats.day(from), formats.day(to)),
        },
        {
          key: "state",
          header: texts.state,
          cell: ({ enabled, fault }) =>
            fault !== null ? (
              <>
                <StateMark tone="bad" word={texts.broken} />
                <span className="block text-xs wrap-anywhere">{fault}</span>
              </>
            ) : (
              <StateMark tone={enabled ? "good" : "paused"} word={enabled ? texts.used : texts.disabled} />
            ),
        },
        ...(onChange === null
          ? []
          : [
              {
                key: "actions",
                header: texts.actions,
                cell: (rule: Rule) => (
                  <div className="flex flex-wrap gap-1.5">
                    <Button
                      aria-label={texts.changeRule(String(rule.id))}
                      onClick={() => {
                        onChange({ kind: "write", rule, newId: "" });
                      }}
                    >
                      {texts.change}
                    </Button>
                    {rule.enabled ? (
                      <Button
                        aria-label={texts.disableRule(String(rule.id))}
                        onClick={() => {
                          onChange({ kind: "disable", rule });
                        }}
                      >
                        {texts.disable}
                      </Button>
                    ) : null}
                  </div>
                ),
              },
            ]),
      ]}
    />
  );
}
