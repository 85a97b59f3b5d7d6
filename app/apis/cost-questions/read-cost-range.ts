import type { tags } from "typia";
import { BillingMonth } from "../../domain/calendar/billing-month";
import { CostRange } from "../../domain/cost/cost-range";
import { ApiError, quotedValue } from "../serving/api-error";

type Point = string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])(-[0-3]\\d)?$">;

export interface CostRangeParams {
  /** Billing month, `YYYY-MM`, instead of `from` and `to`. */
  month?: string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])$"> & tags.Example<"2026-10">;
  /** First billing month `YYYY-MM`, or first usage day `YYYY-MM-DD`. Default: with days, the first day of the month of `to`; with months, eleven months before `to` for /api/costs, else `to`. */
  from?: Point & tags.Example<"2026-09">;
  /** Last billing month or usage day, in the form of `from`. Default: the current month, or today. The range is at most 36 months. */
  to?: Point & tags.Example<"2026-11">;
}

/** The range of a request; `months` is how many months it is when nothing is said. Throws the 400. */
export function readCostRange({ month, from, to }: CostRangeParams, now: Date, months = 12): CostRange {
  if (month !== undefined && (from !== undefined || to !== undefined)) throw bad("month", "month cannot be combined with from and to");
  if (month !== undefined)
    return CostRange.parse(month, month) ?? fail("month", `month must be a calendar month, YYYY-MM; ${quotedValue(month)} is not`);
  const current = now.toISOString();
  const last = to ?? (from === undefined || from.length === 7 ? current.slice(0, 7) : current.slice(0, 10));
  const first = from ?? (last.length === 7 ? monthsBefore(last, months - 1) : `${last.slice(0, 7)}-01`);
  return CostRange.parse(first, last) ?? fail(from === undefined ? "to" : "from", "from and to are not a valid range");
}

function monthsBefore(month: string, count: number): string {
  return BillingMonth.parse(month)?.plus(-count)?.toString() ?? "2000-01";
}

function fail(parameter: string, message: string): never {
  throw bad(parameter, message);
}

function bad(parameter: string, message: string): ApiError {
  const allowed = ["YYYY-MM", "YYYY-MM-DD", "both in the same form, from not after to, at most 36 months"];
  return new ApiError("bad-parameter", message, { parameter, allowed });
}
