import { addDecimals } from "../decimal/add-decimals";
import { addDays, daysBetween } from "../calendar/calendar-day";
import { type AmortizedDay, amortize, type CommitmentProblem } from "./amortize";
import type { CommitmentTransaction } from "./commitment-transaction";
import { shareDay } from "./share-day";

/** One commitment as a bill and what was read before it know it. */
export interface KnownCommitment {
  readonly transactions: readonly CommitmentTransaction[];
  /** It is an amount of money and not of hours, as a savings plan is. */
  readonly isSpend: boolean;
  /** Hours that charges of the bill used, by day. Plain decimal text. */
  readonly used: ReadonlyMap<string, string>;
  /** Hours that were reserved, by day, as the provider's reservation details say. */
  readonly reserved: ReadonlyMap<string, string>;
}

/**
 * Why the charges of a commitment have no effective cost, or another than its terms say.
 *
 * - `purchase-unknown`: charges name it, and no purchase is known that holds on their days.
 * - `spend-by-report-only`: a savings plan pays an amount of money for usage, and only an amortised report says which.
 * - `overused`: on some day more hours were used than bought; these share the cost of the day.
 */
export type PlanProblem = CommitmentProblem | "purchase-unknown" | "spend-by-report-only" | "overused";

/** Where the hours that were bought are from. */
export type HoursEvidence = "order-terms" | "reservation-details";

/** A day of a commitment, ready to be shared. */
export interface PlannedDay extends AmortizedDay {
  readonly evidence: HoursEvidence;
  readonly used: string;
  readonly hourlyRate: string;
  readonly isOverused: boolean;
}

export interface CommitmentPlan {
  readonly problems: readonly PlanProblem[];
  /** Without days that cost nothing, have no hours, and on which nothing was paid. */
  readonly days: readonly PlannedDay[];
  readonly from: number | null;
  readonly until: number | null;
  /** All that is known to have been paid. */
  readonly purchased: string;
  /** Of it, what is of days before the first day. */
  readonly spreadBefore: string;
}

/** What a commitment costs on the days of a bill, `first` to `last`, which are days of UTC, and by how many hours each is shared. */
export function planDays({ transactions, isSpend, used, reserved }: KnownCommitment, first: string, last: string): CommitmentPlan {
  const { problems, life } = amortize(transactions);
  const without = (problem: PlanProblem | null): CommitmentPlan => ({
    problems: problem === null ? problems : [...problems, problem],
    days: [],
    from: null,
    until: null,
    purchased: addDecimals(transactions.map(({ amount }) => amount)),
    spreadBefore: "0",
  });
  if (isSpend) return without("spend-by-report-only");
  if (life === null) return without(problems.length === 0 ? "purchase-unknown" : null);
  const days = Array.from({ length: daysBetween(first, last) + 1 }, (_, index) => addDays(first, index)).map((day): PlannedDay => {
    const start = Date.parse(day);
    const amortized = life.on(day, start, start + dayLength);
    const counted = reserved.get(day);
    const hours = counted ?? amortized.hours;
    const taken = used.get(day) ?? "0";
    const { hourlyRate, isOverused } = shareDay({ cost: amortized.cost, hours }, taken);
    const evidence = counted === undefined ? "order-terms" : "reservation-details";
    return { ...amortized, hours, evidence, used: taken, hourlyRate: hourlyRate ?? "0", isOverused };
  });
  const paidOn = new Set(transactions.map(({ from }) => new Date(from).toISOString().slice(0, 10)));
  // Hours used on a day without a known purchase: their cost is unknown, not 0.
  const known = days.filter(({ day, cost, settled, hours }) => paidOn.has(day) || [cost, settled, hours].some((amount) => amount !== "0"));
  const isMissing = days.some((day) => day.used !== "0" && !known.includes(day));
  return {
    problems: [
      ...problems,
      ...(isMissing ? (["purchase-unknown"] as const) : []),
      ...(known.some(({ isOverused }) => isOverused) ? (["overused"] as const) : []),
    ],
    days: known,
    from: life.from,
    until: life.until,
    purchased: life.total,
    spreadBefore: life.before(Date.parse(first)),
  };
}

const dayLength = 86_400_000;
