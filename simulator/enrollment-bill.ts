import type { ExportTable } from "./azure-export";
import { daysInMonth } from "./days-in-month";
import { type ExportCloud, focusExport } from "./focus-export";
import { mixText } from "./mix-text";
import { MonthPlan } from "./month-plan";
import type { MonthSelection } from "./month-selection";
import type { OracleAnswer } from "./oracle-answer";
import { oracle } from "./oracle";
import { priceSheet } from "./price-sheet";
import { priceBook, type PriceBook } from "./price-book";
import { RowWriter } from "./row-writer";
import type { SimulatedEnrollment, SimulatorOptions } from "./simulator-options";
import type { WireSpelling } from "./wire-field";

/** One enrollment's months, as they are now. */
export class EnrollmentBill {
  readonly #enrollment: SimulatedEnrollment;
  readonly #options: SimulatorOptions;
  readonly #seed: number;
  readonly #book: PriceBook;
  readonly #plans = new Map<string, MonthPlan>();
  readonly #writers = new Map<string, RowWriter>();

  constructor(enrollment: SimulatedEnrollment, options: SimulatorOptions) {
    this.#enrollment = enrollment;
    this.#options = options;
    this.#seed = (mixText(enrollment.number) ^ options.seed) >>> 0;
    this.#book = priceBook(this.#seed, Math.max(24, Math.min(1024, Math.ceil(enrollment.rows / 28))), options.schema ?? "legacy");
    const [year = 0, month = 0, day = 1] = options.today.split("-").map(Number);
    for (let back = (options.months ?? 3) - 1; back >= 0; back -= 1) {
      const name = new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7);
      this.#setPlan(name, 0, back === 0 ? day - 1 : daysInMonth(name));
    }
  }

  get months(): readonly string[] {
    return [...this.#plans.keys()];
  }

  get key(): string {
    return this.#enrollment.key;
  }

  /** undefined for a month that this enrollment has no usage for. */
  plan(month: string): MonthPlan | undefined {
    return this.#plans.get(month);
  }

  writer(spelling: WireSpelling): RowWriter {
    const name = `${spelling.form}-${spelling.casing}`;
    const known = this.#writers.get(name);
    if (known !== undefined) return known;
    const writer = new RowWriter(this.#book, spelling, this.#enrollment.number);
    this.#writers.set(name, writer);
    return writer;
  }

  /** Makes a later reading of a month the current one. An open month also grows by a day; a closed one has all its days already. */
  restate(selection: MonthSelection): MonthPlan | undefined {
    const plan = this.#plans.get(selection.month);
    if (plan === undefined) return undefined;
    const last = daysInMonth(selection.month);
    return this.#setPlan(
      selection.month,
      selection.revision ?? plan.spec.revision + 1,
      Math.min(last, selection.throughDay ?? plan.spec.throughDay + 1),
    );
  }

  /** The price sheet of a month, as the file that a download has; null for a month that this enrollment has no usage for. */
  priceSheet(month: string): Buffer | null {
    return this.#plans.has(month) ? priceSheet(this.#book, month, "CNY") : null;
  }

  /** undefined for a month that this enrollment has no usage for. */
  focusExport(month: string, cloud: ExportCloud): ExportTable | undefined {
    const plan = this.#plans.get(month);
    return plan === undefined ? undefined : focusExport(this.#enrollment.number, plan, this.#book, cloud);
  }

  oracle(month: string, revision?: number, throughDay?: number): OracleAnswer | undefined {
    const plan = this.#plans.get(month);
    if (plan === undefined) return undefined;
    const isCurrent =
      (revision ?? plan.spec.revision) === plan.spec.revision && (throughDay ?? plan.spec.throughDay) === plan.spec.throughDay;
    const asked = isCurrent
      ? plan
      : new MonthPlan({ ...plan.spec, revision: revision ?? plan.spec.revision, throughDay: throughDay ?? plan.spec.throughDay });
    return oracle(this.#enrollment.number, asked, this.#book);
  }

  #setPlan(month: string, revision: number, throughDay: number): MonthPlan {
    const seed = (this.#seed ^ mixText(month)) >>> 0;
    const plan = new MonthPlan({ seed, month, rows: this.#enrollment.rows, throughDay, revision, lateEvery: this.#options.lateEvery ?? 0 });
    this.#plans.set(month, plan);
    return plan;
  }
}
