/**
 * How many usage rows one core enriches: read from a JSON record, all fields derived, owner found among 1,000 rules, charge id hashed.
 * Beside it, in the same run and on the same rows, JSON.parse, which every consumer pays before. Run: npm run bench:enrich [-- --json]; compiled first,
 * as Moose compiles, because tsx's way of importing costs a tenth.
 */
import { hash } from "node:crypto";
import { readUsageDetail } from "../app/domain/azure-ea/read-usage-detail";
import type { ChargeScope } from "../app/domain/charge/charge-id";
import { createEnrichmentContext } from "../app/domain/charge/enrichment-context";
import { enrichUsageDetail } from "../app/domain/charge/enrich-usage-detail";
import type { ApplicationTag } from "../app/domain/resource-tracking/application-tag";
import { type ApplicationTagMatcher, compileApplicationTags } from "../app/domain/resource-tracking/compile-application-tags";
import { usageRows } from "./usage-rows";

const pageRows = 1000;
const rounds = 21;
const resources = 1000;
const count = 62_000;

interface Measure {
  readonly enrichRowsPerSecond: number;
  readonly jsonParseRowsPerSecond: number;
}

// Only the texts stay in memory, as in a consumer: objects kept for the benchmark's sake would be work for the garbage collector.
const pages = pagesOf(usageRows(count, resources));
const bytesPerRow = Math.round(pages.reduce((sum, page) => sum + page.length, 0) / count);

const byPatterns = measure([100, 1000, 10_000]);
const of = (patterns: number): Measure => {
  const found = byPatterns.find((entry) => entry.patterns === patterns);
  if (found === undefined) throw new Error(`no measure with ${patterns} patterns`);
  return found;
};
const result = {
  rows: count,
  resources,
  bytesPerRow,
  patterns: 1000,
  ...of(1000),
  targetRowsPerSecond: 200_000,
  slowdownFrom100To10000Patterns: round(of(100).enrichRowsPerSecond / of(10_000).enrichRowsPerSecond, 2),
  byPatterns,
};
if (process.argv.includes("--json")) console.log(JSON.stringify(result, null, 2));
else {
  const format = (rows: number): string => Math.round(rows).toLocaleString("en-US").padStart(9);
  console.log(
    `${count.toLocaleString("en-US")} rows of ${bytesPerRow} bytes, ${resources.toLocaleString("en-US")} resources, best of ${rounds} rounds, one core\n`,
  );
  console.log("patterns   enrich rows/s   JSON.parse rows/s");
  for (const entry of byPatterns) {
    console.log(
      `${String(entry.patterns).padStart(8)}   ${format(entry.enrichRowsPerSecond).padStart(13)}   ${format(entry.jsonParseRowsPerSecond).padStart(17)}`,
    );
  }
  console.log(
    `\n10,000 patterns take ${result.slowdownFrom100To10000Patterns} times as long as 100; the target is 200,000 rows/s with 1,000`,
  );
}

/**
 * The best of many rounds, all pattern counts in each round, so that a busy moment of the machine strikes all alike. Each page is parsed anew, so
 * that no text comes with its hash already known, and each round starts with empty memories. The garbage collector's pauses are in the figures.
 */
function measure(patternCounts: readonly number[]): readonly ({ readonly patterns: number } & Measure)[] {
  const runs = patternCounts.map((patterns) => ({
    patterns,
    matcher: compileApplicationTags(Array.from({ length: patterns }, (_, index) => rule(index))).matcher,
    parse: Infinity,
    enrich: Infinity,
  }));
  for (let round = 0; round < rounds; round++) {
    for (const run of runs) {
      const { parse, enrich } = runOnce(run.matcher);
      run.parse = Math.min(run.parse, parse);
      run.enrich = Math.min(run.enrich, enrich);
    }
  }
  return runs.map(({ patterns, parse, enrich }) => ({
    patterns,
    enrichRowsPerSecond: round(count / (enrich / 1000), 0),
    jsonParseRowsPerSecond: round(count / (parse / 1000), 0),
  }));
}

function runOnce(matcher: ApplicationTagMatcher): { readonly parse: number; readonly enrich: number } {
  const context = createEnrichmentContext({ taxRate: "0.06", matcher, sha256: (text) => hash("sha256", text, "hex") });
  let [parse, enrich] = [0, 0];
  for (const page of pages) {
    const scope: ChargeScope = {
      billingAccountId: "100",
      currency: "CNY",
      snapshotId: "live",
      billingMonth: null,
      occurrence: 1,
    };
    const start = performance.now();
    const records = JSON.parse(page) as Record<string, unknown>[];
    const parsed = performance.now();
    for (const record of records) enrichUsageDetail(readUsageDetail(record), scope, context);
    parse += parsed - start;
    enrich += performance.now() - parsed;
  }
  return { parse, enrich };
}

/** One rule in twenty is one that resources of the bill match, by name or group. */
function rule(index: number): ApplicationTag {
  const pattern = index % 20 === 0 ? `app${index % 900}-` : `service-${index.toString(36)}-x`;
  return {
    id: index + 1,
    pattern,
    match_kind: "contains",
    scope: "any",
    application: `Application ${index}`,
    cmdb_service: "",
    priority: 100,
    enabled: true,
    valid_from: null,
    valid_to: null,
  };
}

function pagesOf(rows: readonly unknown[]): string[] {
  return Array.from({ length: count / pageRows }, (_, page) => JSON.stringify(rows.slice(page * pageRows, (page + 1) * pageRows)));
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
