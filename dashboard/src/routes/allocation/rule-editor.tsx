import { type ReactNode, useState } from "react";
import { Drawer } from "../../components/ui/drawer";
import { Select } from "../../components/ui/select";
import { TextField } from "../../components/ui/text-field";
import { TriedChange } from "../../components/ui/tried-change";
import { useTexts } from "../../i18n/preferences";
import { OwnerChanges, readRuleEffect } from "./owner-changes";
import { draftOf, matchKinds, type Rule, type RuleDraft, ruleOf, rulesPath, scopes } from "./rule-draft";
import { ruleTexts } from "./rule-texts";

/** What is to be done: a rule that is written, new or in the place of one, or one that is switched off. */
export type RuleChange =
  | { readonly kind: "write"; readonly rule: Rule | null; readonly newId: string }
  | { readonly kind: "disable"; readonly rule: Rule };

/** The months whose charges are looked at. */
export interface Months {
  readonly from: string;
  readonly to: string;
}

const also = ["/api/application-tags", "/api/allocation"] as const;

/** Writes or switches off a rule, after it was seen which charges change owner with the next reading, and how much money that is. */
export function RuleEditor({
  change,
  months,
  onClose,
}: {
  readonly change: RuleChange;
  readonly months: Months;
  readonly onClose: () => void;
}): ReactNode {
  const texts = useTexts(ruleTexts);
  const [draft, setDraft] = useState(() => draftOf(change.rule, change.kind === "write" ? change.newId : ""));
  const shared = { path: rulesPath, read: readRuleEffect, also, onMade: onClose } as const;
  if (change.kind === "disable") {
    const { id, pattern, application } = change.rule;
    return (
      <Drawer title={texts.disableRule(String(id))} onClose={onClose}>
        <p className="mb-4 wrap-anywhere">
          <code>{pattern}</code> → {application}
        </p>
        <TriedChange
          {...shared}
          trial={{ operation: "try-disable", id, ...months }}
          order={{ operation: "disable", id, ...months }}
          make={texts.disable}
        >
          {({ changes }) => <OwnerChanges effect={{ before: null, changes }} months={months} />}
        </TriedChange>
      </Drawer>
    );
  }
  const rule = ruleOf(draft);
  return (
    <Drawer title={change.rule === null ? texts.newRule : texts.changeRule(String(change.rule.id))} onClose={onClose}>
      <TriedChange
        {...shared}
        trial={{ operation: "try", rule, ...months }}
        order={{ operation: "set", rule, ...months }}
        make={texts.save}
        fields={() => <RuleFields draft={draft} isNew={change.rule === null} onChange={setDraft} />}
      >
        {(effect) => <OwnerChanges effect={effect} months={months} />}
      </TriedChange>
    </Drawer>
  );
}

function RuleFields({
  draft,
  isNew,
  onChange,
}: {
  readonly draft: RuleDraft;
  readonly isNew: boolean;
  readonly onChange: (draft: RuleDraft) => void;
}): ReactNode {
  const texts = useTexts(ruleTexts);
  const put =
    <Name extends keyof RuleDraft>(name: Name) =>
    (value: RuleDraft[Name]): void => {
      onChange({ ...draft, [name]: value });
    };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 sm:grid-cols-2">
      <TextField label={texts.pattern} value={draft.pattern} isRequired onChange={put("pattern")} />
      <TextField label={texts.application} value={draft.application} isRequired onChange={put("application")} />
      <Select
        label={texts.kind}
        value={draft.match_kind}
        options={matchKinds.map((kind) => ({ value: kind, label: texts[kind] }))}
        onChange={put("match_kind")}
      />
      <Select
        label={texts.scopeField}
        value={draft.scope}
        options={scopes.map((scope) => ({ value: scope, label: texts[scope] }))}
        onChange={put("scope")}
      />
      <TextField
        label={texts.priority}
        value={draft.priority}
        type="number"
        isRequired
        onChange={put("priority")}
        hint={texts.priorityHint}
      />
      {isNew ? <TextField label={texts.id} value={draft.id} type="number" isRequired onChange={put("id")} /> : null}
      <TextField label={texts.validFrom} value={draft.valid_from} type="date" onChange={put("valid_from")} />
      <TextField label={texts.validTo} value={draft.valid_to} type="date" onChange={put("valid_to")} />
      <TextField label={texts.cmdb} value={draft.cmdb_service} onChange={put("cmdb_service")} />
    </div>
  );
}
