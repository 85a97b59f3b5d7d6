import { type ReactNode, useState } from "react";
import { listOf, textOf, textOrNull } from "../../api/read-value";
import { useOrder } from "../../api/use-operation";
import { NewOfAccount } from "../../app/new-of-account";
import { useScope } from "../../app/use-scope";
import { useValuesOf } from "../../app/use-values-of";
import { useView } from "../../app/use-view";
import { Amount, Difference } from "../../components/ui/amount";
import { ConfirmDialog } from "../../components/ui/confirm-dialog";
import { DataTable } from "../../components/ui/data-table";
import { Drawer } from "../../components/ui/drawer";
import { Select } from "../../components/ui/select";
import { TextField } from "../../components/ui/text-field";
import { TriedChange } from "../../components/ui/tried-change";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { type BudgetChange, type BudgetDraft, budgetsPath, draftOf, scopeKinds } from "./budget-draft";
import { budgetsTexts } from "./texts";

interface Planned {
  readonly month: string;
  readonly currency: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly difference: string;
}

function readPlanned(answer: object): readonly Planned[] {
  const [row] = listOf(answer, "data", (one) => one);
  return listOf(row, "effect", (one) => ({
    month: textOf(one, "month"),
    currency: textOf(one, "currency"),
    before: textOrNull(one, "before"),
    after: textOrNull(one, "after"),
    difference: textOf(one, "difference"),
  }));
}

const also = ["/api/budgets"] as const;

/** Sets a target after it was seen what is planned by it, or withdraws one. */
export function BudgetDialogs({
  change,
  month,
  onClose,
}: {
  readonly change: BudgetChange;
  /** Of a new target. */
  readonly month: string;
  readonly onClose: () => void;
}): ReactNode {
  const texts = useTexts(budgetsTexts);
  const { view } = useView();
  const { accounts, currency } = useScope();
  const [draft, setDraft] = useState(() =>
    draftOf(change.budget, { billing_account: view.account ?? accounts[0] ?? "", month, currency: currency ?? "" }),
  );
  const withdrawn = useOrder(budgetsPath, () => null, also);
  if (change.kind === "withdraw") {
    const { id, billing_account_id: billing_account } = change.budget;
    return (
      <ConfirmDialog
        title={texts.withdrawTarget(id)}
        confirm={texts.withdraw}
        isReasonRequired
        error={withdrawn.error}
        isBusy={withdrawn.isPending}
        onClose={onClose}
        onConfirm={(reason) => {
          withdrawn.mutate({ operation: "withdraw", id, billing_account, reason }, { onSuccess: onClose });
        }}
      >
        {texts.withdrawText}
      </ConfirmDialog>
    );
  }
  return (
    <Drawer title={change.budget === null ? texts.newTarget : texts.changeTarget(change.budget.id)} onClose={onClose}>
      <TriedChange
        path={budgetsPath}
        read={readPlanned}
        also={also}
        trial={{ operation: "try", ...draft }}
        order={{ operation: "set", ...draft }}
        make={texts.save}
        onMade={onClose}
        fields={(faultOf) => <BudgetFields draft={draft} isNew={change.budget === null} faultOf={faultOf} onChange={setDraft} />}
      >
        {(planned) => <PlannedTable planned={planned} />}
      </TriedChange>
    </Drawer>
  );
}

/** The dimension whose values a target of a kind can name. */
const dimensionOf = {
  account: null,
  service: "service_name",
  subscription: "subscription",
  resource_group: "resource_group",
  owner: "owner",
} as const;

function BudgetFields({
  draft,
  isNew,
  faultOf,
  onChange,
}: {
  readonly draft: BudgetDraft;
  readonly isNew: boolean;
  readonly faultOf: (field: string) => string | undefined;
  readonly onChange: (draft: BudgetDraft) => void;
}): ReactNode {
  const texts = useTexts(budgetsTexts);
  const field = dimensionOf[draft.scope_kind];
  const suggestions = useValuesOf(field, draft.billing_account);
  const put =
    <Name extends keyof BudgetDraft>(name: Name) =>
    (value: BudgetDraft[Name]): void => {
      onChange({ ...draft, [name]: value });
    };
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
      <Select
        label={texts.scope}
        value={draft.scope_kind}
        options={scopeKinds.map((kind) => ({ value: kind, label: texts[kind] }))}
        onChange={(kind) => {
          onChange({ ...draft, scope_kind: kind, scope_value: "" });
        }}
      />
      {field === null ? null : (
        <TextField
          label={texts.value}
          value={draft.scope_value}
          isRequired
          suggestions={suggestions}
          onChange={put("scope_value")}
          fault={faultOf("scope_value")}
        />
      )}
      <TextField label={texts.month} value={draft.month} isRequired onChange={put("month")} fault={faultOf("month")} />
      <TextField label={texts.target} value={draft.amount} isRequired onChange={put("amount")} fault={faultOf("amount")} />
      <TextField label={texts.currency} value={draft.currency} isRequired onChange={put("currency")} fault={faultOf("currency")} />
    </div>
  );
}

function PlannedTable({ planned }: { readonly planned: readonly Planned[] }): ReactNode {
  const texts = useTexts(budgetsTexts);
  const formats = useFormats();
  if (planned.length === 0) return <p className="text-sm">{texts.same}</p>;
  const amount = (value: string | null, currency: string): ReactNode =>
    value === null ? <span className="text-muted">{texts.nothing}</span> : <Amount value={value} currency={currency} />;
  return (
    <section>
      <h3 className="mb-1 font-semibold">{texts.effect}</h3>
      <DataTable
        caption={texts.effect}
        rows={planned}
        keyOf={({ month, currency }) => `${month} ${currency}`}
        columns={[
          { key: "month", header: texts.month, cell: ({ month }) => formats.month(month) },
          { key: "before", header: texts.before, isNumber: true, cell: ({ before, currency }) => amount(before, currency) },
          { key: "after", header: texts.after, isNumber: true, cell: ({ after, currency }) => amount(after, currency) },
          {
            key: "difference",
            header: texts.difference,
            isNumber: true,
            cell: ({ difference, currency }) => <Difference value={difference} currency={currency} />,
          },
        ]}
      />
    </section>
  );
}
