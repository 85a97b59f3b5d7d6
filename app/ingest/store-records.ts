import { createEnrichmentContext } from "../domain/charge/create-enrichment-context";
import { defaultTaxRate } from "../domain/charge/default-tax-rate";
import type { EnrichmentContext } from "../domain/charge/enrichment-context";
import type { ApplicationTagMatcher } from "../domain/resource-tracking/application-tag-matcher";
import { followApplicationTags } from "../runtime/follow-application-tags";
import { keepTrying } from "../runtime/keep-trying";
import { loadApplicationTags } from "../runtime/load-application-tags";
import { mooseClient } from "../runtime/moose-client";
import { processSettings } from "../runtime/process-settings";
import { sha256Hex } from "../runtime/sha256-hex";
import { streamPatience } from "../runtime/stream-patience";
import type { AzureBillingDetailRecord } from "./azure-billing-detail-record";
import { writeAzureBillingDetail } from "./write-azure-billing-detail";

const settings = processSettings();
const currentRules = followApplicationTags(
  {
    version: async () => {
      const client = await mooseClient();
      const result = await client.query({
        query: "SELECT toString(count()) || ' ' || toString(max(updated_at)) AS version FROM ApplicationTag",
        format: "JSONEachRow",
      });
      const [row] = await result.json<{ readonly version: string }>();
      return row?.version ?? "";
    },
    load: async () => loadApplicationTags(await mooseClient()),
  },
  settings.matchOrder,
  Date.now,
  console.warn,
);

/** Stores posted records by the rules of this moment; resolves when all are charges or dead letters, however long ClickHouse is away. */
export function storeRecords(records: readonly AzureBillingDetailRecord[]): Promise<void> {
  return keepTrying(async () => {
    const matcher = await currentRules();
    await writeAzureBillingDetail(await mooseClient(), records, (currency) => contextOf(matcher, currency));
  }, streamPatience);
}

let contexts: { readonly matcher: ApplicationTagMatcher; readonly byTaxRate: Map<string, EnrichmentContext> } | undefined;

function contextOf(matcher: ApplicationTagMatcher, currency: string): EnrichmentContext {
  if (contexts?.matcher !== matcher) contexts = { matcher, byTaxRate: new Map() };
  const taxRate = settings.taxRate ?? defaultTaxRate(currency);
  const known = contexts.byTaxRate.get(taxRate);
  if (known !== undefined) return known;
  const context = createEnrichmentContext({ taxRate, matcher, sha256: sha256Hex });
  contexts.byTaxRate.set(taxRate, context);
  return context;
}
