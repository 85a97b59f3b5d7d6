import { createHash } from "node:crypto";
import { z } from "zod";
import type { BillingMonth } from "../../domain/calendar/billing-month";
import type { ReservationRecord } from "../../domain/commitment/reservation-record";
import { countOf } from "../../domain/text/count-of";
import { accountMissing, billingName, keptAccount, saysAccount } from "../billing-account";
import { currentMonth } from "../current-month";
import { deliveryMonth } from "../delivery-month";
import { armEndpoint, armRequestsPerMinute, lookForToken } from "../http/arm-access";
import { entraApplication } from "../http/entra-application";
import { Probes } from "../probes";
import type { Delivery, Part, RecordContent, Source, SourceContext } from "../source";
import { SourceError } from "../source-error";
import { type ReservationPage, transactionPages, usePages } from "./reservation-lists";

const config = z
  .object({
    billingAccount: billingName.describe(
      "Billing account: the enrollment number, or the id of the billing account of a customer agreement",
    ),
    billingProfile: billingName
      .optional()
      .describe("Billing profile: of a customer agreement, whose reservations are those of a profile; an enrollment has none"),
    credentials: entraApplication.describe("Application: of Microsoft Entra ID, that may read the billing account"),
    months: z
      .number()
      .int()
      .min(1)
      .max(84)
      .default(37)
      .describe(
        "Months back: how many months purchases are read of, the current one included; 37 are those of reservations of three years",
      ),
    account: keptAccount
      .optional()
      .describe("Account: under which the charges are kept that use these reservations; where nothing is said, the enrollment number"),
    endpoint: armEndpoint,
    requestsPerMinute: armRequestsPerMinute,
  })
  .strict()
  .refine(saysAccount, accountMissing);

/** Whose reservations are read. */
export type AzureReservationsConfig = z.infer<typeof config>;

/**
 * What was paid for Azure's reservations and how they were used, as Microsoft's lists of a billing month say. A month that is wanted is read in each look. Of the
 * others, the transactions are asked for: a refund is listed in the month of its purchase, which is then read again.
 */
export const azureReservations: Source<AzureReservationsConfig, number> = {
  spec: {
    id: "azure-reservations",
    title: "Azure reservations",
    version: "1",
    yields: () => "reservations",
    config,
    withoutEffect: ["credentials", "requestsPerMinute", "months"],
    cursor: z.number().int().min(0),
  },

  async check(config, context) {
    const probes = new Probes();
    const month = currentMonth(context.clock);
    const reading = { config, context, acceptRepeatedPages: false };
    if ((await lookForToken(probes, config, context)) === null) return probes.all;
    const found = await probes.look(
      "transactions",
      "billingAccount, billingProfile, credentials",
      () => firstOf(transactionPages(reading, month)),
      (rows) => `${countOf(rows, "row")} of ${month.toString()} on the first page`,
    );
    if (found === null) return probes.all;
    await probes.look(
      "details",
      "billingAccount, billingProfile, credentials",
      () => firstOf(usePages(reading, month)),
      (rows) => `${countOf(rows, "row")} of ${month.toString()} on the first page`,
    );
    return probes.all;
  },

  async *discover(config, { months }, context) {
    const current = currentMonth(context.clock);
    const wanted = new Set(months.map(String));
    const offered = Array.from({ length: config.months }, (_, back) => current.plus(-back)).filter((month) => month !== null);
    const earlier = months.filter((month) => !offered.some((other) => other.compare(month) === 0) && month.compare(current) < 0);
    for (const month of [...offered, ...earlier].sort((a, b) => a.compare(b))) {
      const offer = { name: `reservations ${month.toString()}`, account: accountOf(config), accountName: "", period: month };
      const known = wanted.has(month.toString()) ? { version: null } : await versionOf(config, month, context);
      yield { ...offer, currency: null, rows: null, files: [], ...known } satisfies Delivery;
    }
  },

  async *read(config, delivery, { acceptRepeatedPages }, context) {
    const month = deliveryMonth(delivery);
    const reading = { config, context, acceptRepeatedPages };
    for await (const { records } of transactionPages(reading, month)) yield partOf(records);
    if (currentMonth(context.clock).compare(month) >= monthsWithDetails) return;
    for await (const { records } of usePages(reading, month)) yield partOf(records);
  },
};

/** Of the transactions of a month. What is published is known by its version alone, so it says whose and when too. A month that cannot be read ends no look. */
async function versionOf(
  config: AzureReservationsConfig,
  month: BillingMonth,
  context: SourceContext,
): Promise<Pick<Delivery, "version" | "fault">> {
  const { billingAccount, billingProfile = "" } = config;
  const hash = createHash("sha256").update(JSON.stringify([accountOf(config), billingAccount, billingProfile, month.toString()]));
  try {
    for await (const page of transactionPages({ config, context, acceptRepeatedPages: true }, month)) hash.update(page.hash);
  } catch (error) {
    if (error instanceof SourceError && error.kind === "malformed") return { version: null, fault: error };
    throw error;
  }
  return { version: hash.digest("hex") };
}

async function firstOf(pages: AsyncIterable<ReservationPage<ReservationRecord>>): Promise<number> {
  for await (const { records } of pages) return records.length;
  return 0;
}

function accountOf({ account, billingAccount }: AzureReservationsConfig): string {
  return account ?? billingAccount;
}

function partOf(rows: readonly ReservationRecord[]): Part<number> {
  const content: RecordContent = { kind: "reservations", rows, read: rows.length, others: 0, problems: [] };
  // A set of records is never gone on with.
  return { content, hash: "", next: null };
}

/** As far as Microsoft exports reservation details: of earlier months, only the transactions are read. */
const monthsWithDetails = 13;
