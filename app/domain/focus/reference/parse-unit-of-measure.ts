import { toDecimalText } from "../../decimal/to-decimal-text";
import { timeUnitOf } from "./time-unit-of";
import { toFocusUnit } from "./to-focus-unit";

/** What a unit of measure says: the price is for `blockSize` (digits) of `pricingUnit`. */
export type UnitOfMeasure =
  | { readonly blockSize: string; readonly pricingUnit: string }
  | { readonly problem: "unit-empty" | "unit-unreadable" | "block-size-out-of-range" };

/**
 * Reads the unit of measure of an Azure meter: "10K", "100 Hours", "1 GB/Month", "1/Month", "10,000", "小时". The unit comes out in FOCUS's
 * unit format (https://focus.finops.org/focus-specification/v1-4/#unitformat): plural, "GB-Hours", "GB/Month", "Units/3 Months"; a meter that
 * names none counts "Units". Total; a text it does not understand is a named problem, never a block of 1. A "10000s" is ten thousands, not seconds.
 */
export function parseUnitOfMeasure(text: string): UnitOfMeasure {
  const clean = text.trim().replace(/\s+/g, " ");
  if (clean === "") return { problem: "unit-empty" };
  const [, number = "", multiplier = "", rest = ""] = amount.exec(clean) ?? [];
  const blockSize = number === "" ? "1" : toBlockSize(number, multipliers[multiplier.toUpperCase()] ?? 0);
  if (blockSize === null) return { problem: "block-size-out-of-range" };
  const pricingUnit = toPricingUnit(number === "" ? clean.replace(/^per /i, "") : rest);
  return pricingUnit === null ? { problem: "unit-unreadable" } : { blockSize, pricingUnit };
}

function toBlockSize(number: string, zeros: number): string | null {
  const [whole = "", fraction = ""] = number.replaceAll(",", "").split(".");
  if (whole.length + zeros > 20 || fraction.length > 18) return null;
  const unscaled = BigInt(whole + fraction) * 10n ** BigInt(zeros);
  return unscaled === 0n ? null : toDecimalText(unscaled, fraction.length);
}

/** What is left of a unit of measure without its number, such as "GB/Month", "/3 Months" or nothing. */
function toPricingUnit(text: string): string | null {
  // "1 1 Hour" and "1 por mes" are in real price lists.
  const [what = "", per, ...more] = text.trim().replace(/^1 /, "").replace(/^por /, "/").split("/");
  if (more.length > 0) return null;
  const unit = what.trim() === "" ? "Units" : toFocusUnit(what.trim());
  if (unit === null || per === undefined) return unit;
  const [, count = "1", word = ""] = /^(?:(\d{1,4}) )?(\D+)$/.exec(per.trim()) ?? [];
  const time = timeUnitOf(word);
  if (time === null || unit.includes("/") || count.startsWith("0")) return null;
  return count === "1" ? `${unit}/${time}` : `${unit}/${count} ${time}s`;
}

const multipliers: Readonly<Record<string, number>> = {
  "": 0,
  HUNDRED: 2,
  K: 3,
  THOUSAND: 3,
  千: 3,
  万: 4,
  M: 6,
  MILLION: 6,
  百万: 6,
  亿: 8,
  B: 9,
  BILLION: 9,
};
/** Number, multiplier, the rest. A letter is a multiplier only where no word goes on: "1 MB" is megabytes. "1e3 GB" has no number: it is not 1. */
const amount =
  /^((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?!e\d)(?:s(?=$)| ?([KMB]|hundred|thousand|million|billion|百万|千|万|亿)(?![A-Za-z]))?(.*)$/i;
