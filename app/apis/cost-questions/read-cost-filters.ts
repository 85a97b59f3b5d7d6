import { costDimensions, isTagKey } from "../../domain/cost/cost-dimension";
import { splitPair, splitQuoted, unquote } from "../../domain/cost/quoted-text";
import { ApiError } from "../serving/api-error";
import type { CostFilter } from "./cost-filter";
import type { CostFilterParams } from "./cost-filter-params";

/** The filters of a request, in the order of the catalogue. Throws the 400 for too many values and for a tag without its key. */
export function readCostFilters(params: CostFilterParams): readonly CostFilter[] {
  const given: Readonly<Record<string, unknown>> = { ...params };
  const ofDimensions = costDimensions.flatMap((name): readonly CostFilter[] => {
    const value = given[name];
    if (typeof value !== "string") return [];
    return [{ field: { kind: "dimension", name }, op: "in", values: valuesOf(name, value) }];
  });
  return [
    ...ofDimensions,
    ...(params.tag === undefined ? [] : tagFilters(params.tag)),
    ...tagKeys("without_tag", params.without_tag).map((key): CostFilter => ({ field: { kind: "tag", key }, op: "absent", values: [] })),
    ...tagKeys("with_tag", params.with_tag).map((key): CostFilter => ({ field: { kind: "tag", key }, op: "present", values: [] })),
  ];
}

function tagFilters(text: string): readonly CostFilter[] {
  const byKey = new Map<string, string[]>();
  for (const item of few("tag", splitQuoted(text))) {
    const pair = splitPair(item);
    if (pair === null || !isTagKey(pair.key)) {
      const allowed = ["key:value", '"key":value, when the key has a colon or a comma'];
      throw new ApiError("bad-parameter", "tag must be key:value", { parameter: "tag", allowed });
    }
    byKey.set(pair.key, [...(byKey.get(pair.key) ?? []), pair.value]);
  }
  return [...byKey].map(([key, values]) => ({ field: { kind: "tag", key }, op: "in", values }));
}

function tagKeys(parameter: string, text: string | undefined): readonly string[] {
  const keys = text === undefined ? [] : few(parameter, splitQuoted(text)).map(unquote);
  if (keys.every(isTagKey)) return keys;
  throw new ApiError("bad-parameter", `${parameter} must be a tag key, or several, comma-separated`, {
    parameter,
    allowed: ["key", '"key"'],
  });
}

/** A list of JSON is just that list. Of a comma-separated text, the whole is a value as well: resource ids and names can have commas. */
function valuesOf(parameter: string, text: string): readonly string[] {
  const list = listOf(text);
  if (list !== null) return few(parameter, list);
  const values = few(parameter, text.split(","));
  return values.length === 1 ? values : [...values, text];
}

function listOf(text: string): readonly string[] | null {
  if (!text.startsWith("[")) return null;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "string") ? value : null;
  } catch {
    return null;
  }
}

function few(parameter: string, values: readonly string[]): readonly string[] {
  if (values.length <= mostValues) return values;
  throw new ApiError("bad-parameter", `${parameter} has ${values.length} values; the maximum is ${mostValues}`, {
    parameter,
    allowed: [`at most ${mostValues} comma-separated values`],
  });
}

const mostValues = 100;
