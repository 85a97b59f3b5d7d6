import { serialMark } from "./charge-template";
import type { MonthPlan } from "./month-plan";
import { type PriceBook, variants } from "./price-book";
import { amountMark, dayMark, templateText } from "./template-text";
import { type WireSpelling, wireField } from "./wire-field";

/** A piece of a row: bytes that are always the same, or what goes there for this day, amount or resource. */
type Part = Buffer | "day" | "amount" | "serial";

const comma = 0x2c;

/** Writes rows as JSON by copying prepared bytes; one of these per price book and spelling. */
export class RowWriter {
  readonly #book: PriceBook;
  readonly #spelling: WireSpelling;
  readonly #enrollment: string;
  readonly #parts: readonly (readonly Part[])[];
  readonly #amounts: readonly (readonly Buffer[])[];
  readonly #longestRow: number;
  readonly #serials: Buffer[] = [];

  /** `enrollment` is the billing account that rows of the Cost Management schema name. */
  constructor(book: PriceBook, spelling: WireSpelling, enrollment: string) {
    this.#book = book;
    this.#enrollment = enrollment;
    this.#spelling = spelling;
    this.#parts = book.templates.map((template) => toParts(templateText(template, spelling)));
    const [quantity, rate, cost] = ["consumedQuantity", "resourceRate", "extendedCost"].map((name) => wireField(name, spelling));
    this.#amounts = book.amounts.map((list) =>
      list.map((amount) =>
        Buffer.from(`"${quantity ?? ""}":${amount.quantity},"${rate ?? ""}":${amount.rate},"${cost ?? ""}":${amount.cost}`),
      ),
    );
    this.#longestRow = Math.max(0, ...this.#parts.map(lengthOf)) + 400;
  }

  /** `count` rows of the plan from row number `from`, with commas between them; fewer at the end. */
  write(plan: MonthPlan, from: number, count: number): Buffer {
    const rows = Math.max(0, Math.min(count, plan.rowCount - from));
    const out = Buffer.allocUnsafe(rows * this.#longestRow);
    if (rows === 0) return out;
    let at = 0;
    let { day, slot } = plan.placeOf(from);
    const { month } = plan.spec;
    const lateBytes = this.#dayBytes(month, plan.lateDate);
    let dayBytes = this.#dayBytes(month, dateOf(month, day));
    let slots = plan.slotsOf(day);
    for (let row = 0; row < rows; ) {
      if (slot >= slots) {
        day += 1;
        slot = 0;
        slots = plan.slotsOf(day);
        dayBytes = this.#dayBytes(month, dateOf(month, day));
        continue;
      }
      const charge = plan.chargeAt(day, slot);
      const bytes = plan.isLate(slot) ? lateBytes : dayBytes;
      slot += 1;
      if (charge < 0) continue;
      if (row > 0) out[at++] = comma;
      at = this.#writeRow(out, at, charge, bytes);
      row += 1;
    }
    return out.subarray(0, at);
  }

  #writeRow(out: Buffer, start: number, charge: number, dayBytes: Buffer): number {
    const resource = Math.floor(charge / variants);
    const template = resource % this.#parts.length;
    const parts = this.#parts[template] ?? [];
    let at = start;
    for (const part of parts) {
      const bytes =
        part === "day"
          ? dayBytes
          : part === "amount"
            ? this.#amounts[template]?.[charge % variants]
            : part === "serial"
              ? this.#serial(resource)
              : part;
      if (bytes === undefined) continue;
      out.set(bytes, at);
      at += bytes.length;
    }
    return at;
  }

  #serial(resource: number): Buffer {
    const number = Math.floor(resource / this.#book.templates.length);
    return (this.#serials[number] ??= Buffer.from(String(number).padStart(5, "0")));
  }

  /** What a row says of its day, and of the month that it is billed in. */
  #dayBytes(month: string, date: string): Buffer {
    const [year = "", number = ""] = month.split("-");
    if (this.#spelling.schema !== "legacy") {
      const last = new Date(Date.UTC(Number(year), Number(number), 0)).getUTCDate();
      const fields = [
        ["billingAccountId", this.#enrollment],
        ["billingPeriodStartDate", `${month}-01`],
        ["billingPeriodEndDate", `${month}-${String(last)}`],
        ["date", date],
        ["invoiceId", `E${year}${number}01`],
      ] as const;
      return Buffer.from(fields.map(([name, value]) => `"${wireField(name, this.#spelling)}":${JSON.stringify(value)}`).join(","));
    }
    const [ofYear, ofMonth, ofDay] = date.split("-").map(Number);
    const names = ["date", "month", "day", "year"].map((name) => wireField(name, this.#spelling));
    const values = [JSON.stringify(`${date}T00:00:00`), ofMonth, ofDay, ofYear];
    return Buffer.from(names.map((name, index) => `"${name}":${values[index] ?? ""}`).join(","));
  }
}

function dateOf(month: string, day: number): string {
  return `${month}-${String(day).padStart(2, "0")}`;
}

function toParts(text: string): readonly Part[] {
  return text.split(new RegExp(`([${serialMark}${dayMark}${amountMark}])`)).map((piece) => {
    if (piece === dayMark) return "day";
    if (piece === amountMark) return "amount";
    return piece === serialMark ? "serial" : Buffer.from(piece);
  });
}

function lengthOf(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + (typeof part === "string" ? 16 : part.length), 0);
}
