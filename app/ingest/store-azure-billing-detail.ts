import { setTimeout as sleep } from "node:timers/promises";
import { createEnrichmentContext } from "../domain/charge/create-enrichment-context";
import { defaultTaxRate } from "../domain/charge/default-tax-rate";
import type { EnrichmentContext } from "../domain/charge/enrichment-context";
import type { ApplicationTagMatcher } from "../domain/resource-tracking/application-tag-matcher";
import { coalesceWrites } from "../runtime/coalesce-writes";
import { followApplicationTags } from "../runtime/follow-application-tags";
import { loadApplicationTags } from "../runtime/load-application-tags";
import { mooseClient } from "../runtime/moose-client";
import { processSettings } from "../runtime/process-settings";
import { sha256Hex } from "../runtime/sha256-hex";
import { writeOrRefuse } from "../runtime/write-or-refuse";
import { writeRows } from "../runtime/write-rows";
import { writeText } from "../runtime/write-text";
import { azureBillingDetailColumns } from "./azure-billing-detail-columns";
import type { AzureBillingDetailRecord } from "./azure-billing-detail-record";
import { azureBillingDetailText } from "./azure-billing-detail-text";
import { type AzureBillingDetailRows, toAzureBillingDetailRows } from "./to-azure-billing-detail-rows";

interface Delivery {
  readonly record: AzureBillingDetailRecord;
  readonly rows: AzureBillingDetailRows;
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

let contexts: { readonly matcher: ApplicationTagMatcher; readonly byTaxRate: Map<string, EnrichmentContext> } | undefined;

/**
 * Makes a charge of one posted record and stores it with its audit; resolves when both are stored, or the record is a dead letter. Not an async
 * function: Moose runs it under async hooks, where each promise of each record costs.
 */
export function storeAzureBillingDetail(record: AzureBillingDetailRecord): Promise<void> {
  const rules = currentRules();
  return rules instanceof Promise ? rules.then((matcher) => store(record, matcher)) : store(record, rules);
}

function store(record: AzureBillingDetailRecord, matcher: ApplicationTagMatcher): Promise<void> {
  const context = contextOf(matcher, record.currency);
  return storeDelivery({ record, rows: toAzureBillingDetailRows(record, context, new Date().toISOString()) });
}

function contextOf(matcher: ApplicationTagMatcher, currency: string): EnrichmentContext {
  if (contexts?.matcher !== matcher) contexts = { matcher, byTaxRate: new Map() };
  const taxRate = settings.taxRate ?? defaultTaxRate(currency);
  const known = contexts.byTaxRate.get(taxRate);
  if (known !== undefined) return known;
  const context = createEnrichmentContext({ taxRate, matcher, sha256: sha256Hex });
  contexts.byTaxRate.set(taxRate, context);
  return context;
}

const storeDelivery = coalesceWrites<Delivery>(async (deliveries) => {
  const client = await mooseClient();
  const refused = await writeOrRefuse(deliveries, (batch) => writeDeliveries(client, batch), sleep);
  if (refused.length === 0) return;
  await writeOrRefuse(
    refused,
    (letters) =>
      writeRows(
        client,
        "AzureBillingDetailDeadLetter",
        letters.map(({ row, reason }) => toLetter(row.record, reason)),
      ),
    sleep,
  );
});

async function writeDeliveries(client: Awaited<ReturnType<typeof mooseClient>>, batch: readonly Delivery[]): Promise<void> {
  const charges = batch.flatMap(({ rows }) => (rows.kind === "charge" ? [rows] : []));
  const letters = batch.flatMap(({ record, rows }) => (rows.kind === "refused" ? [toLetter(record, rows.reason)] : []));
  await writeRows(client, "AzureBillingDetailDeadLetter", letters);
  // The audit first: a charge that can be read has its audit, and a second delivery replaces both.
  await writeRows(
    client,
    "TaggingAudit",
    charges.flatMap(({ audit }) => (audit === null ? [] : [audit])),
  );
  const ingestedAt = new Date().toISOString();
  const lines = charges.map(({ charge, unknownFields }) => azureBillingDetailText(charge, unknownFields, ingestedAt));
  await writeText(client, { table: "AzureBillingDetail", columns: azureBillingDetailColumns, chunks: [Buffer.from(lines.join(""))] });
}

function toLetter(record: AzureBillingDetailRecord, reason: string): object {
  const original = JSON.stringify(record);
  const now = new Date().toISOString();
  return { letter_id: sha256Hex(original), original, reason, failed_at: now, replayed_at: null, version: now };
}
