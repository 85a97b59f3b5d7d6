import { addDays, addMonths, currentMonth, isDay, isMonth } from "../dates/month";
import { costQuestion, defaultView, dimensions, groupParameter, metrics, type View } from "./view-state";

/** A question as POST /views keeps it. */
export type SavedQuestion =
  | { readonly endpoint: "costs"; readonly parameters: Readonly<Record<string, string>> }
  | { readonly endpoint: "query"; readonly body: object };

/** The month that a view shows, by the name that the API reads anew at each run; null for other periods. */
export function movingMonth({ from, to }: View, now: Date): "this-month" | "last-month" | null {
  if (from !== to) return null;
  const current = currentMonth(now);
  return from === current ? "this-month" : from === addMonths(current, -1) ? "last-month" : null;
}

/** What Explore shows, as a question of /api/costs: of these days, or of the month that `moves`. */
export function exploreQuestion(view: View, moves: "this-month" | "last-month" | null): SavedQuestion {
  const { from, to, ...rest } = costQuestion(view);
  const given: Readonly<Record<string, string | undefined>> = rest;
  const parameters = Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  const period: Readonly<Record<string, string>> = moves === null ? { from, to } : { month: moves };
  return { endpoint: "costs", parameters: { ...period, ...parameters, group: groupParameter(view.group), metric: view.metric } };
}

/** The view of Explore that shows a saved question of /api/costs; null when it asks for something that Explore does not show. */
export function exploreView(parameters: ReadonlyMap<string, string>, now: Date): Partial<View> | null {
  const usual = defaultView(now);
  const month = parameters.get("month") ?? null;
  const from = readDate(month ?? parameters.get("from") ?? usual.from, now);
  const to = readDate(month ?? parameters.get("to") ?? usual.to, now);
  const group = readGroup(parameters.get("group") ?? "service_name");
  const metric = metrics.find((one) => one === (parameters.get("metric") ?? "billed"));
  if (from === null || to === null || from.length !== to.length || group === null || metric === undefined) return null;
  const filters = new Map<string, readonly string[]>();
  let account: string | null = null;
  let withoutTag: string | null = null;
  for (const [name, text] of parameters) {
    if (shown.has(name)) continue;
    if (name === "billing_account") account = text;
    else if (name === "without_tag") withoutTag = readText(text);
    else if (name === "tag") for (const [key, values] of readTags(text)) filters.set(`tag:${key}`, values);
    else if (dimensions.some((one) => one === name)) filters.set(name, readTexts(text));
    else return null;
  }
  return { from, to, group, metric, filters, account, withoutTag, currency: null };
}

/** Parameters that are read above, or that Explore sets by itself. */
const shown: ReadonlySet<string> = new Set(["month", "from", "to", "group", "metric", "grain", "top", "compare"]);

function readDate(text: string, now: Date): string | null {
  const today = now.toISOString().slice(0, 10);
  switch (text) {
    case "this-month":
      return currentMonth(now);
    case "last-month":
      return addMonths(currentMonth(now), -1);
    case "today":
      return today;
    case "yesterday":
      return addDays(today, -1);
    default:
      return isMonth(text) || isDay(text) ? text : null;
  }
}

/** One group; Explore does not divide by two. */
function readGroup(text: string): string | null {
  if (text.startsWith("tag:")) return `tag:${readText(text.slice(4))}`;
  return text === "billing_account" || dimensions.some((one) => one === text) ? text : null;
}

/** A text, or the text of its JSON. */
function readText(text: string): string {
  const [only = text] = text.startsWith('"') ? readTexts(`[${text}]`) : [];
  return only;
}

/** The texts of a JSON list. Any other text is a list of one: itself. */
function readTexts(text: string): readonly string[] {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.filter((one) => typeof one === "string") : [text];
  } catch {
    return [text];
  }
}

/** `"env":"prod","env":"test"` as the values of each key. */
function readTags(text: string): ReadonlyMap<string, readonly string[]> {
  const tags = new Map<string, readonly string[]>();
  const texts = readTexts(`[${text.replaceAll(/("(?:[^"\\]|\\.)*"):/g, "$1,")}]`);
  for (let place = 0; place + 1 < texts.length; place += 2) {
    const [key = "", value = ""] = texts.slice(place);
    tags.set(key, [...(tags.get(key) ?? []), value]);
  }
  return tags;
}
