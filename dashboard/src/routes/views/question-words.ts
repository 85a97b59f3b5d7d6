import { listOf, memberOf, textOf, textsOf } from "../../api/read-value";
import { measures, type measureTexts } from "../../app/measures";
import { dimensions, metrics } from "../../app/view-state";
import type { commonTexts } from "../../i18n/common-texts";
import { fieldName } from "../../i18n/field-name";
import type { viewsTexts } from "./texts";

interface Dates {
  /** A day, or a month, in the reader's language. */
  readonly date: (date: string) => string;
}

interface QuestionTexts {
  readonly common: typeof commonTexts.en;
  readonly measures: typeof measureTexts.en;
  readonly views: typeof viewsTexts.en;
}

/** What a saved question asks, in words: what is measured, by what, of which days, and which dimensions are filtered. Null for one that has no words. */
export function questionWords(question: unknown, texts: QuestionTexts, formats: Dates): string | null {
  const body = memberOf(question, "body");
  const asked = body === undefined ? ofCosts(memberOf(question, "parameters"), question, texts) : ofQuery(body, texts);
  if (asked === null) return null;
  const { measured, by, from, to, filtered } = asked;
  const period =
    from === to || to === "" ? dateWords(from, texts, formats) : `${dateWords(from, texts, formats)} – ${dateWords(to, texts, formats)}`;
  const named = (fields: readonly string[]): string => fields.map((field) => fieldName(field, texts.common)).join(", ");
  const what = by.length === 0 ? measured.join(", ") : texts.views.measuredBy(measured.join(", "), named(by));
  return [what, period, ...(filtered.length === 0 ? [] : [texts.views.filtered(named(filtered))])]
    .filter((part) => part !== "")
    .join(" · ");
}

interface Asked {
  readonly measured: readonly string[];
  readonly by: readonly string[];
  /** Months, days, or names such as `this-month`; empty where the question says none. */
  readonly from: string;
  readonly to: string;
  readonly filtered: readonly string[];
}

function ofQuery(body: unknown, { measures: names, views }: QuestionTexts): Asked {
  const asked = textsOf(body, "measures");
  const range = memberOf(body, "timeRange");
  const grain = textOf(body, "grain");
  return {
    measured: measures.filter((measure) => asked.includes(measure)).map((measure) => names[measure]),
    by: [...textsOf(body, "dimensions"), ...(grain === "day" || grain === "month" ? [views[grain]] : [])],
    from: textOf(range, "from"),
    to: textOf(range, "to"),
    filtered: [...new Set(listOf(body, "filters", (filter) => textOf(filter, "field")))],
  };
}

/** Of GET /api/costs only: other answers have no words of this form. */
function ofCosts(parameters: unknown, question: unknown, { common, views }: QuestionTexts): Asked | null {
  if (textOf(question, "endpoint") !== "costs" || typeof parameters !== "object" || parameters === null) return null;
  const metric = metrics.find((one) => one === textOf(parameters, "metric")) ?? "billed";
  const month = textOf(parameters, "month");
  const group = textOf(parameters, "group");
  const names = Object.keys(parameters);
  const filters = names.filter((name) => name === "billing_account" || dimensions.some((one) => one === name));
  return {
    measured: [`${common.cost}: ${common[metric]}`],
    by: group === "" ? [] : [group.startsWith("tag:") ? `tag:${group.slice(4).replaceAll('"', "")}` : group],
    from: month === "" ? textOf(parameters, "from") : month,
    to: month === "" ? textOf(parameters, "to") : month,
    filtered: names.includes("tag") || names.includes("without_tag") ? [...filters, views.tags] : filters,
  };
}

function dateWords(date: string, { common }: QuestionTexts, formats: Dates): string {
  switch (date) {
    case "this-month":
      return common.thisMonth;
    case "last-month":
      return common.lastMonth;
    default:
      return /^\d{4}-\d{2}(-\d{2})?$/.test(date) ? formats.date(date) : date;
  }
}
