/** Whether a text is a day that a column of days can hold. A month 13 or a 30 February would be stored as another day, or block the stream that stores it. */
export function isKeptDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < firstKeptDay || text > lastKeptDay) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Range of a ClickHouse Date; a day outside would become one of these two. */
export const [firstKeptDay, lastKeptDay] = ["1970-01-01", "2149-06-06"] as const;
