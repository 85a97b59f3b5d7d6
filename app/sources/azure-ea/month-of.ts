/**
 * The month (`YYYY-MM`) of a usage date as EA writes it: `2024-01-05T00:00:00`, `2024-01-05`, `01/05/2024` (month first), with or without a time.
 * null if it is none of these. The day is a calendar day and no time zone is applied.
 */
export function monthOf(date: string): string | null {
  const iso = /^(\d{4}-(?:0[1-9]|1[0-2]))-\d{2}(?:$|[T ])/.exec(date);
  if (iso?.[1] !== undefined) return iso[1];
  const american = /^(\d{1,2})\/\d{1,2}\/(\d{4})(?:$| )/.exec(date);
  if (american?.[1] === undefined || american[2] === undefined) return null;
  const month = Number(american[1]);
  return month >= 1 && month <= 12 ? `${american[2]}-${String(month).padStart(2, "0")}` : null;
}
