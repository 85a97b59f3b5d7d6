const names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** One calendar month, 2000-01 to 2099-12. No time zone is ever involved: months are counted, not converted. */
export class BillingMonth {
  private constructor(
    readonly year: number,
    /** 1 to 12. */
    readonly month: number,
  ) {}

  /** Null outside of 2000 to 2099, for example .NET's year 1, which stands for "no date". */
  static of(year: number, month: number): BillingMonth | null {
    const whole = Number.isInteger(year) && Number.isInteger(month);
    return whole && year >= 2000 && year <= 2099 && month >= 1 && month <= 12 ? new BillingMonth(year, month) : null;
  }

  /** Reads `2024-01`, and nothing else. */
  static parse(text: string): BillingMonth | null {
    const match = /^(\d{4})-(\d{2})$/.exec(text);
    return match === null ? null : BillingMonth.of(Number(match[1]), Number(match[2]));
  }

  /** `2024-01`. */
  toString(): string {
    return `${this.year}-${String(this.month).padStart(2, "0")}`;
  }

  /** The column month_date: `2024-01-01`. */
  get firstDay(): string {
    return `${this.toString()}-01`;
  }

  get lastDay(): string {
    return `${this.toString()}-${this.days}`;
  }

  /** The column newmonth: `Jan 2024`, in English whatever the machine's locale. */
  get label(): string {
    return `${names[this.month - 1] ?? ""} ${this.year}`;
  }

  get days(): number {
    if (this.month === 2) return this.year % 4 === 0 && (this.year % 100 !== 0 || this.year % 400 === 0) ? 29 : 28;
    return this.month === 4 || this.month === 6 || this.month === 9 || this.month === 11 ? 30 : 31;
  }

  /** The month `count` months later, or earlier when negative; null when that leaves 2000 to 2099. */
  plus(count: number): BillingMonth | null {
    const months = this.year * 12 + this.month - 1 + count;
    return BillingMonth.of(Math.floor(months / 12), (((months % 12) + 12) % 12) + 1);
  }

  /** Negative when this month is before `other`, 0 when it is the same, positive when after. */
  compare(other: BillingMonth): number {
    return (this.year - other.year) * 12 + this.month - other.month;
  }
}
