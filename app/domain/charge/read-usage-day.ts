import type { UsageDetail } from "../azure-ea/usage-detail";
import type { BillingMonth } from "../calendar/billing-month";
import { toCalendarDay } from "../calendar/to-calendar-day";
import type { Problem } from "../problem";
import { toUsageDay } from "./to-usage-day";
import type { UsageDay } from "./usage-day";

/**
 * The day of use. The column `date` decides; day, month and year only confirm it, fill in for it when it is absent, and are named when they
 * say something else. A day outside of the delivery's period is kept and named: it is for the seal of the snapshot to refuse it.
 */
export function readUsageDay(
  detail: UsageDetail,
  period: BillingMonth | null,
  parse: (text: string) => UsageDay,
  problems: Problem[],
): UsageDay {
  const text = detail.date?.trim() ?? "";
  const day = text === "" ? fromParts(detail) : parse(text);
  if (day.date === null) {
    problems.push({ code: text === "" ? "date-missing" : "date-unreadable", field: "date", detail: text === "" ? parts(detail) : text });
    return { ...day, day: partOf(detail.day), month: partOf(detail.month), year: partOf(detail.year) };
  }
  if (day.ambiguous) problems.push({ code: "date-ambiguous", field: "date", detail: text });
  if (period !== null && day.billingMonth !== null && period.compare(day.billingMonth) !== 0) {
    problems.push({ code: "date-outside-period", field: "date", detail: `${day.date} in ${period.toString()}` });
  }
  if (agrees(detail.day, day.day) && agrees(detail.month, day.month) && agrees(detail.year, day.year)) return day;
  problems.push({ code: "date-parts-disagree", field: "date", detail: `${text} against ${parts(detail)}` });
  return { ...day, agrees: false };
}

function fromParts({ year, month, day }: UsageDetail): UsageDay {
  const whole = [year, month, day].every((part) => part !== null && part.trim() !== "");
  return toUsageDay(whole ? toCalendarDay(Number(year), Number(month), Number(day)) : null, false);
}

function agrees(sent: string | null, value: number | null): boolean {
  return sent === null || sent === "" || Number(sent) === value;
}

/** Kept as sent when the date is unknown, so that the row can still be found by its month. */
function partOf(sent: string | null): number | null {
  const value = sent === null || sent.trim() === "" ? NaN : Number(sent);
  return Number.isInteger(value) && value > 0 && value < 10_000 ? value : null;
}

function parts({ year, month, day }: UsageDetail): string {
  return `year "${year ?? ""}", month "${month ?? ""}", day "${day ?? ""}"`;
}
