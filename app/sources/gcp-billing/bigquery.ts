import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import { redactText } from "../../domain/text/redact";
import { fetchBody, type HttpBody, type PageRequest } from "../http/fetch-body";
import { classifyStatus } from "../http/failure-kind";
import { LoopGuard } from "../http/loop-guard";
import { accessToken, type TokenGrant } from "../http/oauth2";
import { serverDelayMs } from "../http/retry";
import { type HttpRun, openHttpRun } from "../http/run";
import type { SourceContext } from "../source";
import { SourceError, type SourceErrorKind } from "../source-error";
import type { BillingQuery, TableField } from "./billing-table";

/** Where queries are asked, by whom, and what they may cost. */
export interface BigQueryOptions {
  /** `https://bigquery.googleapis.com`; whoever builds it has checked that a token may go there. */
  readonly endpoint: URL;
  readonly grant: TokenGrant;
  /** The project that the queries run in, and are paid by. */
  readonly project: string;
  /** `project.dataset.table`. */
  readonly table: string;
  /** `EU`, `us-central1`; null: as the table says. */
  readonly location: string | null;
  readonly maximumBytesBilled: number;
  readonly requestsPerMinute: number;
  readonly acceptRepeatedPages: boolean;
}

/** What BigQuery says of a table. */
export interface TableDescription {
  readonly type: string;
  readonly location: string | null;
  readonly fields: readonly TableField[];
  /** By the day on which rows arrived, which the pseudo column `_PARTITIONTIME` holds. */
  readonly isPartitioned: boolean;
}

/** A page of the answer to a query. Cells are text: digits of numbers, times in ISO 8601. */
export interface QueryPage {
  readonly rows: readonly (readonly (string | null)[])[];
  /** Of all pages before it. */
  readonly before: number;
  /** Of the whole answer. */
  readonly total: number;
  readonly next: JobPlace | null;
}

/** Where the answer to a query is read on: BigQuery keeps it for about a day, whatever happens to the table. */
export interface JobPlace {
  readonly job: string;
  readonly location: string;
  readonly token: string;
  readonly page: number;
  readonly rows: number;
}

/**
 * BigQuery over its REST API (cloud.google.com/bigquery/docs/reference/rest/v2/jobs/query). Each method throws SourceError and nothing else; those that a retry
 * may heal are asked again first. A query is posted with an id, so that asking again does not run it, and bill it, twice.
 */
export class BigQuery {
  readonly #options: BigQueryOptions;
  readonly #context: SourceContext;

  constructor(options: BigQueryOptions, context: SourceContext) {
    this.#options = options;
    this.#context = context;
  }

  /** Resolves when a token was given. */
  async authorize(): Promise<void> {
    await this.#token(this.#context.signal);
  }

  async table(): Promise<TableDescription> {
    // The id of a project may have a point in it: `example.com:billing`.
    const [, project = "", dataset = "", table = ""] = /^(.*)\.([^.]+)\.([^.]+)$/.exec(this.#options.table) ?? [];
    return this.#within(`looking at ${this.#options.table}`, async (run) => {
      const { type, location, schema, timePartitioning } = await this.#ask(
        run,
        { path: `projects/${project}/datasets/${dataset}/tables/${encodeURIComponent(table)}`, part: 0 },
        (answer) => tableAnswer.parse(answer),
      );
      const isPartitioned = timePartitioning?.type === "DAY" && timePartitioning.field === undefined;
      return { type, location: location ?? null, fields: schema.fields, isPartitioned };
    });
  }

  /** How many bytes a query would read, without running it. */
  async estimate(query: BillingQuery, location: string | null): Promise<number> {
    return this.#within("estimating a query", async (run) => {
      const body = this.#body(query, location);
      const answer = await this.#ask(run, { path: this.#queries, part: 0, post: { ...body, dryRun: true } }, (value) =>
        estimateAnswer.parse(value),
      );
      return Number(answer.totalBytesProcessed);
    });
  }

  /** All rows of a small answer. */
  async all(query: BillingQuery, location: string | null): Promise<QueryPage["rows"]> {
    const rows: (readonly (string | null)[])[] = [];
    for await (const page of this.pages(query, location, null)) rows.push(...page.rows);
    return rows;
  }

  /**
   * The answer to a query, page by page, or from a page on. Its last page comes only when there are as many rows as BigQuery said.
   * @throws SourceError `paging` pages repeat, or rows are missing; `stale-link` the answer is kept no more; `config` it would cost more than is allowed
   */
  async *pages(query: BillingQuery, location: string | null, from: JobPlace | null): AsyncGenerator<QueryPage> {
    const { clock, signal } = this.#context;
    const run = openHttpRun(this.#httpOptions(), "reading a query of BigQuery", signal);
    const guard = new LoopGuard(server, run.limits.maxPages, this.#options.acceptRepeatedPages);
    try {
      let page = from?.page ?? 0;
      let rows = from?.rows ?? 0;
      const post = { ...this.#body(query, location), maxResults: pageRows, timeoutMs: waitMs, requestId: randomUUID() };
      let answer =
        from === null
          ? await this.#ask(run, { path: this.#queries, part: 0, post }, readAnswer)
          : await this.#results(run, from, from.token);
      const job = from ?? { job: answer.job, location: answer.location ?? location ?? "", token: "", page: 0, rows: 0 };
      for (const startedMs = clock.now(); !answer.isComplete; ) {
        if (clock.now() - startedMs > longestQueryMs)
          throw new SourceError("deadline", `the query has run for ${longestQueryMs / 60_000} minutes in BigQuery, and is not done`);
        // BigQuery waits itself, up to waitMs; one that does not is not asked without a pause.
        const next = clock.now() + waitMs;
        answer = await this.#results(run, { ...job, page }, null);
        if (!answer.isComplete) await clock.sleep(Math.max(0, next - clock.now()), run.signal);
      }
      for (;;) {
        const { totalRows } = answer;
        const before = rows;
        rows += answer.rows.length;
        // With all rows there, a further page would have none.
        const token = rows === totalRows ? null : answer.token;
        guard.received(
          { rows: answer.rows.length, rowsSha256: createHash("sha256").update(JSON.stringify(answer.rows)).digest("hex") },
          page,
        );
        if (rows > totalRows || (token === null && rows !== totalRows))
          throw new SourceError("paging", `BigQuery sent ${rows} rows of an answer that has ${totalRows}`, { part: page });
        page += 1;
        const next = token === null ? null : { ...job, token, page, rows };
        yield { rows: answer.rows, before, total: totalRows, next };
        if (next === null) return;
        guard.visit(this.#resultsUrl(job, token), page);
        answer = await this.#results(run, next, next.token);
        if (!answer.isComplete || answer.totalRows !== totalRows)
          throw new SourceError("changed", `the answer to the query had ${totalRows} rows, and has ${answer.totalRows} now`, {
            part: page,
          });
      }
    } finally {
      run.close();
    }
  }

  get #queries(): string {
    return `projects/${this.#options.project}/queries`;
  }

  #results(run: HttpRun, place: Omit<JobPlace, "token" | "rows">, token: string | null): Promise<QueryAnswer> {
    return this.#ask(run, { url: this.#resultsUrl(place, token), part: place.page, isLater: true }, readAnswer);
  }

  #resultsUrl({ job, location }: Pick<JobPlace, "job" | "location">, token: string | null): URL {
    const url = this.#url(`${this.#queries}/${encodeURIComponent(job)}`);
    url.search = new URLSearchParams({
      ...(location === "" ? {} : { location }),
      maxResults: String(pageRows),
      timeoutMs: String(waitMs),
      "formatOptions.timestampOutputFormat": "ISO8601_STRING",
      ...(token === null ? {} : { pageToken: token }),
    }).toString();
    return url;
  }

  #url(path: string): URL {
    return new URL(`/bigquery/v2/${path}`, this.#options.endpoint);
  }

  #body({ text, parameters }: BillingQuery, location: string | null): Readonly<Record<string, unknown>> {
    const { maximumBytesBilled } = this.#options;
    const at = this.#options.location ?? location;
    return {
      query: text,
      useLegacySql: false,
      ...(at === null ? {} : { location: at }),
      maximumBytesBilled: String(maximumBytesBilled),
      formatOptions: { timestampOutputFormat: "ISO8601_STRING" },
      ...(parameters.length === 0 ? {} : { parameterMode: "NAMED" }),
      queryParameters: parameters.map(({ name, type, value }) => ({ name, parameterType: { type }, parameterValue: { value } })),
    };
  }

  async #within<T>(doing: string, look: (run: HttpRun) => Promise<T>): Promise<T> {
    const run = openHttpRun(this.#httpOptions(), doing, this.#context.signal);
    try {
      return await look(run);
    } finally {
      run.close();
    }
  }

  #httpOptions(): HttpRun["options"] {
    const { objects, http, clock, random, heard } = this.#context;
    const { endpoint, requestsPerMinute } = this.#options;
    // These connections reach no private address of a host that is not listed.
    return { server, dispatcher: objects.dispatcher, gate: http.gate(endpoint.origin, requestsPerMinute), clock, random, heard };
  }

  #token(signal: AbortSignal): Promise<string> {
    const { objects, clock } = this.#context;
    return accessToken(this.#options.grant, { dispatcher: objects.dispatcher, clock }, signal);
  }

  async #ask<T>(run: HttpRun, { path, url, part, isLater = false, post }: Asked, read: (answer: unknown) => T): Promise<T> {
    const page: PageRequest = {
      url: url ?? this.#url(path ?? ""),
      headers: { accept: "application/json" },
      authorize: async (signal) => ({ authorization: `Bearer ${await this.#token(signal)}` }),
      ...(post === undefined ? {} : { post: JSON.stringify(post) }),
      accepts: explained,
      part,
      laterPage: isLater,
      context: {},
      explainStatus: (_kind, status) =>
        status === 401 ? "BigQuery does not take the token: is the clock right?" : `BigQuery answers ${status}`,
    };
    return fetchBody(run, page, (answer) => {
      const value = parsed(answer);
      if (answer.status !== 200) throw this.#refusal(answer, value, isLater);
      try {
        return read(value);
      } catch (error) {
        if (error instanceof SourceError) throw error;
        throw new SourceError("malformed", "BigQuery returned an unexpected response", { cause: error });
      }
    });
  }

  /** An error of the API by its reason (cloud.google.com/bigquery/docs/error-messages). */
  #refusal({ status, headers }: HttpBody, value: unknown, isLater: boolean): SourceError {
    const reading = errorAnswer.safeParse(value);
    const { message = "", errors = [] } = reading.success ? reading.data.error : {};
    const reason = errors[0]?.reason ?? "";
    const said = redactText(message).slice(0, longestMessage);
    const [kind, hint] = this.#explain(reason, status, said, isLater);
    const delayMs = serverDelayMs(headers, this.#context.clock.now());
    return new SourceError(kind, `BigQuery answers ${status}${reason === "" ? "" : ` ${reason}`}: ${hint}`, {
      status,
      ...(reason === "" ? {} : { code: reason }),
      ...(delayMs === null ? {} : { serverDelayMs: delayMs }),
    });
  }

  #explain(reason: string, status: number, said: string, isLater: boolean): readonly [SourceErrorKind, string] {
    const { project, table, maximumBytesBilled } = this.#options;
    switch (reason) {
      case "bytesBilledLimitExceeded":
        return bytesHint(said, maximumBytesBilled);
      case "accessDenied":
        return ["permission", `the service account needs BigQuery Data Viewer on ${table} and BigQuery Job User in ${project}: ${said}`];
      case "rateLimitExceeded":
      case "jobRateLimitExceeded":
      case "quotaExceeded":
        return ["throttled", said];
      case "backendError":
      case "internalError":
      case "jobBackendError":
      case "jobInternalError":
      case "resourceInUse":
      case "tableUnavailable":
        return ["transient", said];
      case "notFound":
        return isLater
          ? ["stale-link", `the answer to the query is kept no more: ${said}`]
          : ["not-found", `is table right, and location? ${said}`];
      case "billingNotEnabled":
      case "billingTierLimitExceeded":
        return ["config", `${project} cannot pay for queries: ${said}`];
      case "responseTooLarge":
      case "resourcesExceeded":
        return ["too-large", said];
      case "":
      case "invalid":
      case "invalidQuery":
      default: {
        if (/bytes billed/i.test(said)) return bytesHint(said, maximumBytesBilled);
        return [classifyStatus(status, false, isLater), said];
      }
    }
  }
}

/** What of an API is asked: a path below `/bigquery/v2/`, or a whole address. */
interface Asked {
  readonly path?: string;
  readonly url?: URL;
  readonly part: number;
  /** It is of a query that was accepted before. */
  readonly isLater?: boolean;
  readonly post?: Readonly<Record<string, unknown>>;
}

function bytesHint(said: string, allowed: number): readonly [SourceErrorKind, string] {
  const needed = /(\d+) or higher/.exec(said)?.[1];
  return [
    "config",
    `the query reads ${needed === undefined ? "more" : `${needed} bytes, more`} than the ${allowed} of maximumBytesBilled: raise it to pay for that. Nothing was billed`,
  ];
}

function parsed({ body }: HttpBody): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch (error) {
    throw new SourceError("malformed", "BigQuery returned something other than JSON", { cause: error });
  }
}

interface QueryAnswer {
  readonly isComplete: boolean;
  readonly job: string;
  readonly location: string | null;
  readonly rows: readonly (readonly (string | null)[])[];
  readonly totalRows: number;
  readonly token: string | null;
}

function readAnswer(value: unknown): QueryAnswer {
  const { jobComplete, jobReference, totalRows, pageToken, rows } = queryAnswer.parse(value);
  if (jobComplete && totalRows === undefined) throw new SourceError("malformed", "BigQuery does not say how many rows the answer has");
  return {
    isComplete: jobComplete,
    job: jobReference.jobId,
    location: jobReference.location ?? null,
    rows: rows.map(readRow),
    totalRows: Number(totalRows ?? 0),
    token: pageToken === undefined || pageToken === "" ? null : pageToken,
  };
}

/** A row is `{"f":[{"v":"1.5"},{"v":null}]}`; what is nested is asked as JSON text. A page has thousands, and so no schema. */
function readRow(row: unknown): readonly (string | null)[] {
  if (typeof row !== "object" || row === null || !("f" in row) || !Array.isArray(row.f)) throw notARow;
  return row.f.map((cell: unknown) => {
    if (typeof cell !== "object" || cell === null || !("v" in cell) || (cell.v !== null && typeof cell.v !== "string")) throw notARow;
    return cell.v;
  });
}

const notARow = new SourceError("malformed", "BigQuery sent something else than rows of text");

const fieldAnswer: z.ZodType<TableField, z.ZodTypeDef, unknown> = z.lazy(() =>
  z.object({ name: z.string(), type: z.string(), mode: z.string().default("NULLABLE"), fields: z.array(fieldAnswer).default([]) }),
);
const tableAnswer = z.object({
  type: z.string().default("TABLE"),
  location: z.string().optional(),
  schema: z.object({ fields: z.array(fieldAnswer) }),
  timePartitioning: z.object({ type: z.string(), field: z.string().optional() }).optional(),
});
const estimateAnswer = z.object({ totalBytesProcessed: z.string().regex(/^\d+$/) });
const queryAnswer = z.object({
  jobComplete: z.boolean(),
  jobReference: z.object({ jobId: z.string().min(1), location: z.string().optional() }),
  totalRows: z.string().regex(/^\d+$/).optional(),
  pageToken: z.string().optional(),
  rows: z.array(z.unknown()).default([]),
});
const errorAnswer = z.object({
  error: z.object({ message: z.string().default(""), errors: z.array(z.object({ reason: z.string().default("") })).default([]) }),
});

/** Whose bodies say why. */
const explained = [400, 403, 404, 409, 412];
const server = "BigQuery";
/** BigQuery sends fewer when they are more than about 10 MB. */
const pageRows = 5000;
/** How long BigQuery is asked to wait for the answer. */
const waitMs = 10_000;
const longestQueryMs = 1_800_000;
const longestMessage = 300;
