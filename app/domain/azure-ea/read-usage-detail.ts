import { compileUsageDetailReader } from "./compile-usage-detail-reader";
import type { UsageDetailReader, UsageDetailReading } from "./usage-detail-reading";

/**
 * Reads one record of any known spelling: camelCase, PascalCase or snake_case JSON, or CSV by its headers. `ignored` are the keys that say something
 * of the delivery and not of the row. The plan for a set of columns is cached, because records of one delivery share it; callers that know their
 * headers compile the reader themselves, which saves the comparison.
 */
export function readUsageDetail(record: Readonly<Record<string, unknown>>, ignored: ReadonlySet<string> = none): UsageDetailReading {
  for (const plan of plans)
    if (plan.ignored === ignored && hasHeaders(record, plan.headers)) return plan.reader.readValues(Object.values(record));
  const headers = Object.keys(record);
  const plan: Plan = { headers, ignored, reader: compileUsageDetailReader(headers, ignored) };
  if (plans.length >= mostPlans) plans.pop();
  plans.unshift(plan);
  return plan.reader.readValues(Object.values(record));
}

interface Plan {
  readonly headers: readonly string[];
  readonly ignored: ReadonlySet<string>;
  readonly reader: UsageDetailReader;
}

/** Key by key: Object.keys would allocate a list for every row. */
function hasHeaders(record: Readonly<Record<string, unknown>>, headers: readonly string[]): boolean {
  let index = 0;
  for (const header in record) if (header !== headers[index++]) return false;
  return index === headers.length;
}

const none: ReadonlySet<string> = new Set();

/** A cache of a pure function, newest first; a producer whose rows all differ in columns must not slow the others down by much. */
const plans: Plan[] = [];
const mostPlans = 16;
