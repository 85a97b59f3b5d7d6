import type { SnapshotKey } from "../domain/snapshot/snapshot-key";
import type { FocusRow } from "../domain/focus/import/focus-row";
import { focusImportColumns } from "../domain/focus/import/focus-import-column";
import { ExactSum } from "../domain/snapshot/exact-sum";
import type { RowTable } from "../sources/json/row-table";
import type { FocusCostAndUsageRow } from "../tables/focus-cost-and-usage";
import type { TextInsert } from "../runtime/clickhouse/write-text";
import type { WrittenPage } from "./blocks";
import { chargeBlockColumns } from "./charge-block";
import { CommitmentCosts } from "./commitment-costs";
import { createPageWriter, type UsageEnrichment } from "./create-page-writer";
import type { SnapshotDatabase } from "./snapshot-database";
import { snapshotTables } from "./snapshot-tables";
import { quotedText, tabText } from "./tab-text";
import { TextBuffer } from "./text-buffer";

/** Makes what is stored of a snapshot's pages, for the table that its rows go to. */
interface PageEncoder {
  readonly insert: (database: SnapshotDatabase, block: BlockInsert) => Promise<void>;
  /** What the operator should know of the rows so far, in words. */
  readonly notes: readonly string[];
}

type BlockInsert = Pick<TextInsert, "chunks" | "queryId" | "fence">;

export interface UsageEncoder extends PageEncoder {
  readonly kind: "azure-usage";
  readonly encode: (page: { readonly index: number; readonly table: RowTable; readonly hash: string }) => WrittenPage;
}

export interface FocusEncoder extends PageEncoder {
  readonly kind: "focus";
  readonly encode: (page: {
    readonly index: number;
    readonly rows: readonly FocusRow[];
    readonly version: string;
    readonly hash: string;
  }) => WrittenPage;
}

/** Azure's usage, enriched, for the table of the facts. */
export function createUsageEncoder(key: SnapshotKey, enrichment: UsageEnrichment, now: () => Date): UsageEncoder {
  const encode = createPageWriter(key, enrichment, now);
  return {
    kind: "azure-usage",
    insert: (database, block) => database.insertBlocks({ ...block, table: snapshotTables.facts, columns: chargeBlockColumns }),
    notes: [],
    encode,
  };
}

/** Rows that are FOCUS already, for the table of FOCUS. */
export function createFocusEncoder(key: SnapshotKey, sha256: (text: string | Uint8Array) => string): FocusEncoder {
  const out = new TextBuffer();
  const commitments = new CommitmentCosts();
  const place = `${tabText(key.billingAccountId)}\t${key.period.firstDay}\t${tabText(key.snapshotId)}`;
  return {
    kind: "focus",
    insert: (database, block) => database.insertText({ ...block, table: snapshotTables.focus, columns: focusColumns }),
    get notes() {
      return commitments.notes();
    },
    encode: ({ index, rows, version, hash }) => {
      const cost = new ExactSum();
      for (const [ordinal, row] of rows.entries()) {
        cost.add(row.cost);
        commitments.add(row);
        out.write(
          `${row.cells.map(toField).join("\t")}\t${place}\t${index}\t${ordinal}` +
            `\t${tabText(`${key.snapshotId}/${index}/${ordinal}`)}\t${row.contentHash}` +
            `\t[${row.problems.map(quotedText).join(",")}]\t${version}\t${tabText(row.sourceColumns)}\n`,
        );
      }
      const data = out.take();
      return { ledger: { rows: rows.length, cost: cost.toString(), hash: hash === "" ? sha256(data) : hash }, data, audit: [] };
    },
  };
}

/** Times go as seconds since 1970, since a text would be read in the time zone of whichever server it is. */
function toField(cell: string | null, index: number): string {
  const column = focusImportColumns[index];
  if (cell === null) return column?.nullable === false ? "" : "\\N";
  return column?.kind === "date-time" ? String(Date.parse(`${cell.replace(" ", "T")}Z`) / 1000) : tabText(cell);
}

/** In the order they are written; the columns of Azure that no file has keep their defaults. */
const focusColumns = [
  ...focusImportColumns.map(({ name }) => name),
  "x_BillingAccountId",
  "x_BillingPeriod",
  "x_SnapshotId",
  "x_Page",
  "x_Ordinal",
  "x_ChargeId",
  "x_ContentHash",
  "x_Problems",
  "x_SourceFocusVersion",
  "x_SourceColumns",
] as const satisfies readonly (keyof FocusCostAndUsageRow)[];
