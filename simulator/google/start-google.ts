import { verify } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { listen } from "../listen";
import type { SimulatedRow, SimulatedTable } from "./billing-tables";
import { fromNanos } from "./usage-rows";

/** What a request is for. `results` is a page of an answer, or the question whether it is there. */
export type GoogleCall = "token" | "table" | "query" | "results";

export interface GoogleOptions {
  readonly tables: readonly SimulatedTable[];
  /** Of the service account whose assertions are taken, in PEM. */
  readonly publicKey: string;
  /** Rows of a page, at most; BigQuery sends 10 MB at most. */
  readonly pageRows?: number;
  /** Changes or makes the answer of one request; null leaves it. It may change the tables, too. */
  readonly meddle?: (call: GoogleCall, at: number, answer: GoogleAnswer) => GoogleAnswer | "reset" | "cut" | null;
  readonly now?: () => number;
}

export interface GoogleAnswer {
  readonly status: number;
  readonly body: Record<string, unknown> | string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface SimulatedGoogle {
  readonly url: string;
  /** What was asked, in order. */
  readonly calls: readonly { readonly call: GoogleCall; readonly body: unknown }[];
  readonly close: () => Promise<void>;
}

/** An error of a Google API, of the form that all have. */
export function googleError(status: number, reason: string, message: string, headers: Readonly<Record<string, string>> = {}): GoogleAnswer {
  return { status, headers, body: { error: { code: status, message, errors: [{ message, domain: "global", reason }] } } };
}

/**
 * The token endpoint and BigQuery's `tables.get`, `jobs.query` and `jobs.getQueryResults`, by their REST reference. Queries are told apart by what they select,
 * and answered from the rows of the tables as they are when a query begins; a request id that comes again gets the same job.
 */
export async function startGoogle(options: GoogleOptions): Promise<SimulatedGoogle> {
  const calls: { call: GoogleCall; body: unknown }[] = [];
  const jobs = new Map<string, Job>();
  const tokens = new Map<string, number>();
  const now = options.now ?? Date.now;
  const { server, port } = await listen(0, (request, response) => {
    void respond(request, response);
  });
  const url = `http://127.0.0.1:${port}`;

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await bodyOf(request);
    const address = new URL(request.url ?? "/", url);
    const [call, healthy] = answer(request, address, text);
    const at = calls.length;
    calls.push({ call, body: call === "token" ? null : parsed(text) });
    const changed = options.meddle?.(call, at, healthy) ?? healthy;
    if (changed === "reset") {
      request.socket.destroy();
      return;
    }
    const { status, headers, body } = changed === "cut" ? healthy : changed;
    const isText = typeof body === "string";
    const bytes = Buffer.from(isText ? body : JSON.stringify(body));
    response.writeHead(status, {
      "content-type": isText ? "text/html" : "application/json; charset=UTF-8",
      "content-length": bytes.length,
      ...headers,
    });
    if (changed === "cut") response.write(bytes.subarray(0, bytes.length >> 1), () => void response.destroy());
    else response.end(bytes);
  }

  function answer(request: IncomingMessage, address: URL, text: string): readonly [GoogleCall, GoogleAnswer] {
    if (address.pathname === "/token") return ["token", giveToken(new URLSearchParams(text))];
    const expires = tokens.get(/^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "");
    const isKnown = expires !== undefined && expires > now();
    const denied = googleError(401, "authError", "Request had invalid authentication credentials.");
    const table = /^\/bigquery\/v2\/projects\/([^/]+)\/datasets\/([^/]+)\/tables\/([^/]+)$/.exec(decodeURIComponent(address.pathname));
    if (table !== null) return ["table", isKnown ? describe(table.slice(1).join(".")) : denied];
    const results = /^\/bigquery\/v2\/projects\/[^/]+\/queries\/([^/]+)$/.exec(address.pathname);
    if (results !== null) return ["results", isKnown ? page(results[1] ?? "", address.searchParams) : denied];
    return ["query", isKnown ? query(text) : denied];
  }

  function giveToken(form: URLSearchParams): GoogleAnswer {
    const refusal = (description: string): GoogleAnswer => ({
      status: 400,
      body: { error: "invalid_grant", error_description: description },
    });
    const [head = "", claims = "", signature = ""] = (form.get("assertion") ?? "").split(".");
    const isSigned = verify("RSA-SHA256", Buffer.from(`${head}.${claims}`), options.publicKey, Buffer.from(signature, "base64url"));
    if (!isSigned) return refusal("Invalid JWT Signature.");
    const { aud, iat, exp } = claimsSchema.parse(JSON.parse(Buffer.from(claims, "base64url").toString()));
    const seconds = now() / 1000;
    if (aud !== `${url}/token` || exp - iat > 3600 || Math.abs(iat - seconds) > 300)
      return refusal("Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.");
    const token = `ya29.simulated-${tokens.size}`;
    tokens.set(token, now() + 3_600_000);
    return { status: 200, body: { access_token: token, expires_in: 3599, token_type: "Bearer" } };
  }

  function describe(name: string): GoogleAnswer {
    const table = options.tables.find((one) => one.name === name);
    if (table === undefined) return googleError(404, "notFound", `Not found: Table ${name}`);
    return {
      status: 200,
      body: {
        kind: "bigquery#table",
        type: "TABLE",
        location: table.location,
        schema: { fields: table.schema },
        timePartitioning: { type: "DAY" },
      },
    };
  }

  function query(text: string): GoogleAnswer {
    const asked = querySchema.safeParse(parsed(text));
    if (!asked.success) return googleError(400, "invalid", asked.error.message);
    const { query: sql, dryRun, location, maximumBytesBilled, maxResults, queryParameters, requestId } = asked.data;
    const table = options.tables.find(({ name }) => sql.includes(`\`${name}\``));
    if (table === undefined) return googleError(404, "notFound", "Not found: Table was not found");
    if (location !== undefined && location !== table.location)
      return googleError(404, "notFound", `Not found: Dataset was not found in location ${location}`);
    if (dryRun) return { status: 200, body: { jobComplete: true, totalBytesProcessed: String(table.bytes) } };
    if (Number(maximumBytesBilled) < table.bytes)
      return googleError(
        400,
        "bytesBilledLimitExceeded",
        `Query exceeded limit for bytes billed: ${maximumBytesBilled}. ${table.bytes} or higher required.`,
      );
    const parameters = new Map(queryParameters.map(({ name, parameterValue }) => [name, parameterValue.value]));
    const id = `job_${requestId ?? jobs.size}`;
    const job = jobs.get(id) ?? { id, location: table.location, rows: run(sql, table.rows, parameters) };
    jobs.set(id, job);
    return { status: 200, body: pageOf(job, 0, maxResults) };
  }

  function page(id: string, parameters: URLSearchParams): GoogleAnswer {
    const job = jobs.get(id);
    if (job === undefined || parameters.get("location") !== job.location) return googleError(404, "notFound", `Not found: Job ${id}`);
    const from = /^page-(\d+)$/.exec(parameters.get("pageToken") ?? "page-0")?.[1];
    if (from === undefined) return googleError(400, "invalid", "Invalid page token");
    return { status: 200, body: pageOf(job, Number(from), Number(parameters.get("maxResults"))) };
  }

  function pageOf(job: Job, from: number, maxResults: number): Record<string, unknown> {
    const to = from + Math.min(maxResults, options.pageRows ?? 1000);
    return {
      kind: "bigquery#queryResponse",
      jobReference: { projectId: "p", jobId: job.id, location: job.location },
      jobComplete: true,
      totalRows: String(job.rows.length),
      rows: job.rows.slice(from, to).map((cells) => ({ f: cells.map((v) => ({ v })) })),
      ...(to < job.rows.length ? { pageToken: `page-${to}` } : {}),
    };
  }

  return {
    url,
    calls,
    close: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      });
    },
  };
}

interface Job {
  readonly id: string;
  readonly location: string;
  readonly rows: readonly (readonly (string | null)[])[];
}

/** The answer to a query: the months of a table, the totals of one, or its rows. */
function run(sql: string, stored: readonly SimulatedRow[], parameters: ReadonlyMap<string, string>): Job["rows"] {
  const rows = sql.includes("IFNULL(invoice.month, FORMAT_TIMESTAMP('%Y%m', usage_start_time, 'America/Los_Angeles'))")
    ? stored.map(onMonthOfUsage)
    : stored;
  if (sql.startsWith("SELECT DISTINCT ")) return distinct(stored, parameters.get("account") ?? "", selected(sql));
  if (/ AS exported /.test(sql)) return group(rows, ({ account, month, currency }) => [account, month, currency]).map(monthOf);
  const [account, month, until = ""] = ["account", "month", "until"].map((name) => parameters.get(name));
  const found = rows.filter((row) => row.account === account && row.month === month && row.exported <= until);
  if (/ AS total, /.test(sql))
    return group(found, ({ currency }) => [currency]).map(([keys, those]) => [...keys, fromNanos(sumOf(those)), String(those.length)]);
  const columns = selected(sql);
  return found.map(({ cells }) => columns.map((column) => cells[column] ?? null));
}

function distinct(stored: readonly SimulatedRow[], account: string, columns: readonly string[]): Job["rows"] {
  const rows = stored.filter((row) => row.account === account).map(({ cells }) => columns.map((column) => cells[column] ?? null));
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
}

/** Los Angeles is 7 hours behind UTC in the months of tests. */
function onMonthOfUsage(row: SimulatedRow): SimulatedRow {
  if (row.month !== "") return row;
  const start = new Date(Date.parse(row.cells["usage_start_time"] ?? "") - 7 * 3_600_000);
  const month = start.toISOString().slice(0, 7).replace("-", "");
  return { ...row, month, cells: { ...row.cells, invoice_month: month } };
}

function monthOf([keys, rows]: Group): readonly string[] {
  const last = rows.reduce((latest, { exported }) => (exported > latest ? exported : latest), "");
  return [...keys, String(rows.length), last];
}

type Group = readonly [keys: readonly string[], rows: readonly SimulatedRow[]];

function group(rows: readonly SimulatedRow[], keysOf: (row: SimulatedRow) => readonly string[]): readonly Group[] {
  const groups = new Map<string, SimulatedRow[]>();
  for (const row of rows) {
    const key = JSON.stringify(keysOf(row));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, those]) => [z.array(z.string()).parse(JSON.parse(key)), those]);
}

function sumOf(rows: readonly SimulatedRow[]): bigint {
  return rows.reduce((sum, { nanos }) => sum + nanos, 0n);
}

/** The names of what a query selects: after AS, or a column itself. */
function selected(sql: string): readonly string[] {
  const list = /^SELECT (.*) FROM `[^`]*\.[^`]*` WHERE /.exec(sql)?.[1] ?? "";
  const columns: string[] = [];
  let depth = 0;
  let column = "";
  for (const character of `${list},`) {
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (character !== "," || depth > 0) {
      column += character;
      continue;
    }
    columns.push(/`([^`]*)`\s*$/.exec(column)?.[1] ?? "");
    column = "";
  }
  return columns;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  request.setEncoding("utf8");
  for await (const piece of request) text += String(piece);
  return text;
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return null;
  }
}

const claimsSchema = z.object({ aud: z.string(), iat: z.number(), exp: z.number() });
/** What queries must have: standard SQL, a limit of what they bill, and times as ISO 8601. */
const querySchema = z.object({
  query: z.string(),
  useLegacySql: z.literal(false),
  dryRun: z.boolean().default(false),
  location: z.string().optional(),
  maximumBytesBilled: z.string().regex(/^\d+$/),
  maxResults: z.number().default(1000),
  formatOptions: z.object({ timestampOutputFormat: z.literal("ISO8601_STRING") }),
  queryParameters: z.array(z.object({ name: z.string(), parameterValue: z.object({ value: z.string() }) })).default([]),
  requestId: z.string().max(36).optional(),
});
