import type { Answered } from "../api/ask";
import { signOf, sizeOf } from "../money/amount";
import { defineTexts, type Texts } from "../i18n/language";
import type { Formats } from "../i18n/use-formats";

type Anomaly = Pick<
  Answered<"/api/anomalies">["data"][number],
  "kind" | "currency" | "date" | "through" | "cost" | "expected" | "low" | "high" | "difference" | "planned"
>;

/** Why a day is listed, in a sentence of the reader's language with the reader's amounts. The API says the same in English with all digits. */
export const whyTexts = defineTexts(
  {
    fresh: (cost: string, days: string) => `New: it had no cost in the weeks before. It cost ${cost} on ${days}.`,
    planned: (cost: string) => `Purchases of ${cost}: to be expected on the first of a month, or as much as a month before.`,
    purchase: (cost: string) => `Purchases of ${cost}, neither on the first of a month nor as much as a month before.`,
    more: (difference: string, expected: string, limit: string) =>
      `${difference} more than the ${expected} of such days in the weeks before; up to ${limit} would have been usual.`,
    less: (difference: string, expected: string, limit: string) =>
      `${difference} less than the ${expected} of such days in the weeks before; down to ${limit} would have been usual.`,
    level: "After a week, the new level is the usual one.",
    through: (first: string, last: string) => `${first} to ${last}`,
  },
  {
    fresh: (cost: string, days: string) => `新出现：之前几周没有成本。${days}的成本为 ${cost}。`,
    planned: (cost: string) => `购买 ${cost}：在月初或与一个月前金额相同，属于预期之内。`,
    purchase: (cost: string) => `购买 ${cost}，既不在月初，也与一个月前的金额不同。`,
    more: (difference: string, expected: string, limit: string) =>
      `比之前几周同类日子的 ${expected} 多 ${difference}；通常最多为 ${limit}。`,
    less: (difference: string, expected: string, limit: string) =>
      `比之前几周同类日子的 ${expected} 少 ${difference}；通常最少为 ${limit}。`,
    level: "一周之后，新的水平即视为通常水平。",
    through: (first: string, last: string) => `${first}至${last}`,
  },
);

export function whyOf(row: Anomaly, texts: typeof whyTexts extends Texts<infer T> ? Texts<T>["en"] : never, formats: Formats): string {
  const amount = (value: string): string => formats.amount(value, row.currency);
  switch (row.kind) {
    case "new": {
      const first = formats.day(row.date);
      return texts.fresh(amount(row.cost), row.date === row.through ? first : texts.through(first, formats.day(row.through)));
    }
    case "purchase":
      return row.planned ? texts.planned(amount(row.cost)) : texts.purchase(amount(row.cost));
    case "unusual":
    case "level": {
      const size = amount(sizeOf(row.difference));
      const differs =
        signOf(row.difference) > 0
          ? texts.more(size, amount(row.expected), amount(row.high))
          : texts.less(size, amount(row.expected), amount(row.low));
      return row.kind === "level" ? `${differs} ${texts.level}` : differs;
    }
  }
}
