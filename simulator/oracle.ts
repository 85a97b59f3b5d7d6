import type { MonthPlan } from "./month-plan";
import type { OracleAnswer, OracleFocus, OracleFocusTotal, OracleTotal } from "./oracle-answer";
import { type PriceBook, variants } from "./price-book";
import type { ModernTerms } from "./product-line";
import { totalText } from "./total-text";

/** Adds a month up from its plan: whole numbers only, no text, nothing shared with what reads the bill. */
export function oracle(enrollment: string, plan: MonthPlan, book: PriceBook): OracleAnswer {
  const byDay = new Map<string, Sum>();
  const bySubscription = new Map<string, Sum>();
  const byMeterCategory = new Map<string, Sum>();
  const total: Sum = { rows: 0, cost: 0n };
  const focus = new FocusSums();
  const { month, throughDay, revision } = plan.spec;
  const lateness = (plan.spec.lateEvery ?? 0) === 0 ? [false] : [false, true];
  for (const [day, isLate] of daysThrough(throughDay).flatMap((day) => lateness.map((late) => [day, late] as const))) {
    const date = isLate ? plan.lateDate : `${month}-${String(day).padStart(2, "0")}`;
    const counts = countDay(plan, day, isLate, book.templates.length);
    counts.forEach((rows, charge) => {
      if (rows === 0) return;
      const number = Math.floor(charge / variants);
      const template = book.templates[number];
      const cost = BigInt(rows) * (book.amounts[number]?.[charge % variants]?.scaledCost ?? 0n);
      add(total, rows, cost);
      if (template?.line.modern != null) focus.add(template.line.modern, rows, cost);
      add(sumOf(byDay, date), rows, cost);
      add(sumOf(bySubscription, template?.subscription?.guid ?? ""), rows, cost);
      add(sumOf(byMeterCategory, template?.line.category ?? ""), rows, cost);
    });
  }
  return {
    enrollment,
    month,
    revision,
    throughDay,
    ...toTotal(total),
    byDay: toTotals(byDay),
    bySubscription: toTotals(bySubscription),
    byMeterCategory: toTotals(byMeterCategory),
    focus: book.templates.some(({ line }) => line.modern !== null) ? focus.answer() : null,
  };
}

interface FocusSum {
  rows: number;
  billed: bigint;
  effective: bigint;
}

/** Billed and effective cost by what FOCUS makes of each line of the price list. */
class FocusSums {
  readonly #total: FocusSum = { rows: 0, billed: 0n, effective: 0n };
  readonly #byChargeCategory = new Map<string, FocusSum>();
  readonly #byPricingCategory = new Map<string, FocusSum>();
  readonly #byStatus = new Map<string, FocusSum>();

  add({ focus, isBilled, isEffective }: ModernTerms, rows: number, cost: bigint): void {
    const sums = [
      this.#total,
      of(this.#byChargeCategory, focus.chargeCategory),
      of(this.#byPricingCategory, focus.pricingCategory),
      of(this.#byStatus, focus.commitmentDiscountStatus),
    ];
    for (const sum of sums) {
      sum.rows += rows;
      if (isBilled) sum.billed += cost;
      if (isEffective) sum.effective += cost;
    }
  }

  answer(): OracleFocus {
    const text = ({ rows, billed, effective }: FocusSum): OracleFocusTotal => ({
      rows,
      billed: totalText(billed),
      effective: totalText(effective),
    });
    const texts = (sums: ReadonlyMap<string, FocusSum>): OracleFocus["byChargeCategory"] =>
      Object.fromEntries([...sums].map(([key, sum]) => [key, text(sum)]));
    return {
      billed: totalText(this.#total.billed),
      effective: totalText(this.#total.effective),
      byChargeCategory: texts(this.#byChargeCategory),
      byPricingCategory: texts(this.#byPricingCategory),
      byCommitmentDiscountStatus: texts(this.#byStatus),
    };
  }
}

function of(sums: Map<string, FocusSum>, key: string): FocusSum {
  const known = sums.get(key);
  if (known !== undefined) return known;
  const fresh: FocusSum = { rows: 0, billed: 0n, effective: 0n };
  sums.set(key, fresh);
  return fresh;
}

interface Sum {
  rows: number;
  cost: bigint;
}

function daysThrough(last: number): readonly number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

/** How often each amount of each template occurs on a day, among the charges that are late or among the others. */
function countDay(plan: MonthPlan, day: number, isLate: boolean, templates: number): Uint32Array {
  const counts = new Uint32Array(templates * variants);
  const slots = plan.slotsOf(day);
  for (let slot = 0; slot < slots; slot += 1) {
    const charge = plan.chargeAt(day, slot);
    if (charge < 0 || plan.isLate(slot) !== isLate) continue;
    const index = (Math.floor(charge / variants) % templates) * variants + (charge % variants);
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}

function add(sum: Sum, rows: number, cost: bigint): void {
  sum.rows += rows;
  sum.cost += cost;
}

function sumOf(sums: Map<string, Sum>, key: string): Sum {
  const known = sums.get(key);
  if (known !== undefined) return known;
  const fresh: Sum = { rows: 0, cost: 0n };
  sums.set(key, fresh);
  return fresh;
}

function toTotal(sum: Sum): OracleTotal {
  return { rows: sum.rows, cost: totalText(sum.cost) };
}

function toTotals(sums: ReadonlyMap<string, Sum>): Readonly<Record<string, OracleTotal>> {
  return Object.fromEntries([...sums].map(([key, sum]) => [key, toTotal(sum)]));
}
