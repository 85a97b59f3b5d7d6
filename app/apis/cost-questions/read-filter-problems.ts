import { accountKeys } from "../../domain/access/is-account-id";
import { costFieldName } from "../../domain/cost/cost-dimension";
import { writePair } from "../../domain/cost/quoted-text";
import { chooseCostTable, type CostTable } from "../../domain/cost/cost-rollup";
import { chooseLiveView } from "../../domain/cost/live-cost-columns";
import type { AnswerProblem } from "../serving/answer";
import { quotedValue } from "../serving/api-error";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { askCosts } from "./ask-costs";
import { costColumn, numberedName } from "./cost-column";
import { type CostFilter, costFilterSql } from "./cost-filter";
import { type CostScope, costRows } from "./cost-rows";
import { readCostSnapshots } from "./read-cost-snapshots";

/**
 * The problem `filter-matches-nothing` of each value that not one charge of the range and of the accounts has, whatever the other filters say, with the
 * nearest values that charges of theirs do have.
 *
 * An answer with rows shows of a filter with one value that it matches something. So beside the answer only those are looked for that it says nothing of: one
 * of several values, and values that are left out; and only where a rollup has them, since reading all charges again would slow an answer that is
 * right. All are when the answer is there and has no rows; if each of several filters does match something, `filters-match-nothing` says that they exclude
 * each other.
 */
export async function readFilterProblems(
  request: ApiRequest,
  scope: CostScope,
  answer: Promise<readonly unknown[]>,
): Promise<readonly AnswerProblem[]> {
  const [rows, several] = await Promise.all([answer, readProblemsOf(request, scope, "several")]);
  if (rows.length > 0) return several;
  const unmatched = await readProblemsOf(request, scope, "all");
  if (unmatched.length > 0 || scope.snapshots.named.length === 0) return unmatched;
  const others = scope.filters.filter((filter) => !isOfAccounts(filter));
  if (others.length < 2) return unmatched;
  return [{ code: "filters-match-nothing", message: "No charge in the range matches all filters together, though each may match some" }];
}

async function readProblemsOf(
  request: ApiRequest,
  { range, filters }: CostScope,
  which: "several" | "all",
): Promise<readonly AnswerProblem[]> {
  const asked = which === "all" ? filters : filters.filter(({ op, values }) => op === "not_in" || values.length > 1);
  if (asked.length === 0) return [];
  const { named } = await readCostSnapshots(request, range, []);
  const accounts = new Set(named.map(({ billing_account_id }) => billing_account_id));
  if (accounts.size === 0) return [];
  const ofAccounts = filters.filter(isOfAccounts);
  const unknown = asked.filter(isOfAccounts).flatMap((filter) => unknownAccounts(filter, accounts));
  const others = asked.filter((filter) => !isOfAccounts(filter));
  const found = await Promise.all(others.map((filter) => readUnmatched(request, filter, { range, filters: ofAccounts }, which)));
  return [...unknown, ...found.flat()];
}

/** What decides which accounts an answer is of: values are looked for in these. */
function isOfAccounts({ field, op }: CostFilter): boolean {
  return field.kind === "dimension" && field.name === "billing_account" && (op === "in" || op === "not_in");
}

function unknownAccounts(filter: CostFilter, accounts: ReadonlySet<string>): readonly AnswerProblem[] {
  const unknown = filter.values.filter((value) => !accountKeys(value).some((key) => accounts.has(key)));
  return toldOf(filter.values, unknown).map((value) => problemOf(filter, value, nearest(value, [...accounts])));
}

/** None where the engine does not say in time: the answer stands without it. */
async function readUnmatched(
  request: ApiRequest,
  filter: CostFilter,
  scope: Pick<CostScope, "range" | "filters">,
  which: "several" | "all",
): Promise<readonly AnswerProblem[]> {
  try {
    return await askForUnmatched(request, filter, scope, which);
  } catch (error) {
    if (request.signal.aborted) throw error;
    return [];
  }
}

async function askForUnmatched(
  request: ApiRequest,
  filter: CostFilter,
  { range, filters }: Pick<CostScope, "range" | "filters">,
  which: "several" | "all",
): Promise<readonly AnswerProblem[]> {
  const { field, op } = filter;
  if (op === "absent" || (op === "present" && field.kind === "dimension")) return [];
  const snapshots = await readCostSnapshots(request, range, filters, { fields: [field] });
  if (snapshots.named.length === 0) return [];
  const scope: CostScope = { range, snapshots, filters };
  const table = chooseCostTable([field], range.unit === "days", snapshots);
  const isPosted = snapshots.named.some(({ snapshot_id }) => snapshot_id === "live");
  // Posted charges are mapped to FOCUS as they are read: what LiveCost does not have takes too long for a second reading.
  if (isPosted && chooseLiveView(costColumn(field).toQuery().query) === "LiveCharge") return [];
  if (which === "several" && table === "charges") return [];
  // Of a tag that charges must have, the key is what may match nothing.
  const values = op === "present" ? [costFieldName(field).slice(4)] : filter.values.slice(0, mostChecked);
  const asked = which === "several" ? await withoutMatches(request, filter, values, scope, table) : values;
  const problems = await Promise.all(
    asked.map(async (value) => {
      const near = await askCosts<{ readonly value: string; readonly matches: number }>(
        request,
        snapshots,
        nearestSql(
          costRows(table, scope, () => SqlText.of`toString(${costColumn(field)}) AS value, ${isMatch(filter, value)} AS matches`),
          value,
        ),
      );
      const isKnown = near.some(({ matches }) => matches === 1);
      return { value, isKnown, near: near.map((one) => one.value) };
    }),
  );
  const unknown = problems.filter(({ isKnown }) => !isKnown).map(({ value }) => value);
  const told = toldOf(values, unknown);
  return problems.flatMap(({ value, near }) => (told.includes(value) ? [problemOf(filter, value, op === "present" ? [] : near)] : []));
}

/** Those of several values that nothing matches, in one statement. */
async function withoutMatches(
  request: ApiRequest,
  filter: CostFilter,
  values: readonly string[],
  scope: CostScope,
  table: CostTable,
): Promise<readonly string[]> {
  const matches = values.map((value, index) => SqlText.of`${isMatch(filter, value)} AS ${numberedName("m", index)}`);
  const most = values.map((_, index) => SqlText.of`max(${numberedName("m", index)}) AS ${numberedName("d", index)}`);
  const [found] = await askCosts<Readonly<Record<`d${number}`, number>>>(
    request,
    scope.snapshots,
    SqlText.of`SELECT ${SqlText.join(most, ", ")} FROM (${costRows(table, scope, () => SqlText.join(matches, ", "))})`,
  );
  return values.filter((_, index) => found?.[`d${index}`] !== 1);
}

/** Whether a row has the value; a value that is left out is looked for as one that is wanted. */
function isMatch(filter: CostFilter, value: string): SqlText {
  const op = filter.op === "not_in" ? "in" : filter.op;
  return SqlText.of`toUInt8(ifNull(${costFilterSql({ ...filter, op, values: op === "present" ? [] : [value] })}, 0))`;
}

/**
 * The values that are to be told. Of a text with commas the whole is the last value (read-cost-filters.ts): where that is known its parts were not meant,
 * and else the whole was not. That no charge says nothing is no typing error.
 */
function toldOf(values: readonly string[], unknown: readonly string[]): readonly string[] {
  const whole = values.at(-1) ?? "";
  const isWhole = values.length > 2 && values.slice(0, -1).join(",") === whole;
  if (isWhole && !unknown.includes(whole)) return [];
  return unknown.filter((value) => value !== "" && !(isWhole && value === whole));
}

/** What matches; then values that contain the text, then those with the fewest letters to change, without case. */
function nearestSql(rows: SqlText, value: string): SqlText {
  const text = SqlText.of`lowerUTF8(${Bound.text(value)})`;
  const own = SqlText.of`lowerUTF8(substringUTF8(v.value, 1, 200))`;
  return SqlText.of`SELECT v.value AS value, v.matches AS matches
    FROM (SELECT r.value AS value, max(r.matches) AS matches FROM (${rows}) AS r WHERE r.value != '' GROUP BY r.value) AS v
    ORDER BY v.matches DESC, position(${own}, ${text}) = 0, editDistanceUTF8(${own}, ${text}), v.value LIMIT ${Bound.count(mostNearest)}`;
}

/** The same for the few accounts of a caller, which are here already: by the beginning that they have in common. */
function nearest(value: string, known: readonly string[]): readonly string[] {
  const inCommon = (one: string): number => {
    let length = 0;
    while (length < one.length && one[length]?.toLowerCase() === value[length]?.toLowerCase()) length += 1;
    return length;
  };
  return [...known].sort((a, b) => inCommon(b) - inCommon(a) || (a < b ? -1 : 1)).slice(0, mostNearest);
}

/** As errors do, it repeats a value only where that is a plain word: any other text may be an attack. */
function problemOf(filter: CostFilter, value: string, near: readonly string[]): AnswerProblem {
  const { field, op, parameter } = filter;
  const quoted = quotedValue(value);
  const isQuoted = quoted.startsWith('"');
  const said = isQuoted ? `${op === "present" ? "the tag" : wanted[op]} ${quoted}` : quoted;
  const nearby = near.length === 0 ? "" : `; the nearest values are ${near.map((one) => JSON.stringify(one.slice(0, 100))).join(", ")}`;
  return {
    code: "filter-matches-nothing",
    message: `No charge in the range has ${said}${op === "present" ? "" : ` in ${field.kind === "dimension" ? field.name : costFieldName(field)}`}${nearby}`,
    ...(parameter === undefined ? {} : { parameter }),
    ...(isQuoted ? { value: asParameter(filter, value) } : {}),
    nearest: near.map((one) => asParameter(filter, one)),
  };
}

const wanted = {
  in: "the value",
  not_in: "the value",
  contains: "the text",
  starts_with: "the beginning",
  absent: "",
  present: "",
} as const;

/** A value as the filter's parameter takes it. */
function asParameter({ field, op, parameter }: CostFilter, value: string): string {
  if (op === "present") return value;
  if (parameter === "tag" && field.kind === "tag") return writePair(field.key, value);
  if (parameter !== "exclude" && parameter !== "contains" && parameter !== "starts_with") return value;
  return field.kind === "tag" ? `tag:${writePair(field.key, value)}` : writePair(field.name, value);
}

const mostNearest = 5;
/** Values after these are not checked: a list this long was not typed by hand. */
const mostChecked = 10;
