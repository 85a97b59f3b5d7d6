import { type CostDoubt, costDoubtColumns, costDoubts } from "../../domain/cost/cost-doubt";
import type { CostRange } from "../../domain/cost/cost-range";
import { countOf } from "../../domain/text/count-of";
import { ExactSum } from "../../domain/snapshot/exact-sum";
import type { AnswerProblem, ProblemAmount } from "../serving/answer";
import type { CostSnapshots } from "./cost-rows";

/** What is odd about the months that were asked for, and about those that they are compared with. */
export function costProblems(
  range: CostRange,
  { named: snapshots, findings }: CostSnapshots,
  previous: CostRange | null = null,
): readonly AnswerProblem[] {
  const known = new Set(snapshots.map(({ billing_period }) => billing_period.slice(0, 7)));
  const asked = new Set([...(previous?.months ?? []), ...range.months]);
  const missing = [...asked].filter((month) => !known.has(month));
  const live = snapshots.filter(({ snapshot_id }) => snapshot_id === "live").map(({ billing_period }) => billing_period.slice(0, 7));
  return [
    ...(missing.length === 0 ? [] : [{ code: "missing-months", message: `No bill for ${spelled(missing)}` }]),
    ...(live.length === 0
      ? []
      : [
          {
            code: "live-months",
            message: `Posted charges are counted on days of ${spelled([...new Set(live)])} that no published bill covers`,
          },
        ]),
    ...findings,
  ];
}

/** Charges of one currency that a problem is about; amounts of several rows are added up. */
export interface DoubtedCharges {
  readonly doubt: CostDoubt;
  readonly currency: string;
  readonly charges: string;
  /** Which cost it is, `costDoubtColumns` says; null when it is what is missing. */
  readonly cost: string | null;
}

/** What costs of an answer are not known, with the charges and the amounts concerned. */
export function doubtProblems(found: readonly DoubtedCharges[]): readonly AnswerProblem[] {
  return costDoubts.flatMap((doubt) => {
    const own = found.filter((one) => one.doubt === doubt && one.charges !== "0");
    const { of } = costDoubtColumns[doubt];
    const charges = own.map(({ currency, charges, cost }) => ({ currency, charges, billed_cost: cost }));
    return own.length === 0 ? [] : [amountProblem(doubt, doubtTexts[doubt], charges, of)];
  });
}

/** A problem of charges, by currency: the message ends with their number and amount. */
export function amountProblem(
  code: string,
  what: (charges: string) => string,
  found: readonly ProblemAmount[],
  of: "billed" | "effective" = "billed",
): AnswerProblem {
  const amounts = [...new Set(found.map(({ currency }) => currency))].sort().map((currency): ProblemAmount => {
    const own = found.filter((one) => one.currency === currency);
    const billed = own.map(({ billed_cost }) => billed_cost).filter((cost) => cost !== null);
    return { currency, charges: sum(own.map(({ charges }) => charges)), billed_cost: billed.length === 0 ? null : sum(billed) };
  });
  const all = sum(amounts.map(({ charges }) => charges));
  const costs = amounts.flatMap(({ currency, charges, billed_cost: cost }) =>
    cost === null ? [] : [amounts.length === 1 ? `${cost} ${currency}` : `${cost} ${currency} of ${charges}`],
  );
  const told = costs.length === 0 ? "" : `, ${of === "billed" ? "billed" : "effective cost"} ${costs.join(" and ")}`;
  return {
    code,
    message: `${what(countOf(all, "charge"))}${told}`,
    amounts: of === "billed" ? amounts : amounts.map((one) => ({ ...one, billed_cost: null, effective_cost: one.billed_cost })),
  };
}

const doubtTexts: Readonly<Record<CostDoubt, (charges: string) => string>> = {
  "cost-missing": (charges) => `Not counted in any sum, because their cost is missing or unreadable: ${charges}`,
  "cost-amortized": (charges) =>
    `Billed as 0, because the report spreads purchases over usage; the purchase has the billed cost, if it was delivered: ${charges}`,
  "commitment-purchase-effective-cost": (charges) =>
    `The effective cost may count commitments twice, because purchases have an effective cost in addition to the usage they pay for: ${charges}`,
  "effective-cost-not-amortized": (charges) =>
    `The effective cost excludes commitments, because the source does not spread purchases over usage: ${charges}`,
  "contracted-cost-unknown": (charges) => `Not counted in the contracted cost, because theirs is unknown: ${charges}`,
  "value-assumed": (charges) => `The file leaves a value empty that FOCUS requires, and it was assumed: ${charges}`,
  "negotiated-savings-unknown": (charges) =>
    `Not counted in the negotiated savings, because no list price or no contracted price is known: ${charges}`,
  "list-cost-unknown": (charges) => `Not counted in the list cost, because theirs is unknown: ${charges}`,
};

function sum(digits: readonly string[]): string {
  const total = new ExactSum();
  for (const one of digits) total.add(one);
  return total.toString();
}

const spelled = (months: readonly string[]): string =>
  months.length > 3 ? `${months.length} months from ${months[0] ?? ""} to ${months.at(-1) ?? ""}` : months.join(", ");
