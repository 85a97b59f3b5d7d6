import { z } from "zod";
import type { BillingMonth } from "../../domain/calendar/billing-month";
import { redactText } from "../../domain/text/redact";
import { answerOf, linkOf, type Report } from "../files/report-files";
import { type ArmOperation, operationFailed } from "../http/arm-operation";
import { explainArm } from "../http/explain-arm";
import type { HttpBody, PageRequest } from "../http/fetch-body";
import { SourceError } from "../source-error";

/** One price sheet to be made: of an enrollment and a month, or of a billing profile as it is now. */
export interface PriceSheetRequest {
  readonly endpoint: URL;
  readonly billingAccount: string;
  /** Of a customer agreement; null: an enrollment. */
  readonly billingProfile: string | null;
  readonly month: BillingMonth;
  readonly authorize: NonNullable<PageRequest["authorize"]>;
}

const apiVersion = "2025-03-01";

/**
 * How Cost Management makes a price sheet (azure-rest-api-specs, Microsoft.CostManagement 2025-03-01, pricesheets.json): a POST, 202 with Location, and a link to
 * the sheet, which is one CSV or an archive of several.
 */
export function priceSheetOperation(request: PriceSheetRequest): ArmOperation<Report> {
  const { endpoint, billingAccount, billingProfile, month, authorize } = request;
  const account = `/providers/Microsoft.Billing/billingAccounts/${billingAccount}`;
  const part = billingProfile === null ? `billingPeriods/${month.toString().replace("-", "")}` : `billingProfiles/${billingProfile}`;
  const name = `the price sheet of ${month.toString()}`;
  const of = billingProfile === null ? billingAccount : `${billingAccount}/billingProfiles/${billingProfile}`;
  return {
    server: "Cost Management",
    name,
    of,
    month: month.toString(),
    endpoint,
    url: new URL(`${account}/${part}/providers/Microsoft.CostManagement/pricesheets/default/download?api-version=${apiVersion}`, endpoint),
    post: "{}",
    authorize,
    explain: explainArm({ ...words, what: `${name} of ${of}` }),
    read: (answer, place) => readResult(answer, place, name),
  };
}

/** The link of a finished operation: `downloadUrl` in Microsoft's documentation, `reportUrl` in its specification, with or without `properties` around it. */
function readResult({ body }: HttpBody, operation: URL, name: string): Report {
  const malformed = (reason: string): SourceError =>
    new SourceError("malformed", `${name} ${reason}`, { bodyStart: redactText(body.subarray(0, 256).toString("utf8")) });
  const reading = result.safeParse(answerOf(body));
  if (!reading.success) throw malformed("is finished, and the answer is not what is documented");
  const { status, error, properties, ...flat } = reading.data;
  if (status?.toLowerCase() === "failed") {
    const said = [error?.code, error?.message].filter((text) => typeof text === "string" && text !== "").join(": ");
    throw new SourceError("transient", `${name} failed at Microsoft${said === "" ? "" : `: ${redactText(said).slice(0, 200)}`}`, {
      code: operationFailed,
    });
  }
  const text = properties?.downloadUrl ?? properties?.reportUrl ?? flat.downloadUrl ?? flat.reportUrl ?? null;
  if (text === null) throw malformed("is finished, and has neither downloadUrl nor reportUrl");
  const link = linkOf(text);
  if (link === null) throw malformed("has a link that is not a URL");
  return { operation, blobs: [{ link, bytes: null, rows: null }], rows: null };
}

const links = { downloadUrl: z.string().nullish(), reportUrl: z.string().nullish() };
const result = z.object({
  ...links,
  status: z.string().nullish(),
  properties: z.object(links).nullish(),
  error: z.object({ code: z.string().nullish(), message: z.string().nullish() }).nullish(),
});

const words = {
  server: "Cost Management",
  owned: "the account",
  role: "the role EnrollmentReader on an enrollment, or Billing profile reader on a billing profile",
  missing: "are billingAccount and billingProfile right?",
} as const;
