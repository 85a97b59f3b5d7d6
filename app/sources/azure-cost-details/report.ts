import { z } from "zod";
import type { BillingMonth } from "../../domain/calendar/billing-month";
import { redactText } from "../../domain/text/redact";
import { fetchBody, type HttpBody, type PageRequest } from "../http/fetch-body";
import { resolveNextLink } from "../http/next-link";
import { serverDelayMs } from "../http/retry";
import type { HttpRun } from "../http/run";
import { SourceError, type SourceErrorKind } from "../source-error";
import { trimScope } from "./report-scope";

/** What of a bill a report has: what was invoiced, or reservations and savings plans spread over what they covered. */
export const reportMetrics = ["ActualCost", "AmortizedCost"] as const;
export type ReportMetric = (typeof reportMetrics)[number];

/** One report to be made: a month of a scope. */
export interface ReportRequest {
  /** `https://management.azure.com`. */
  readonly endpoint: URL;
  readonly scope: string;
  readonly metric: ReportMetric;
  readonly month: BillingMonth;
  /** The API takes a billing period of an enterprise agreement only; a customer agreement has days. */
  readonly period: { readonly billingPeriod: string } | { readonly timePeriod: { readonly start: string; readonly end: string } };
  readonly authorize: NonNullable<PageRequest["authorize"]>;
}

/** A report that has been made. It can be asked for again by its `operation`, which gives new links, until it is gone. */
export interface Report {
  readonly operation: URL;
  readonly blobs: readonly ReportBlob[];
  /** Null when the manifest does not count rows. */
  readonly rows: number | null;
}

export interface ReportBlob {
  /** A secret: whoever has it may read the blob for about an hour. */
  readonly link: URL;
  readonly bytes: number | null;
  readonly rows: number | null;
}

const apiVersion = "2023-11-01";

/**
 * Has a report made, and waits for it as long as the run lasts; null when the month has no charges
 * (learn.microsoft.com/rest/api/cost-management/generate-cost-details-report). A report that fails at Microsoft, or whose operation is lost, is asked for anew.
 * @throws SourceError
 */
export async function makeReport(run: HttpRun, request: ReportRequest): Promise<Report | null> {
  const { endpoint, scope, metric, month, period } = request;
  const url = new URL(
    `/${trimScope(scope)}/providers/Microsoft.CostManagement/generateCostDetailsReport?api-version=${apiVersion}`,
    endpoint,
  );
  for (let made = 1; ; made += 1) {
    try {
      const post = JSON.stringify({ metric, ...period });
      const answer = await ask(run, request, { url, post, accepts: [202, 204], laterPage: false });
      if (answer.status === 204) return null;
      if (answer.status === 200) return readReport(answer, url, request);
      return await waitForReport(run, request, operationOf(answer, url, request), answer);
    } catch (error) {
      const mayHelp = error instanceof SourceError && (error.kind === "stale-link" || error.context.code === "report-failed");
      if (!mayHelp || made === mostReports) throw error;
      const ms = Math.floor(run.options.random() * retryWithinMs);
      run.options.heard?.({ type: "retry", part: 0, kind: error.kind, reason: error.message, delayMs: ms, askedByServer: false });
      await pause(run, ms, `the report of ${month.toString()}`);
    }
  }
}

/**
 * The report of an operation that was made before, with new links.
 * @throws SourceError `stale-link` when Microsoft has it no more
 */
export async function findReport(run: HttpRun, request: ReportRequest, operation: URL): Promise<Report | null> {
  return waitForReport(run, request, operation, null);
}

/** Asks until the report is there; `first`: the answer that says how long to wait before the first time. */
async function waitForReport(run: HttpRun, request: ReportRequest, operation: URL, first: HttpBody | null): Promise<Report | null> {
  const { options } = run;
  let pending = first;
  let place = operation;
  for (;;) {
    if (pending !== null) {
      const ms = Math.max(leastPollMs, serverDelayMs(pending.headers, options.clock.now()) ?? usualPollMs);
      options.heard?.({ type: "wait", part: 0, reason: "report", ms });
      await pause(run, ms, `the report of ${request.month.toString()}, which Microsoft is still making`);
    }
    const answer = await ask(run, request, { url: place, accepts: [202, 204], laterPage: true });
    if (answer.status === 204) return null;
    if (answer.status === 200) return readReport(answer, place, request);
    // The answer may name another place to ask at.
    if (answer.headers["location"] !== undefined) place = operationOf(answer, place, request);
    pending = answer;
  }
}

/** @throws SourceError `deadline` when the wait does not fit the run */
async function pause(run: HttpRun, ms: number, what: string): Promise<void> {
  const { clock, server } = run.options;
  if (ms >= run.endsAtMs - clock.now()) throw new SourceError("deadline", `${server} asks to wait ${Math.ceil(ms / 1000)} s for ${what}`);
  await clock.sleep(ms, run.signal);
}

/** `Location` is followed as it is, on the same server only: the token goes along. */
function operationOf({ headers }: HttpBody, asked: URL, { endpoint, scope, month }: ReportRequest): URL {
  const { location } = headers;
  if (typeof location !== "string")
    throw new SourceError(
      "malformed",
      `Cost Details accepted the report of ${month.toString()} and does not say where it will be: no Location`,
    );
  const link = resolveNextLink(location, asked, endpoint, "/");
  if (!link.ok)
    throw new SourceError(
      "untrusted-link",
      `the report of ${month.toString()} of ${scope} is not followed: ${link.reason}. No token was sent there`,
    );
  return link.url;
}

async function ask(
  run: HttpRun,
  request: ReportRequest,
  { url, post, accepts, laterPage }: Pick<PageRequest, "url" | "accepts" | "laterPage"> & { readonly post?: string },
): Promise<HttpBody> {
  const { scope, metric, month, authorize } = request;
  const what = `${metric} of ${month.toString()} of ${trimScope(scope)}`;
  const page: PageRequest = {
    url,
    headers: { accept: "application/json", "accept-encoding": "gzip" },
    authorize,
    part: 0,
    laterPage,
    context: { month: month.toString() },
    explainStatus: (kind, status) => explain(kind, status, what),
    ...(accepts === undefined ? {} : { accepts }),
    ...(post === undefined ? {} : { post }),
  };
  try {
    return await fetchBody(run, page, (response) => response);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const said = saidBy(error.context.bodyStart ?? "");
    if (said === "" || error.context.status === undefined) throw error;
    throw new SourceError(error.kind, `${error.message}. It says: ${said}`, { ...error.context, cause: error });
  }
}

/** The code and the sentence of an error of Azure Resource Manager, as far as they are there: the body may be cut off. */
function saidBy(bodyStart: string): string {
  const code = /"code"\s*:\s*"([\w.-]{1,80})"/.exec(bodyStart)?.[1] ?? "";
  const message = /"message"\s*:\s*"([^"\\]{1,200})/.exec(bodyStart)?.[1] ?? "";
  return [code, message].filter((text) => text !== "").join(": ");
}

function explain(kind: SourceErrorKind, status: number, what: string): string {
  switch (kind) {
    case "auth":
      return `Cost Details does not accept the token for ${what} (401): is the application of the tenant that the scope belongs to, and of this cloud?`;
    case "permission":
      return `the application may not read ${what} (403): it needs the role EnrollmentReader or Billing account reader on a billing account, or Cost Management Reader on a subscription`;
    case "not-found":
      return `there is no ${what} (404): is the scope right? Reports are made of billing accounts, their parts and subscriptions`;
    case "stale-link":
      return `Cost Details has lost the report of ${what} (${status})`;
    case "throttled":
      return `Cost Details throttles requests for ${what} (${status})`;
    case "transient":
      return `Cost Details failed to answer for ${what} (${status})`;
    case "malformed":
      return `Cost Details answered ${status} instead of a report for ${what}`;
    case "rejected":
    case "tls":
    case "untrusted-link":
    case "paging":
    case "changed":
    case "too-large":
    case "deadline":
    case "cancelled":
    case "config":
      if (status === 422)
        return `Cost Details makes no reports for the agreement of ${what} (422): it knows enterprise and customer agreements only; use an export`;
      return `Cost Details rejected the request for ${what} (${status}): it has one month at most, of the last 13`;
  }
}

/** Reads the result of an operation: a report, or null when there was nothing to report. */
function readReport({ body }: HttpBody, operation: URL, request: ReportRequest): Report | null {
  const what = `the report of ${request.month.toString()}`;
  const malformed = (reason: string, code?: string): SourceError =>
    new SourceError("malformed", `${what} ${reason}`, {
      ...(code === undefined ? {} : { code }),
      bodyStart: redactText(body.subarray(0, 256).toString("utf8")),
    });
  const reading = resultSchema.safeParse(parsed(body.toString("utf8")));
  if (!reading.success) {
    const [issue] = reading.error.issues;
    throw malformed(`has no ${issue?.path.join(".") ?? "status"} that can be read`);
  }
  const { status, manifest, error } = reading.data;
  switch (status.toLowerCase()) {
    case "completed":
      break;
    case "nodatafound":
      return null;
    case "failed": {
      const reason = [error?.code, error?.message].filter((text) => typeof text === "string" && text !== "").join(": ");
      throw new SourceError("transient", `${what} failed at Microsoft${reason === "" ? "" : `: ${redactText(reason).slice(0, 200)}`}`, {
        code: "report-failed",
      });
    }
    default:
      throw malformed(`has the status ${JSON.stringify(status.slice(0, 40))}, which is none of Completed, NoDataFound, Failed`);
  }
  if (manifest === undefined || manifest === null) throw malformed("is completed and has no manifest");
  const { blobs, blobCount, byteCount, dataRowCount, dataFormat } = manifest;
  if (dataFormat != null && dataFormat.toLowerCase() !== "csv") throw malformed(`is ${JSON.stringify(dataFormat.slice(0, 40))}, not CSV`);
  const other = otherThan(manifest.requestContext ?? null, request);
  if (other !== null) throw malformed(`is another one than was asked for: ${other}`, "other-report");
  if (blobCount != null && blobCount !== blobs.length) throw malformed(`names ${blobs.length} blobs and counts ${blobCount}`);
  const bytes = sumOf(blobs.map((blob) => blob.byteCount ?? null));
  if (byteCount != null && bytes !== null && bytes !== byteCount) throw malformed(`counts ${byteCount} bytes, and ${bytes} in its blobs`);
  const rows = sumOf(blobs.map((blob) => blob.dataRowCount ?? null));
  if (dataRowCount != null && rows !== null && rows !== dataRowCount)
    throw malformed(`counts ${dataRowCount} rows, and ${rows} in its blobs`);
  const links = blobs.map(({ blobLink }) => linkOf(blobLink));
  const found = links.filter((link) => link !== null);
  if (found.length !== links.length) throw malformed("has a link that is not a URL");
  if (new Set(found.map(({ origin, pathname }) => `${origin}${pathname}`)).size !== found.length) throw malformed("names a blob twice");
  // A report of one blob may count its bytes for the whole only.
  const alone = blobs.length === 1;
  return {
    operation,
    blobs: blobs.map((blob, index) => ({
      link: found[index] ?? operation,
      bytes: blob.byteCount ?? (alone ? (byteCount ?? null) : null),
      rows: blob.dataRowCount ?? (alone ? (dataRowCount ?? null) : null),
    })),
    rows: dataRowCount ?? (blobs.length === 0 ? null : rows),
  };
}

/** How a report's own words about what it is of differ from what was asked for; null when they do not, or when it does not say. */
function otherThan(context: z.infer<typeof contextSchema> | null, { scope, metric, period }: ReportRequest): string | null {
  if (context === null) return null;
  const { requestScope, requestBody } = context;
  if (requestScope != null && trimScope(requestScope).toLowerCase() !== trimScope(scope).toLowerCase())
    return `of the scope ${JSON.stringify(requestScope.slice(0, 120))}`;
  if (requestBody == null) return null;
  if (requestBody.metric != null && requestBody.metric.toLowerCase() !== metric.toLowerCase())
    return `of ${requestBody.metric.slice(0, 40)}`;
  const { billingPeriod, timePeriod } = requestBody;
  if ("billingPeriod" in period) {
    const isOther = billingPeriod != null && billingPeriod !== "" && billingPeriod.replace("-", "") !== period.billingPeriod;
    return isOther ? `of the period ${billingPeriod.slice(0, 40)}` : null;
  }
  const start = timePeriod?.start ?? null;
  return start !== null && start.slice(0, 10) !== period.timePeriod.start ? `of the days from ${start.slice(0, 40)}` : null;
}

function linkOf(text: string): URL | null {
  try {
    const url = new URL(text);
    return url.protocol === "https:" || url.protocol === "http:" ? url : null;
  } catch {
    return null;
  }
}

function sumOf(counts: readonly (number | null)[]): number | null {
  return counts.reduce<number | null>((sum, count) => (sum === null || count === null ? null : sum + count), 0);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

const count = z.number().int().min(0).nullish();
const contextSchema = z.object({
  requestScope: z.string().nullish(),
  requestBody: z
    .object({
      metric: z.string().nullish(),
      billingPeriod: z.string().nullish(),
      timePeriod: z.object({ start: z.string().nullish() }).nullish(),
    })
    .nullish(),
});
const resultSchema = z.object({
  status: z.string(),
  manifest: z
    .object({
      dataFormat: z.string().nullish(),
      byteCount: count,
      blobCount: count,
      dataRowCount: count,
      requestContext: contextSchema.nullish(),
      blobs: z.array(z.object({ blobLink: z.string(), byteCount: count, dataRowCount: count })),
    })
    .nullish(),
  error: z.object({ code: z.string().nullish(), message: z.string().nullish() }).nullish(),
});

/** Each costs Microsoft minutes, and the tenant some of its budget. */
const mostReports = 3;
const retryWithinMs = 60_000;
const leastPollMs = 1000;
const usualPollMs = 30_000;
