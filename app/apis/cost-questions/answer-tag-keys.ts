import { divideDecimals } from "../../domain/decimal/divide-decimals";
import { type Answer, answerOf } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { rowsWanted } from "../serving/rows-wanted";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { cutProblem, type FindingParams, matchesText } from "./answer-dimension-values";
import { askCosts } from "./ask-costs";
import { tagName, tagText } from "./cost-column";
import { costProblems } from "./cost-problems";
import { costRows } from "./cost-rows";
import { readCostFilters } from "./read-cost-filters";
import { readCostRange } from "./read-cost-range";
import { readCostSnapshots } from "./read-cost-snapshots";
import { readDayProblems } from "./read-day-problems";
import { readTagProblems } from "./read-tag-problems";

export type TagKeysParams = FindingParams;

export interface TagKeysRow {
  /** As most charges write it. */
  key: string;
  /** Whether its case counts: not for Azure's tags. */
  case_sensitive: boolean;
  currency: string;
  /** Billed cost of the charges that have the tag; null when none of them has a known cost. */
  cost: string | null;
  charges: string;
  /** Share of the cost and of the charges of the currency, `1` for all; null when these are 0. */
  cost_coverage: string | null;
  charges_coverage: string | null;
  /** How many different values. */
  values: string;
}

/** Of all charges of the range. */
export interface TagKeysTotal {
  currency: string;
  /** How many tags match. */
  keys: string;
  cost: string | null;
  charges: string;
  /** Of charges that have a tag, whichever. */
  tagged_cost: string | null;
  tagged_charges: string;
}

/** The answer of GET /api/tag-keys. */
export async function answerTagKeys(params: TagKeysParams, request: ApiRequest): Promise<Answer<TagKeysRow, TagKeysTotal>> {
  const { q, match = "contains" } = params;
  const limit = rowsWanted(request, params.limit ?? 100);
  const range = readCostRange(params, request.now, 1);
  const filters = readCostFilters(params.billing_account === undefined ? {} : { billing_account: params.billing_account });
  const snapshots = await readCostSnapshots(request, range, filters);
  const scope = { range, filters, snapshots };
  const rows = costRows("charges", scope, () => SqlText.of`tags, tag_names_have_case, currency, billed_cost, missing_charges, charges`);
  const isAsked = q === undefined ? SqlText.of`1` : matchesText(SqlText.of`k.spelling`, q, match);
  const [found, dayProblems, tagProblems] = await Promise.all([
    askCosts<FoundRow>(request, snapshots, tagKeysSql(rows, isAsked, limit)),
    range.unit === "days" ? readDayProblems(request, scope) : Promise.resolve([]),
    readTagProblems(request, scope, [{ kind: "tag", key: "any" }]),
  ]);
  const sums = found.filter(({ is_total }) => is_total === 1);
  const data = found
    .filter(({ is_total }) => is_total === 0)
    .map(({ spelling, has_case, currency, cost, charges, different }): TagKeysRow => {
      const whole = sums.find((one) => one.currency === currency);
      return {
        key: spelling,
        case_sensitive: has_case === 1,
        currency,
        cost,
        charges,
        cost_coverage: cost === null ? null : divideDecimals(cost, whole?.cost ?? "0", coverageDecimals),
        charges_coverage: divideDecimals(charges, whole?.charges ?? "0", coverageDecimals),
        values: different,
      };
    });
  const totals = sums.map(({ currency, keys, cost, charges, tagged_cost, tagged_charges }) => ({
    currency,
    keys,
    cost,
    charges,
    tagged_cost,
    tagged_charges,
  }));
  return answerOf({
    data,
    snapshots: snapshots.named,
    totals,
    problems: [
      ...costProblems(range, snapshots),
      ...dayProblems,
      ...tagProblems,
      ...cutProblem(
        data,
        totals.map(({ currency, keys }) => ({ currency, number: keys })),
      ),
    ],
  });
}

const coverageDecimals = 6;

interface FoundRow {
  readonly spelling: string;
  readonly has_case: number;
  readonly currency: string;
  readonly cost: string | null;
  readonly charges: string;
  readonly tagged_cost: string | null;
  readonly tagged_charges: string;
  readonly different: string;
  readonly keys: string;
  readonly is_total: number;
}

/**
 * The tags of charges, each text of tags split once, however many charges have it. A tag without a name is none, so the row without one is that of all
 * charges, which every text has beside its tags.
 */
function tagKeysSql(rows: SqlText, isAsked: SqlText, limit: number): SqlText {
  const name = tagName(SqlText.of`t.has_case`, SqlText.of`p.1`);
  // Of the repetitions of a name the last counts.
  const tagsOf = SqlText.of`arrayFilter((one, place) -> one.1 != '' AND NOT has(arraySlice(names, place + 1), one.1),
      arrayMap((one, pair) -> (one, pair.1, pair.2), names, pairs), arrayEnumerate(names))`;
  return SqlText.of`SELECT k.spelling AS spelling, k.has_case AS has_case, k.currency AS currency, toString(if(k.missing = k.number, NULL, k.billed)) AS cost,
      toString(k.number) AS charges, toString(if(k.tagged_missing = k.tagged_number, NULL, k.tagged)) AS tagged_cost, toString(k.tagged_number) AS tagged_charges,
      toString(k.different) AS different, k.is_total AS is_total, toString(countIf(k.is_total = 0) OVER (PARTITION BY k.currency)) AS keys
    FROM (
      SELECT s.currency AS currency, if(s.tag.1 = '', 0, s.has_case) AS has_case, s.tag.1 AS name, s.tag.1 = '' AS is_total,
        sumMap([s.tag.2], [s.number]) AS spellings, arrayReverseSort((one, number) -> (number, one), spellings.1, spellings.2)[1] AS spelling, uniqExact(${tagText(SqlText.of`s.tag.3`)}) AS different, sum(s.billed) AS billed, sum(s.missing) AS missing,
        sum(s.number) AS number, sumIf(s.billed, s.is_tagged) AS tagged, sumIf(s.missing, s.is_tagged) AS tagged_missing, sumIf(s.number, s.is_tagged) AS tagged_number
      FROM (
        SELECT t.currency AS currency, t.has_case AS has_case, t.billed AS billed, t.missing AS missing, t.number AS number,
          JSONExtractKeysAndValuesRaw(t.tags) AS pairs, arrayMap(p -> ${name}, pairs) AS names, ${tagsOf} AS own, notEmpty(own) AS is_tagged,
          arrayJoin(arrayConcat([('', '', '')], own)) AS tag
        FROM (
          SELECT r.tags AS tags, toUInt8(r.tag_names_have_case) AS has_case, r.currency AS currency, sum(r.billed_cost) AS billed,
            sum(r.missing_charges) AS missing, sum(r.charges) AS number
          FROM (${rows}) AS r GROUP BY r.tags, r.tag_names_have_case, r.currency) AS t) AS s
      GROUP BY currency, has_case, name, is_total) AS k
    WHERE k.is_total = 1 OR ${isAsked}
    ORDER BY k.is_total DESC, k.currency, k.billed DESC, k.name, k.has_case LIMIT ${Bound.count(limit)} BY k.is_total, k.currency`;
}
