import type { ReactNode } from "react";
import { countOf, flagOf, listOf, memberOf, partOf, textOf } from "../../api/read-value";
import { Amount } from "../../components/ui/amount";
import { DataTable } from "../../components/ui/data-table";
import { commonTexts } from "../../i18n/common-texts";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { compareAmounts, sizeOf, sumOf } from "../../money/amount";
import type { Months } from "./rule-editor";
import { ruleTexts } from "./rule-texts";

function readOwnerChange(change: unknown) {
  return {
    month: textOf(change, "month"),
    currency: textOf(change, "currency"),
    published: textOf(change, "owner"),
    from: textOf(change, "owner_by_present_rules"),
    to: textOf(change, "owner_by_tried_rules"),
    isByThisRule: flagOf(change, "by_this_rule"),
    cost: textOf(change, "cost"),
    charges: countOf(change, "charges") ?? "0",
    resources: listOf(change, "resources", (resource) => ({
      id: textOf(resource, "instance_id"),
      group: textOf(resource, "resource_group"),
      cost: textOf(resource, "cost"),
    })),
  };
}
type OwnerChange = ReturnType<typeof readOwnerChange>;

/** What a rule that is tried would do. */
export interface RuleEffect {
  /** The rule that it would replace. */
  readonly before: { readonly pattern: string; readonly application: string } | null;
  /** Null when there are too many resources to look at. */
  readonly changes: readonly OwnerChange[] | null;
}

export function readRuleEffect(answer: object): RuleEffect {
  const [row] = listOf(answer, "data", (one) => one);
  return {
    before: partOf(row, "before", (rule) => ({ pattern: textOf(rule, "pattern"), application: textOf(rule, "application") })),
    changes: memberOf(row, "owner_changes") === null ? null : listOf(row, "owner_changes", readOwnerChange),
  };
}

/** Which charges would change owner, and how much money that is, by month and currency. */
export function OwnerChanges({ effect: { before, changes }, months }: { readonly effect: RuleEffect; readonly months: Months }): ReactNode {
  const texts = useTexts(ruleTexts);
  const formats = useFormats();
  const period = months.from === months.to ? formats.month(months.from) : `${formats.month(months.from)} – ${formats.month(months.to)}`;
  const own = (changes ?? []).filter(({ isByThisRule }) => isByThisRule);
  const others = (changes ?? []).filter(({ isByThisRule }) => !isByThisRule);
  return (
    <section className="rounded border border-line p-3 text-sm">
      <h3 className="mb-1 font-semibold">{texts.effect(period)}</h3>
      {before === null ? null : <p className="mb-1 wrap-anywhere">{texts.replaces(before.pattern, before.application)}</p>}
      {changes === null ? (
        <p>{texts.effectUnknown}</p>
      ) : own.length === 0 ? (
        <p>{texts.effectNone(period)}</p>
      ) : (
        <>
          <Totals changes={own} />
          <ChangesTable caption={texts.effect(period)} changes={own} fromOf={({ from }) => from} />
          <LargestResources changes={own} />
        </>
      )}
      {others.length === 0 ? null : (
        <details className="mt-2">
          <summary className="text-muted">{texts.otherEffect}</summary>
          <ChangesTable caption={texts.otherEffect} changes={others} fromOf={({ published }) => published} />
        </details>
      )}
    </section>
  );
}

function Totals({ changes }: { readonly changes: readonly OwnerChange[] }): ReactNode {
  const texts = useTexts(ruleTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  return [...new Set(changes.map(({ currency }) => currency))].map((currency) => {
    const of = changes.filter((one) => one.currency === currency);
    const charges = sumOf(of.map((one) => one.charges)) ?? "0";
    const cost = sumOf(of.map((one) => one.cost)) ?? "0";
    return (
      <p key={currency} className="mb-2" data-testid="owner-effect">
        <data value={cost} title={`${cost} ${currency}`}>
          {texts.moved(common.chargesOf(charges, formats.count(charges)), formats.amount(cost, currency))}
        </data>
      </p>
    );
  });
}

const mostResources = 10;

function LargestResources({ changes }: { readonly changes: readonly OwnerChange[] }): ReactNode {
  const texts = useTexts(ruleTexts);
  const resources = changes
    .flatMap((change) => change.resources.map((resource) => ({ ...resource, currency: change.currency, month: change.month })))
    .sort((a, b) => compareAmounts(sizeOf(b.cost), sizeOf(a.cost)))
    .slice(0, mostResources);
  return (
    <details className="mt-2">
      <summary className="text-accent">{texts.resources}</summary>
      <ul className="mt-1 space-y-1 text-xs">
        {resources.map(({ id, group, cost, currency, month }) => (
          <li key={[month, currency, id, group].join("\u0000")} className="flex items-baseline justify-between gap-4">
            <span className="min-w-0 wrap-anywhere">{id !== "" ? id : group !== "" ? group : texts.noGroup}</span>
            <Amount value={cost} currency={currency} className="text-muted" />
          </li>
        ))}
      </ul>
    </details>
  );
}

function ChangesTable({
  caption,
  changes,
  fromOf,
}: {
  readonly caption: string;
  readonly changes: readonly OwnerChange[];
  readonly fromOf: (change: OwnerChange) => string;
}): ReactNode {
  const texts = useTexts(ruleTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const owner = (name: string): ReactNode =>
    name === "" ? <span className="text-muted">{common.noOwner}</span> : <span className="wrap-anywhere">{name}</span>;
  return (
    <DataTable
      caption={caption}
      rows={changes}
      keyOf={({ month, currency, published, from, to }) => [month, currency, published, from, to].join("\u0000")}
      height="max-h-80"
      columns={[
        { key: "month", header: common.date, className: "whitespace-nowrap", cell: ({ month }) => formats.month(month, "short") },
        { key: "from", header: texts.from, cell: (change) => owner(fromOf(change)) },
        { key: "to", header: texts.to, cell: ({ to }) => owner(to) },
        { key: "charges", header: common.charges, isNumber: true, cell: ({ charges }) => formats.count(charges) },
        {
          key: "cost",
          header: common.cost,
          isNumber: true,
          cell: ({ cost, currency }) => <Amount value={cost} currency={currency} />,
        },
      ]}
    />
  );
}
