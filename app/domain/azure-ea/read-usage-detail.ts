import { compileUsageDetailReader } from "./compile-usage-detail-reader";
import type { UsageDetailReader } from "./usage-detail-reader";
import type { UsageDetailReading } from "./usage-detail-reading";

/**
 * Reads one record of any known spelling: camelCase, PascalCase or snake_case JSON, or CSV by its headers. The plan for a set of columns is
 * remembered, as records of one delivery share it; those who know their headers compile the reader themselves and save the comparison.
 */
export function readUsageDetail(record: Readonly<Record<string, unknown>>): UsageDetailReading {
  const headers = Object.keys(record);
  const known = plans.find((plan) => sameHeaders(plan.headers, headers));
  if (known !== undefined) return known.reader.readValues(Object.values(record));
  const plan: Plan = { headers, reader: compileUsageDetailReader(headers) };
  if (plans.length >= mostPlans) plans.pop();
  plans.unshift(plan);
  return plan.reader.readValues(Object.values(record));
}

interface Plan {
  readonly headers: readonly string[];
  readonly reader: UsageDetailReader;
}

function sameHeaders(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((header, index) => header === right[index]);
}

/** A cache of a pure function, newest first; a producer whose rows all differ in columns must not slow the others down by much. */
const plans: Plan[] = [];
const mostPlans = 16;
