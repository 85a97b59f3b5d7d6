import type { tags } from "typia";
import { type CostComparison, type CostComparisonKind, compareRange } from "../../domain/cost/cost-comparison";
import { costFieldName, costFieldNames, parseCostField, type CostField } from "../../domain/cost/cost-dimension";
import { type CostMetric, costMetrics } from "../../domain/cost/cost-doubt";
import type { CostRange } from "../../domain/cost/cost-range";
import { splitQuoted } from "../../domain/cost/quoted-text";
import { ApiError, quotedValue } from "../serving/api-error";
import type { CostGrain } from "./cost-bucket";
import type { CostFilter } from "./cost-filter";
import type { CostFilterParams } from "./cost-filter-params";
import { readCostFilters } from "./read-cost-filters";
import { type CostRangeParams, readCostRange } from "./read-cost-range";

export interface CostsParams extends CostRangeParams, CostFilterParams {
  /** One row for the whole range (default), for each day or for each billing month. */
  grain?: "none" | "day" | "month";
  /** Up to four dimensions or tag:key, comma-separated (default `billing_account`); empty for one total. Quote a tag key that has a comma: tag:"a,b". */
  group?: string & tags.MaxLength<4000> & tags.Example<"service_name">;
  /** FOCUS cost to sum (default `billed`): billed, effective, contracted or list. Several, comma-separated: the first is `cost`, the others have columns of their own. */
  metric?: string & tags.MaxLength<100> & tags.Example<"billed">;
  /** Add how much was used: a row for each unit, its quantity and the cost of one unit. `consumed` counts single units, `pricing` what the price is the price of. */
  quantity?: "consumed" | "pricing";
  /** Add the share of the total of its currency, and with a grain of its date. */
  share?: boolean;
  /** Order of the rows of a date and currency (default `cost`). `difference` needs compare. */
  sort?: "cost" | "difference" | "share" | "name";
  /** Default `asc` for sort=name, else `desc`. */
  order?: "asc" | "desc";
  /** Return only this many groups per currency, the first by `sort`: the highest cost, or with sort=difference those that grew most. All others are one row, Other. */
  top?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<1000> & tags.Example<10>;
  /** Add the cost of the preceding range of the same length, or of the same range a month or a year before, and the difference. */
  compare?: "previous" | "month" | "year";
}

/** What the rows of a date and currency are ordered by, and which groups are the top. */
export interface CostSort {
  readonly by: "cost" | "difference" | "share" | "name";
  readonly descending: boolean;
}

/** What /api/costs is asked. */
export interface CostsQuestion {
  readonly range: CostRange;
  /** The range to compare with; each bucket with the one as far back. */
  readonly compared: CostComparison | null;
  readonly grain: CostGrain;
  readonly group: readonly CostField[];
  readonly filters: readonly CostFilter[];
  /** The first is the cost that is compared, ordered by and shared; the others stand beside it. */
  readonly metrics: readonly [CostMetric, ...CostMetric[]];
  /** Whether quantities are asked for, and which: every group then has a row for each of its units. */
  readonly quantity: "consumed" | "pricing" | null;
  readonly sort: CostSort;
  /** Groups kept by name in each currency, the first by `sort` in the whole range; the rest are one group. */
  readonly top: number | null;
}

/** The question of a request. Throws the 400. */
export function readCostsQuestion(params: CostsParams, now: Date): CostsQuestion {
  const { grain = "none", group = "billing_account", top, compare, quantity } = params;
  const range = readCostRange(params, now);
  const compared = compare === undefined ? null : comparedWith(range, grain, compare);
  return {
    range,
    compared,
    grain,
    group: group === "" ? [] : readGroup(group),
    filters: readCostFilters(params),
    metrics: readMetrics(params.metric ?? "billed"),
    quantity: quantity ?? null,
    sort: readSort(params, compared),
    top: top ?? null,
  };
}

function readSort({ sort = "cost", order }: CostsParams, compared: CostComparison | null): CostSort {
  if (sort === "difference" && compared === null)
    throw new ApiError("bad-parameter", "sort=difference requires compare", {
      parameter: "compare",
      allowed: ["previous", "month", "year"],
    });
  return { by: sort, descending: (order ?? (sort === "name" ? "asc" : "desc")) === "desc" };
}

function readMetrics(text: string): CostsQuestion["metrics"] {
  const bad = (message: string): ApiError => new ApiError("bad-parameter", message, { parameter: "metric", allowed: costMetrics });
  const metrics = text.split(",").map((name) => {
    const metric = costMetrics.find((one) => one === name);
    if (metric === undefined) throw bad(`metric: ${quotedValue(name)} is not a cost`);
    return metric;
  });
  const [first, ...others] = metrics;
  if (first === undefined || new Set(metrics).size < metrics.length) throw bad("metric names a cost twice");
  return [first, ...others];
}

function comparedWith(range: CostRange, grain: CostGrain, kind: CostComparisonKind): CostComparison {
  if (kind === "previous" && grain !== "none" && grain !== (range.unit === "days" ? "day" : "month")) {
    // The 31st has no day a month earlier.
    const allowed = ["grain=month with months", "grain=day with days", "no grain", "compare=month", "compare=year"];
    throw new ApiError("bad-parameter", "compare=previous requires a range in the unit of grain", { parameter: "compare", allowed });
  }
  const compared = compareRange(range, kind);
  if (compared !== null) return compared;
  throw new ApiError("bad-parameter", "compare has no earlier range: it would begin before the year 2000", {
    parameter: "compare",
    allowed: ["from after 2000"],
  });
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

const mostGroups = 4;
