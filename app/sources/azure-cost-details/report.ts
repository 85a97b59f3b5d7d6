import { z } from "zod";
import type { BillingMonth } from "../../domain/calendar/billing-month";
import { redactText } from "../../domain/text/redact";
import { answerOf, linkOf, type Report } from "../files/report-files";
import { type ArmOperation, operationFailed, resumeOperation, startOperation } from "../http/arm-operation";
import { explainArm } from "../http/explain-arm";
import type { HttpBody, PageRequest } from "../http/fetch-body";
import type { HttpRun } from "../http/run";
import { SourceError } from "../source-error";
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

const apiVersion = "2023-11-01";

/**
 * Has a report made, and waits for it as long as the run lasts; null when the month has no charges
 * (learn.microsoft.com/rest/api/cost-management/generate-cost-details-report). A report that fails at Microsoft, or whose operation is lost, is asked for anew.
 * @throws SourceError
 */
export function makeReport(run: HttpRun, request: ReportRequest): Promise<Report | null> {
  return startOperation(run, operationOf(request));
}

/**
 * The report of an operation that was made before, with new links.
 * @throws SourceError `stale-link` when Microsoft has it no more
 */
export function findReport(run: HttpRun, request: ReportRequest, operation: URL): Promise<Report | null> {
  return resumeOperation(run, operationOf(request), operation);
}

function operationOf(request: ReportRequest): ArmOperation<Report> {
  const { endpoint, scope, metric, month, period, authorize } = request;
  const what = `the ${metric} report of ${month.toString()} of ${trimScope(scope)}`;
  return {
    server: "Cost Details",
    name: `the report of ${month.toString()}`,
    of: scope,
    month: month.toString(),
    endpoint,
    url: new URL(`/${trimScope(scope)}/providers/Microsoft.CostManagement/generateCostDetailsReport?api-version=${apiVersion}`, endpoint),
    post: JSON.stringify({ metric, ...period }),
    authorize,
    explain: explainArm({ ...words, what }),
    read: (answer, place) => readReport(answer, place, request),
  };
}

const words = {
  server: "Cost Details",
  owned: "the scope",
  role: "the role EnrollmentReader or Billing account reader on a billing account, or Cost Management Reader on a subscription",
  missing: "is the scope right? Reports are made of billing accounts, their parts and subscriptions",
  refused: (status: number) =>
    status === 422
      ? "it makes reports of enterprise and customer agreements only; use an export"
      : "it has one month at most, of the last 13",
} as const;

/** Reads the result of an operation: a report, or null when there was nothing to report. */
function readReport({ body }: HttpBody, operation: URL, request: ReportRequest): Report | null {
  const what = `the report of ${request.month.toString()}`;
  const malformed = (reason: string, code?: string): SourceError =>
    new SourceError("malformed", `${what} ${reason}`, {
      ...(code === undefined ? {} : { code }),
      bodyStart: redactText(body.subarray(0, 256).toString("utf8")),
    });
  const reading = resultSchema.safeParse(answerOf(body));
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
        code: operationFailed,
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

function sumOf(counts: readonly (number | null)[]): number | null {
  return counts.reduce<number | null>((sum, count) => (sum === null || count === null ? null : sum + count), 0);
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
