import type { Answered } from "../api/ask";

/** The first of the last days to which usage of the accounts is known, as long as one of them expects more of the month; null when the month is whole. */
export function knownThrough(
  forecasts: readonly Pick<Answered<"/api/forecast">["data"][number], "currency" | "method" | "known_through">[],
  month: string,
  currency: string | null,
): string | null {
  const own = forecasts.filter((row) => row.currency === currency);
  const days = own.flatMap(({ known_through: day }) => (day?.startsWith(month) === true ? [day] : []));
  return own.some(({ method }) => method !== "actual") ? (days.sort()[0] ?? null) : null;
}
