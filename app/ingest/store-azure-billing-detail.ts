import { setTimeout as sleep } from "node:timers/promises";
import type { EnrichmentContext } from "../domain/charge/enrichment-context";
import type { ApplicationTagMatcher } from "../domain/resource-tracking/compile-application-tags";
import { mooseClient } from "../runtime/clickhouse/moose-client";
import { processSettings } from "../runtime/config/process-settings";
import { followApplicationTags, loadApplicationTags } from "../runtime/moose/follow-application-tags";
import { gatherTurn } from "../runtime/moose/gather-turn";
import { keepTrying, streamPatience } from "../runtime/moose/keep-trying";
import type { AzureBillingDetailRecord } from "./azure-billing-detail-record";
import { contextsByCurrency } from "./contexts-by-currency";
import { type AzureBillingDetailBlock, isMessage, packRecords, unpackRecords } from "./pack-records";
import { writeAzureBillingDetail } from "./write-azure-billing-detail";

let begunAt = Number.NEGATIVE_INFINITY;

const storeTurn = gatherTurn(async (blocks: readonly AzureBillingDetailBlock[]) => {
  // While this one waits, the next blocks gather: a few thousand rows at once cost the engine a third of what they cost one by one.
  await sleep(Math.max(0, begunAt + leastIntervalMs - performance.now()));
  begunAt = performance.now();
  for (const records of unpackRecords(blocks)) await storeRecords(records);
});

const leastIntervalMs = 300;

/** Stores a block; resolves when its charges can be read. */
export function storeAzureBillingDetail(block: AzureBillingDetailBlock): Promise<void> {
  return storeTurn(block).result;
}

const packTurn = gatherTurn(async (records: readonly AzureBillingDetailRecord[]) => {
  const blocks = packRecords(records);
  // What no message can carry is stored here, as the other function would.
  await Promise.all(blocks.filter((block) => !isMessage(block)).map(storeAzureBillingDetail));
  return blocks.filter(isMessage);
});

/**
 * Makes blocks of what Moose hands over record by record: the first record of a turn answers for all of them. Not an async function, since Moose
 * runs it under async hooks, where each promise of each record costs.
 */
export function gatherAzureBillingDetail(record: AzureBillingDetailRecord): Promise<AzureBillingDetailBlock[]> | undefined {
  const { result, isFirst } = packTurn(record);
  return isFirst ? result : undefined;
}

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

/** Stores posted records with the current rules; resolves when all are charges or dead letters, however long ClickHouse is unavailable. */
function storeRecords(records: readonly AzureBillingDetailRecord[]): Promise<void> {
  return keepTrying(async () => {
    const matcher = await currentRules();
    if (contexts?.matcher !== matcher) contexts = { matcher, of: contextsByCurrency(matcher, settings.taxRate) };
    await writeAzureBillingDetail(await mooseClient(), records, contexts.of);
  }, streamPatience);
}

let contexts: { readonly matcher: ApplicationTagMatcher; readonly of: (currency: string) => EnrichmentContext } | undefined;
