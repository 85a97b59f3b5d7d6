import { decimalLimits } from "../../decimal/decimal-limits";
import { toPlainDecimal } from "../../decimal/to-plain-decimal";
import { memoize } from "../../memoize";
import { trimInvisible } from "../../trim-invisible";
import type { FocusImportKind } from "./focus-import-column";
import type { FocusImportProblem } from "./focus-import-problem";
import { toFocusDateTime } from "./to-focus-date-time";
import { type FocusJson, toFocusJson } from "./to-focus-json";

/** What a column holds, with the kinds of JSON and of text told apart: ids and names of the bill have no white space around them, other texts stay. */
export type FocusValueKind = FocusImportKind | "id" | "currency" | "tags" | "key-values";

/** A cell as it is stored, or why it cannot be. Where `value` is not what the cell says, the original is kept beside it. */
export type FocusValue = { readonly value: string | null; readonly problems: readonly FocusImportProblem[] } | { readonly fault: string };

/** Reads one cell that is not empty. Digits stay digits; only money and times that cannot be read are faults. */
export function toFocusValue(kind: FocusValueKind, text: string): FocusValue {
  switch (kind) {
    case "text":
      return { value: text, problems: none };
    case "id":
      return { value: trimInvisible(text), problems: none };
    case "currency":
      return { value: trimInvisible(text).toUpperCase(), problems: none };
    case "amount":
      return toDecimal(text, decimalLimits.cost);
    case "quantity":
      return toDecimal(text, decimalLimits.quantity);
    case "date-time": {
      const value = toInstant(text);
      return value === null ? { fault: notAnInstant(text) } : { value, problems: none };
    }
    case "day": {
      const value = toInstant(text)?.slice(0, 10);
      return value === undefined ? { fault: "is not a day such as 2026-10-01" } : { value, problems: none };
    }
    case "tags":
      return toTags(text);
    case "key-values":
      return toKeyValues(text);
    case "json":
      return toFocusJson(text, "object");
  }
}

/** FOCUS numbers have no separators, so that `1,234` is neither one and something nor a thousand. */
function toDecimal(text: string, limits: (typeof decimalLimits)["cost" | "quantity"]): FocusValue {
  const number = trimInvisible(text);
  if (!focusNumber.test(number)) return { fault: notANumber(number) };
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
  return what;
}

function notAnInstant(text: string): string {
  const what = "is not a time such as 2026-10-01T00:00:00Z";
  if (/^\d{1,4}[/.]\d{1,2}[/.]\d{1,4}/.test(text.trim())) {
    return `${what}: a date with slashes or points has its day first or its month first, and nothing says which; export times in ISO 8601`;
  }
  return /^\d+(?:\.\d+)?$/.test(text.trim()) ? `${what} but a number, as spreadsheets and epochs are; export times in ISO 8601` : what;
}

const focusNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const none: readonly FocusImportProblem[] = [];
const rounded: readonly FocusImportProblem[] = ["number-rounded"];

/** A bill has few instants and repeats each in every row; a resource repeats its tags in every row. */
const toInstant = memoize(1000, toFocusDateTime);
const toTags = memoize(4000, (text): FocusJson => toFocusJson(text, "tags"));
const toKeyValues = memoize(1000, (text): FocusJson => toFocusJson(text, "key-values"));
