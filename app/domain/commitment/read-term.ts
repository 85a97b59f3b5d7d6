/**
 * How many months a commitment holds, from what a bill says of it: its term, `36`, `P3Y`, `12 Months` or `3 Years`, and where that says nothing the name of its product, such as
 * `Reserved VM Instance, Standard_E8s_v5, CN North 3, 3 Years`. Null where neither says it.
 */
export function readTermMonths(term: string, product: string): number | null {
  const text = term.trim();
  if (/^\d{1,3}$/.test(text)) return positive(Number(text));
  return monthsIn(text) ?? monthsIn(product);
}

/** The instant some months later, by the calendar of UTC: the same day of the month, or its last one. */
export function addMonths(instant: number, months: number): number {
  const date = new Date(instant);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), lastDay)) + (instant % 86_400_000);
}

function monthsIn(text: string): number | null {
  const years = /(?:^|[^\d.])(\d{1,2}) ?(?:Y\b|years?\b|yrs?\b|年)/i.exec(text)?.[1];
  if (years !== undefined) return positive(Number(years) * 12);
  const months = /(?:^|[^\d.])(\d{1,3}) ?(?:M\b|months?\b|个月)/i.exec(text)?.[1];
  return months === undefined ? null : positive(Number(months));
}

const positive = (months: number): number | null => (months > 0 ? months : null);
