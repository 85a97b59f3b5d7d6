import { z } from "zod";
import { BillingMonth } from "../../domain/calendar/billing-month";
import { type FileCursor, fileCursor, fileParts } from "../files/file-parts";
import { openFocusFile } from "../files/open-focus-file";
import type { FocusFileReading } from "../files/read-focus-file";
import { planUsageColumns, readUsageFile, UsageContents } from "../files/usage-file";
import { type ArmAccess, armEndpoint, armRequestsPerMinute, lookForToken, withArmRun } from "../http/arm-access";
import { entraApplication } from "../http/entra-application";
import type { HttpRun } from "../http/run";
import { currentMonth } from "../current-month";
import { Probes } from "../probes";
import type { Delivery, Source, SourceContext } from "../source";
import { SourceError } from "../source-error";
import { findReport, makeReport, reportMetrics, type ReportRequest } from "./report";
import { reportFiles, ReportFiles } from "../files/report-files";
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
    endpoint: armEndpoint,
    requestsPerMinute: armRequestsPerMinute,
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
      const current = currentMonth(context.clock);
      if ((await lookForToken(probes, config, context)) === null) return probes.all;
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
        if (month.compare(currentMonth(context.clock)) > 0) continue;
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
  const files = await reportFiles(report, context);
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
  if (month === null) throw new SourceError("malformed", `${name} is not the report of a month`);
  return new ReportFiles(
    files,
    (operation) =>
      withRun(config, month, context, (run, request) =>
        operation === null ? makeReport(run, request) : findReport(run, request, operation),
      ),
    context,
  );
}

function withRun<T>(
  config: AzureCostDetailsConfig,
  month: BillingMonth,
  context: SourceContext,
  act: (run: HttpRun, request: ReportRequest) => Promise<T>,
): Promise<T> {
  const named = { server: "Cost Details", doing: `making the report of ${month.toString()}` };
  return withArmRun(config, named, context, (run, access) => act(run, requestOf(config, month, access, context)));
}

function requestOf(
  { scope, metric, agreement }: AzureCostDetailsConfig,
  month: BillingMonth,
  access: ArmAccess,
  { clock }: SourceContext,
): ReportRequest {
  const today = new Date(clock.now()).toISOString().slice(0, 10);
  return {
    ...access,
    scope,
    metric,
    month,
    period:
      agreement === "EA"
        ? { billingPeriod: month.toString().replace("-", "") }
        : { timePeriod: { start: month.firstDay, end: month.lastDay < today ? month.lastDay : today } },
  };
}
