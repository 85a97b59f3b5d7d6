import type { RowTable } from "../json-rows/row-table";
import { EaApiError } from "./ea-api-error";
import { monthOf } from "./month-of";

/** Throws `malformed` if a row is of another month than asked for, has no date, or one that nobody can read. */
export function checkMonth(table: RowTable, month: string): void {
  const column = table.fields.findIndex((field) => field.toLowerCase() === "date");
  let good: string | null = null;
  table.rows.forEach((row, index) => {
    const date = column < 0 ? undefined : row[column];
    if (typeof date === "string" && (date === good || monthOf(date) === month)) {
      good = date;
      return;
    }
    const found = typeof date === "string" ? JSON.stringify(date.slice(0, 40)) : "no date";
    throw new EaApiError("malformed", `EA sent a row of another month than ${month}: row ${index} of the page has ${found}`, {
      code: "month-mismatch",
    });
  });
}
