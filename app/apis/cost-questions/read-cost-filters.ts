import { costDimensions } from "../../domain/cost/cost-dimension";
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
  return [...ofDimensions, ...(params.tag === undefined ? [] : tagFilters(params.tag))];
}

function tagFilters(text: string): readonly CostFilter[] {
  const byKey = new Map<string, string[]>();
  for (const one of valuesOf("tag", text)) {
    const colon = one.indexOf(":");
    const key = one.slice(0, Math.max(colon, 0));
    if (key === "" || key.length > 128)
      throw new ApiError("bad-parameter", "tag is a key, a colon and a value", { parameter: "tag", allowed: ["key:value"] });
    byKey.set(key, [...(byKey.get(key) ?? []), one.slice(colon + 1)]);
  }
  return [...byKey].map(([key, values]) => ({ field: { kind: "tag", key }, op: "in", values }));
}

function valuesOf(parameter: string, text: string): readonly string[] {
  const values = text.split(",");
  if (values.length <= mostValues) return values;
  throw new ApiError("bad-parameter", `${parameter} has too many values`, {
    parameter,
    allowed: [`at most ${mostValues} values with commas between them`],
  });
}

const mostValues = 100;
