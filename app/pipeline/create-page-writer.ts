import type { RowTable } from "../sources/json/row-table";
import type { EnrichmentContext } from "../domain/charge/enrichment-context";
import { compileUsageDetailReader } from "../domain/azure-ea/compile-usage-detail-reader";
import type { UsageDetailReader } from "../domain/azure-ea/usage-detail-reading";
import { monthOfPeriod } from "../domain/calendar/billing-period";
import { enrichRow } from "../domain/charge/enrich-row";
import { toTaggingAudit } from "../domain/charge/to-tagging-audit";
import { ExactSum } from "../domain/snapshot/exact-sum";
import type { SnapshotKey } from "../domain/snapshot/snapshot-key";
import type { TaggingAudit } from "../domain/resource-tracking/tagging-audit";
import type { TaggingAuditRow } from "../tables/tagging-audit";
import type { WrittenPage } from "./blocks";
import { ChargeBlock } from "./charge-block";

/** What Azure's usage is enriched by. */
export interface UsageEnrichment {
  readonly currency: string;
  readonly context: EnrichmentContext;
}

/** A page of usage as a source read it. */
export interface UsagePage {
  /** Counted from 0. */
  readonly index: number;
  readonly table: RowTable;
  readonly hash: string;
}

/**
 * Enriches pages and makes what is stored of them and their audit. Equal charges are told apart by page and ordinal, so their occurrence is not counted: that
 * would hold every charge of the month in memory.
 */
export function createPageWriter(
  key: SnapshotKey,
  { currency, context }: UsageEnrichment,
  now: () => Date,
): (page: UsagePage) => WrittenPage {
  const block = new ChargeBlock(key, currency);
  const scope = {
    billingAccountId: key.billingAccountId,
    currency,
    snapshotId: key.snapshotId,
    billingMonth: monthOfPeriod(key.period),
  };
  let columns = 0;
  let reader: UsageDetailReader | undefined;
  return (page) => {
    const { fields, rows, kinds } = page.table;
    // The fields of a run only ever grow, so their number says whether the plan still fits.
    if (reader === undefined || columns !== fields.length) {
      reader = compileUsageDetailReader(fields);
      columns = fields.length;
    }
    const proof = reader.proofOf(rows);
    const cost = new ExactSum();
    const audit: TaggingAuditRow[] = [];
    block.begin(rows.length);
    for (const [ordinal, values] of rows.entries()) {
      const row = enrichRow(reader.readValues(values, proof, kinds?.[ordinal] ?? null), scope, context);
      if (row.amounts.extended_cost !== null) cost.add(row.amounts.extended_cost);
      block.add(row);
      const found = toTaggingAudit(row, 1, scope, context.matchOrder);
      if (found !== null) audit.push(toAuditRow(found, now));
    }
    return {
      ledger: { rows: rows.length, cost: cost.toString(), hash: page.hash },
      data: block.take(page.index, reader.unknownHeaders.length),
      audit,
    };
  };
}

function toAuditRow(audit: TaggingAudit, now: () => Date): TaggingAuditRow {
  return {
    ...audit,
    levels: audit.levels.map(({ level, text, match_count, matches }) => ({
      level,
      text,
      match_count,
      matches: matches.map(({ id, pattern, application }) => `${id} ${pattern} ${application}`),
    })),
    ingested_at: now().toISOString(),
  };
}
