import type { EaWireForm } from "./ea-wire-form";
import { usagePathPrefix } from "./usage-path-prefix";

/** The address of a month's first page. `month` is `YYYY-MM`. */
export function usageUrl(base: URL, form: EaWireForm, enrollment: string, month: string): URL {
  const prefix = usagePathPrefix(base, form, enrollment);
  switch (form) {
    case "china":
      return new URL(`${prefix}usage-report/paginatedV3?month=${month}&pageindex=0&fmt=json`, base);
    case "consumption-v2":
    case "consumption-v3":
      return new URL(`${prefix}billingPeriods/${month.replace("-", "")}/usagedetails`, base);
    case "custom-date-v2":
    case "custom-date-v3":
      return new URL(`${prefix}usagedetailsbycustomdate?startTime=${month}-01&endTime=${month}-${lastDay(month)}`, base);
  }
}

function lastDay(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return String(new Date(Date.UTC(year, number, 0)).getUTCDate()).padStart(2, "0");
}
