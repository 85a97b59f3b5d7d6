import { z } from "zod";
import { BillingMonth } from "../../domain/calendar/billing-month";
import { canonicalNumber } from "../../domain/decimal/canonical-number";
import { toImportAccount } from "../../domain/focus/import/to-import-account";
import { countOf } from "../../domain/text/count-of";
import { DeliveryContents } from "../files/delivery-contents";
import type { FocusFile, FocusFileRows } from "../files/focus-file";
import { faultyDelivery } from "../files/manifest-files";
import { mapGcpColumns } from "../files/gcp-usage-columns";
import { type FocusFileReading, readFocusRows } from "../files/read-focus-file";
import { checkHost, googleHosts } from "../objects/allowed-hosts";
import { Probes } from "../probes";
import type { ControlTotals, Delivery, Part, Probe, ReadOptions, SourceContext } from "../source";
import { secretReference } from "../secret-reference";
import { SourceError } from "../source-error";
import { BigQuery, type JobPlace } from "./bigquery";
import { type GcpSubscriptions, planCommitmentTable, readSubscriptions, withSubscriptions } from "./commitment-table";
import { type BillingSlice, type BillingTable, planBillingTable } from "./billing-table";
import { serviceAccountGrant } from "./service-account";

const host = z
  .string()
  .url("must be a URL")
  .regex(/^https?:\/\/[^/?#@]+\/?$/i, "must be a host, without user, path or query");

const tableName = z
  .string()
  .regex(/^[a-z][a-z0-9.:-]{4,61}[a-z0-9]\.\w{1,1024}\.[\w-]{1,1024}$/, "must be a table, as project.dataset.table");

/** A table of Cloud Billing in BigQuery: fields of a configuration. */
export const exportFields = {
  table: tableName.optional().describe("Table: project.dataset.table of the standard, the detailed or the FOCUS export, or a view of one"),
  commitments: tableName
    .optional()
    .describe(
      "Commitments: project.dataset.cud_subscriptions_export, in the location of the table; it says when commitments begin and end, and how much they are",
    ),
  project: z
    .string()
    .regex(/^[a-z][a-z0-9.:-]{4,61}[a-z0-9]$/, "must be a project id")
    .optional()
    .describe("Project: that the queries run in and are paid by, if it is not that of the table"),
  key: secretReference.optional().describe("Key: the secret that has the key file of a service account, as JSON"),
  location: z
    .string()
    .regex(/^[A-Za-z0-9-]{2,40}$/, "must be a location")
    .optional()
    .describe("Location: of the dataset, EU or us-central1, if the table does not say it"),
  maximumBytesBilled: z
    .number()
    .int()
    .min(10 << 20, "is less than the 10 MiB that BigQuery bills for every query")
    .default(20 * 2 ** 30)
    .describe("Most bytes billed: a query that would read more is refused by BigQuery, and costs nothing; 20 GiB by default"),
  withoutInvoiceMonth: z
    .enum(["refuse", "usage-month"])
    .default("refuse")
    .describe(
      "Rows without an invoice month: refuse reads the others, and names these in each look; usage-month puts them on the bill of the month in which their usage began, by the clock of Los Angeles",
    ),
  requestsPerMinute: z
    .number()
    .int()
    .min(1)
    .max(100_000_000)
    .default(300)
    .describe("Requests per minute: to BigQuery, by all connections together"),
  endpoint: host.default("https://bigquery.googleapis.com").describe("Endpoint: instead of Google's own, for tests"),
  tokenEndpoint: z
    .string()
    .url("must be a URL")
    .default("https://oauth2.googleapis.com/token")
    .describe("Token endpoint: instead of Google's own, for tests"),
} as const;

type Fields = z.infer<z.ZodObject<typeof exportFields>>;

/** With what the source has made sure of. */
export type ExportConfig = Omit<Fields, "table" | "key"> & {
  readonly table: NonNullable<Fields["table"]>;
  readonly key: NonNullable<Fields["key"]>;
  readonly account?: string | undefined;
};

/** Where the answer to the query of a month is read on. */
export const jobPlace = z
  .object({
    job: z.string().regex(/^[\w-]{1,1024}$/),
    location: z.string(),
    token: z.string().min(1),
    page: z.number().int().min(0),
    rows: z.number().int().min(0),
  })
  .strict();

type Sha256 = FocusFileReading["sha256"];

/** Looks at the key, the token, the table, its months, and what reading the last one would cost. Nothing but the list of months is billed. */
export async function checkExport(config: ExportConfig, sha256: Sha256, context: SourceContext): Promise<readonly Probe[]> {
  const probes = new Probes();
  const bigQuery = await probes.look(
    "key",
    "key",
    () => Promise.resolve().then(() => open(config, context)),
    () => "a key of a service account",
  );
  if (bigQuery === null) return probes.all;
  const token = await probes.look(
    "token",
    "key, tokenEndpoint",
    () => bigQuery.authorize().then(() => true),
    () => "given",
  );
  if (token === null) return probes.all;
  const described = await probes.look("table", "table, endpoint", () => describe(config, bigQuery), describeTable);
  if (described === null) return probes.all;
  const deliveries = await probes.look(
    "months",
    "table, maximumBytesBilled",
    () => listMonths(config, bigQuery, described, sha256),
    (found) => found.map(({ name, rows, fault }) => fault?.message ?? `${name} with ${countOf(rows ?? 0, "row")}`).join(", "),
  );
  const last = deliveries?.filter(({ fault }) => fault === undefined).at(-1);
  if (last === undefined) return probes.all;
  if (config.commitments !== undefined) {
    const found = await probes.look(
      "commitments",
      "commitments, maximumBytesBilled",
      () => subscriptionsOf(config, last, described.location, context),
      ({ size }) => `${countOf(size, "commitment")} of ${sliceOf(last).account}`,
    );
    if (found === null) return probes.all;
  }
  await probes.look(
    "cost of a month",
    "maximumBytesBilled",
    async () => {
      const bytes = await bigQuery.estimate(described.plan.rows(sliceOf(last)), described.location);
      if (bytes > config.maximumBytesBilled)
        throw new SourceError(
          "config",
          `reading ${last.name} would bill ${bytes} bytes, more than the ${config.maximumBytesBilled} that are allowed`,
        );
      return bytes;
    },
    (bytes) => `reading ${last.name} bills at most ${bytes} bytes`,
  );
  return probes.all;
}

/** A delivery for each billing account and month of the table. */
export async function* discoverExport(config: ExportConfig, sha256: Sha256, context: SourceContext): AsyncGenerator<Delivery> {
  const bigQuery = open(config, context);
  yield* await listMonths(config, bigQuery, await describe(config, bigQuery), sha256);
}

/**
 * The rows of a month, as far as they were exported when it was listed.
 * @throws SourceError `changed` their number is another one by now
 */
export async function* readExport(
  config: ExportConfig,
  delivery: Delivery,
  { from, acceptRepeatedPages }: ReadOptions<JobPlace>,
  sha256: Sha256,
  context: SourceContext,
): AsyncGenerator<Part<JobPlace>> {
  const bigQuery = open(config, context, acceptRepeatedPages);
  const { plan, location } = await describe(config, bigQuery);
  const subscriptions = await subscriptionsOf(config, delivery, location, context);
  let next: JobPlace | null = null;
  const answer: FocusFile = {
    name: config.table,
    format: "query",
    headers: plan.headers,
    doubles: [],
    rows: async function* (): AsyncGenerator<FocusFileRows> {
      for await (const page of bigQuery.pages(plan.rows(sliceOf(delivery)), location, from)) {
        if (delivery.rows !== page.total)
          throw new SourceError("changed", `${delivery.name} had ${delivery.rows ?? 0} rows when it was listed, and has ${page.total}`);
        ({ next } = page);
        yield {
          lines: page.rows.map((_, index) => page.before + index + 1),
          rows: plan.kind === "focus" ? page.rows.map(withoutEmptyLists) : page.rows,
        };
      }
    },
    textBytes: () => null,
    close: () => Promise.resolve(),
  };
  const rows = plan.kind === "focus" ? answer : mapGcpColumns(answer);
  const file = subscriptions.size === 0 ? rows : withSubscriptions(rows, subscriptions);
  // A page becomes one part, and it is given out before the next page is asked for.
  for await (const content of readFocusRows(file, sha256, new DeliveryContents())) yield { content, hash: "", next };
}

/** What the table of commitments says of those of the delivery's billing account, as it is now; nothing without one. */
async function subscriptionsOf(
  { commitments, ...config }: ExportConfig,
  delivery: Delivery,
  location: string | null,
  context: SourceContext,
): Promise<GcpSubscriptions> {
  if (commitments === undefined) return new Map();
  // The queries run in the same project as those of the bill.
  const bigQuery = open({ ...config, table: commitments, project: projectOf(config) }, context);
  const plan = planCommitmentTable(commitments, (await bigQuery.table()).fields);
  return readSubscriptions(await bigQuery.all(plan(sliceOf(delivery).account), location));
}

/** What BigQuery adds up itself, over all of the table. */
export async function exportTotals(config: ExportConfig, delivery: Delivery, context: SourceContext): Promise<ControlTotals> {
  const bigQuery = open(config, context);
  const { plan, location } = await describe(config, bigQuery);
  const rows = await bigQuery.all(plan.totals(sliceOf(delivery)), location);
  const [only] = rows;
  if (only === undefined) return { totals: [], unusable: `BigQuery finds no rows of ${delivery.name} when it adds them up` };
  if (rows.length > 1)
    return {
      totals: [],
      unusable: `${delivery.name} is in ${rows.map(([currency]) => currency ?? "no currency").join(", ")}, which are not added up`,
    };
  const name = plan.kind === "focus" ? "SUM(BilledCost)" : "SUM(cost) + SUM(credits.amount)";
  const total = canonicalNumber(only[1] ?? "0");
  if (!/^-?\d+(?:\.\d{1,18})?$/.test(total)) return { totals: [], unusable: `BigQuery adds up ${name} to ${total}` };
  return { totals: [{ name, total, leavesOut: null }], unusable: null };
}

interface Described {
  readonly plan: BillingTable;
  readonly location: string | null;
  readonly type: string;
}

async function describe({ table, location, withoutInvoiceMonth }: ExportConfig, bigQuery: BigQuery): Promise<Described> {
  const found = await bigQuery.table();
  const { fields, isPartitioned } = found;
  return {
    plan: planBillingTable(table, fields, { isPartitioned, withoutInvoiceMonth }),
    location: location ?? found.location,
    type: found.type,
  };
}

function describeTable({ plan, location, type }: Described): string {
  const kind = plan.kind === "focus" ? "FOCUS export" : "usage export";
  return `${kind}, ${type.toLowerCase().replaceAll("_", " ")}, ${countOf(plan.headers.length, "column")}, in ${location ?? "a location that it does not say"}`;
}

async function listMonths(
  { table, account: name }: ExportConfig,
  bigQuery: BigQuery,
  { plan, location }: Described,
  sha256: Sha256,
): Promise<readonly Delivery[]> {
  const months = new Map<string, { readonly account: string; readonly month: string; currencies: string[]; rows: number; until: string }>();
  const faulty: Delivery[] = [];
  for (const [account, month, currency, charges, exported] of await bigQuery.all(plan.months, location)) {
    const fault = faultOfRows(table, account ?? "", month ?? "", exported ?? "", charges ?? "");
    if (fault !== null)
      faulty.push(faultyDelivery(fault.name, null, null, new SourceError("malformed", fault.detail), sha256(fault.detail)));
    if (fault !== null || !account || !month || !exported) continue;
    const key = `${account} ${month}`;
    const known = months.get(key) ?? { account, month, currencies: [], rows: 0, until: exported };
    known.currencies.push(currency ?? "");
    known.rows += Number(charges);
    if (exported > known.until) known.until = exported;
    months.set(key, known);
  }
  const accounts = new Set([...months.values()].map(({ account }) => account));
  if (months.size + faulty.length === 0) throw new SourceError("not-found", `${table} has no rows yet: an export fills it within a day`);
  if (name !== undefined && accounts.size > 1)
    throw new SourceError(
      "config",
      `account: ${table} has bills of ${[...accounts].join(", ")}, which cannot be kept under one name: leave it out`,
    );
  const bills = [...months.values()].flatMap(({ account, month, currencies, rows, until }): Delivery | [] => {
    const period = monthOf(month);
    if (period === null) return [];
    const [currency = ""] = currencies;
    return {
      name: `${account} ${period.toString()}`,
      account: name ?? toImportAccount("Google Cloud", account, sha256),
      accountName: "",
      period,
      currency,
      version: sha256(JSON.stringify([table, account, month, until, rows])),
      rows,
      // What of the table it is: rows of this billing account, as far as they were exported by then.
      files: [{ name: account, bytes: null, version: until, counted: { bytes: null, rows } }],
    };
  });
  return [...faulty, ...bills];
}

/** Rows that no bill can have, as the list of months found them; null for those of a bill. */
function faultOfRows(
  table: string,
  account: string,
  month: string,
  exported: string,
  charges: string,
): { readonly name: string; readonly detail: string } | null {
  const rows = `${table} has ${charges} rows`;
  if (account === "") return { name: "rows without a billing account", detail: `${rows} without a billing account, which are not read` };
  if (exported === "")
    return { name: `${account} without a time of export`, detail: `${rows} of ${account} without a time of export, which are not read` };
  if (month === "")
    return {
      name: `${account} without an invoice month`,
      detail: `${rows} of ${account} without an invoice month, which are not read: set withoutInvoiceMonth to usage-month to put them on the bill of the month of their usage`,
    };
  if (monthOf(month) === null)
    return {
      name: `${account} ${month}`,
      detail: `${rows} of ${account} of ${JSON.stringify(month)}, which is no month; they are not read`,
    };
  return null;
}

function monthOf(month: string): BillingMonth | null {
  return /^\d{6}$/.test(month) ? BillingMonth.parse(`${month.slice(0, 4)}-${month.slice(4)}`) : null;
}

function sliceOf({ period, files }: Delivery): BillingSlice {
  const [part] = files;
  return { account: part?.name ?? "", month: period?.firstDay.slice(0, 7).replace("-", "") ?? "", until: part?.version ?? "" };
}

/** Lists come as JSON, in which an empty one and none are texts too. */
function withoutEmptyLists(row: readonly (string | null)[]): readonly (string | null)[] {
  return row.map((cell) => (cell === "[]" || cell === "null" ? null : cell));
}

/** The project that queries run in. */
function projectOf({ project, table }: Pick<ExportConfig, "project" | "table">): string {
  return project ?? table.split(".").slice(0, -2).join(".");
}

/** @throws SourceError `config` an address may not be asked, or the secret is no key */
function open(config: ExportConfig, context: SourceContext, acceptRepeatedPages = false): BigQuery {
  const { table, key, location, maximumBytesBilled, requestsPerMinute } = config;
  const [endpoint, tokenEndpoint] = [new URL(config.endpoint), new URL(config.tokenEndpoint)];
  for (const url of [endpoint, tokenEndpoint]) checkHost(url, context.objects.allowedHosts, googleHosts);
  const grant = serviceAccountGrant(context.secret(key).reveal(), key.env, tokenEndpoint, () => context.clock.now());
  const project = projectOf(config);
  const options = {
    endpoint,
    grant,
    project,
    table,
    location: location ?? null,
    maximumBytesBilled,
    requestsPerMinute,
    acceptRepeatedPages,
  };
  return new BigQuery(options, context);
}
