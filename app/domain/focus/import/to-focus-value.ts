import { isCurrencyCode, readCurrencyCode } from "../../currency-code";
import { decimalLimits } from "../../decimal/decimal-limits";
import { toPlainDecimal } from "../../decimal/to-plain-decimal";
import { memoize } from "../../memoize";
import { isDoubtfulNumber, isNullText } from "../../text/is-null-text";
import { trimInvisible } from "../../trim-invisible";
import { type FocusColumnName, focusColumns } from "../focus-columns";
import type { FocusImportKind } from "./focus-import-column";
import type { FocusImportProblem } from "./focus-import-problem";
import { toFocusDateTime } from "./to-focus-date-time";
import { type FocusJsonForm, toFocusJson } from "./to-focus-json";

/**
 * What a column holds, with the kinds of JSON and of text told apart: `text` is a name or a description, which stays as it is; `id` is what is compared or
 * chosen from a list, and has no white space around it; `cost` is an amount without which there is no charge; `pricing-currency` may be a provider's own.
 */
export type FocusValueKind = FocusImportKind | "cost" | "id" | "currency" | "pricing-currency" | "tags" | "key-values";

/** A cell as it is stored, or why it cannot be. Where `value` is not what the cell says, the original is kept beside it. */
export type FocusValue = { readonly value: string | null; readonly problems: readonly FocusImportProblem[] } | { readonly fault: string };

/**
 * Reads one cell that is not empty. Digits stay digits; only money, its currency and times that cannot be read are faults. A text that stands for no value
 * (`None`, `#N/A`) is null and named, except as a name, which it may be. Blanks alone are null, as an empty cell is.
 */
export function toFocusValue(kind: FocusValueKind, text: string): FocusValue {
  switch (kind) {
    case "text":
      return { value: text, problems: isNullText(text) ? nullText : none };
    case "id":
      return readTrimmed(text, (id) => ({ value: id, problems: none }));
    case "currency":
      return readTrimmed(text, toCurrency);
    case "pricing-currency":
      return readTrimmed(text, (name) =>
        isCurrencyCode(readCurrencyCode(name)) ? toCurrency(name) : { value: name.toUpperCase(), problems: none },
      );
    case "cost":
      return toNumber(text, decimalLimits.cost, true);
    case "amount":
      return toNumber(text, decimalLimits.cost, false);
    case "quantity":
      return toNumber(text, decimalLimits.quantity, false);
    case "date-time":
    case "day": {
      const instant = toFocusDateTime(text);
      if (instant !== null)
        return { value: kind === "day" ? instant.utc.slice(0, 10) : instant.utc, problems: instant.isCut ? timeCut : none };
      return readTrimmed(text, (time) => ({ fault: kind === "day" ? "is not a day such as 2026-10-01" : notAnInstant(time) }));
    }
    case "tags":
      return toTags(text);
    case "key-values":
      return toKeyValues(text);
    case "json":
      return toJson(text, "object");
  }
}

/** Reads a non-empty text without surrounding invisible characters. */
function readTrimmed(text: string, read: (text: string) => FocusValue): FocusValue {
  const trimmed = trimInvisible(text);
  if (trimmed === "") return { value: null, problems: none };
  return isNullText(trimmed) ? { value: null, problems: nullText } : read(trimmed);
}

function toCurrency(text: string): FocusValue {
  const code = readCurrencyCode(text);
  if (!isCurrencyCode(code)) return { fault: "is not an ISO 4217 currency code such as USD" };
  return { value: code, problems: code === text.toUpperCase() ? none : currencyRestored };
}

function toJson(text: string, form: FocusJsonForm): FocusValue {
  const read = toFocusJson(text, form);
  return read.problems.includes("json-unreadable") && isNullText(trimInvisible(text)) ? { value: null, problems: nullText } : read;
}

/** FOCUS numbers have no separators, so `1,234` is not a number: it could be 1.234 or 1234. */
function toNumber(text: string, limits: NumberLimits, isCost: boolean): FocusValue {
  const number = trimInvisible(text);
  if (focusNumber.test(number)) return toDecimal(number, limits);
  return isCost && isDoubtfulNumber(number)
    ? { fault: notANumber(number) }
    : readTrimmed(number, (other) => ({ fault: notANumber(other) }));
}

function toDecimal(number: string, limits: NumberLimits): FocusValue {
  const read = toPlainDecimal(number, limits);
  if (typeof read === "string") return { value: read, problems: none };
  switch (read.code) {
    case "number-rounded":
      return { value: read.value, problems: rounded };
    case "number-too-large":
      return { fault: `has more than ${limits.integerDigits} digits before the point` };
    case "number-ambiguous":
    case "number-unreadable":
      return { fault: "is not a decimal number" };
  }
}

function notANumber(text: string): string {
  const what = "is not a decimal number";
  if (/^[+-]?\d[\d.,' \u00a0\u202f\u2009]*$/.test(text))
    return `${what}: FOCUS numbers have a decimal point and no separators, such as 1234.5`;
  if (/^\(.*\)$|[$€£¥]|^[A-Z]{3} ?\d|\d ?[A-Z]{3}$/.test(text))
    return `${what}: FOCUS numbers have no currency and no brackets, such as -12.5`;
  return isNullText(text) ? `${what}; leave the cell empty if there is no cost` : what;
}

function notAnInstant(text: string): string {
  const what = "is not a time such as 2026-10-01T00:00:00Z";
  if (/^0000-00-00/.test(text)) return `${what}: databases write it for a missing time`;
  if (/^(?!20)\d{4}-\d{2}-\d{2}/.test(text)) return `${what} in the years 2000 to 2099`;
  if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{1,4}(?!\d)/.test(text)) {
    return `${what}; a date that does not start with the year is ambiguous, export times in ISO 8601`;
  }
  return /^\d+(?:[.,]\d+)?$/.test(text) ? `${what} but a number, as spreadsheets and epochs are; export times in ISO 8601` : what;
}

type NumberLimits = (typeof decimalLimits)["cost" | "quantity"];

const focusNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const none: readonly FocusImportProblem[] = [];
const rounded: readonly FocusImportProblem[] = ["number-rounded"];
const nullText: readonly FocusImportProblem[] = ["null-text"];
const timeCut: readonly FocusImportProblem[] = ["time-cut"];
const currencyRestored: readonly FocusImportProblem[] = ["currency-restored"];

/** A resource repeats its tags in every row. */
const toTags = memoize(4000, (text): FocusValue => toJson(text, "tags"));
const toKeyValues = memoize(1000, (text): FocusValue => toJson(text, "key-values"));

/**
 * The allowed value of 1.4 that a value means: the same in other letter case, or what an earlier version called it. Null: not allowed, or the column has no
 * closed list and any value is.
 */
export function allowFocusValue(column: FocusColumnName, value: string): { readonly value: string; readonly allowed: boolean } {
  const allowed = lists.get(column);
  if (allowed === undefined) return { value, allowed: true };
  const found = allowed.get(value.trim().toLowerCase());
  return found === undefined ? { value, allowed: false } : { value: found, allowed: true };
}

/** What 1.0-preview called them. */
const earlier: Readonly<Partial<Record<FocusColumnName, readonly (readonly [string, string])[]>>> = {
  PricingCategory: [
    ["on-demand", "Standard"],
    ["commitment-based", "Committed"],
  ],
};

const lists: ReadonlyMap<FocusColumnName, ReadonlyMap<string, string>> = new Map(
  focusColumns
    .filter(({ allowedValues }) => allowedValues.length > 0)
    .map(({ name, allowedValues }) => [
      name,
      new Map([...(earlier[name] ?? []), ...allowedValues.map((value): readonly [string, string] => [value.toLowerCase(), value])]),
    ]),
);
