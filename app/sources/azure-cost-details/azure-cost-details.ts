import { z } from "zod";
import { BillingMonth } from "../../domain/calendar/billing-month";
import { type FileCursor, fileCursor, fileParts } from "../files/file-parts";
import { openFocusFile } from "../files/open-focus-file";
import type { FocusFileReading } from "../files/read-focus-file";
import { planUsageColumns, readUsageFile, UsageContents } from "../files/usage-file";
import { entraApplication, entraGrant } from "../http/entra-application";
import { accessToken } from "../http/oauth2";
import { type HttpRun, openHttpRun } from "../http/run";
import { checkListedHost } from "../objects/allowed-hosts";
import { Probes } from "../probes";
import type { Delivery, DeliveryFile, Source, SourceContext } from "../source";
import { SourceError } from "../source-error";
import { findReport, makeReport, type Report, reportMetrics, type ReportRequest } from "./report";
import { linkBlobs, ReportFiles, versionOf } from "./report-files";
import { accountOfScope, isReportScope } from "./report-scope";

const config = z
  .object({
    scope: z
      .string()
      .refine(
        isReportScope,
        "must be a billing account (providers/Microsoft.Billing/billingAccounts/…), a part of one, or a subscription (subscriptions/…): there are no reports of resource groups and management groups",
      )
      .describe("Scope: providers/Microsoft.Billing/billingAccounts/100100, a part of one, or subscriptions/…"),
    metric: z
      .enum(reportMetrics)
      .describe(
        "Metric: what was invoiced (ActualCost), or reservations and savings plans spread over what they covered (AmortizedCost); the same bill in both counts twice",
      ),
    agreement: z
      .enum(["EA", "MCA"])
      .default("EA")
      .describe("Agreement: EA, whose months are billing periods, or MCA, whose months are the usage of their days"),
    credentials: entraApplication.describe("Application: of Microsoft Entra ID, that may read costs of the scope"),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, "must be an ISO 4217 code")
      .describe("Currency: ISO 4217 code of the bill; a row in another currency has no cost that could be added"),
    account: z
      .string()
      .regex(/^[\w-]{1,128}$/, "may have letters, digits, _ and - only")
      .optional()
      .describe("Account: the name to keep the bill under, needed where the scope is not the whole of an enrollment"),
    accountName: z.string().default("").describe("Account name: BillingAccountName of rows that do not name it"),
    endpoint: z
      .string()
      .url("must be a URL")
      .regex(/^https?:\/\/[^/?#@]+\/?$/i, "must be a host, without user, path or query")
      .optional()
      .describe(
        "Endpoint: instead of https://management.azure.com and https://management.chinacloudapi.cn; listed in AZURE_BILLING_STORAGE_HOSTS",
      ),
    requestsPerMinute: z
      .number()
      .int()
      .min(1)
      .max(100_000_000)
      .default(30)
      .describe("Requests per minute: to Microsoft's API, by all connections of the tenant together"),
  })
  .strict()
  .refine(({ scope, account }) => account !== undefined || accountOfScope(scope) !== null, {
    path: ["account"],
    message: "is required: the scope is not a whole enrollment, so it does not name the billing account",
  });

/** Which reports are made, of whose costs. */
export type AzureCostDetailsConfig = z.infer<typeof config>;

/**
 * Cost Details of Azure Cost Management: a report of one month is made when it is wanted, and read from the blobs that Microsoft puts it in. It lists nothing:
 * to know whether a month has changed, a report of it must be made.
 */
export function azureCostDetails(reading: FocusFileReading): Source<AzureCostDetailsConfig, FileCursor> {
  return {
    spec: {
      id: "azure-cost-details",
      title: "Azure Cost Details reports",
      version: "1",
      yields: () => "azure-usage",
      config,
      withoutEffect: ["credentials", "requestsPerMinute"],
      cursor: fileCursor,
    },

    async check(config, context) {
      const probes = new Probes();
      const current = currentMonth(context);
      const token = await probes.look(
        "token",
        "credentials",
        async () => (await requestOf(config, current, context).authorize(context.signal))["authorization"] ?? "",
        () => `the application ${config.credentials.clientId} got one`,
      );
      if (token === null) return probes.all;
      const delivery = await probes.look(
        "report",
        "scope, metric, agreement, credentials",
        async () => {
          for (const month of [current, current.plus(-1)]) {
            const found = month === null ? null : await offerOf(config, month, reading, context);
            if (found !== null) return found;
          }
          throw new SourceError("not-found", `no charges in ${current.toString()} or in the month before`);
        },
        ({ period, files }) => {
          const bytes = files.reduce((sum, file) => sum + (file.bytes ?? 0), 0);
          return `${period?.toString() ?? ""}: ${files.length === 1 ? "1 blob" : `${files.length} blobs`}, ${bytes} bytes`;
        },
      );
      if (delivery === null) return probes.all;
      await probes.look(
        "first rows",
        "metric",
        async () => {
          const [file] = filesOf(config, delivery, context).files;
          if (file === undefined) throw new SourceError("malformed", "the report lists no blobs");
          const opened = await openFocusFile(file, reading.parquet, null);
          await opened.close();
          planUsageColumns(file.name, opened.headers);
          return `${opened.headers.length} columns, ${opened.format}`;
        },
        (detail) => detail,
      );
      return probes.all;
    },

    async *discover(config, { months }, context) {
      for (const month of months) {
        if (month.compare(currentMonth(context)) > 0) continue;
        const delivery = await offerOf(config, month, reading, context);
        if (delivery !== null) yield delivery;
      }
    },

    async *read(config, delivery, { from }, context) {
      const usage = new UsageContents(config.account === undefined ? delivery.account : null);
      const { files } = filesOf(config, delivery, context);
      const empty = { kind: "azure-usage", table: { fields: [], rows: [] } } as const;
      yield* fileParts(files, delivery.files, from, (file) => readUsageFile(file, reading, usage), empty, context.signal);
    },
  };
}

/** A report of the month, made for this; null when it has no charges. */
async function offerOf(
  config: AzureCostDetailsConfig,
  month: BillingMonth,
  { sha256 }: FocusFileReading,
  context: SourceContext,
): Promise<Delivery | null> {
  const report = await withRun(config, month, context, makeReport);
  if (report === null) return null;
  if (report.blobs.length === 0) throw new SourceError("malformed", `the report of ${month.toString()} is completed and lists no blobs`);
  const linked = await linkBlobs(report, context);
  const files = linked.map(({ object }, index): DeliveryFile => {
    const blob = report.blobs[index];
    return {
      // Where the report can be asked for again. The links are secrets, and end.
      name: `${report.operation.href}#${index + 1}`,
      bytes: object.bytes,
      version: versionOf(object),
      counted: { bytes: blob?.bytes ?? null, rows: blob?.rows ?? null },
    };
  });
  return {
    name: `${config.metric} ${month.toString()}`,
    account: config.account ?? accountOfScope(config.scope),
    accountName: config.accountName,
    period: month,
    currency: config.currency,
    version: sha256(JSON.stringify([config.metric, files.map(({ bytes, version }) => [bytes, version])])),
    rows: report.rows,
    files,
  };
}

function filesOf(config: AzureCostDetailsConfig, { name, period, files }: Delivery, context: SourceContext): ReportFiles {
  const month = BillingMonth.parse(period?.toString() ?? "");
  const [first] = files;
  if (month === null || first === undefined) throw new SourceError("malformed", `${name} is not the report of a month`);
  const operation = new URL(first.name);
  operation.hash = "";
  const renew = (anew: boolean): Promise<Report | null> =>
    withRun(config, month, context, anew ? makeReport : (run, request) => findReport(run, request, operation));
  return new ReportFiles(files, renew, context);
}

async function withRun<T>(
  config: AzureCostDetailsConfig,
  month: BillingMonth,
  context: SourceContext,
  act: (run: HttpRun, request: ReportRequest) => Promise<T>,
): Promise<T> {
  const request = requestOf(config, month, context);
  const { http, clock, random, heard, signal } = context;
  const gate = http.gate(`${request.endpoint.origin} ${config.credentials.tenant}`, config.requestsPerMinute);
  const options = {
    server: "Cost Details",
    dispatcher: http.dispatcher,
    gate,
    clock,
    random,
    heard,
    deadlines: { runMs: longestReportMs },
  };
  const run = openHttpRun(options, `making the report of ${month.toString()}`, signal);
  try {
    return await act(run, request);
  } finally {
    run.close();
  }
}

function requestOf(config: AzureCostDetailsConfig, month: BillingMonth, context: SourceContext): ReportRequest {
  const { scope, metric, agreement, credentials } = config;
  const { allowedHosts } = context.objects;
  const own = endpoints[credentials.cloud];
  const endpoint = new URL(config.endpoint ?? own);
  for (const host of [config.endpoint, credentials.login]) if (host !== undefined) checkListedHost(new URL(host), allowedHosts);
  const grant = entraGrant(credentials, `${own}/.default`, (reference) => context.secret(reference).reveal());
  const access = { dispatcher: context.http.dispatcher, clock: context.clock };
  const today = new Date(context.clock.now()).toISOString().slice(0, 10);
  const last = `${month.toString()}-${String(month.days).padStart(2, "0")}`;
  const text = month.toString();
  return {
    endpoint,
    scope,
    metric,
    month,
    period:
      agreement === "EA"
        ? { billingPeriod: text.replace("-", "") }
        : { timePeriod: { start: month.firstDay, end: last < today ? last : today } },
    authorize: async (signal) => ({ authorization: `Bearer ${await accessToken(grant, access, signal)}` }),
  };
}

function currentMonth({ clock }: SourceContext): BillingMonth {
  const month = BillingMonth.parse(new Date(clock.now()).toISOString().slice(0, 7));
  if (month === null) throw new SourceError("config", "the clock of this machine is wrong");
  return month;
}

const endpoints = { global: "https://management.azure.com", china: "https://management.chinacloudapi.cn" } as const;
/** Microsoft makes a large report in some minutes, when nothing is wrong there. */
const longestReportMs = 7_200_000;
