import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer";
import { PageLink } from "../../app/use-view";
import { Amount } from "../../components/ui/amount";
import { CopyButton } from "../../components/ui/copy-button";
import { Drawer } from "../../components/ui/drawer";
import { Fact, Facts, Part } from "../../components/ui/facts";
import { commonTexts } from "../../i18n/common-texts";
import { chargeProblemMeaning } from "../../i18n/charge-problem-texts";
import { usePreferences, useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { chargesTexts } from "./texts";
import type { Charge } from "./use-charges";

/** All that is known of one charge. */
export function ChargeDrawer({ charge, onClose }: { readonly charge: Charge | undefined; readonly onClose: () => void }): ReactNode {
  const texts = useTexts(chargesTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const { language } = usePreferences();
  if (charge === undefined)
    return (
      <Drawer title={texts.details} onClose={onClose}>
        <p>{texts.notLoaded}</p>
      </Drawer>
    );
  const costs = [
    [common.billed, charge.billed_cost],
    [common.effective, charge.effective_cost],
    [common.contracted, charge.contracted_cost],
    [common.list, charge.list_cost],
  ] as const;
  const facts: readonly (readonly [string, string])[] = [
    [texts.day, charge.usage_date === null ? texts.noDay : formats.day(charge.usage_date)],
    [common.charge_category, charge.charge_category],
    [common.service_category, charge.service_category],
    [common.service_name, charge.service_name],
    [common.meter_category, charge.meter_category],
    [common.meter, charge.meter],
    [common.region, charge.region],
    [common.subscription_name, charge.subscription_name],
    [common.subscription, charge.subscription],
    [common.resource_group, charge.resource_group],
    [common.resource, charge.resource],
    [common.department, charge.department],
    [common.cost_center, charge.cost_center],
    [texts.quantity, charge.consumed_quantity === null ? "" : `${formats.count(charge.consumed_quantity)} ${charge.consumed_unit}`],
    [texts.unitPrice, charge.contracted_unit_price ?? ""],
    [texts.description, charge.charge_description],
  ];
  const title = charge.resource_name === "" ? charge.service_name : charge.resource_name;
  return (
    <Drawer title={title} onClose={onClose}>
      <Part title={texts.costs}>
        <Facts>
          {costs.map(([name, value]) => (
            <Fact key={name} name={name}>
              <Amount value={value} currency={charge.currency} />
              {value === null ? null : (
                <span className="block wrap-anywhere text-muted tabular-nums">
                  {value} {charge.currency} <CopyButton text={value} />
                </span>
              )}
            </Fact>
          ))}
        </Facts>
      </Part>
      <Part title={texts.ownership}>
        <Ownership charge={charge} />
      </Part>
      <Part title={texts.problems}>
        {charge.problems.length === 0 ? (
          <p className="text-sm">{texts.noProblems}</p>
        ) : (
          <ul className="list-disc ps-5 text-sm">
            {charge.problems.map((code) => (
              <li key={code}>
                <code className="text-xs">{code}</code> {chargeProblemMeaning(code, language)}
              </li>
            ))}
          </ul>
        )}
      </Part>
      <Part title={texts.facts}>
        <Facts>
          {facts.flatMap(([name, value]) =>
            value === "" ? (
              []
            ) : (
              <Fact key={name} name={name}>
                {value}
              </Fact>
            ),
          )}
        </Facts>
        {charge.resource === "" ? null : (
          <p className="mt-2 text-sm">
            <PageLink to="/charges" change={{ filters: new Map([["resource", [charge.resource]]]) }}>
              {texts.sameResource}
            </PageLink>
          </p>
        )}
      </Part>
      <Part title={texts.tags}>
        {charge.tags === "" || charge.tags === "{}" ? (
          <p className="text-sm">{texts.noTags}</p>
        ) : (
          <pre className="overflow-auto rounded bg-soft p-2 text-xs whitespace-pre-wrap" tabIndex={0} role="region" aria-label={texts.tags}>
            {charge.tags}
          </pre>
        )}
      </Part>
      <Part title={texts.provenance}>
        <p className="text-sm wrap-anywhere">
          {charge.billing_account_id}, {charge.billing_period ?? texts.noDay}.{" "}
          {charge.snapshot_id === "live" ? texts.live : texts.published(charge.snapshot_id)}
        </p>
        <p className="text-sm wrap-anywhere text-muted">
          {charge.charge_id} <CopyButton text={charge.charge_id} />
        </p>
      </Part>
    </Drawer>
  );
}

/** The owner, the rule that gave it as it is now, and the rules that lost to it. */
function Ownership({ charge }: { readonly charge: Charge }): ReactNode {
  const texts = useTexts(chargesTexts);
  const { owner, owner_rule_id: rule, billing_account_id: account, billing_period: period, charge_id: id } = charge;
  const rules = useAnswer("/api/application-tags", rule === null ? null : { limit: mostRules });
  const month = period?.slice(0, 7) ?? "";
  const conflicts = useAnswer(
    "/api/tagging-audit",
    rule === null || month === "" ? null : { month, billing_account: account, rule: Number.parseInt(rule, 10), limit: mostConflicts },
  );
  if (owner === "") return <p className="text-sm">{texts.noOwner}</p>;
  if (rule === null) return <p className="text-sm">{texts.fileOwner(owner)}</p>;
  const found = rules.data?.data.find((one) => String(one.id) === rule);
  const conflict = conflicts.data?.data.find(({ charge_id: of }) => of === id);
  const losers = conflict?.levels.flatMap(({ matches }) => matches).filter((match) => !match.startsWith(`${rule} `)) ?? [];
  return (
    <>
      <p className="text-sm wrap-anywhere">{texts.ruleOwner(owner, rule)}</p>
      {found === undefined ? null : (
        <p className="text-sm wrap-anywhere text-muted">
          {texts.ruleNow} <code>{found.pattern}</code> → {found.application}
          {found.enabled ? "" : ` (${texts.disabled})`}
        </p>
      )}
      {losers.length === 0 ? null : <p className="text-sm wrap-anywhere text-muted">{texts.losers(losers.join("; "))}</p>}
      <p className="mt-1 text-sm">
        <PageLink to="/allocation">{texts.toRules}</PageLink>
      </p>
    </>
  );
}

const mostRules = 10_000;
const mostConflicts = 1000;
