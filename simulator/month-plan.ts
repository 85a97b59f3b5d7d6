import { daysInMonth } from "./days-in-month";
import { mix } from "./mix";
import type { MonthSpec } from "./month-spec";
import { variants } from "./price-book";

const blockSlots = 1024;
/** Of 65,536 rows, how many each revision drops, and how many it changes. */
const dropsOf65536 = 200;
const changesOf65536 = 1300;

/** Where a row is: its day (from 1) and its slot in that day. */
export interface RowPlace {
  readonly day: number;
  readonly slot: number;
}

/**
 * Which rows a month has, in order, without holding any. A day is a range of slots; a slot is a resource's charge of that day, is empty when a
 * revision dropped it or has not added it yet, and now and then repeats the slot before it, because real bills contain true duplicates.
 * Only the number of rows per 1,024 slots is kept, so any row is found in a few steps.
 */
export class MonthPlan {
  readonly spec: MonthSpec;
  readonly rowCount: number;
  /** Rows before each block, over all days. */
  readonly #before: Float64Array;
  readonly #places: readonly RowPlace[];
  readonly #days: number;

  constructor(spec: MonthSpec) {
    this.spec = spec;
    this.#days = daysInMonth(spec.month);
    const places: RowPlace[] = [];
    const before: number[] = [];
    let count = 0;
    for (let day = 1; day <= Math.min(spec.throughDay, this.#days); day += 1) {
      const slots = this.slotsOf(day);
      for (let from = 0; from < slots; from += blockSlots) {
        places.push({ day, slot: from });
        before.push(count);
        count += this.#countBlock(day, from, Math.min(from + blockSlots, slots));
      }
    }
    this.#places = places;
    this.#before = Float64Array.from(before);
    this.rowCount = count;
  }

  /** Slots of a day: its rows at revision 0, then some that later revisions fill. */
  slotsOf(day: number): number {
    const base = this.#baseOf(day);
    return base + Math.ceil(base / 50);
  }

  /** Whether the charges of a slot are of the month before: they are dated `lateDate`. */
  isLate(slot: number): boolean {
    const { lateEvery = 0 } = this.spec;
    return lateEvery > 0 && slot % lateEvery === lateEvery - 1;
  }

  /** The last day of the month before, `YYYY-MM-DD`. */
  get lateDate(): string {
    const [year = 0, month = 1] = this.spec.month.split("-").map(Number);
    return new Date(Date.UTC(year, month - 1, 0)).toISOString().slice(0, 10);
  }

  /**
   * What is in a slot: the number of the resource times `variants` plus the variant of its amount, or -1 for nothing.
   * A plain number, because this runs once per row.
   */
  chargeAt(day: number, slot: number): number {
    const { seed, revision } = this.spec;
    const base = this.#baseOf(day);
    if (revision === 0) {
      if (slot >= base) return -1;
    } else if (!this.#exists(day, slot, base)) return -1;
    const isCopy = slot % 2 === 1 && mix(seed, day, slot) % 500 === 0;
    const source = isCopy ? slot - 1 : slot;
    let chance = mix(seed, day ^ 0x4000, source);
    for (let step = 1; step <= revision; step += 1) {
      const change = mix(seed + step, day, source);
      const part = change & 0xffff;
      if (part >= dropsOf65536 && part < dropsOf65536 + changesOf65536) chance = change;
    }
    return source * variants + (chance >>> 27);
  }

  /** The place of a row by its number from 0; the row after the last one is just past the last slot. */
  placeOf(row: number): RowPlace {
    let low = 0;
    let high = this.#before.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#before[middle] ?? 0) <= row) low = middle;
      else high = middle - 1;
    }
    const block = this.#places[low];
    if (block === undefined) return { day: 1, slot: 0 };
    let left = row - (this.#before[low] ?? 0);
    const slots = this.slotsOf(block.day);
    let slot = block.slot;
    for (; slot < slots; slot += 1) {
      if (this.chargeAt(block.day, slot) < 0) continue;
      if (left === 0) break;
      left -= 1;
    }
    return { day: block.day, slot };
  }

  #baseOf(day: number): number {
    const { rows } = this.spec;
    return Math.floor((day * rows) / this.#days) - Math.floor(((day - 1) * rows) / this.#days);
  }

  #exists(day: number, slot: number, base: number): boolean {
    const { seed, revision } = this.spec;
    const addedBy = slot < base ? 0 : 1 + (mix(seed, day ^ 0x2000, slot) % 4);
    if (addedBy > revision) return false;
    for (let step = addedBy + 1; step <= revision; step += 1) if ((mix(seed + step, day, slot) & 0xffff) < dropsOf65536) return false;
    return true;
  }

  #countBlock(day: number, from: number, to: number): number {
    const base = this.#baseOf(day);
    if (this.spec.revision === 0) return Math.max(0, Math.min(to, base) - from);
    let count = 0;
    for (let slot = from; slot < to; slot += 1) if (this.#exists(day, slot, base)) count += 1;
    return count;
  }
}
