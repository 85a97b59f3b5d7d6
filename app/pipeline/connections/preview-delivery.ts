import { focusTableColumns } from "../../domain/focus/focus-mapping-sql";
import type { FocusRow } from "../../domain/focus/import/focus-row";
import type { SnapshotKey } from "../../domain/snapshot/snapshot-key";
import { stagingPrefix } from "../../sources/files/open-parquet-file";
import { type BillContent, type Delivery, isRecordContent } from "../../sources/source";
import { SourceError } from "../../sources/source-error";
import { ensurePricingUnits, ensureReference } from "../ensure-reference";
import { focusOfFactsSql } from "../map-focus";
import type { OpenSource } from "../open-source";
import { createFocusEncoder, createUsageEncoder } from "../page-encoder";
import type { SnapshotDatabase } from "../snapshot-database";
import { snapshotTables } from "../snapshot-tables";

/** The first rows of a delivery as they would be stored. */
export interface Preview {
  readonly delivery: string;
  /** Columns of FOCUS by name, of records that are no charges those of their table; those without a value are left out. Amounts are digits. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/**
 * The first rows of the newest delivery, or of that of a month, mapped as they would be stored. Nothing is stored: they pass through a table of the engine's
 * memory, which is dropped. Null: nothing is offered. Throws SourceError.
 */
export async function previewDelivery(
  open: OpenSource,
  deliveries: readonly Delivery[],
  signal: AbortSignal,
  most = 20,
): Promise<Preview | null> {
  const delivery = deliveries.at(-1);
  if (delivery === undefined) return null;
  const options = { from: null, peek: true, acceptLate: true, acceptRepeatedPages: true };
  for await (const { content } of open.connection.read(delivery, options, open.context(signal))) {
    if (isRecordContent(content)) {
      if (content.rows.length > 0)
        return { delivery: delivery.name, rows: content.rows.slice(0, most).map((row) => withValues({ ...row })) };
      continue;
    }
    if (content.kind === "focus" ? content.rows.length === 0 : content.table.rows.length === 0) continue;
    return { delivery: delivery.name, rows: (await mapped(content, delivery, open, most)).map(withValues) };
  }
  return { delivery: delivery.name, rows: [] };
}

async function mapped(
  content: BillContent,
  delivery: Delivery,
  { deps }: OpenSource,
  most: number,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { database, enrichment, now, randomId, sha256 } = deps;
  const isUsage = content.kind === "azure-usage";
  const table = `${stagingPrefix}${randomId()}${randomId()}`;
  const staging: SnapshotDatabase = { ...database, insertBlocks: (insert) => database.insertBlocks({ ...insert, table }) };
  await database.run(`CREATE TABLE ${table} AS ${isUsage ? snapshotTables.facts : snapshotTables.focus} ENGINE = Memory`);
  try {
    if (isUsage) {
      if (delivery.account === null || delivery.period === null)
        throw new SourceError("malformed", `${delivery.name} names no billing account`);
      const key: SnapshotKey = { billingAccountId: delivery.account, period: delivery.period, snapshotId: "preview" };
      const currency = delivery.currency ?? "";
      const encoder = createUsageEncoder(key, { currency, context: enrichment(currency) }, now);
      const firstRows = {
        ...content.table,
        rows: content.table.rows.slice(0, most),
        ...(content.table.kinds === undefined ? {} : { kinds: content.table.kinds.slice(0, most) }),
      };
      await encoder.insert(staging, { chunks: [encoder.encode({ index: 0, table: firstRows, hash: "" }).data] });
      await ensureReference(database);
      await ensurePricingUnits(database, key, table);
      return await database.rows(`SELECT * FROM (${focusOfFactsSql(table, "1")}) ORDER BY x_Page, x_Ordinal ${asText}`, {
        accountName: delivery.accountName,
      });
    }
    for (const [index, rows] of bills(content.rows.slice(0, most)).entries()) {
      const [first] = rows;
      if (first === undefined) continue;
      const encoder = createFocusEncoder(
        { billingAccountId: delivery.account ?? first.account, period: first.period, snapshotId: "preview" },
        sha256,
      );
      await encoder.insert(staging, { chunks: [encoder.encode({ index, rows, version: content.version, hash: "" }).data] });
    }
    return await database.rows(`SELECT ${focusTableColumns.join(", ")} FROM ${table} ORDER BY x_Page, x_Ordinal ${asText}`);
  } finally {
    await database.run(`DROP TABLE IF EXISTS ${table} SYNC`);
  }
}

/** Rows in runs of one account and period. */
function bills(rows: readonly FocusRow[]): readonly (readonly FocusRow[])[] {
  const found: FocusRow[][] = [];
  for (const row of rows) {
    const run = found.at(-1);
    if (run?.[0]?.account === row.account && run[0].period.firstDay === row.period.firstDay) run.push(row);
    else found.push([row]);
  }
  return found;
}

function withValues(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== "" && !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

const asText = "SETTINGS output_format_json_quote_decimals = 1, output_format_json_quote_64bit_integers = 1";
