import { decimalLimits } from "../../decimal/decimal-limits";
import { toPlainDecimal } from "../../decimal/to-plain-decimal";
import { memoize } from "../../memoize";
import type { FocusImportKind } from "./focus-import-column";
import type { FocusImportProblem } from "./focus-import-problem";
import { toFocusDateTime } from "./to-focus-date-time";
import { toFocusJson } from "./to-focus-json";

/** A cell as it is stored, or why it cannot be. `problem`: stored as `value`, and the original kept. */
export type FocusValue = { readonly value: string | null; readonly problem: FocusImportProblem | null } | { readonly fault: string };

/** Reads one cell that is not empty. Digits stay digits; only money and times that cannot be read are faults. */
export function toFocusValue(kind: FocusImportKind, text: string): FocusValue {
  switch (kind) {
    case "text":
      return { value: text, problem: null };
    case "amount":
      return toDecimal(text, decimalLimits.cost);
    case "quantity":
      return toDecimal(text, decimalLimits.quantity);
    case "date-time": {
      const value = toInstant(text);
      return value === null ? { fault: "is not a time such as 2026-10-01T00:00:00Z" } : { value, problem: null };
    }
    case "day": {
      const value = toInstant(text)?.slice(0, 10);
      return value === undefined ? { fault: "is not a day such as 2026-10-01" } : { value, problem: null };
    }
    case "json": {
      const value = toFocusJson(text);
      return { value, problem: value === null ? "json-unreadable" : null };
    }
  }
}

function toDecimal(text: string, limits: (typeof decimalLimits)["cost" | "quantity"]): FocusValue {
  const read = toPlainDecimal(text, limits);
  if (typeof read === "string") return { value: read, problem: null };
  switch (read.code) {
    case "number-rounded":
      return { value: read.value, problem: "number-rounded" };
    case "number-too-large":
      return { fault: `has more than ${limits.integerDigits} digits before the point` };
    case "number-ambiguous":
    case "number-unreadable":
      return { fault: "is not a decimal number" };
  }
}

/** A bill has few instants and repeats each in every row. */
const toInstant = memoize(1000, toFocusDateTime);
