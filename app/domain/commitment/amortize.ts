import { divideHalfEven } from "../decimal/divide-half-even";
import { toDecimalText } from "../decimal/to-plain-decimal";
import { toUnits } from "../snapshot/exact-sum";
import type { CommitmentTransaction } from "./commitment-transaction";

/**
 * Why a commitment cannot be spread over its days, or not as it says.
 *
 * - `term-unknown`: a purchase does not say how long it holds. Nothing is spread.
 * - `currency-differs`: it was paid in several currencies. Nothing is spread.
 * - `term-empty`: a purchase ends before it begins. Its amount is of the day on which it begins.
 * - `returned-more-than-bought`: more units were given back than were held. What is held ends; the amount is of the day of the return.
 */
export type CommitmentProblem = "term-unknown" | "currency-differs" | "term-empty" | "returned-more-than-bought";

/** What a commitment costs on one day, whoever uses it. Plain decimal text of 18 decimals at most. */
export interface AmortizedDay {
  /** `2026-10-31`. */
  readonly day: string;
  /** The share of the purchases that is of the hours of this day: what used and unused hours share. */
  readonly cost: string;
  /** What no hour can carry: the rest of what was given back on this day, less what was paid back for it. 0 on nearly all days, and may be negative. */
  readonly settled: string;
  /** Units times hours that can be used on this day. */
  readonly hours: string;
}

/** A commitment over its life. */
export interface Amortization {
  readonly problems: readonly CommitmentProblem[];
  /** Null where nothing can be spread. */
  readonly life: CommitmentLife | null;
}

export interface CommitmentLife {
  readonly currency: string;
  /** When the first purchase begins to hold, and when the last one ends, exclusive: milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
  /** The sum of all amounts: what the costs and settlements of all days add up to, to the last digit. */
  readonly total: string;
  /**
   * One day, from `start` to `end` (exclusive), milliseconds since 1970: a day has 23 to 25 hours by the clock of its bill. Days that follow each other without a gap
   * from the first to the last transaction and the end of the last term add up to `total`.
   */
  readonly on: (day: string, start: number, end: number) => AmortizedDay;
  /** What was spread before an instant, with what was settled before it: `total` after the end. */
  readonly before: (instant: number) => string;
}

/**
 * Spreads what a commitment cost evenly over the time that was paid for, as FOCUS 1.4 wants EffectiveCost: a charge includes its share of the BilledCost of the
 * purchase that covers it, and both add up to the same (https://focus.finops.org/focus-specification/v1-4/#effectivecost).
 *
 * The share of a time is the difference of what is spread up to its end and up to its begin, each rounded to 18 decimals: so shares add up to the amount,
 * however its term is cut into days. What is given back ends there, the oldest purchase first. Its unspread rest less what is paid back for it, which is a fee or
 * a loss, is of that day. A return of no unit is a correction of the price, spread over what is still held.
 */
export function amortize(transactions: readonly CommitmentTransaction[]): Amortization {
  const [first] = transactions;
  if (first === undefined) return { problems: [], life: null };
  const problems = new Set<CommitmentProblem>();
  if (transactions.some(({ currency }) => currency !== first.currency)) problems.add("currency-differs");
  if (transactions.some(({ kind, until }) => kind === "purchase" && until === null)) problems.add("term-unknown");
  if (problems.size > 0) return { problems: [...problems], life: null };

  const spans: Span[] = [];
  const settlements: { readonly at: number; readonly amount: bigint }[] = [];
  let total = 0n;
  for (const { kind, from, until, amount: text, quantity: units } of [...transactions].sort(inOrder)) {
    const [amount, quantity] = [toUnits(text), toUnits(units)];
    total += amount;
    if (kind === "return") {
      const { settled, missing } = quantity === 0n ? correct(spans, from, amount) : giveBack(spans, from, quantity);
      settlements.push({ at: from, amount: quantity === 0n ? settled : settled + amount });
      if (missing) problems.add("returned-more-than-bought");
    } else if (until !== null && until > from) spans.push({ amount, quantity, from, until, held: until });
    else {
      problems.add("term-empty");
      settlements.push({ at: from, amount });
    }
  }
  const bounds = [...spans.flatMap(({ from, held }) => [from, held]), ...settlements.map(({ at }) => at)];
  const spreadBefore = (instant: number): bigint => spans.reduce((sum, span) => sum + spread(span, instant), 0n);
  const settledBefore = (instant: number): bigint => settlements.reduce((sum, { at, amount }) => (at < instant ? sum + amount : sum), 0n);
  const life: CommitmentLife = {
    currency: first.currency,
    from: Math.min(...bounds),
    until: Math.max(...bounds),
    total: toDecimalText(total, scale),
    on: (day, start, end) => ({
      day,
      cost: toDecimalText(spreadBefore(end) - spreadBefore(start), scale),
      settled: toDecimalText(settledBefore(end) - settledBefore(start), scale),
      hours: toDecimalText(
        spans.reduce((sum, span) => sum + hoursOf(span, start, end), 0n),
        scale,
      ),
    }),
    before: (instant) => toDecimalText(spreadBefore(instant) + settledBefore(instant), scale),
  };
  return { problems: [...problems], life };
}

/** An amount that is spread evenly from `from` to `until`, of which the part up to `held` counts: what was given back ends there. */
interface Span {
  readonly amount: bigint;
  readonly quantity: bigint;
  readonly from: number;
  readonly until: number;
  held: number;
}

/** A purchase of an instant is before a return of it. */
function inOrder(a: CommitmentTransaction, b: CommitmentTransaction): number {
  return a.from - b.from || Number(a.kind === "return") - Number(b.kind === "return");
}

/** Ends `quantity` units at an instant. `settled` is what of their price was not spread by then. */
function giveBack(spans: Span[], at: number, quantity: bigint): { readonly settled: bigint; readonly missing: boolean } {
  let left = quantity;
  let settled = 0n;
  for (const span of spans.filter(({ held, quantity: units }) => held > at && units > 0n)) {
    if (left === 0n) break;
    const taken = left < span.quantity ? left : span.quantity;
    const rest = span.amount - spread(span, at);
    const ended = divideHalfEven(rest * taken, span.quantity);
    const kept = span.quantity - taken;
    if (kept > 0n) spans.push({ amount: rest - ended, quantity: kept, from: Math.max(at, span.from), until: span.until, held: span.until });
    span.held = Math.max(at, span.from);
    settled += ended;
    left -= taken;
  }
  return { settled, missing: left > 0n };
}

/** Spreads an amount over what is held from an instant on; where nothing is, all of it is settled. */
function correct(spans: Span[], at: number, amount: bigint): { readonly settled: bigint; readonly missing: boolean } {
  const until = Math.max(...spans.map(({ held }) => held), at);
  if (until === at) return { settled: amount, missing: true };
  spans.push({ amount, quantity: 0n, from: at, until, held: until });
  return { settled: 0n, missing: false };
}

function spread({ amount, from, until, held }: Span, instant: number): bigint {
  const to = Math.min(instant, held);
  if (to <= from) return 0n;
  return to === until ? amount : divideHalfEven(amount * BigInt(to - from), BigInt(until - from));
}

function hoursOf({ quantity, from, held }: Span, start: number, end: number): bigint {
  const time = Math.min(end, held) - Math.max(start, from);
  return time <= 0 ? 0n : divideHalfEven(quantity * BigInt(time), BigInt(hour));
}

const scale = 18;
const hour = 3_600_000;
