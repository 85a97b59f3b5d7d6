import { costDimensions, costFieldNames, isTagKey, parseCostField } from "../../domain/cost/cost-dimension";
import { splitPair, splitQuoted, unquote } from "../../domain/cost/quoted-text";
import { ApiError, quotedValue } from "../serving/api-error";
import type { CostFilter } from "./cost-filter";
import type { CostFilterParams } from "./cost-filter-params";

/** The filters of a request, in the order of the catalogue. Throws the 400 for too many values, for a tag without its key and for an unknown dimension. */
export function readCostFilters(params: CostFilterParams): readonly CostFilter[] {
  const given: Readonly<Record<string, unknown>> = { ...params };
  const ofDimensions = costDimensions.flatMap((name): readonly CostFilter[] => {
    const value = given[name];
    if (typeof value !== "string") return [];
    return [{ field: { kind: "dimension", name }, op: "in", values: valuesOf(name, value), parameter: name }];
  });
  return [
    ...ofDimensions,
    ...(params.tag === undefined ? [] : tagFilters(params.tag)),
    ...tagKeys("without_tag", params.without_tag).map(
      (key): CostFilter => ({ field: { kind: "tag", key }, op: "absent", values: [], parameter: "without_tag" }),
    ),
    ...tagKeys("with_tag", params.with_tag).map(
      (key): CostFilter => ({ field: { kind: "tag", key }, op: "present", values: [], parameter: "with_tag" }),
    ),
    ...pairFilters("exclude", "not_in", params.exclude),
    ...pairFilters("contains", "contains", params.contains),
    ...pairFilters("starts_with", "starts_with", params.starts_with),
  ];
}

function tagFilters(text: string): readonly CostFilter[] {
  const pairs = few("tag", splitQuoted(text)).map((item) => {
    const pair = splitPair(item);
    if (pair !== null && isTagKey(pair.key)) return [pair.key, pair.value] as const;
    const allowed = ["key:value", '"key":value, when the key has a colon or a comma'];
    throw new ApiError("bad-parameter", "tag must be key:value", { parameter: "tag", allowed });
  });
  return [...valuesByKey(pairs)].map(([key, values]) => ({ field: { kind: "tag", key }, op: "in", values, parameter: "tag" }));
}

/** `service_name:Storage,tag:env:dev`: the values of each dimension. */
function pairFilters(parameter: string, op: CostFilter["op"], text: string | undefined): readonly CostFilter[] {
  if (text === undefined) return [];
  const pairs = few(parameter, splitQuoted(text)).map((item) => {
    const tag = item.startsWith("tag:") ? "tag:" : "";
    const pair = splitPair(item.slice(tag.length));
    if (pair !== null && pair.value !== "") return [`${tag}${pair.key}`, pair.value] as const;
    if (pair !== null && op === "not_in") return [`${tag}${pair.key}`, ""] as const;
    throw badPair(parameter, `${parameter} must be dimension:value`);
  });
  return [...valuesByKey(pairs)].map(([name, values]): CostFilter => {
    const field =
      name.startsWith("tag:") && isTagKey(name.slice(4)) ? ({ kind: "tag", key: name.slice(4) } as const) : parseCostField(name);
    if (field === null) throw badPair(parameter, `${parameter}: ${quotedValue(name)} is not a dimension`);
    return { field, op, values, parameter };
  });
}

function badPair(parameter: string, message: string): ApiError {
  return new ApiError("bad-parameter", message, { parameter, allowed: costFieldNames.map((name) => `${name}:value`) });
}

function valuesByKey(pairs: readonly (readonly [key: string, value: string])[]): ReadonlyMap<string, readonly string[]> {
  const byKey = new Map<string, string[]>();
  for (const [key, value] of pairs) byKey.set(key, [...(byKey.get(key) ?? []), value]);
  return byKey;
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
