import { describe, expect, it } from "vitest";
import { measureTexts } from "../../../dashboard/src/app/measures";
import { formatDay, formatMonth } from "../../../dashboard/src/dates/format-date";
import { commonTexts } from "../../../dashboard/src/i18n/common-texts";
import { questionWords } from "../../../dashboard/src/routes/views/question-words";
import { viewsTexts } from "../../../dashboard/src/routes/views/texts";

const english = { common: commonTexts.en, measures: measureTexts.en, views: viewsTexts.en };
const formats = { date: (date: string) => (date.length === 7 ? formatMonth(date, "en-US") : formatDay(date, "en-US")) };

describe("a saved question in words", () => {
  it.each([
    [
      {
        endpoint: "query",
        body: { measures: ["billed_cost"], dimensions: ["service_name", "tag:env"], timeRange: { from: "2026-09", to: "2026-11" } },
      },
      "Billed cost by Service, Tag env · September 2026 – November 2026",
    ],
    [
      {
        endpoint: "query",
        body: {
          measures: ["charges", "savings"],
          dimensions: [],
          grain: "day",
          timeRange: { from: "2026-09-03", to: "2026-09-03" },
          filters: [
            { field: "region", op: "in", values: ["x"] },
            { field: "region", op: "not_in", values: ["y"] },
          ],
        },
      },
      "Savings, Charges by day · Sep 3, 2026 · filtered by Region",
    ],
    [
      {
        endpoint: "costs",
        parameters: { month: "last-month", group: 'tag:"env"', metric: "effective", owner: '["A"]', billing_account: "100", tag: "a:b" },
      },
      "Cost: Effective by Tag env · Last month · filtered by Owner, Account, tags",
    ],
    [{ endpoint: "costs", parameters: { from: "2026-09", to: "2026-10" } }, "Cost: Billed · September 2026 – October 2026"],
    [{ endpoint: "anomalies", parameters: { month: "2026-09" } }, null],
    [null, null],
  ])("%j is %s", (question, words) => {
    expect(questionWords(question, english, formats)).toBe(words);
  });
});
