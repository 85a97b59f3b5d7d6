import type { SnapshotKey } from "../domain/snapshot/snapshot-key";
import { ExactSum } from "../domain/snapshot/exact-sum";
import type { RowTable } from "../sources/json/row-table";
import type { BlocksInsert } from "../runtime/clickhouse/write-blocks";
import type { WrittenPage } from "./blocks";
import { chargeBlockColumns } from "./charge-block";
import { CommitmentCosts } from "./commitment-costs";
import { FocusBlock, focusBlockColumns, type FocusPage } from "./focus-block";
import { createPageWriter, type UsageEnrichment } from "./create-page-writer";
import type { SnapshotDatabase } from "./snapshot-database";
import { snapshotTables } from "./snapshot-tables";

/** Makes what is stored of a snapshot's pages, for the table that its rows go to. */
interface PageEncoder {
  readonly insert: (database: SnapshotDatabase, block: BlockInsert) => Promise<void>;
  /** What the operator should know of the rows so far, in words. */
  readonly notes: readonly string[];
}

type BlockInsert = Pick<BlocksInsert, "chunks" | "queryId" | "fence">;

export interface UsageEncoder extends PageEncoder {
  readonly kind: "azure-usage";
  readonly encode: (page: { readonly index: number; readonly table: RowTable; readonly hash: string }) => WrittenPage;
}

export interface FocusEncoder extends PageEncoder {
  readonly kind: "focus";
  readonly encode: (page: FocusPage & { readonly hash: string }) => WrittenPage;
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
  const block = new FocusBlock(key);
  const commitments = new CommitmentCosts();
  return {
    kind: "focus",
    insert: (database, block) => database.insertBlocks({ ...block, table: snapshotTables.focus, columns: focusBlockColumns }),
    get notes() {
      return commitments.notes();
    },
    encode: ({ index, rows, version, hash }) => {
      const cost = new ExactSum();
      for (const row of rows) {
        cost.add(row.cost);
        commitments.add(row);
      }
      const data = block.write({ index, rows, version });
      return { ledger: { rows: rows.length, cost: cost.toString(), hash: hash === "" ? sha256(data) : hash }, data, audit: [] };
    },
  };
}
