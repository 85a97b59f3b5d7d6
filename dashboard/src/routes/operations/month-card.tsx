import { type ReactNode, useState } from "react";
import { countOf, listedOf, listOf, partOf, textOf, textOrNull } from "../../api/read-value";
import { useOrder } from "../../api/use-operation";
import { useMay } from "../../app/use-may";
import { useScope } from "../../app/use-scope";
import { useView } from "../../app/use-view";
import { Amount, Difference } from "../../components/ui/amount";
import { Button } from "../../components/ui/button";
import { Card } from "../../components/ui/card";
import { ConfirmDialog } from "../../components/ui/confirm-dialog";
import { OrderFailure } from "../../components/ui/order-failure";
import { Select } from "../../components/ui/select";
import { useConfirmedOrder } from "../../components/ui/use-confirmed-order";
import { addMonths, currentMonth } from "../../dates/month";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { operationsTexts } from "./texts";

interface SnapshotTotal {
  readonly id: string;
  readonly rows: string;
  readonly currency: string;
  /** Null for a bill in several currencies. */
  readonly cost: string | null;
}

function readTotal(total: unknown): SnapshotTotal {
  return {
    id: textOf(total, "snapshot_id"),
    rows: countOf(total, "rows") ?? "0",
    currency: textOf(total, "currency"),
    cost: textOrNull(total, "cost"),
  };
}

const readChange = listedOf((row) => ({
  done: textOf(row, "done"),
  before: partOf(row, "before", readTotal),
  after: partOf(row, "after", readTotal),
  effect: listOf(row, "effect", (one) => ({ currency: textOf(one, "currency"), difference: textOf(one, "difference") })),
  workflowId: textOrNull(row, "workflow_id"),
}));

const path = "/operations/snapshots";

/** Shows what rolling a month back would change, to the last digit, before it is done; or reads the month again. */
export function MonthCard(): ReactNode {
  const texts = useTexts(operationsTexts);
  const formats = useFormats();
  const { view, now } = useView();
  const { accounts } = useScope();
  const may = useMay();
  const [chosen, setChosen] = useState<string | null>(view.account);
  const account = chosen ?? accounts[0] ?? "";
  const [month, setMonth] = useState(currentMonth(now));
  const [allowed, setAllowed] = useState<readonly string[]>([]);
  const tried = useOrder(path, readChange);
  const months = Array.from({ length: 24 }, (_, index) => addMonths(currentMonth(now), -index));
  const of = { billing_account: account, month };
  const plan = tried.data?.data[0];
  const order = useConfirmedOrder(
    path,
    readChange,
    (operation: "roll-back" | "read-again", reason) => ({
      operation,
      ...of,
      ...(operation === "read-again" ? { allow: allowed } : plan?.after == null ? {} : { snapshot: plan.after.id }),
      reason,
    }),
    { also: ["/api/snapshots", "/api/costs", "/api/data-quality"], onDone: tried.reset },
  );
  const result = order.answer?.data[0];
  const reset = (): void => {
    tried.reset();
    order.forget();
  };
  if (!may(path, "roll-back")) return null;
  return (
    <Card title={texts.month} hint={texts.monthHint}>
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label={texts.billingAccount}
          value={account}
          options={accounts.map((one) => ({ value: one, label: one }))}
          onChange={(one) => {
            setChosen(one);
            reset();
          }}
        />
        <Select
          label={texts.monthOf}
          value={month}
          options={months.map((one) => ({ value: one, label: formats.month(one) }))}
          onChange={(one) => {
            setMonth(one);
            reset();
          }}
        />
        <Button
          disabled={account === "" || tried.isPending}
          onClick={() => {
            order.forget();
            tried.mutate({ operation: "try-roll-back", ...of });
          }}
        >
          {texts.tryRollBack}
        </Button>
        <Button
          disabled={account === ""}
          onClick={() => {
            tried.reset();
            order.ask("read-again");
          }}
        >
          {texts.readAgain}
        </Button>
      </div>
      <div className="mt-3 space-y-3">
        <OrderFailure error={tried.error} />
        {plan === undefined ? null : (
          <div role="status" className="flex flex-wrap items-end gap-x-8 gap-y-3 text-sm">
            <Side name={texts.before} total={plan.before} />
            <Side name={texts.after} total={plan.after} />
            {plan.effect.map(({ currency, difference }) => (
              <div key={currency}>
                <p className="text-xs text-muted">{texts.difference}</p>
                <Difference value={difference} currency={currency} />
              </div>
            ))}
            <Button
              kind="primary"
              onClick={() => {
                order.ask("roll-back");
              }}
            >
              {texts.rollBack}
            </Button>
          </div>
        )}
        <p role="status" className="text-sm text-muted">
          {result === undefined ? null : result.workflowId === null ? texts.rolledBack : texts.begun(result.workflowId)}
        </p>
      </div>
      {order.asked === null ? null : (
        <ConfirmDialog
          title={`${order.asked === "roll-back" ? texts.rollBack : texts.readAgain}: ${account}, ${formats.month(month)}`}
          confirm={order.asked === "roll-back" ? texts.rollBack : texts.readAgain}
          isReasonRequired
          {...order.dialog}
        >
          {order.asked === "roll-back" ? (
            texts.rollBackText(plan?.before?.id ?? texts.nothingPublished, plan?.after?.id ?? "")
          ) : (
            <>
              <p className="mb-2">{texts.readAgainText}</p>
              {(["shrink", "closed"] as const).map((check) => (
                <label key={check} className="flex min-h-[24px] items-center gap-2">
                  <input
                    type="checkbox"
                    className="size-4 accent-accent"
                    checked={allowed.includes(check)}
                    onChange={(event) => {
                      setAllowed((before) => (event.target.checked ? [...before, check] : before.filter((one) => one !== check)));
                    }}
                  />
                  {texts[check]}
                </label>
              ))}
            </>
          )}
        </ConfirmDialog>
      )}
    </Card>
  );
}

function Side({ name, total }: { readonly name: string; readonly total: SnapshotTotal | null }): ReactNode {
  const texts = useTexts(operationsTexts);
  const formats = useFormats();
  return (
    <div className="min-w-0">
      <p className="text-xs text-muted">{name}</p>
      {total === null ? (
        texts.nothingPublished
      ) : (
        <>
          <Amount value={total.cost} currency={total.currency} className="font-semibold" />
          <p className="text-xs break-all text-muted">
            {total.id}, {texts.charges(total.rows, formats.count(total.rows))}
          </p>
        </>
      )}
    </div>
  );
}
