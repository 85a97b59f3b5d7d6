import { isLosslessNumber, stringify } from "lossless-json";
import { z } from "zod";
import { toCalendarDay } from "../../domain/calendar/calendar-day";
import { atJsonPointer, isJsonPointer } from "../json/json-pointer";
import type { MonthWindow } from "./month-window";

export const jsonPointer = z.string().refine(isJsonPointer, "is not a JSON pointer, such as /data/items");

/** How the text at a pointer becomes the text of a column. */
const formats = ["text", "day-start", "day-end", "epoch-seconds", "epoch-milliseconds", "hundredths", "upper", "lower"] as const;

/** Where the value of a column comes from: a constant, a pointer into the row, or a text with pointers in it. */
export const columnTemplate = z
  .object({
    value: z
      .string()
      .optional()
      .describe("Value: the same in all rows; {monthStart} and the like stand for the month that is read, as times"),
    pointer: jsonPointer
      .optional()
      .describe("Pointer: where the value is in the row; a number keeps its digits, an object or a list becomes its JSON text"),
    text: z
      .string()
      .regex(/^[^{}]*(?:\{\/[^{}]*\}[^{}]*)+$/, "has pointers in braces, such as {/Account/Name}")
      .optional()
      .describe("Text: with pointers in braces, {/Account/Name}: {/Name}"),
    format: z
      .enum(formats)
      .default("text")
      .describe(
        "Format: of a pointer. day-start, day-end: a day as the midnight at which it begins or ends. epoch-…: a count since 1970. hundredths: an amount in cents",
      ),
    values: z
      .record(z.string())
      .optional()
      .describe("Values: of a pointer, which stands for which; another one refuses the row, unless otherwise says what it is"),
    otherwise: z.string().optional().describe("Otherwise: what the column has where the row has no value, or none of values"),
  })
  .strict()
  .refine(
    ({ value, pointer, text }) => [value, pointer, text].filter((one) => one !== undefined).length === 1,
    "needs one of value, pointer, text",
  );

export type ColumnTemplate = z.infer<typeof columnTemplate>;

/** The text of a column, null where the row has no value, or in words why the row cannot be read. */
export type MappedCell = { readonly text: string | null } | { readonly fault: string };

/** Compiles the template of a column for the rows of one month. */
export function compileColumn(template: ColumnTemplate, window: MonthWindow): (row: unknown) => MappedCell {
  const { value, pointer, text, format, values, otherwise = null } = template;
  if (value !== undefined) {
    const cell = { text: window.fill(value, "time") };
    return () => cell;
  }
  if (text !== undefined) {
    const pointers = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, one = ""]) => one);
    return (row) => {
      const found = pointers.map((one) => textOf(atJsonPointer(row, one)));
      if (found.every((one) => one === null)) return { text: otherwise };
      let next = 0;
      return { text: text.replace(/\{[^{}]*\}/g, () => found[next++] ?? "") };
    };
  }
  return (row) => {
    const found = textOf(atJsonPointer(row, pointer ?? ""));
    if (found === null) return { text: otherwise };
    if (values !== undefined) {
      const known = Object.hasOwn(values, found) ? values[found] : undefined;
      if (known !== undefined) return { text: known };
      return otherwise === null ? { fault: `${quote(found)} is none of ${Object.keys(values).join(", ")}` } : { text: otherwise };
    }
    return formatted(found, format);
  };
}

/** Digits as they were sent; `true` and `false` as these words. */
export function textOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "string") return value;
  if (isLosslessNumber(value)) return value.value;
  if (typeof value === "boolean") return String(value);
  return stringify(value) ?? null;
}

function formatted(text: string, format: (typeof formats)[number]): MappedCell {
  switch (format) {
    case "text":
      return { text };
    case "upper":
      return { text: text.toUpperCase() };
    case "lower":
      return { text: text.toLowerCase() };
    case "day-start":
    case "day-end": {
      const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})(?:$|[T ])/.exec(text) ?? [];
      const found = toCalendarDay(Number(year), Number(month), Number(day));
      if (found === null) return { fault: `${quote(text)} does not begin with a day such as 2026-10-01` };
      const time = Date.parse(`${found.date}T00:00:00Z`) + (format === "day-end" ? 86_400_000 : 0);
      return { text: instant(time) };
    }
    case "epoch-seconds":
    case "epoch-milliseconds": {
      const time = /^\d{1,14}(?:\.\d+)?$/.test(text) ? Math.floor(Number(text) * (format === "epoch-seconds" ? 1000 : 1)) : Number.NaN;
      if (!(time < 4_102_444_800_000)) return { fault: `${quote(text)} is not a count of ${format.slice(6)} since 1970` };
      return { text: instant(time) };
    }
    case "hundredths": {
      const [, sign = "", digits] = /^(-?)(\d+)$/.exec(text) ?? [];
      if (digits === undefined) return { fault: `${quote(text)} is no whole number of hundredths` };
      const padded = digits.padStart(3, "0");
      return { text: `${sign}${padded.slice(0, -2)}.${padded.slice(-2)}` };
    }
  }
}

function instant(time: number): string {
  return new Date(time).toISOString().replace(".000Z", "Z");
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 60));
}
