import { type DateTime64String, type LowCardinality, OlapTable } from "@514labs/moose-lib";

/**
 * Grain: one version of a question that somebody saved; the last one of an id counts, and one that is `removed` is gone. Read through app/apis/serving/saved-view-store.ts
 * alone, which shows a caller what is theirs and what is shared. Append-only.
 */
export interface SavedViewRow {
  id: string;
  step: ("saved" | "removed") & LowCardinality;
  /** Subject of the token, or name of the key, and which of both it is: a token may have any subject. */
  owner: string & LowCardinality;
  owner_via: string & LowCardinality;
  name: string;
  /** JSON text: endpoint and parameters, or the body of /query. */
  question: string;
  shared: boolean;
  /** JSON text: the snapshots that it is pinned to; empty when it follows what is published. */
  pinned: string;
  at: DateTime64String<3>;
}

export const SavedViewTable = new OlapTable<SavedViewRow>("SavedView", {
  orderByFields: ["id", "at"],
  settings: { fsync_after_insert: "1", fsync_part_directory: "1" },
});
