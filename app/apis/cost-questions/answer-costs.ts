import type { tags } from "typia";
import { costFieldName, costFieldNames, parseCostField, type CostField } from "../../domain/cost/cost-dimension";
import { type CostMetric, costMetricColumns } from "../../domain/cost/cost-doubt";
import type { CostRange } from "../../domain/cost/cost-range";
import { splitQuoted } from "../../domain/cost/quoted-text";
import { ExactSum } from "../../domain/snapshot/exact-sum";
import { askCosts } from "./ask-costs";
import { costProblems, type DoubtedCharges, doubtProblems } from "./cost-problems";
import { readDayProblems } from "./read-day-problems";
import { readTagProblems } from "./read-tag-problems";
import { readCostSnapshots } from "./read-cost-snapshots";
import type { CostFilterParams } from "./cost-filter-params";
import { type CostGrain, dateOf } from "./cost-bucket";
import { type CostsQuestion, type CostsSqlRow, costsSql, mostRows } from "./costs-sql";
import { rememberPerRows } from "./remember-per-rows";
import { readCostFilters } from "./read-cost-filters";
import { type CostRangeParams, readCostRange } from "./read-cost-range";
import { type Answer, type AnswerProblem, answerOf } from "../serving/answer";
import { ApiError, quotedValue } from "../serving/api-error";
import type { ApiRequest } from "../serving/api-request";

export interface CostsParams extends CostRangeParams, CostFilterParams {
  /** One row for the whole range (default), for each day or for each billing month. */
  grain?: "none" | "day" | "month";
  /** Up to four dimensions or tag:key, comma-separated (default `billing_account`); empty for one total. Quote a tag key that has a comma: tag:"a,b". */
  group?: string & tags.MaxLength<4000> & tags.Example<"service_name">;
  /** FOCUS cost to sum (default `billed`). */
  metric?: "billed" | "effective" | "contracted" | "list";
  /** Return only this many groups per currency, highest cost first. All others are one row, Other. */
  top?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<1000> & tags.Example<10>;
  /** Add the cost of the preceding range of the same length, and the difference. */
  compare?: "previous";
}

/**
 * Besides these the groups by their names, `billing_account_id` for the billing account, null for charges without the tag; `date` (a day, or `YYYY-MM`)
 * when a grain is asked, null for charges without a day;
 * `previous_cost` and `difference` when compared; `others`, the number of groups in the row Other and else 0, when only the top is asked.
 */
export interface CostsRow {
  currency: string;
  /** Null when no charge has a known cost. */
  cost: string | null;
  charges: string;
  [field: string]: string | number | null;
}

export interface CostsTotal {
  currency: string;
  cost: string | null;
  charges: string;
  previous_cost?: string | null;
  difference?: string | null;
}

const answered = rememberPerRows<{
  readonly data: readonly CostsRow[];
  readonly totals: readonly CostsTotal[];
  readonly doubts: readonly AnswerProblem[];
}>();

/** The answer of GET /api/costs. */
export async function answerCosts(params: CostsParams, request: ApiRequest): Promise<Answer<CostsRow, CostsTotal>> {
  const question = readQuestion(params, request.now);
  const { range, previous, filters } = question;
  const snapshots = await readCostSnapshots(request, range, filters, previous);
  const isByDay = range.unit === "days" || question.grain === "day";
  const [found, dayProblems, tagProblems] = await Promise.all([
    askCosts<CostsSqlRow>(request, snapshots, costsSql(question, snapshots)),
    isByDay ? readDayProblems(request, { range, filters, snapshots }) : Promise.resolve([]),
    readTagProblems(request, { range, filters, snapshots }, question.group),
  ]);
  if (found.length > mostRows) {
    throw new ApiError("too-large", `The result has more than ${mostRows} rows; use top, fewer groups or a shorter range`, {
      parameter: "top",
      allowed: ["1 to 1000"],
    });
  }
  const { data, totals, doubts } = answered(found, () => ({
    data: found.map(rowWriter(question)),
    totals: totalsOf(found, previous !== null),
    doubts: doubtProblems(found.flatMap((row) => doubtsOfRow(row, question.metric))),
  }));
  return answerOf({
    data,
    snapshots: snapshots.named,
    totals,
    problems: [...costProblems(range, snapshots, previous), ...dayProblems, ...tagProblems, ...doubts],
  });
}

function readQuestion(params: CostsParams, now: Date): CostsQuestion {
  const { grain = "none", group = "billing_account", metric = "billed", top, compare } = params;
  const range = readCostRange(params, now);
  return {
    range,
    previous: compare === undefined ? null : previousOf(range, grain),
    grain,
    group: group === "" ? [] : readGroup(group),
    filters: readCostFilters(params),
    metric,
    top: top ?? null,
  };
}

function previousOf(range: CostRange, grain: CostGrain): CostRange {
  if (grain !== "none" && grain !== (range.unit === "days" ? "day" : "month")) {
    // The 31st has no day a month earlier.
    const allowed = ["grain=month with months", "grain=day with days", "no grain"];
    throw new ApiError("bad-parameter", "compare requires a range in the unit of grain", { parameter: "compare", allowed });
  }
  const previous = range.previous();
  if (previous === null)
    throw new ApiError("bad-parameter", "compare has no preceding range: it would begin before the year 2000", {
      parameter: "compare",
      allowed: ["from after 2000"],
    });
  return previous;
}

function readGroup(text: string): readonly CostField[] {
  const names = splitQuoted(text);
  const bad = (message: string): ApiError => new ApiError("bad-parameter", message, { parameter: "group", allowed: costFieldNames });
  if (names.length > mostGroups) throw bad(`group has ${names.length} dimensions; the maximum is ${mostGroups}`);
  const fields = names.map((name) => {
    const field = parseCostField(name);
    if (field === null) throw bad(`group: ${quotedValue(name)} is not a dimension`);
    return field;
  });
  if (new Set(fields.map(costFieldName)).size < fields.length) throw bad("group names a dimension twice");
  return fields;
}

/** What makes a row of an answer of a row of the statement. Names are looked up once and not for each row: answers have thousands. */
function rowWriter({ grain, group, previous, top }: CostsQuestion): (row: CostsSqlRow) => CostsRow {
  const columns = group.map((field, index) => [costFieldName(field), `d${index}`] as const);
  return (row) => {
    const groups: Record<string, string | null> = {};
    if (grain !== "none") groups["date"] = dateOf(row.out_bucket, grain);
    for (const [name, column] of columns) groups[name] = row[column] ?? null;
    const cost = { ...groups, currency: row.out_currency, cost: row.out_cost };
    const compared = previous === null ? cost : { ...cost, previous_cost: row.out_before, difference: row.out_difference };
    const counted = { ...compared, charges: row.out_charges };
    return top === null ? counted : { ...counted, others: row.out_others };
  };
}

/** What the statement counts of charges whose cost is in doubt. */
function doubtsOfRow({ out_currency: currency, out_doubts: text }: CostsSqlRow, metric: CostMetric): readonly DoubtedCharges[] {
  const [missing, ...amounts] = text.split(" ");
  if (missing === undefined || missing === "") return [];
  return [
    { doubt: "cost-missing", currency, charges: missing, cost: null },
    ...costMetricColumns[metric].doubts.map((doubt, index) => ({
      doubt,
      currency,
      charges: amounts[index * 2] ?? "0",
      cost: amounts[index * 2 + 1] ?? null,
    })),
  ];
}

/** Every row of the answer is there, so they add up to its total; it is null where not one of their charges has that cost. */
function totalsOf(rows: readonly CostsSqlRow[], isCompared: boolean): readonly CostsTotal[] {
  const currencies = [...new Set(rows.map(({ out_currency }) => out_currency))].sort();
  return currencies.map((currency) => {
    const own = rows.filter(({ out_currency }) => out_currency === currency);
    const cost = sumOf(own.map(({ out_cost, out_charges }) => ({ cost: out_cost, charges: out_charges })));
    const charges = sumOf(own.map(({ out_charges }) => ({ cost: out_charges, charges: out_charges }))) ?? "0";
    if (!isCompared) return { currency, cost, charges };
    const previous = sumOf(own.map(({ out_before, out_charges_before }) => ({ cost: out_before, charges: out_charges_before })));
    // Of the two totals and not of the rows: a row that has one of its costs only has no difference.
    const difference = cost === null || previous === null ? null : new ExactSum(cost).minus(new ExactSum(previous)).toString();
    return { currency, cost, charges, previous_cost: previous, difference };
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

const mostGroups = 4;
