import { addMonths, currentMonth, isDay, isMonth, monthOf } from "../dates/month";

/** What costs are grouped and filtered by: the names of the API, without `billing_account`, which is the account of the view. */
export const dimensions = [
  "service_category",
  "service_subcategory",
  "service_name",
  "meter_category",
  "meter",
  "region",
  "subscription",
  "subscription_name",
  "resource_group",
  "resource",
  "owner",
  "department",
  "cost_center",
  "charge_category",
] as const;
export type Dimension = (typeof dimensions)[number];

export const metrics = ["billed", "effective", "contracted", "list"] as const;
export type Metric = (typeof metrics)[number];

export const emissionMethods = ["market", "location"] as const;
export type EmissionMethod = (typeof emissionMethods)[number];

/**
 * What is looked at, and all that an address says of it. It stands in the address, so that a link, the back button and a reload show the same. Defaults are
 * left out.
 */
export interface View {
  /** First and last month, or first and last day: both in one form. */
  readonly from: string;
  readonly to: string;
  /** Null: all accounts that the reader may see. */
  readonly account: string | null;
  /** Null: the one that most charges have. */
  readonly currency: string | null;
  readonly metric: Metric;
  /** How electricity is counted in emissions: by contracts or by the grid. */
  readonly method: EmissionMethod;
  /** A dimension, `billing_account`, or `tag:` and a key. */
  readonly group: string;
  /** By dimension, or by `tag:` and a key, the values of which a charge must have one. The empty text stands for no value. */
  readonly filters: ReadonlyMap<string, readonly string[]>;
  /** Charges without this tag. */
  readonly withoutTag: string | null;
  /** Column of the table; with `-` before it descending. Null: as the page says. */
  readonly sort: string | null;
  /** What is open beside the list: an id. */
  readonly open: string | null;
  /** Which part of a page is shown. */
  readonly tab: string | null;
}

/** A parameter of the address that could not be read; its default is used. */
export interface ViewFault {
  readonly name: string;
  readonly value: string;
}

export function defaultView(now: Date): View {
  const month = currentMonth(now);
  return {
    from: month,
    to: month,
    account: null,
    currency: null,
    metric: "billed",
    method: "market",
    group: "service_name",
    filters: new Map(),
    withoutTag: null,
    sort: null,
    open: null,
    tab: null,
  };
}

/** The view of an address, and what of it could not be read. */
export function readView(search: string, now: Date): { readonly view: View; readonly faults: readonly ViewFault[] } {
  const given = new URLSearchParams(search);
  const faults: ViewFault[] = [];
  const usual = defaultView(now);
  /** The value when it is one, else the default; with a fault when something else is there. */
  const read = <T>(name: string, toValue: (text: string) => T | null, otherwise: T): T => {
    const text = given.get(name);
    if (text === null) return otherwise;
    const value = toValue(text);
    if (value === null) faults.push({ name, value: text.slice(0, 60) });
    return value ?? otherwise;
  };
  const isDate = (text: string): string | null => (isMonth(text) || isDay(text) ? text : null);
  const [first, last] = [read<string | null>("from", isDate, null), read<string | null>("to", isDate, null)];
  let [from, to] = [first ?? last ?? usual.from, last ?? first ?? usual.to];
  if (from.length !== to.length || from > to || addMonths(monthOf(from), longestMonths - 1) < monthOf(to)) {
    faults.push({ name: "from", value: `${from} – ${to}` });
    ({ from, to } = usual);
  }
  const filters = new Map<string, readonly string[]>();
  for (const name of new Set(given.keys())) {
    if (!name.startsWith("f.")) continue;
    const field = name.slice(2);
    if (isGroup(field) && field !== "billing_account") filters.set(field, [...new Set(given.getAll(name))]);
    else faults.push({ name, value: given.get(name) ?? "" });
  }
  const view: View = {
    from,
    to,
    account: read("account", (text) => (/^[A-Za-z0-9_.:-]{1,128}$/.test(text) ? text : null), usual.account),
    currency: read("currency", (text) => (/^[A-Z]{3}$/.test(text) ? text : null), usual.currency),
    metric: read("metric", (text) => metrics.find((one) => one === text) ?? null, usual.metric),
    method: read("method", (text) => emissionMethods.find((one) => one === text) ?? null, usual.method),
    group: read("group", (text) => (isGroup(text) ? text : null), usual.group),
    filters,
    withoutTag: read("without", (text) => (text.length > 0 && text.length <= 512 ? text : null), usual.withoutTag),
    sort: read("sort", (text) => (/^-?[a-z_]{1,40}$/.test(text) ? text : null), usual.sort),
    open: read("open", (text) => (text.length > 0 && text.length <= 512 ? text : null), usual.open),
    tab: read("tab", (text) => (/^[a-z-]{1,40}$/.test(text) ? text : null), usual.tab),
  };
  return { view, faults };
}

/** The address of a view, without `?`; the empty text for the default one. */
export function writeView(view: View, now: Date): string {
  const usual = defaultView(now);
  const search = new URLSearchParams();
  if (view.from !== usual.from || view.to !== usual.to) {
    search.set("from", view.from);
    search.set("to", view.to);
  }
  const rest: readonly (readonly [string, string | null, string | null])[] = [
    ["account", view.account, usual.account],
    ["currency", view.currency, usual.currency],
    ["metric", view.metric, usual.metric],
    ["method", view.method, usual.method],
    ["group", view.group, usual.group],
    ["without", view.withoutTag, usual.withoutTag],
    ["sort", view.sort, usual.sort],
    ["open", view.open, usual.open],
    ["tab", view.tab, usual.tab],
  ];
  for (const [name, value, otherwise] of rest) if (value !== null && value !== otherwise) search.set(name, value);
  for (const [field, values] of view.filters) for (const value of values) search.append(`f.${field}`, value);
  return search.toString();
}

/** The view with one more filter, or with one less when `values` is empty. */
export function withFilter(view: View, field: string, values: readonly string[]): View {
  const filters = new Map(view.filters);
  if (values.length === 0) filters.delete(field);
  else filters.set(field, values);
  return { ...view, filters };
}

/** What the cost APIs take of a view: range, account and filters. */
export function costQuestion(view: View): CostQuestion {
  return { ...filterQuestion(view), from: view.from, to: view.to };
}

/** The same without the range. */
export function filterQuestion(view: View): FilterQuestion {
  const tags: string[] = [];
  const question: Record<string, string> = {};
  if (view.account !== null) question["billing_account"] = view.account;
  for (const [field, values] of view.filters) {
    // A list of JSON is taken as it is: names may have commas. A tag's key and value stand in quotes for the same reason.
    if (!field.startsWith("tag:")) question[field] = JSON.stringify(values);
    else for (const value of values) tags.push(`${JSON.stringify(field.slice(4))}:${JSON.stringify(value)}`);
  }
  if (tags.length > 0) question["tag"] = tags.join(",");
  if (view.withoutTag !== null) question["without_tag"] = JSON.stringify(view.withoutTag);
  return question;
}

/** The same of account and filters, as POST /query takes them. */
export function queryFilters(view: View): readonly object[] {
  return [
    ...(view.account === null ? [] : [{ field: "billing_account", op: "in", values: [view.account] }]),
    ...[...view.filters].map(([field, values]) => ({ field, op: "in", values })),
    ...(view.withoutTag === null ? [] : [{ field: `tag:${view.withoutTag}`, op: "absent", values: [] }]),
  ];
}

/** `group` as the cost APIs take it, and what the column is called in their answers. */
export function groupParameter(group: string): string {
  return group.startsWith("tag:") ? `tag:${JSON.stringify(group.slice(4))}` : group;
}
export function groupColumn(group: string): string {
  return group === "billing_account" ? "billing_account_id" : group;
}

export type CostQuestion = { readonly from: string; readonly to: string } & FilterQuestion;
export type FilterQuestion = { readonly [Field in Dimension | "billing_account" | "tag" | "without_tag"]?: string };

function isGroup(text: string): boolean {
  return (
    text === "billing_account" ||
    dimensions.some((one) => one === text) ||
    (text.startsWith("tag:") && text.length > 4 && text.length <= 516)
  );
}

/** Of the API. */
const longestMonths = 36;
