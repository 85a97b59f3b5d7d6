import { daysBetween } from "../../domain/calendar/calendar-day";
import { costFieldName } from "../../domain/cost/cost-dimension";
import { type CostMetric, costMetricColumns, doubtsOf } from "../../domain/cost/cost-doubt";
import type { CostRange } from "../../domain/cost/cost-range";
import { divideDecimals } from "../../domain/decimal/divide-decimals";
import { ExactSum } from "../../domain/snapshot/exact-sum";
import { type Answer, type AnswerProblem, answerOf } from "../serving/answer";
import { ApiError } from "../serving/api-error";
import type { ApiRequest } from "../serving/api-request";
import { askCosts } from "./ask-costs";
import { dateOf } from "./cost-bucket";
import { costProblems, type DoubtedCharges, doubtProblems } from "./cost-problems";
import { type CostsParams, type CostsQuestion, readCostsQuestion } from "./costs-question";
import { type CostsSqlRow, costsSql, mostRows } from "./costs-sql";
import { readCostSnapshots } from "./read-cost-snapshots";
import { readDayProblems } from "./read-day-problems";
import { readFilterProblems } from "./read-filter-problems";
import { readTagProblems } from "./read-tag-problems";
import { rememberPerRows } from "./remember-per-rows";

/**
 * Besides these the groups by their names, `billing_account_id` for the billing account, null for charges without the tag; `date` (a day, or `YYYY-MM`)
 * when a grain is asked, null for charges without a day;
 * `previous_cost` and `difference` when compared; `billed_cost`, `effective_cost`, `contracted_cost` and `list_cost` of further metrics; `share` when asked;
 * with a quantity `unit`, `quantity` and `unit_cost`, null for charges without a quantity or unit, and `previous_quantity` and `previous_unit_cost` when
 * compared; `others`, the number of groups in the row Other and else 0, when only the top is asked.
 */
export interface CostsRow {
  currency: string;
  /** Null when no charge has a known cost. */
  cost: string | null;
  charges: string;
  [field: string]: string | number | null;
}

/** With a quantity a total for each unit. */
export interface CostsTotal {
  currency: string;
  unit?: string | null;
  cost: string | null;
  billed_cost?: string | null;
  effective_cost?: string | null;
  contracted_cost?: string | null;
  list_cost?: string | null;
  charges: string;
  quantity?: string | null;
  unit_cost?: string | null;
  previous_cost?: string | null;
  difference?: string | null;
}

const answered = rememberPerRows<{
  readonly data: readonly CostsRow[];
  readonly totals: readonly CostsTotal[];
  readonly doubts: readonly AnswerProblem[];
}>();
/** Apart from those without: the rows of both are the same. */
const answeredWithShares: typeof answered = rememberPerRows();

/** The answer of GET /api/costs. */
export async function answerCosts(params: CostsParams, request: ApiRequest): Promise<Answer<CostsRow, CostsTotal>> {
  const question = readCostsQuestion(params, request.now);
  const { range, compared, filters, group } = question;
  const previous = compared?.range ?? null;
  const snapshots = await readCostSnapshots(request, range, filters, { previous, fields: group, quantity: question.quantity !== null });
  const isByDay = range.unit === "days" || question.grain === "day";
  const scope = { range, filters, snapshots };
  const asked = askCosts<CostsSqlRow>(request, snapshots, costsSql(question, snapshots));
  const [found, dayProblems, tagProblems, filterProblems] = await Promise.all([
    asked,
    isByDay ? readDayProblems(request, scope) : Promise.resolve([]),
    readTagProblems(request, scope, group),
    readFilterProblems(request, scope, asked),
  ]);
  if (found.length > mostRows) throw tooManyRows(question, found);
  const withShares = params.share === true;
  const { data, totals, doubts } = (withShares ? answeredWithShares : answered)(found, () => ({
    data: found.map(rowWriter(question, withShares ? costsByDate(found) : null)),
    totals: totalsOf(found, question),
    doubts: doubtProblems(found.flatMap((row) => doubtsOfRow(row, question.metrics))),
  }));
  return answerOf({
    data,
    snapshots: snapshots.named,
    totals,
    problems: [...costProblems(range, snapshots, previous), ...dayProblems, ...tagProblems, ...filterProblems, ...doubts],
  });
}

/** Says how many groups there is room for, where the dates do not take it all. */
function tooManyRows({ grain, range, quantity }: CostsQuestion, found: readonly CostsSqlRow[]): ApiError {
  const dates = grain === "none" ? 1 : new Set(found.map(({ out_bucket }) => out_bucket)).size;
  const dated = grain === "none" ? 1 : Math.max(dates, grain === "day" ? daysOf(range) : range.months.length);
  const currencies = new Set(found.map(({ out_currency }) => out_currency)).size;
  const room = Math.min(1000, Math.floor(mostRows / (dated * currencies)) - 1);
  const advice = room < 1 || quantity !== null ? "use top, fewer groups or a shorter range" : `top=${room} or less fits`;
  const dating = grain === "none" ? "" : ` for ${dated} ${grain === "day" ? "days" : "months"}`;
  return new ApiError("too-large", `The result has more than ${mostRows} rows${dating}; ${advice}`, {
    parameter: "top",
    allowed: [`1 to ${room < 1 ? 1000 : room}`],
  });
}

const daysOf = ({ firstDay, lastDay }: CostRange): number => daysBetween(firstDay, lastDay) + 1;

/** What makes a row of an answer of a row of the statement. Names are looked up once and not for each row: answers have thousands. */
function rowWriter(
  { grain, group, metrics, quantity, compared, top }: CostsQuestion,
  costOfDate: ((row: CostsSqlRow) => string) | null,
): (row: CostsSqlRow) => CostsRow {
  const columns = group.map((field, index) => [costFieldName(field), `d${index}`] as const);
  const others = metrics.slice(1).map((metric, index) => [costMetricColumns[metric].cost, `m${index}`] as const);
  return (row) => {
    const groups: Record<string, string | null> = {};
    if (grain !== "none") groups["date"] = dateOf(row.out_bucket, grain);
    for (const [name, column] of columns) groups[name] = row[column] ?? null;
    if (quantity !== null) groups["unit"] = row.out_unit ?? null;
    const cost: Record<string, string | null> & { currency: string; cost: string | null } = {
      ...groups,
      currency: row.out_currency,
      cost: row.out_cost,
    };
    for (const [name, column] of others) cost[name] = row[column] ?? null;
    const compare = compared === null ? cost : { ...cost, previous_cost: row.out_before, difference: row.out_difference };
    const counted: CostsRow = { ...compare, charges: row.out_charges };
    if (quantity !== null) {
      const { out_quantity: used = null, out_quantity_before: before = null } = row;
      counted["quantity"] = used;
      counted["unit_cost"] = unitCost(row.out_cost, used);
      if (compared !== null) {
        counted["previous_quantity"] = before;
        counted["previous_unit_cost"] = unitCost(row.out_before, before);
      }
    }
    if (costOfDate !== null) counted["share"] = row.out_cost === null ? null : divideDecimals(row.out_cost, costOfDate(row), shareDecimals);
    return top === null ? counted : { ...counted, others: row.out_others };
  };
}

/** What one unit cost, to 18 decimals; null without a cost, a quantity or a unit. */
function unitCost(cost: string | null, quantity: string | null): string | null {
  return cost === null || quantity === null ? null : divideDecimals(cost, quantity, 18);
}

const shareDecimals = 6;

/** The cost of all rows of the date and currency of a row. */
function costsByDate(rows: readonly CostsSqlRow[]): (row: CostsSqlRow) => string {
  const sums = new Map<string, ExactSum>();
  const key = ({ out_bucket, out_currency }: CostsSqlRow): string => `${out_bucket} ${out_currency}`;
  for (const row of rows) {
    const sum = sums.get(key(row)) ?? new ExactSum();
    sum.add(row.out_cost ?? "0");
    sums.set(key(row), sum);
  }
  const digits = new Map([...sums].map(([name, sum]) => [name, sum.toString()]));
  return (row) => digits.get(key(row)) ?? "0";
}

/** What the statement counts of charges whose cost is in doubt. */
function doubtsOfRow({ out_currency: currency, out_doubts: text }: CostsSqlRow, metrics: readonly CostMetric[]): readonly DoubtedCharges[] {
  const [missing, ...amounts] = text.split(" ");
  if (missing === undefined || missing === "") return [];
  return [
    { doubt: "cost-missing", currency, charges: missing, cost: null },
    ...doubtsOf(metrics)
      .filter((doubt) => doubt !== "cost-missing")
      .map((doubt, index) => ({ doubt, currency, charges: amounts[index * 2] ?? "0", cost: amounts[index * 2 + 1] ?? null })),
  ];
}

/** Every row of the answer is there, so they add up to its total; it is null where not one of their charges has that cost. */
function totalsOf(rows: readonly CostsSqlRow[], { metrics, quantity, compared }: CostsQuestion): readonly CostsTotal[] {
  const others = metrics.slice(1).map((metric, index) => [costMetricColumns[metric].cost, `m${index}`] as const);
  const groups = new Map<string, CostsSqlRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.out_currency, row.out_unit ?? ""]);
    const own = groups.get(key);
    if (own === undefined) groups.set(key, [row]);
    else own.push(row);
  }
  return [...groups.keys()].sort().flatMap((key) => {
    const own = groups.get(key) ?? [];
    const [first] = own;
    if (first === undefined) return [];
    const sumNow = (of: (row: CostsSqlRow) => string | null): string | null =>
      sumOf(own.map((row) => ({ cost: of(row), charges: row.out_charges })));
    const { out_currency: currency, out_unit: unit = null } = first;
    const cost = sumNow(({ out_cost }) => out_cost);
    const further = Object.fromEntries(others.map(([name, column]) => [name, sumNow((row) => row[column] ?? null)]));
    const charges = sumNow(({ out_charges }) => out_charges) ?? "0";
    const total = { currency, ...(quantity === null ? {} : { unit }), cost, ...further, charges };
    const used = quantity === null ? null : unit === null ? null : sumNow(({ out_quantity }) => out_quantity ?? null);
    const counted = quantity === null ? total : { ...total, quantity: used, unit_cost: unitCost(cost, used) };
    if (compared === null) return [counted];
    const previous = sumOf(own.map(({ out_before, out_charges_before }) => ({ cost: out_before, charges: out_charges_before })));
    // Of the two totals and not of the rows: a row that has one of its costs only has no difference.
    const difference = cost === null || previous === null ? null : new ExactSum(cost).minus(new ExactSum(previous)).toString();
    return [{ ...counted, previous_cost: previous, difference }];
  });
}

/** Null where rows have charges and none of these has a cost. */
function sumOf(rows: readonly { readonly cost: string | null; readonly charges: string }[]): string | null {
  const known = rows.flatMap(({ cost, charges }) => (cost === null ? [] : [{ cost, charges }]));
  if (known.length < rows.length && known.every(({ charges }) => charges === "0")) return null;
  const total = new ExactSum();
  for (const { cost } of known) total.add(cost);
  return total.toString();
}
