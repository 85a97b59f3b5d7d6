import type { AnomalyRow } from "./anomaly-row";

type Told = Pick<AnomalyRow, "kind" | "currency" | "date" | "through" | "cost" | "expected" | "low" | "high" | "difference" | "planned">;

/** An anomaly in one sentence. `first` is the first day with a charge since twelve weeks before the month. */
export function whyAnomaly(row: Told, first: string): string {
  const { kind, currency, date, through, cost, planned } = row;
  switch (kind) {
    case "new": {
      const days = date === through ? `on ${date}` : `from ${date} through ${through}`;
      return `New: first charged on ${first}, and never in the weeks before. It cost ${cost} ${currency} ${days}.`;
    }
    case "purchase":
      return planned
        ? `Purchases of ${cost} ${currency} on ${date}: to be expected on the first of a month, or as much as a month before.`
        : `Purchases of ${cost} ${currency} on ${date}, neither on the first of a month nor as much as a month before.`;
    case "unusual":
    case "level":
      return whyUnusual(row);
  }
}

function whyUnusual({ kind, currency, date, through, cost, expected, low, high, difference }: Told): string {
  const isMore = !difference.startsWith("-");
  const differs = `${cost} ${currency}, ${isMore ? difference : difference.slice(1)} ${isMore ? "more" : "less"}`;
  const limit = `${isMore ? `up to ${high}` : `down to ${low}`} would have been usual`;
  const weekday = weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? "";
  if (date === through)
    return `${weekday} ${date} cost ${differs} than the ${expected} of a ${weekday} at the level of the two weeks before; ${limit}.`;
  const days = `The days from ${date} through ${through} cost ${differs} than the ${expected} of these weekdays at the level of the weeks before; ${limit}.`;
  return kind === "level" ? `${days} After a week, the new level is the usual one.` : days;
}

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;
