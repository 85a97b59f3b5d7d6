import type { ReactNode } from "react";
import { Amount } from "../../components/ui/amount";
import { CopyButton } from "../../components/ui/copy-button";
import { Drawer } from "../../components/ui/drawer";
import { Fact, Facts, Part } from "../../components/ui/facts";
import { commonTexts } from "../../i18n/common-texts";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { type Commitment, evidenceOf, knownCost, problemOf } from "./commitment";
import { commitmentProblemTexts, commitmentsTexts, evidenceTexts } from "./texts";

/** Everything that is known of one commitment: its amounts to the last digit, its terms, its use, and why something is not known. */
export function CommitmentDrawer({
  commitment,
  onClose,
}: {
  readonly commitment: Commitment | undefined;
  readonly onClose: () => void;
}): ReactNode {
  const texts = useTexts(commitmentsTexts);
  const common = useTexts(commonTexts);
  const evidences = useTexts(evidenceTexts);
  const problems = useTexts(commitmentProblemTexts);
  const formats = useFormats();
  if (commitment === undefined)
    return (
      <Drawer title={texts.commitment} onClose={onClose}>
        <p>{texts.notListed}</p>
      </Drawer>
    );
  const { currency, commitment_unit: unit } = commitment;
  const amounts = [
    [texts.effective, knownCost(commitment, commitment.effective_cost)],
    [texts.used, knownCost(commitment, commitment.used_cost)],
    [texts.wasted, knownCost(commitment, commitment.unused_cost)],
    [texts.saved, commitment.savings],
    [texts.billed, commitment.billed_cost],
  ] as const;
  const quantity = (value: string | null): string => (value === null ? common.unknown : `${formats.count(value)} ${unit ?? ""}`.trim());
  const day = (value: string | null): string => (value === null ? common.unknown : formats.day(value));
  const share = (value: string | null): string => (value === null ? common.unknown : formats.share(value));
  return (
    <Drawer title={commitment.commitment_name === "" ? commitment.commitment_id : commitment.commitment_name} onClose={onClose}>
      <Part title={texts.amounts}>
        <Facts>
          {amounts.map(([name, value]) => (
            <Fact key={name} name={name}>
              <Amount value={value} currency={currency} />
              {value === null ? null : (
                <span className="block wrap-anywhere text-muted tabular-nums">
                  {value} {currency} <CopyButton text={value} />
                </span>
              )}
            </Fact>
          ))}
          <Fact name={texts.evidence}>{evidenceOf(commitment, evidences)}</Fact>
        </Facts>
      </Part>
      <Part title={texts.why}>
        {commitment.problems.length === 0 ? (
          <p className="text-sm">{texts.nothingToKnow}</p>
        ) : (
          <ul className="list-disc ps-5 text-sm">
            {commitment.problems.map((code) => (
              <li key={code}>
                <code className="text-xs">{code}</code> {problemOf(code, problems)}
              </li>
            ))}
          </ul>
        )}
      </Part>
      <Part title={texts.use}>
        <Facts>
          <Fact name={texts.utilization}>{share(commitment.utilization)}</Fact>
          <Fact name={texts.usedQuantity}>{quantity(commitment.used_quantity)}</Fact>
          <Fact name={texts.unusedQuantity}>{quantity(commitment.unused_quantity)}</Fact>
          <Fact name={texts.coverage}>{share(commitment.coverage)}</Fact>
        </Facts>
      </Part>
      <Part title={texts.terms}>
        <Facts>
          <Fact name={texts.starts}>{day(commitment.starts_on)}</Fact>
          <Fact name={texts.ends}>{day(commitment.ends_on)}</Fact>
          <Fact name={texts.term}>
            {commitment.term_months === null ? common.unknown : texts.months(formats.count(commitment.term_months))}
          </Fact>
          <Fact name={texts.quantity}>{commitment.quantity === null ? common.unknown : formats.count(commitment.quantity)}</Fact>
          <Fact name={texts.purchased}>
            <Amount value={commitment.purchased} currency={currency} />
          </Fact>
          <Fact name={texts.before}>
            <Amount value={commitment.spread_before} currency={currency} />
          </Fact>
          <Fact name={texts.after}>
            <Amount value={commitment.spread_after} currency={currency} />
          </Fact>
          <Fact name={texts.account}>{commitment.billing_account_id}</Fact>
          <Fact name={texts.reading}>
            {formats.month(commitment.billing_period)}, {commitment.snapshot_id}
          </Fact>
          <Fact name={texts.id}>
            <span className="wrap-anywhere">{commitment.commitment_id}</span> <CopyButton text={commitment.commitment_id} />
          </Fact>
        </Facts>
      </Part>
    </Drawer>
  );
}
