import type { TextInsert } from "../runtime/write-text";

/** What the snapshots need of ClickHouse. Every promise that resolves is a statement that has taken effect. */
export interface SnapshotDatabase {
  /** Rows of a SELECT without FORMAT; 64-bit numbers arrive as text unless they are cast. */
  readonly rows: <Row>(query: string, parameters?: QueryParameters) => Promise<readonly Row[]>;
  readonly insertRows: (table: string, rows: readonly object[]) => Promise<void>;
  /** One INSERT of tab-separated text: one block, stored whole or not at all. */
  readonly insertText: (insert: TextInsert) => Promise<void>;
  /** With an id of its own, a statement can be waited for by whoever comes after its sender died. */
  readonly run: (statement: string, parameters?: QueryParameters, queryId?: string) => Promise<void>;
}

export type QueryParameters = Readonly<Record<string, string | number>>;
