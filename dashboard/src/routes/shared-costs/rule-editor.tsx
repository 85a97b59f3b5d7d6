import { type ReactNode, useState } from "react";
import { listOf, textOf } from "../../api/read-value";
import { useAnswer } from "../../api/use-answer";
import { NewOfAccount } from "../../app/new-of-account";
import { useScope } from "../../app/use-scope";
import { useValuesOf } from "../../app/use-values-of";
import { useView } from "../../app/use-view";
import { dimensions } from "../../app/view-state";
import { Amount, Difference } from "../../components/ui/amount";
import { DataTable } from "../../components/ui/data-table";
import { Drawer } from "../../components/ui/drawer";
import { Select } from "../../components/ui/select";
import { TextField } from "../../components/ui/text-field";
import { TriedChange } from "../../components/ui/tried-change";
import { commonTexts } from "../../i18n/common-texts";
import { fieldName } from "../../i18n/field-name";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { draftOf, methods, ruleOf, type SharedRule, type SharedRuleDraft, sharedRulesPath, writtenFilters } from "./rule-draft";
import { sharedCostTexts } from "./texts";

/** What is to be done: a rule that is set, new or in the place of one, or one that is withdrawn. */
export type SharedRuleChange =
  | { readonly kind: "set"; readonly rule: SharedRule | null }
  | { readonly kind: "withdraw"; readonly rule: SharedRule };

interface OwnerDifference {
  readonly owner: string;
  readonly currency: string;
  readonly before: string;
  readonly after: string;
  readonly difference: string;
}

function readDifferences(answer: object): readonly OwnerDifference[] {
  const [row] = listOf(answer, "data", (one) => one);
  return listOf(row, "owners", (one) => ({
    owner: textOf(one, "owner"),
    currency: textOf(one, "currency"),
    before: textOf(one, "before"),
    after: textOf(one, "after"),
    difference: textOf(one, "difference"),
  }));
}

const also = ["/api/shared-costs"] as const;

/** Sets or withdraws a rule after it was seen what each owner costs then in the month that is looked at. */
export function SharedRuleEditor({
  change,
  month,
  metric,
  onClose,
}: {
  readonly change: SharedRuleChange;
  readonly month: string;
  readonly metric: "billed" | "effective";
  readonly onClose: () => void;
}): ReactNode {
  const texts = useTexts(sharedCostTexts);
  const { view } = useView();
  const { accounts } = useScope();
  const [draft, setDraft] = useState(() => draftOf(change.rule, view.account ?? accounts[0] ?? ""));
  const shared = { path: sharedRulesPath, read: readDifferences, also, onMade: onClose } as const;
  const shown = { month, metric };
  if (change.kind === "withdraw") {
    const { id, billing_account_id: billing_account } = change.rule;
    return (
      <Drawer title={texts.withdrawRule(id)} onClose={onClose}>
        <TriedChange
          {...shared}
          trial={{ operation: "try-withdraw", id, billing_account, ...shown }}
          order={{ operation: "withdraw", id, billing_account, ...shown }}
          make={texts.withdraw}
        >
          {(owners) => <Differences owners={owners} month={month} />}
        </TriedChange>
      </Drawer>
    );
  }
  const rule = ruleOf(draft);
  return (
    <Drawer title={change.rule === null ? texts.newRule : texts.changeRule(change.rule.id)} onClose={onClose}>
      <TriedChange
        {...shared}
        trial={{ operation: "try", ...rule, ...shown }}
        order={{ operation: "set", ...rule, ...shown }}
        make={texts.save}
        fields={(faultOf) => <RuleFields draft={draft} isNew={change.rule === null} faultOf={faultOf} onChange={setDraft} />}
      >
        {(owners) => <Differences owners={owners} month={month} />}
      </TriedChange>
    </Drawer>
  );
}

function RuleFields({
  draft,
  isNew,
  faultOf,
  onChange,
}: {
  readonly draft: SharedRuleDraft;
  readonly isNew: boolean;
  readonly faultOf: (field: string) => string | undefined;
  readonly onChange: (draft: SharedRuleDraft) => void;
}): ReactNode {
  const texts = useTexts(sharedCostTexts);
  const common = useTexts(commonTexts);
  const put =
    <Name extends keyof SharedRuleDraft>(name: Name) =>
    (value: SharedRuleDraft[Name]): void => {
      onChange({ ...draft, [name]: value });
    };
  const fields = [...new Set([...dimensions, draft.field])];
  const suggestions = useValuesOf(draft.field, draft.billing_account);
  const targetFault = ["targets", ...draft.targets.split(",").flatMap((_, index) => [`targets.${index}.owner`, `targets.${index}.weight`])]
    .map(faultOf)
    .find((fault) => fault !== undefined);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 sm:grid-cols-2">
      {isNew ? (
        <NewOfAccount
          id={draft.id}
          account={draft.billing_account}
          texts={texts}
          faultOf={faultOf}
          onId={put("id")}
          onAccount={put("billing_account")}
        />
      ) : null}
      <TextField label={texts.name} value={draft.name} onChange={put("name")} />
      <TextField label={texts.priority} value={draft.priority} type="number" isRequired onChange={put("priority")} hint={texts.rulesHint} />
      {draft.kept === null ? (
        <>
          <Select
            label={texts.field}
            value={draft.field}
            options={fields.map((one) => ({ value: one, label: fieldName(one, common) }))}
            onChange={(field) => {
              onChange({ ...draft, field, values: "" });
            }}
          />
          <TextField
            label={texts.values}
            value={draft.values}
            isRequired
            suggestions={suggestions}
            onChange={put("values")}
            hint={texts.valuesHint}
            fault={faultOf("filters")}
          />
        </>
      ) : (
        <p className="text-sm wrap-anywhere text-muted sm:col-span-2">
          {texts.keptFilters(writtenFilters(draft.kept, (field) => fieldName(field, common)))}
        </p>
      )}
      <Select
        label={texts.method}
        value={draft.method}
        options={methods.map((method) => ({ value: method, label: texts[method] }))}
        onChange={put("method")}
      />
      {draft.method === "metric" ? (
        <MetricField
          value={draft.business_metric}
          fault={faultOf("business_metric") ?? faultOf("method")}
          onChange={put("business_metric")}
        />
      ) : null}
      <TextField label={texts.targets} value={draft.targets} onChange={put("targets")} hint={texts.targetsHint} fault={targetFault} />
      <TextField label={texts.validFrom} value={draft.valid_from} onChange={put("valid_from")} hint={texts.monthHint} />
      <TextField
        label={texts.validTo}
        value={draft.valid_to}
        onChange={put("valid_to")}
        hint={texts.monthHint}
        fault={faultOf("valid_to")}
      />
    </div>
  );
}

function MetricField({
  value,
  fault,
  onChange,
}: {
  readonly value: string;
  readonly fault: string | undefined;
  readonly onChange: (value: string) => void;
}): ReactNode {
  const texts = useTexts(sharedCostTexts);
  const metrics = useAnswer("/api/business-metrics", { limit: mostMetrics });
  const names = [...new Set((metrics.data?.data ?? []).map(({ metric }) => metric))];
  return (
    <TextField
      label={texts.businessMetric}
      value={value}
      isRequired
      suggestions={names}
      onChange={onChange}
      hint={texts.businessMetricHint}
      fault={fault}
    />
  );
}

const mostMetrics = 1000;

function Differences({ owners, month }: { readonly owners: readonly OwnerDifference[]; readonly month: string }): ReactNode {
  const texts = useTexts(sharedCostTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const title = texts.effect(formats.month(month));
  if (owners.length === 0) return <p className="text-sm">{texts.noEffect}</p>;
  return (
    <section>
      <h3 className="mb-1 font-semibold">{title}</h3>
      <DataTable
        caption={title}
        rows={owners}
        keyOf={({ owner, currency }) => `${currency} ${owner}`}
        height="max-h-80"
        columns={[
          {
            key: "owner",
            header: texts.owner,
            cell: ({ owner }) => <span className="wrap-anywhere">{owner === "" ? common.noOwner : owner}</span>,
          },
          {
            key: "before",
            header: texts.before,
            isNumber: true,
            cell: ({ before, currency }) => <Amount value={before} currency={currency} />,
          },
          {
            key: "after",
            header: texts.after,
            isNumber: true,
            cell: ({ after, currency }) => <Amount value={after} currency={currency} />,
          },
          {
            key: "difference",
            header: common.difference,
            isNumber: true,
            cell: ({ difference, currency }) => <Difference value={difference} currency={currency} />,
          },
        ]}
      />
    </section>
  );
}
