import { expect, it } from "vitest";
import { readMomentWord } from "../../../app/domain/calendar/moment-words";

it.each([
  ["2026-03-01T00:00:00Z", "2026-03", "2026-02", "2026-03-01", "2026-02-28"],
  ["2024-03-01T23:59:59Z", "2024-03", "2024-02", "2024-03-01", "2024-02-29"],
  ["2026-01-31T12:00:00Z", "2026-01", "2025-12", "2026-01-31", "2026-01-30"],
  ["2026-12-31T23:00:00-05:00", "2027-01", "2026-12", "2027-01-01", "2026-12-31"],
])("at %s the months are %s and %s, the days %s and %s, in UTC", (now, ...expected) => {
  const words = ["this-month", "last-month", "today", "yesterday"];
  expect(words.map((word) => readMomentWord(word, new Date(now)))).toEqual(expected);
});

it("any other text is itself", () => {
  for (const text of ["2026-10", "", "Last-Month", "last-month ", "constructor"]) expect(readMomentWord(text, new Date(0))).toBe(text);
});
