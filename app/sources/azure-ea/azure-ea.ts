import { z } from "zod";
import { eaWireForms } from "../../domain/azure-ea/wire-form";
import type { Delivery, Probe, ReadOptions, Source, SourceContext } from "../source";
import { secretReference } from "../secret-reference";
import { SourceError } from "../source-error";
import { parseBaseUrl } from "../http/base-url";
import { checkHost, eaHosts } from "../objects/allowed-hosts";
import { readControlTotals } from "./balance";
import { usagePages } from "./client";
import type { EaClientOptions, EaSlice } from "./run";

const config = z
  .object({
    enrollment: z
      .string()
      .regex(/^[\w-]{1,64}$/, "must be an enrollment number: letters, digits, - and _")
      .describe("Enrollment: its number"),
    accountName: z.string().default("").describe("Account name: BillingAccountName of the enrollment"),
    baseUrl: z
      .string()
      .min(1, "is empty")
      .describe("Address: https://ea.azure.cn, https://consumption.azure.com, or one that AZURE_BILLING_STORAGE_HOSTS lists"),
    form: z.enum(eaWireForms).describe("Form: of the API; china for https://ea.azure.cn, consumption-v3 for global Azure"),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, "must be the ISO 4217 code of the bill, which its rows do not have")
      .describe("Currency: ISO 4217 code of the bill, which its rows do not have"),
    key: secretReference.describe("API key: the secret that has the access key of the enrollment"),
    requestsPerMinute: z
      .number()
      .int()
      .min(1)
      .max(100_000_000)
      .default(60)
      .describe("Requests per minute: to the API, by all connections together"),
    compress: z.boolean().default(true).describe("Compression: ask the server for gzip"),
  })
  .strict();

/** Which enrollment is read, from where. */
export type EaConfig = z.infer<typeof config>;

const withoutEffect = ["key", "requestsPerMinute", "compress"];

/** The nextLink of a page and the number of the page that it leads to. */
const cursor = z.object({ page: z.number().int().min(0), url: z.string() }).strict();

type EaCursor = z.infer<typeof cursor>;

/** The EA reporting API: a month of an enrollment, page by page. It lists nothing and knows no version: every month that is wanted is offered. */
export const azureEa: Source<EaConfig, EaCursor> = {
  spec: { id: "azure-ea", title: "Azure EA reporting API", version: "1", yields: () => "azure-usage", config, withoutEffect, cursor },

  async check(config, context) {
    const probes: Probe[] = [];
    const probe = async (name: string, hint: string, look: () => string | Promise<string>): Promise<boolean> => {
      try {
        probes.push({ name, ok: true, detail: await look() });
        return true;
      } catch (error) {
        if (!(error instanceof SourceError)) throw error;
        probes.push({ name, ok: false, kind: error.kind, hint: `${hint}: ${error.message}` });
        return false;
      }
    };
    if (!(await probe("address", "baseUrl", () => saidOfAddress(addressOf(config, context))))) return probes;
    if (!(await probe("key", "key", () => `${context.secret(config.key).reveal().length} characters`))) return probes;
    const month = new Date(context.clock.now()).toISOString().slice(0, 7);
    await probe("first page", "enrollment, key, form", async () => {
      const slice = { enrollment: config.enrollment, month };
      for await (const page of usagePages({ ...clientOf(config, context), prefetch: false, confirm: false }, slice, context.signal))
        return `${page.table.rows.length} charges on the first page of ${month}`;
      return `no page of ${month} yet`;
    });
    return probes;
  },

  // eslint-disable-next-line @typescript-eslint/require-await -- it offers without asking anybody
  async *discover({ enrollment, accountName, currency }, { months }) {
    for (const period of months) {
      const name = `${enrollment} ${period.toString()}`;
      yield { name, account: enrollment, accountName, period, currency, version: null, rows: null, files: [] };
    }
  },

  async *read(config, delivery, options, context) {
    const client = clientOf(config, context);
    const { signal } = context;
    const pages = usagePages(options.peek ? { ...client, prefetch: false, confirm: false } : client, sliceOf(delivery, options), signal);
    for await (const { index, table, rowsSha256, nextLink } of pages)
      yield {
        content: { kind: "azure-usage", table },
        hash: rowsSha256,
        next: nextLink === null ? null : { page: index + 1, url: nextLink },
      };
  },

  controlTotals: (config, delivery, context) =>
    readControlTotals(clientOf(config, context), config.currency, sliceOf(delivery), context.signal),
};

/** Microsoft calls the EA reporting APIs retired, in both clouds (learn.microsoft.com/azure/cost-management-billing/automate/migrate-ea-usage-details-api). */
function saidOfAddress({ origin, hostname }: URL): string {
  if (!/\.azure\.(?:com|cn)$/.test(hostname)) return origin;
  return `${origin}: Microsoft has retired this API; it may end any day, and azure-exports or azure-cost-details read the same bill`;
}

function sliceOf({ account, period }: Delivery, options?: ReadOptions<EaCursor>): EaSlice {
  return {
    enrollment: account ?? "",
    month: period?.toString() ?? "",
    ...(options === undefined ? {} : { acceptLate: options.acceptLate, acceptRepeatedPages: options.acceptRepeatedPages }),
    ...(options?.from ? { resume: { index: options.from.page, url: options.from.url } } : {}),
  };
}

/** @throws SourceError `config` the address may not be asked: the key goes there */
function addressOf({ baseUrl }: EaConfig, { objects }: SourceContext): URL {
  const address = parseBaseUrl(baseUrl);
  checkHost(address, objects.allowedHosts, eaHosts);
  return address;
}

function clientOf(config: EaConfig, context: SourceContext): EaClientOptions {
  const { baseUrl, form, key, requestsPerMinute, compress } = config;
  const { http, clock, random, secret, heard } = context;
  return {
    baseUrl,
    form,
    key: secret(key),
    dispatcher: http.dispatcher,
    gate: http.gate(addressOf(config, context).origin, requestsPerMinute),
    clock,
    random,
    compress,
    heard,
  };
}
