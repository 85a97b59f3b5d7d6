import { parseArgs } from "node:util";
import { parse as parseLossless } from "lossless-json";
import { SecretText } from "../app/sources/secret-text";
import { createDispatcher, systemClock } from "../app/sources/http/open-http";
import { RateLimiter } from "../app/sources/http/rate-limiter";
import { usagePages } from "../app/sources/azure-ea/client";
import { PageReader } from "../app/sources/json/page-reader";
import { isSubjectHeader } from "../app/domain/azure-ea/match-header";
import { BillingMonth } from "../app/domain/calendar/billing-month";
import { createEnrichmentContext } from "../app/domain/charge/enrichment-context";
import { compileApplicationTags } from "../app/domain/resource-tracking/compile-application-tags";
import { createPageWriter } from "../app/pipeline/create-page-writer";
import { sha256Hex } from "../app/runtime/sha256-hex";
import { SimulatorProcess } from "./simulator-process";

/**
 * How fast a month is read: rows/s end to end from a simulator in its own process, and, for the same bodies, what the reader does alone and with
 * enrichment and the blocks for the engine, beside JSON.parse (which loses digits) and lossless-json. These are timed in CPU time, each body once, and
 * begin with nothing remembered. With `--write`, the pages that come are enriched and written as blocks too, and memory is said after each 100,000 rows: that
 * is the TypeScript of an extraction, without an engine. `npx tsx bench/read-pages.ts --rows 1000000 [--write]`
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rows: { type: "string", default: "1000000" },
      "page-size": { type: "string", default: "5000" },
      write: { type: "boolean", default: false },
    },
  });
  const month = new Date().toISOString().slice(0, 7);
  const earlier = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 2, 1)).toISOString().slice(0, 7);
  const simulator = await SimulatorProcess.start(["--rows", values.rows, "--page-size", values["page-size"]]);
  const gate = new RateLimiter({ perMinute: 60_000_000, burst: 1_000_000 }, systemClock);
  const options = {
    baseUrl: simulator.url,
    form: "china",
    key: new SecretText("simulator-key"),
    dispatcher: createDispatcher(),
    gate,
    clock: systemClock,
    random: Math.random,
    compress: false,
  } as const;
  const bodies: Uint8Array[] = [];
  const rss: number[] = [];
  let rows = 0;
  let bytes = 0;
  const write = values.write ? pageWriter() : null;
  let said = 0;
  const started = performance.now();
  const cpu = process.cpuUsage();
  for await (const page of usagePages(options, { enrollment: "100100", month: earlier }, new AbortController().signal)) {
    rows += page.table.rows.length;
    bytes += page.body.length;
    write?.({ index: page.index, table: page.table, hash: "" });
    if (page.index % 10 === 0) rss.push(process.memoryUsage().rss);
    if (write === null || rows < said + 100_000) continue;
    said = rows;
    const { user, system } = process.cpuUsage(cpu);
    process.stdout.write(
      `${rows} rows: ${Math.round((rss.at(-1) ?? 0) / 1e6)} MB, ${Math.round((user + system) / rows)} µs of CPU a row\n`,
    );
  }
  report(`usagePages${write === null ? "" : " and blocks"}, end to end`, rows, bytes, performance.now() - started);
  const used = process.cpuUsage(cpu);
  report("  by its own CPU time", rows, bytes, (used.user + used.system) / 1000);
  const half = rss.length >> 1;
  const peak = (list: readonly number[]): number => Math.round(Math.max(...list) / 1e6);
  process.stdout.write(
    `${"resident memory".padEnd(28)} peak ${peak(rss)} MB; first half ${peak(rss.slice(0, half))}, second half ${peak(rss.slice(half))}\n`,
  );
  for await (const page of usagePages(options, { enrollment: "100100", month: earlier }, new AbortController().signal)) {
    if (bodies.push(page.body) === 40) break;
  }
  const text = (body: Uint8Array): string =>
    Buffer.from(body.buffer, body.byteOffset, body.length)
      .toString("utf8")
      .replace(/^\ufeff/, "");
  const time = (name: string, run: (body: Uint8Array) => unknown): void => {
    const from = process.cpuUsage();
    for (const body of bodies) run(body);
    const used = process.cpuUsage(from);
    const total = bodies.reduce((sum, body) => sum + body.length, 0);
    const bodyRows = Math.min(rows, bodies.length * Number(values["page-size"]));
    report(name, bodyRows, total, (used.user + used.system) / 1000);
  };
  const reader = new PageReader((field) => !isSubjectHeader(field));
  time("PageReader", (body) => reader.read(body, "content"));
  time("  with enrichment and blocks", pageWork());
  time("JSON.parse (loses digits)", (body) => JSON.parse(text(body)));
  bodies.splice(4);
  time("lossless-json (4 bodies)", (body) => parseLossless(text(body), null, { parseNumber: (digits) => digits }));
  simulator.stop();
  await options.dispatcher.close();
}

/** What extraction does with a body between the socket and the INSERT: reads it, enriches its rows and writes their block; nothing remembered yet. */
function pageWork(): (body: Uint8Array) => void {
  const write = pageWriter();
  const reader = new PageReader((field) => !isSubjectHeader(field));
  return (body) => {
    const reading = reader.read(body, "content");
    if (!reading.ok || reading.table === null) throw new Error("not a page");
    write({ index: 0, table: reading.table, hash: "" });
  };
}

function pageWriter(): ReturnType<typeof createPageWriter> {
  const month = BillingMonth.of(2026, 10);
  if (month === null) throw new RangeError("no month");
  const { matcher } = compileApplicationTags([], "level-first");
  const context = createEnrichmentContext({ taxRate: "0.06", matcher, sha256: sha256Hex });
  return createPageWriter(
    { billingAccountId: "100100", period: month, snapshotId: "bench" },
    { currency: "CNY", context },
    () => new Date(0),
  );
}

function report(name: string, rows: number, bytes: number, ms: number): void {
  const perSecond = Math.round((rows * 1000) / ms).toLocaleString("en");
  process.stdout.write(`${name.padEnd(28)} ${perSecond.padStart(10)} rows/s  ${(bytes / ms / 1000).toFixed(0).padStart(5)} MB/s\n`);
}

void main();
