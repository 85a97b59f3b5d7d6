import { BillingMonth } from "../../domain/calendar/billing-month";
import type { RowTable } from "../json/row-table";
import { EaApiError } from "./ea-api-error";
import type { EaSlice } from "./ea-slice";
import type { EaWireForm } from "./ea-wire-form";
import { monthOf } from "./month-of";

/**
 * Throws `malformed` when a page is not of the month that was asked for. A billing month may hold late usage of earlier days, so rows of an earlier month
 * are let through, for the seal to count; but the page must have a row that shows which month was served, and no row may be of a later month or of one
 * before the enrollment's term can have begun. A row without a readable date shows nothing. Where days were asked for and not a billing month, there
 * is nothing late.
 */
export function checkPageMonth(table: RowTable, slice: EaSlice, form: EaWireForm): void {
  const asked = BillingMonth.parse(slice.month);
  if (table.rows.length === 0 || asked === null) return;
  const column = table.fields.findIndex((field) => field.toLowerCase() === "date");
  const known = new Map<string, DatedMonth>();
  let last = { text: "", place: placeOf("", asked, false) };
  let shown = false;
  let first: { readonly index: number; readonly text: string } | null = null;
  for (const [index, row] of table.rows.entries()) {
    const date = column < 0 ? undefined : row[column];
    const text = typeof date === "string" ? date : "";
    // Rows of one day mostly follow one another.
    if (text !== last.text) {
      const place = known.get(text) ?? placeOf(text, asked, allowsLate(form));
      known.set(text, place);
      last = { text, place };
    }
    const found = last.place;
    if (found === "asked") {
      shown = true;
      continue;
    }
    first ??= { index, text };
    if (found === "refused") throw ofAnotherMonth(slice.month, index, text);
  }
  if (shown || first === null || slice.acceptLate === true) return;
  throw ofAnotherMonth(slice.month, first.index, first.text);
}

type DatedMonth = "asked" | "late" | "undated" | "refused";

function placeOf(text: string, asked: BillingMonth, mayBeLate: boolean): DatedMonth {
  // Also of .NET's year 1, which stands for "no date".
  const month = BillingMonth.parse(monthOf(text) ?? "");
  if (month === null) return "undated";
  const monthsAfter = month.compare(asked);
  if (monthsAfter === 0) return "asked";
  return mayBeLate && monthsAfter < 0 && monthsAfter >= -monthsOfTerm ? "late" : "refused";
}

function allowsLate(form: EaWireForm): boolean {
  switch (form) {
    case "china":
    case "consumption-v2":
    case "consumption-v3":
      return true;
    case "custom-date-v2":
    case "custom-date-v3":
      return false;
  }
}

function ofAnotherMonth(month: string, index: number, text: string): EaApiError {
  const found = text === "" ? "no date" : JSON.stringify(text.slice(0, 40));
  return new EaApiError("malformed", `EA sent a row of another month than ${month}: row ${index} of the page has ${found}`, {
    code: "month-mismatch",
  });
}

/** An enrollment runs for three years. */
const monthsOfTerm = 36;
