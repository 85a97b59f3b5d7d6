import type { ParquetEngine } from "../../sources/focus-files/parquet-engine";
import type { SnapshotDatabase } from "../snapshot-database";

/** What an import needs from outside. */
export interface FocusImportDeps {
  readonly database: SnapshotDatabase;
  readonly parquet: ParquetEngine;
  readonly now: () => Date;
  /** Eight hexadecimal digits of chance. */
  readonly randomId: () => string;
  readonly sha256: (text: string | Uint8Array) => string;
  /** Published snapshots kept for each period. */
  readonly keep: number;
  /** Rows are stored when this much text is waiting, over all accounts and months of the delivery. */
  readonly blockBytes: number;
}
