import { createHash } from "node:crypto";
import { z } from "zod";
import type { BillingMonth } from "../../domain/calendar/billing-month";
import type { Emission } from "../../domain/emission/emission";
import { countOf } from "../../domain/text/count-of";
import { keptAccount } from "../billing-account";
import { deliveryMonth } from "../delivery-month";
import { armEndpoint, armRequestsPerMinute, lookForToken } from "../http/arm-access";
import { entraApplication } from "../http/entra-application";
import { Probes } from "../probes";
import type { Part, RecordContent, Source, SourceContext } from "../source";
import { SourceError } from "../source-error";
import { askCarbonPage, askCarbonRange, carbonScopes, mostSubscriptions } from "./carbon-service";

const config = z
  .object({
    account: keptAccount.describe("Account: under which the charges of the subscriptions are kept, such as the enrollment number"),
    subscriptions: z
      .array(z.string().uuid("must be the id of a subscription"))
      .min(1, "has no subscription")
      .max(10_000, "has more than 10000 subscriptions")
      .describe(
        "Subscriptions: ids of all subscriptions of the account; the emissions of one that is not listed here are missing without a warning",
      ),
    credentials: entraApplication.describe(
      "Application: of Microsoft Entra ID, with the role Carbon Optimization Reader on the subscriptions",
    ),
    endpoint: armEndpoint,
    requestsPerMinute: armRequestsPerMinute,
  })
  .strict();

/** Whose emissions are read. */
export type AzureEmissionsConfig = z.infer<typeof config>;

/**
 * Emissions of the resources of Azure subscriptions, as Carbon Optimization reports them, in three scopes. It has the last twelve months or so; when there is a
 * new one, all of them are read again, since Microsoft may have changed them.
 */
export const azureEmissions: Source<AzureEmissionsConfig, number> = {
  spec: {
    id: "azure-emissions",
    title: "Azure emissions",
    version: "1",
    yields: () => "emissions",
    config,
    withoutEffect: ["credentials", "requestsPerMinute"],
    cursor: z.number().int().min(0),
  },

  async check(config, context) {
    const probes = new Probes();
    if ((await lookForToken(probes, config, context)) === null) return probes.all;
    const range = await probes.look(
      "months",
      "credentials",
      () => askCarbonRange(config, context),
      ({ first, last }) => `${first.toString()} to ${last.toString()}`,
    );
    if (range === null) return probes.all;
    await probes.look(
      "first rows",
      "subscriptions, credentials",
      async () => {
        const [subscriptions = []] = lotsOf(config);
        const [scope] = carbonScopes;
        const page = await askCarbonPage(config, { month: range.last, scope, subscriptions, skipToken: null, page: 0 }, context);
        if (page.denied.length === subscriptions.length) throw allDenied(page.denied);
        return page;
      },
      ({ emissions, denied }) =>
        `${countOf(emissions.length, "resource")} in ${range.last.toString()}${denied.length === 0 ? "" : `; access is denied to ${denied.join(", ")}`}`,
    );
    return probes.all;
  },

  async *discover(config, _wanted, context) {
    const { first, last } = await askCarbonRange(config, context);
    for (let month: BillingMonth | null = first; month !== null && month.compare(last) <= 0; month = month.plus(1)) {
      const version = createHash("sha256").update([month, first, last].join(" ")).digest("hex");
      yield {
        name: `emissions ${month.toString()}`,
        account: config.account,
        accountName: "",
        period: month,
        currency: null,
        version,
        rows: null,
        files: [],
      };
    }
  },

  async *read(config, delivery, _options, context) {
    const month = deliveryMonth(delivery);
    const denied = new Set<string>();
    for (const subscriptions of lotsOf(config)) yield* partsOf(config, month, subscriptions, denied, context);
    if (denied.size === new Set(lotsOf(config).flat()).size) throw allDenied([...denied]);
  },
};

/** All pages of all scopes of some subscriptions. */
async function* partsOf(
  config: AzureEmissionsConfig,
  month: BillingMonth,
  subscriptions: readonly string[],
  allDenied: Set<string>,
  context: SourceContext,
): AsyncGenerator<Part<number>, void, undefined> {
  for (const scope of carbonScopes) {
    const denied = new Set<string>();
    const resources = new Set<string>();
    const tokens = new Set<string>();
    let skipToken: string | null = null;
    for (let page = 0; page === 0 || skipToken !== null; page += 1) {
      const answer = await askCarbonPage(config, { month, scope, subscriptions, skipToken, page }, context);
      for (const id of answer.denied) denied.add(id);
      skipToken = answer.skipToken;
      if (skipToken !== null && tokens.has(skipToken))
        throw new SourceError("paging", `the pages of ${scope.name} of ${month.toString()} form a loop: page ${page + 1} leads back`);
      if (skipToken !== null) tokens.add(skipToken);
      for (const { resource_id: id, region, service } of answer.emissions) {
        const key = JSON.stringify([id, region, service]);
        if (resources.has(key))
          throw new SourceError(
            "paging",
            `${scope.name} of ${month.toString()} has the resource ${id} twice, the second time on page ${page + 1}`,
          );
        resources.add(key);
      }
      yield partOf(answer.emissions);
    }
    for (const id of denied) allDenied.add(id);
    if (denied.size > 0)
      yield partOf(
        [...denied].map((id) => ({
          provider: "Microsoft",
          sub_account_id: id,
          resource_id: "",
          service: "",
          region: "",
          scope: scope.scope,
          method: "unspecified",
          model_version: "",
          kilograms: null,
          problem: "access-denied",
        })),
      );
  }
}

function partOf(rows: readonly Emission[]): Part<number> {
  const content: RecordContent = { kind: "emissions", rows, read: rows.length, others: 0, problems: [] };
  // A set of records is never gone on with.
  return { content, hash: "", next: null };
}

/** The subscriptions in lower case, as many at once as may be asked for. */
function lotsOf({ subscriptions }: AzureEmissionsConfig): readonly (readonly string[])[] {
  const ids = [...new Set(subscriptions.map((id) => id.toLowerCase()))];
  return Array.from({ length: Math.ceil(ids.length / mostSubscriptions) }, (_, lot) =>
    ids.slice(lot * mostSubscriptions, (lot + 1) * mostSubscriptions),
  );
}

function allDenied(ids: readonly string[]): SourceError {
  return new SourceError(
    "permission",
    `access is denied to all subscriptions, ${ids.slice(0, 3).join(", ")}${ids.length > 3 ? ", …" : ""}: the application needs the role Carbon Optimization Reader on them`,
  );
}
