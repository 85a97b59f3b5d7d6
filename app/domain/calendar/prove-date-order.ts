/** What the dates with slashes of one file or page are: Microsoft writes the month first. `mixed`: some can only be one, and some only the other. */
export type DateOrder = "month-first" | "day-first" | "mixed" | "unclear";

/** What the dates of one file or page prove: `10/13/2026` has its month first, `13/10/2026` its day; `05/10/2026` proves nothing. */
export function proveDateOrder(texts: Iterable<string>): DateOrder {
  let [monthFirst, dayFirst] = [false, false];
  for (const text of texts) {
    const parts = slashed.exec(text);
    if (parts === null) continue;
    const [first, second] = [Number(parts[1]), Number(parts[2])];
    // `99/99/9999` is not a date in either order, so it proves nothing.
    dayFirst ||= first > 12 && first <= 31 && second <= 12;
    monthFirst ||= second > 12 && second <= 31 && first <= 12;
  }
  if (monthFirst && dayFirst) return "mixed";
  if (dayFirst) return "day-first";
  return monthFirst ? "month-first" : "unclear";
}

const slashed = /^\s*(\d{1,2})\/(\d{1,2})\/\d{4}/;
