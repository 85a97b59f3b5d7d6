import { z } from "zod";
import { BillingMonth } from "../../domain/calendar/billing-month";
import { SourceError } from "../source-error";

/** `YYYY-MM/`: where a path says its month, in words that a person writes. */
export const datedPath = z
  .string()
  .refine((path) => count(path, "YYYY") === 1 && count(path, "MM") === 1, "must have YYYY and MM once, such as YYYY-MM/ or YYYY/MM/");

/** Which files below a prefix are one delivery. */
export const deliveryLayout = z.discriminatedUnion("kind", [
  z
    .object({ kind: z.literal("one") })
    .strict()
    .describe("All files: they are one delivery, and their rows say the months"),
  z
    .object({
      kind: z.literal("months"),
      path: datedPath.describe("Path: after the prefix, with the month in it: YYYY-MM/, BILLING_PERIOD=YYYY-MM/, bill-YYYYMM"),
    })
    .strict()
    .describe("Months: the files of a month, which their path says; rows of another month refuse the delivery"),
  z
    .object({
      kind: z.literal("increments"),
      path: datedPath
        .refine((path) => count(path, "DD") === 1, "must have DD once, such as YYYY/MM/DD/")
        .describe("Path: after the prefix, with the day in it: YYYY/MM/DD/"),
      lateDays: z
        .number()
        .int()
        .min(0)
        .max(92)
        .default(31)
        .describe("Days late: for so long after the end of a month a file may have rows of it"),
      firstMonth: z
        .string()
        .refine((month) => BillingMonth.parse(month) !== null, "must be a month such as 2026-01")
        .optional()
        .describe(
          "First month: rows of earlier ones are left out; needed where the first files have rows of months whose files are not there",
        ),
    })
    .strict()
    .describe(
      "Increments: files that are added day by day and never replaced, as Oracle's; a month is all rows of it, whichever file they are in",
    ),
]);

export type DeliveryLayout = z.infer<typeof deliveryLayout>;

/** The files of one delivery, and which of their rows belong to it. */
export interface PlannedDelivery<File> {
  /** Null: the rows say. */
  readonly month: BillingMonth | null;
  readonly files: readonly File[];
  /** Whether a row of a file is one of this delivery; throws SourceError when no delivery would have it. Null: all rows of its files are. */
  readonly hasRow: ((file: string, period: string) => boolean) | null;
}

/**
 * Puts files into deliveries, in the order of their months. `prefix` is what the names of all of them begin with, before the path.
 * @throws SourceError `config` a file whose path says no month: it would be in no delivery
 */
export function planDeliveries<File extends { readonly name: string }>(
  layout: DeliveryLayout,
  prefix: string,
  files: readonly File[],
): readonly PlannedDelivery<File>[] {
  switch (layout.kind) {
    case "one":
      return [{ month: null, files, hasRow: null }];
    case "months": {
      const byMonth = new Map<string, File[]>();
      for (const file of files) {
        const month = dateOf(layout.path, prefix, file.name).month.toString();
        byMonth.set(month, [...(byMonth.get(month) ?? []), file]);
      }
      return [...byMonth].sort(byKey).map(([month, files]) => ({ month: BillingMonth.parse(month), files, hasRow: null }));
    }
    case "increments":
      return planIncrements(layout, prefix, files);
  }
}

function planIncrements<File extends { readonly name: string }>(
  { path, lateDays, firstMonth }: Extract<DeliveryLayout, { kind: "increments" }>,
  prefix: string,
  files: readonly File[],
): readonly PlannedDelivery<File>[] {
  const dated = files.map((file) => ({ file, ...dateOf(path, prefix, file.name) }));
  const dates = new Map(dated.map(({ file, day, month }) => [file.name, { day, month }]));
  const first = firstMonth ?? dated.map(({ month }) => month.toString()).sort()[0] ?? "";
  const months = new Map(dated.filter(({ month }) => month.toString() >= first).map(({ month }) => [month.toString(), month]));
  const isLateFor = (day: number, month: BillingMonth): boolean => day > dayNumber(month.firstDay) + month.days - 1 + lateDays;
  return [...months].sort(byKey).map(([, month]) => ({
    month,
    files: dated.filter((one) => one.month.compare(month) >= 0 && !isLateFor(one.day, month)).map(({ file }) => file),
    hasRow: (file, period) => {
      if (period === month.toString()) return true;
      const date = dates.get(file);
      const other = BillingMonth.parse(period.slice(0, 7));
      if (date === undefined || other === null || other.compare(date.month) > 0)
        throw new SourceError("malformed", `${file} has a row of ${period}, which is after the day of the file`);
      if (period < first) {
        if (firstMonth !== undefined) return false;
        throw new SourceError(
          "config",
          `${file} has a row of ${period}, and the first files are of ${first}: say in firstMonth which month is read first`,
        );
      }
      if (isLateFor(date.day, other))
        throw new SourceError(
          "config",
          `${file} has a row of ${period}, which ended more than ${lateDays} days before the file: raise lateDays`,
        );
      return false;
    },
  }));
}

interface PathDate {
  readonly month: BillingMonth;
  /** Days since the epoch; of its month's first where the path says no day. */
  readonly day: number;
}

function dateOf(path: string, prefix: string, name: string): PathDate {
  const pattern = path
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replace("YYYY", "(?<year>\\d{4})")
    .replace("MM", "(?<month>\\d{2})")
    .replace("DD", "(?<day>\\d{2})");
  const found = new RegExp(`^${pattern}`, "i").exec(name.slice(prefix.length))?.groups ?? {};
  const month = BillingMonth.of(Number(found["year"]), Number(found["month"]));
  const day = Number(found["day"] ?? 1);
  if (month === null || day < 1 || day > month.days)
    throw new SourceError("config", `${JSON.stringify(name)} is not at ${JSON.stringify(prefix + path)}: it would be in no delivery`);
  return { month, day: dayNumber(month.firstDay) + day - 1 };
}

function dayNumber(day: string): number {
  return Date.parse(day) / 86_400_000;
}

function byKey([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
