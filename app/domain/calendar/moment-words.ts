/** Words that stand for a month or a day, UTC, in a question that is asked again and again. */
const momentWords = ["this-month", "last-month", "today", "yesterday"] as const;

/** The month, `YYYY-MM`, or the day, `YYYY-MM-DD`, that a word stands for at `now`; any other text is itself. */
export function readMomentWord(text: string, now: Date): string {
  const word = momentWords.find((one) => one === text);
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  switch (word) {
    case undefined:
      return text;
    case "this-month":
      return iso(year, month, 1).slice(0, 7);
    case "last-month":
      return iso(year, month - 1, 1).slice(0, 7);
    case "today":
      return iso(year, month, day);
    case "yesterday":
      return iso(year, month, day - 1);
  }
}

function iso(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
}
