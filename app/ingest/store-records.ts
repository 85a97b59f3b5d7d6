import type { EnrichmentContext } from "../domain/charge/enrichment-context";
import type { ApplicationTagMatcher } from "../domain/resource-tracking/application-tag-matcher";
import { followApplicationTags } from "../runtime/follow-application-tags";
import { keepTrying } from "../runtime/keep-trying";
import { loadApplicationTags } from "../runtime/load-application-tags";
import { mooseClient } from "../runtime/moose-client";
import { processSettings } from "../runtime/process-settings";
import { streamPatience } from "../runtime/stream-patience";
import type { AzureBillingDetailRecord } from "./azure-billing-detail-record";
import { contextsByCurrency } from "./contexts-by-currency";
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
    if (contexts?.matcher !== matcher) contexts = { matcher, of: contextsByCurrency(matcher, settings.taxRate) };
    await writeAzureBillingDetail(await mooseClient(), records, contexts.of);
  }, streamPatience);
}

let contexts: { readonly matcher: ApplicationTagMatcher; readonly of: (currency: string) => EnrichmentContext } | undefined;
