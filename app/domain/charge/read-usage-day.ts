import type { RowDetail } from "../azure-ea/usage-fields";
import type { UsageDetailReading } from "../azure-ea/usage-detail-reading";
import { BillingMonth } from "../calendar/billing-month";
import { toCalendarDay } from "../calendar/calendar-day";
import type { Problem } from "../problem-code";
import type { ChargeDetails } from "./charge";
import type { EnrichmentContext } from "./enrichment-context";
import { noDay, toUsageDay, type UsageDay } from "./usage-day";

/**
 * The day of use. The column `date` decides; day, month and year only confirm it, fill in for it when it is absent, and are named when they
 * say something else. A date that may be another day is none, and named: `05/10/2026` has its month first, as Microsoft writes it, unless its header is
 * localised, its page has dates that can only have the day first, or only with its day first it is a day of the delivery's period. A day outside of the delivery's period is kept and named: it is for the seal
 * of the snapshot to refuse it.
 */
export function readUsageDay(
  { row, reader, proof }: UsageDetailReading,
  details: ChargeDetails,
  period: BillingMonth | null,
  days: EnrichmentContext["days"],
  problems: Problem[],
): UsageDay {
  const isDayFirst = proof.dateOrder === "day-first" || proof.dateOrder === "mixed";
  const parse = days[isDayFirst ? "comma" : reader.numberStyle];
  const text = row.date?.trim() ?? "";
  const day = text === "" ? fromParts(row) : parse(text);
  const isOutside = period !== null && day.billingMonth !== null && period.compare(day.billingMonth) !== 0;
  const isAmbiguous = proof.dateOrder !== "month-first" && (day.ambiguous || (isOutside && isOfPeriodDayFirst(days.comma(text), period)));
  if (day.date === null || isAmbiguous) {
    const code = text === "" ? "date-missing" : isAmbiguous ? "date-ambiguous" : "date-unreadable";
    problems.push({ code, field: "date", detail: text === "" ? parts(row) : hasUnreadablePart(row) ? `${text}, ${parts(row)}` : text });
    return { ...noDay, ...monthOf(row, details, parse), day: partOf("day", row.day) };
  }
  if (isOutside) {
    problems.push({ code: "date-outside-period", field: "date", detail: `${day.date} in ${period.toString()}` });
  }
  if (agrees("day", row.day, day.day) && agrees("month", row.month, day.month) && agrees("year", row.year, day.year)) return day;
  problems.push({ code: "date-parts-disagree", field: "date", detail: `${text} against ${parts(row)}` });
  return { ...day, agrees: false };
}

/** Whether a date with slashes, read with its month first, is a day of the period when its day is first. */
function isOfPeriodDayFirst({ ambiguous, day, billingMonth }: UsageDay, period: BillingMonth): boolean {
  return ambiguous && billingMonth?.year === period.year && day === period.month;
}

function fromParts({ year, month, day }: RowDetail): UsageDay {
  const [ofYear, ofMonth, ofDay] = [partOf("year", year), partOf("month", month), partOf("day", day)];
  return toUsageDay(ofYear === null || ofMonth === null || ofDay === null ? null : toCalendarDay(ofYear, ofMonth, ofDay), false);
}

function agrees(name: keyof typeof largestPart, sent: string | null, value: number | null): boolean {
  return sent === null || sent.trim() === "" || partOf(name, sent) === value;
}

/** The month of a row whose day is unknown, so that it is found there: by its own year and month, else by the billing period that it names. */
function monthOf(
  detail: RowDetail,
  details: ChargeDetails,
  parse: (text: string) => UsageDay,
): Pick<UsageDay, "month" | "year" | "month_date" | "newmonth"> {
  const [year, month] = [partOf("year", detail.year), partOf("month", detail.month)];
  const own = year === null || month === null ? null : BillingMonth.of(year, month);
  const named =
    own === null && year === null && month === null && details.billing_period_start !== "" ? parse(details.billing_period_start) : null;
  const billingMonth = own ?? (named?.ambiguous === false ? named.billingMonth : null);
  if (billingMonth === null) return { month, year, month_date: null, newmonth: null };
  return { month: billingMonth.month, year: billingMonth.year, month_date: billingMonth.firstDay, newmonth: billingMonth.label };
}

/** Whether day, month or year cannot be read. Such a text is stored in no column, so the problem must quote it. */
function hasUnreadablePart(row: RowDetail): boolean {
  return partNames.some((name) => row[name] !== null && row[name].trim() !== "" && partOf(name, row[name]) === null);
}

function partOf(name: keyof typeof largestPart, sent: string | null): number | null {
  const digits = part.exec(sent ?? "")?.[1];
  const value = Number(digits ?? 0);
  return value > 0 && value <= largestPart[name] ? value : null;
}

const partNames = ["year", "month", "day"] as const;
/** The largest value that each column can store: month and day are UInt8, and ClickHouse would store a larger number modulo 256. */
const largestPart = { year: 9999, month: 255, day: 255 } as const;

const part = /^\s*(\d{1,4})(?:\.0*)?\s*$/;

function parts({ year, month, day }: RowDetail): string {
  return `year "${year ?? ""}", month "${month ?? ""}", day "${day ?? ""}"`;
}
