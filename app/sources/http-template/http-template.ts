import { createHash } from "node:crypto";
import { parse } from "lossless-json";
import { z } from "zod";
import { BillingMonth } from "../../domain/calendar/billing-month";
import { compileFocusRowReader, type FocusRowReader } from "../../domain/focus/import/compile-focus-row-reader";
import type { FocusRow } from "../../domain/focus/import/focus-row";
import { planFocusColumns } from "../../domain/focus/import/plan-focus-columns";
import { FocusFileError } from "../files/focus-file";
import { fetchBody, type HttpBody, type PageRequest } from "../http/fetch-body";
import { LoopGuard } from "../http/loop-guard";
import { type HttpRun, openHttpRun } from "../http/run";
import { atJsonPointer } from "../json/json-pointer";
import { checkPublicHost } from "../objects/allowed-hosts";
import { Probes } from "../probes";
import type { Delivery, PartContent, Source, SourceContext } from "../source";
import { SourceError, type SourceErrorKind } from "../source-error";
import { authentication, openAuthorization } from "./authorize";
import { columnTemplate, compileColumn, jsonPointer, textOf } from "./map-row";
import { dayFormats, type MonthWindow, monthWindow, namesMonth } from "./month-window";
import { firstPage, follow, nextPage, paging } from "./paging";

const parameters = z.record(z.string()).superRefine((parameters, refusal) => {
  for (const name of Object.keys(parameters))
    if (namesCredential(name)) refusal.addIssue({ code: "custom", path: [name], message: credentialFault });
});
const columns = z.record(columnTemplate).superRefine((columns, refusal) => {
  const plan = planFocusColumns(Object.keys(columns));
  if ("code" in plan) refusal.addIssue({ code: "custom", message: plan.detail });
});

/** What rows become. Metrics of the business are another target to come. */
const target = z.discriminatedUnion("kind", [
  z
    .object({ kind: z.literal("focus"), columns: columns.describe("Columns: of FOCUS by name, and what each is made of") })
    .strict()
    .describe("FOCUS: rows of cost and usage"),
]);

const config = z
  .object({
    baseUrl: z
      .string()
      .url("must be a URL")
      .regex(/^https?:\/\/[^/?#@]+(?:\/[^?#]*)?$/i, "must have no user, query or fragment")
      .describe("Address: https://api.example.com; a path in it is part of all addresses"),
    path: z
      .string()
      .regex(/^\/[^?#\s]*$/, "must begin with / and have no query")
      .describe("Path: below the address; {month} and the like stand for the month that is read"),
    query: parameters
      .default({})
      .describe("Query: parameters of each request. A credential belongs in auth: this is stored and shown as it is"),
    headers: z
      .record(z.string().regex(/^[\x20-\x7e]*$/, "has characters that no header can have"))
      .superRefine((headers, refusal) => {
        for (const name of Object.keys(headers)) {
          const message = faultOfHeader(name);
          if (message !== null) refusal.addIssue({ code: "custom", path: [name], message });
        }
      })
      .default({})
      .describe("Headers: sent with each request. A credential belongs in auth: this is stored and shown as it is"),
    auth: authentication.describe("Sign-in: how the server is told who asks"),
    dayFormat: z
      .enum(dayFormats)
      .default("date")
      .describe("Day format: how {monthStart}, {monthEnd} and {nextMonthStart} are written in path and query"),
    paging: paging.describe("Paging: how one page leads to the next"),
    rows: jsonPointer.describe("Rows: pointer to the list in an answer, /data; empty when the answer is the list itself"),
    count: jsonPointer.optional().describe("Count: pointer to where an answer says how many rows all pages have together, a control total"),
    target: target.describe("Target: what rows become"),
    account: z
      .string()
      .regex(/^[\w-]{1,128}$/, "may have letters, digits, _ and - only")
      .describe("Account: the name to keep the bill under; all rows must be of one billing account"),
    firstMonth: z
      .string()
      .refine((month) => BillingMonth.parse(month) !== null, "must be a month such as 2026-01")
      .describe("First month: that there is, such as 2026-01"),
    requestsPerMinute: z
      .number()
      .int()
      .min(1)
      .max(60_000)
      .default(60)
      .describe("Requests per minute: to the server, by all connections together"),
  })
  .strict()
  .refine(({ path, query }) => [path, ...Object.values(query)].some(namesMonth), {
    path: ["query"],
    message: "names no month: without {month}, {monthStart} or the like in path or query each month would have the same rows",
  });

/** An API as data. */
export type HttpTemplateConfig = z.infer<typeof config>;

/** The next page, by its number, its address without a credential, and the rows before it. */
const cursor = z.object({ page: z.number().int().min(0), url: z.string(), rows: z.number().int().min(0) }).strict();

type Cursor = z.infer<typeof cursor>;

/** A bill that an HTTP API answers as JSON, described by a configuration: where, how to sign in, how pages follow, where rows are, what they become. */
export function httpTemplate({ sha256 }: { readonly sha256: (data: string | Uint8Array) => string }): Source<HttpTemplateConfig, Cursor> {
  return {
    spec: {
      id: "http-template",
      title: "HTTP API by a template",
      version: "1",
      yields: ({ target }) => target.kind,
      config,
      withoutEffect: ["auth", "requestsPerMinute"],
      cursor,
    },

    async check(config, context) {
      const probes = new Probes();
      const address = await probes.look(
        "address",
        "baseUrl",
        () => Promise.resolve(addressOf(config, context)),
        ({ origin }) => origin,
      );
      if (address === null) return probes.all;
      const signIn = await probes.look(
        "credential",
        "auth",
        () => openAuthorization(config.auth, context)(context.signal),
        () => config.auth.kind,
      );
      if (signIn === null) return probes.all;
      const now = new Date(context.clock.now());
      const current = BillingMonth.of(now.getUTCFullYear(), now.getUTCMonth() + 1);
      const [month] = monthsOf(config, current === null ? [] : [current]);
      await probes.look(
        "first page",
        "path, query, paging, rows, target",
        async () => {
          if (month === undefined) return "no month yet";
          for await (const { content } of pages(config, month, null, false, sha256, context))
            return `${content.rows.length} rows on the first page of ${month.toString()}`;
          return `no page of ${month.toString()}`;
        },
        (found) => found,
      );
      return probes.all;
    },

    // eslint-disable-next-line @typescript-eslint/require-await -- it offers without asking anybody
    async *discover(config, { months }) {
      for (const period of monthsOf(config, months)) {
        const name = `${config.account} ${period.toString()}`;
        yield { name, account: config.account, accountName: "", period, currency: null, version: null, rows: null, files: [] };
      }
    },

    async *read(config, delivery, { from, acceptRepeatedPages }, context) {
      for await (const { content, hash, next } of pages(config, monthOf(delivery), from, acceptRepeatedPages, sha256, context))
        yield { content, hash, next };
    },
  };
}

type FocusContent = Extract<PartContent, { kind: "focus" }>;

interface Page {
  readonly content: FocusContent;
  readonly hash: string;
  readonly next: Cursor | null;
}

async function* pages(
  config: HttpTemplateConfig,
  month: BillingMonth,
  from: Cursor | null,
  acceptRepeatedPages: boolean,
  sha256: (data: string | Uint8Array) => string,
  context: SourceContext,
): AsyncGenerator<Page> {
  const base = addressOf(config, context);
  const authorize = openAuthorization(config.auth, context);
  const server = base.host;
  const run = openHttpRun(
    {
      server,
      dispatcher: context.objects.dispatcher,
      gate: context.http.gate(base.origin, config.requestsPerMinute),
      clock: context.clock,
      random: context.random,
      limits: { maxWireBytes: largestPage, maxBodyBytes: largestPage },
      heard: context.heard,
    },
    `reading ${config.account}, month ${month.toString()}`,
    context.signal,
  );
  try {
    const window = monthWindow(month);
    const readRow = rowReader(config, window, sha256);
    const guard = new LoopGuard(server, run.limits.maxPages, acceptRepeatedPages);
    let url: URL | null = from === null ? firstPage(config.paging, addressOfMonth(config, base, window)) : follow(from.url, base, base);
    let count = from?.rows ?? 0;
    let expected: string | null = null;
    for (let index = from?.page ?? 0; url !== null; index += 1) {
      guard.visit(url, index);
      const request = pageRequest(config, month, url, index, authorize);
      const { document, rows, linkHeader } = await fetchPage(run, request, config, server);
      const hash = createHash("sha256")
        .update(JSON.stringify(rows.map(textOf)))
        .digest("hex");
      guard.received({ rows: rows.length, rowsSha256: hash }, index);
      count += rows.length;
      expected = countOf(config, document, expected, server);
      const next = nextPage(config.paging, base, { url, document, linkHeader, rows: rows.length });
      if (next === null && expected !== null && expected !== String(count))
        throw new SourceError("changed", `${server} sent ${count} rows of ${month.toString()}, and says that there are ${expected}`);
      yield {
        content: readRows(rows, readRow, `page ${index}`),
        hash,
        next: next === null ? null : { page: index + 1, url: next.href, rows: count },
      };
      url = next;
    }
  } finally {
    run.close();
  }
}

async function fetchPage(
  run: HttpRun,
  request: PageRequest,
  { rows }: HttpTemplateConfig,
  server: string,
): Promise<{ readonly document: unknown; readonly rows: readonly unknown[]; readonly linkHeader: string }> {
  return fetchBody(run, request, ({ body, headers }: HttpBody) => {
    let document: unknown;
    try {
      document = parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    } catch (cause) {
      throw new SourceError("malformed", `${server} returned something other than JSON, or a truncated response`, { code: "json", cause });
    }
    const found = atJsonPointer(document, rows);
    if (!Array.isArray(found))
      throw new SourceError("malformed", `the answer of ${server} has no array at ${rows === "" ? "its top level" : rows}`, {
        code: "rows",
      });
    return { document, rows: found, linkHeader: [headers["link"] ?? ""].flat().join(", ") };
  });
}

/** How many rows all pages have; the same on each that says it. */
function countOf({ count }: HttpTemplateConfig, document: unknown, before: string | null, server: string): string | null {
  if (count === undefined) return null;
  const said = textOf(atJsonPointer(document, count));
  if (said === null) return before;
  if (!/^\d{1,12}$/.test(said))
    throw new SourceError("malformed", `${server} says at ${count} ${JSON.stringify(said.slice(0, 40))}, which is not a row count`);
  if (before !== null && before !== said)
    throw new SourceError("changed", `${server} said that there are ${before} rows, and now ${said}: they change while they are read`);
  return said;
}

type RowMapper = (row: unknown) => FocusRow | { readonly column: string; readonly detail: string };

function rowReader(
  { target }: HttpTemplateConfig,
  window: MonthWindow,
  sha256: (data: string | Uint8Array) => string,
): { readonly version: string; readonly map: RowMapper } {
  const names = Object.keys(target.columns);
  const columns = Object.values(target.columns).map((template) => compileColumn(template, window));
  const plan = planFocusColumns(names);
  if ("code" in plan) throw new SourceError("config", plan.detail);
  const read: FocusRowReader = compileFocusRowReader(plan, sha256);
  return {
    version: plan.version,
    map: (row) => {
      const cells: (string | null)[] = [];
      for (const [index, column] of columns.entries()) {
        const cell = column(row);
        if ("fault" in cell) return { column: names[index] ?? "", detail: cell.fault };
        cells.push(cell.text);
      }
      return read(cells);
    },
  };
}

/** @throws FocusFileError a row that cannot be stored, by its number on the page from 1 and its column */
function readRows(rows: readonly unknown[], { version, map }: ReturnType<typeof rowReader>, file: string): FocusContent {
  const read: FocusRow[] = [];
  for (const [index, row] of rows.entries()) {
    const found = map(row);
    if ("detail" in found) throw new FocusFileError({ file, line: index + 1, column: found.column }, found.detail);
    read.push(found);
  }
  return { kind: "focus", version, rows: read, file, lines: read.map((_, index) => index + 1) };
}

function pageRequest(
  { account, headers }: HttpTemplateConfig,
  month: BillingMonth,
  url: URL,
  part: number,
  authorize: PageRequest["authorize"] & object,
): PageRequest {
  return {
    url,
    part,
    laterPage: part > 0,
    headers: { accept: "application/json", "accept-encoding": "gzip", ...headers },
    authorize,
    context: { account, month: month.toString() },
    explainStatus: (kind, status) => `${url.host} answers ${status}${hintOf(kind, status)}`,
  };
}

function hintOf(kind: SourceErrorKind, status: number): string {
  if (status >= 300 && status < 400) return ": it redirects, which is not followed, because the credential would go along";
  switch (kind) {
    case "auth":
      return ": the credential of auth is wrong or has expired";
    case "permission":
      return ": the credential of auth may not read this";
    case "not-found":
      return ": are baseUrl and path right?";
    case "rejected":
      return ": are path and query right?";
    case "stale-link":
    case "throttled":
    case "transient":
    case "malformed":
    case "tls":
    case "untrusted-link":
    case "paging":
    case "changed":
    case "too-large":
    case "deadline":
    case "cancelled":
    case "config":
      return "";
  }
}

function faultOfHeader(name: string): string | null {
  if (!/^[\w!#$%&'*+.^`|~-]{1,80}$/.test(name)) return "must be a header name";
  return /^(?:proxy-)?authorization$|^cookie$/i.test(name) || namesCredential(name) ? credentialFault : null;
}

/** Whether a parameter or a header is called as credentials are: `api_key`, `X-Api-Key`, `access_token`, `sig`, `Ocp-Apim-Subscription-Key`. */
function namesCredential(name: string): boolean {
  return /(?:^|[^a-z])(?:key|token|secret|password|passwd|pwd|credentials?|sig|signature|auth)$|(?:api|access|subscription)key$/i.test(
    name.replace(/([a-z])(?=[A-Z])/g, "$1-"),
  );
}

const credentialFault = "is a credential, which is stored and shown here: it belongs in auth";

/** @throws SourceError `config` the address may not be asked */
function addressOf({ baseUrl }: HttpTemplateConfig, { objects }: SourceContext): URL {
  const base = new URL(baseUrl);
  checkPublicHost(base, objects.allowedHosts);
  return base;
}

function addressOfMonth({ path, query, dayFormat }: HttpTemplateConfig, base: URL, window: MonthWindow): URL {
  const url = new URL(base);
  // Not resolved as a link: one that begins with // names another host, which is unchecked and would get the credential.
  url.pathname = `${base.pathname.replace(/\/+$/, "")}${window.fill(path, dayFormat)}`;
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, window.fill(value, dayFormat));
  return url;
}

/** Of the months that are wanted, those that there are. */
function monthsOf({ firstMonth }: HttpTemplateConfig, wanted: readonly BillingMonth[]): readonly BillingMonth[] {
  return wanted.filter((month) => month.toString() >= firstMonth);
}

function monthOf({ name, period }: Delivery): BillingMonth {
  const month = BillingMonth.parse(period?.toString() ?? "");
  if (month === null) throw new SourceError("config", `${name} is no delivery of a month`);
  return month;
}

/** It is held as objects, which take several times as much. */
const largestPage = 32 << 20;
