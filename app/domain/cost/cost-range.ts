import { BillingMonth } from "../calendar/billing-month";
import { addDays, daysBetween } from "../calendar/calendar-day";

/**
 * Whole billing months, or days on which charges are dated, in whichever billing month they were delivered; first and last are both part of it. Days are
 * those of the bill, no time zone is involved. A billing period is part of the month in which it begins.
 */
export class CostRange {
  private constructor(
    readonly unit: "months" | "days",
    /** `YYYY-MM-DD`; the first of a month when the unit is months. */
    readonly firstDay: string,
    readonly lastDay: string,
  ) {}

  /** Reads two months, `2026-10`, or two days, `2026-10-05`; null when they are of two kinds, turned around, no dates, or more than 36 months. */
  static parse(from: string, to: string): CostRange | null {
    const first = BillingMonth.parse(from.slice(0, 7));
    const last = BillingMonth.parse(to.slice(0, 7));
    if (first === null || last === null || from.length !== to.length || last.compare(first) < 0 || last.compare(first) >= mostMonths)
      return null;
    if (from.length === 7) return new CostRange("months", first.firstDay, dayOf(last, last.days));
    return isDay(from, first) && isDay(to, last) && from <= to ? new CostRange("days", from, to) : null;
  }

  /** Days, `YYYY-MM-DD`, both included, however many they are. */
  static ofDays(firstDay: string, lastDay: string): CostRange {
    return new CostRange("days", firstDay, lastDay);
  }

  static ofMonth(month: BillingMonth): CostRange {
    return new CostRange("months", month.firstDay, dayOf(month, month.days));
  }

  /** Every billing month, also that of posted charges which say none: 1970-01. */
  static readonly always = new CostRange("months", "1970-01-01", "2099-12-31");

  /** The first and the last day of the months that this range is in. */
  get firstOfMonths(): string {
    return `${this.firstDay.slice(0, 7)}-01`;
  }

  get lastOfMonths(): string {
    const last = BillingMonth.parse(this.lastDay.slice(0, 7));
    return last === null ? this.lastDay : dayOf(last, last.days);
  }

  /** In its own unit. */
  get length(): number {
    return this.unit === "months" ? this.months.length : daysBetween(this.firstDay, this.lastDay) + 1;
  }

  /** All billing months of it, `2026-10`. */
  get months(): readonly string[] {
    const first = BillingMonth.parse(this.firstDay.slice(0, 7));
    const found: string[] = [];
    for (let month = first; month !== null && month.firstDay <= this.lastDay; month = month.plus(1)) found.push(month.toString());
    return found;
  }

  /** The range of the same length that ends where this one begins; null before the year 2000. */
  previous(): CostRange | null {
    if (this.unit === "days") {
      // Not parsed: as many days as 36 months have may lie in 37.
      const firstDay = addDays(this.firstDay, -this.length);
      return BillingMonth.parse(firstDay.slice(0, 7)) === null ? null : new CostRange("days", firstDay, addDays(this.firstDay, -1));
    }
    const first = BillingMonth.parse(this.firstDay.slice(0, 7));
    const from = first?.plus(-this.length);
    const to = first?.plus(-1);
    return from && to ? CostRange.parse(from.toString(), to.toString()) : null;
  }

  /**
   * The same range so many months earlier; null before the year 2000. What ends with its month ends with its month then too, and a day that a month lacks is its
   * last one: 29 February is the 28th a year before.
   */
  monthsBefore(count: number): CostRange | null {
    const first = BillingMonth.parse(this.firstDay.slice(0, 7))?.plus(-count);
    const last = BillingMonth.parse(this.lastDay.slice(0, 7))?.plus(-count);
    if (!first || !last) return null;
    const firstDay = dayOf(first, Math.min(Number(this.firstDay.slice(8)), first.days));
    const lastDay = this.lastDay === this.lastOfMonths ? last.days : Math.min(Number(this.lastDay.slice(8)), last.days);
    return new CostRange(this.unit, firstDay, dayOf(last, lastDay));
  }
}

function isDay(text: string, month: BillingMonth): boolean {
  const day = /^\d{4}-\d{2}-(\d{2})$/.exec(text)?.[1];
  return day !== undefined && Number(day) >= 1 && Number(day) <= month.days;
}

const dayOf = (month: BillingMonth, day: number): string => `${month.toString()}-${String(day).padStart(2, "0")}`;
const mostMonths = 36;
