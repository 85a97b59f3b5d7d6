import { z } from "zod";
import type { BillingMonth } from "../../domain/calendar/billing-month";
import { accountMissing, billingName, keptAccount, saysAccount } from "../billing-account";
import { currentMonth } from "../current-month";
import { deliveryMonth } from "../delivery-month";
import { type FileCursor, fileCursor, fileParts } from "../files/file-parts";
import type { InputFile } from "../files/input-file";
import { openFocusFile } from "../files/open-focus-file";
import type { FocusFileReading } from "../files/read-focus-file";
import { type Report, reportFiles, ReportFiles } from "../files/report-files";
import { isZip, zipFiles } from "../files/zip-archive";
import { armEndpoint, armRequestsPerMinute, lookForToken, withArmRun } from "../http/arm-access";
import { resumeOperation, startOperation } from "../http/arm-operation";
import { entraApplication } from "../http/entra-application";
import { noPrices, planPriceFile, readPriceFile } from "../files/price-file";
import { Probes } from "../probes";
import type { Delivery, Source, SourceContext } from "../source";
import { SourceError } from "../source-error";
import { priceSheetOperation } from "./price-sheet";

const config = z
  .object({
    billingAccount: billingName.describe(
      "Billing account: the enrollment number, or the id of the billing account of a customer agreement",
    ),
    billingProfile: billingName
      .optional()
      .describe("Billing profile: of a customer agreement, whose prices are those of a profile; an enrollment has none"),
    credentials: entraApplication.describe("Application: of Microsoft Entra ID, that may read prices of the account"),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, "must be an ISO 4217 code")
      .optional()
      .describe("Currency: ISO 4217 code, for a sheet without such a column"),
    account: keptAccount
      .optional()
      .describe("Account: under which the charges are kept that have these prices; where nothing is said, the enrollment number"),
    endpoint: armEndpoint,
    requestsPerMinute: armRequestsPerMinute,
  })
  .strict()
  .refine(saysAccount, accountMissing);

/** Whose price sheet is read. */
export type AzurePriceSheetConfig = z.infer<typeof config>;

/**
 * The price sheet of an enrollment or a billing profile, as Cost Management makes it when it is asked for. It lists nothing: to know whether a sheet has changed,
 * it must be made. An enrollment has those of the last 25 months, a billing profile only that of the current month.
 */
export function azurePriceSheet(reading: FocusFileReading): Source<AzurePriceSheetConfig, FileCursor> {
  return {
    spec: {
      id: "azure-price-sheet",
      title: "Azure price sheets",
      version: "1",
      yields: () => "prices",
      config,
      withoutEffect: ["credentials", "requestsPerMinute"],
      cursor: fileCursor,
    },

    async check(config, context) {
      const probes = new Probes();
      const month = currentMonth(context.clock);
      if ((await lookForToken(probes, config, context)) === null) return probes.all;
      const delivery = await probes.look(
        "price sheet",
        "billingAccount, billingProfile, credentials",
        async () => {
          const found = await offerOf(config, month, reading, context);
          if (found === null) throw new SourceError("not-found", `no price sheet of ${month.toString()}`);
          return found;
        },
        ({ files }) => `${month.toString()}: ${files.reduce((sum, file) => sum + (file.bytes ?? 0), 0)} bytes`,
      );
      if (delivery === null) return probes.all;
      await probes.look(
        "columns",
        "currency",
        async () => {
          const [file] = await sheetsOf(config, delivery, context);
          if (file === undefined) throw new SourceError("malformed", "the price sheet is an archive without files");
          const opened = await openFocusFile(file, reading.parquet, null);
          await opened.close();
          planPriceFile(opened, config.currency ?? null);
          return `${opened.headers.length} columns, ${opened.format}`;
        },
        (detail) => detail,
      );
      return probes.all;
    },

    async *discover(config, { months }, context) {
      const current = currentMonth(context.clock);
      for (const month of months) {
        const isThere = config.billingProfile === undefined ? month.compare(current) <= 0 : month.compare(current) === 0;
        const delivery = isThere ? await offerOf(config, month, reading, context) : null;
        if (delivery !== null) yield delivery;
      }
    },

    async *read(config, delivery, { from }, context) {
      const month = deliveryMonth(delivery);
      const files = await sheetsOf(config, delivery, context);
      const readFile = (file: InputFile) => readPriceFile(file, { month, currency: config.currency ?? null, parquet: reading.parquet });
      yield* fileParts(files, [], from, readFile, noPrices, context.signal);
    },
  };
}

async function offerOf(
  config: AzurePriceSheetConfig,
  month: BillingMonth,
  { sha256 }: FocusFileReading,
  context: SourceContext,
): Promise<Delivery | null> {
  const report = await makeSheet(config, month, null, context);
  if (report === null) return null;
  const files = await reportFiles(report, context);
  return {
    name: `prices ${month.toString()}`,
    account: config.account ?? config.billingAccount,
    accountName: "",
    period: month,
    currency: null,
    version: sha256(JSON.stringify(files.map(({ bytes, version }) => [bytes, version]))),
    rows: null,
    files,
  };
}

/** The CSV files of a sheet, which is one of them or an archive of several. */
async function sheetsOf(config: AzurePriceSheetConfig, delivery: Delivery, context: SourceContext): Promise<readonly InputFile[]> {
  const month = deliveryMonth(delivery);
  const sheets: InputFile[] = [];
  for (const file of new ReportFiles(delivery.files, (operation) => makeSheet(config, month, operation, context), context).files)
    sheets.push(...((await isZip(file)) ? await zipFiles(file) : [file]));
  return sheets;
}

/** @param operation where a sheet that was made can be asked for again; null: it is made */
function makeSheet(
  config: AzurePriceSheetConfig,
  month: BillingMonth,
  operation: URL | null,
  context: SourceContext,
): Promise<Report | null> {
  const { billingAccount, billingProfile = null } = config;
  const named = { server: "Cost Management", doing: `making the price sheet of ${month.toString()}` };
  return withArmRun(config, named, context, (run, access) => {
    const asked = priceSheetOperation({ ...access, billingAccount, billingProfile, month });
    return operation === null ? startOperation(run, asked) : resumeOperation(run, asked, operation);
  });
}
