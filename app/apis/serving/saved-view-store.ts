import type { Caller } from "../../domain/access/caller";
import { openSnapshotDatabase } from "../../pipeline/open-snapshot-database";
import type { MooseClient } from "../../runtime/clickhouse/moose-client";
import type { SavedViewRow } from "../../tables/saved-view";

/** The version of a view that stands, as it is stored. */
export interface StoredView extends Pick<SavedViewRow, "id" | "name" | "owner" | "shared" | "question" | "pinned"> {
  readonly isOwn: boolean;
  /** RFC 3339. */
  readonly savedAt: string;
}

/** The saved views of one caller: the only way to the table, which belongs to no billing account, so that no statement of a question reaches it. */
export interface SavedViewStore {
  /** The caller's own views and all that are shared, by name, or the one of an id. A shared one may name billing accounts that the caller must not see. */
  readonly read: (id?: string) => Promise<readonly StoredView[]>;
  /** Stores a version, which is the caller's own. */
  readonly store: (view: Omit<SavedViewRow, "owner" | "owner_via" | "at">) => Promise<void>;
}

/** The store of this caller. An owner is a name together with the way it was proved: a key and a token of the same name are two. */
export function savedViewStore({ name: owner, via }: Caller, client: MooseClient): SavedViewStore {
  const database = openSnapshotDatabase(client);
  return {
    read: (id = "") => database.rows<StoredView>(standing, { owner, via, id }),
    store: (view) => database.insertRows("SavedView", [{ ...view, owner, owner_via: via, at: new Date().toISOString() }]),
  };
}

/** An empty id is all of them. */
const standing = `
  SELECT l.id AS id, l.name AS name, l.owner AS owner, l.shared AS shared, l.question AS question, l.pinned AS pinned, l.own AS isOwn,
    replaceOne(toString(l.at, 'UTC'), ' ', 'T') || 'Z' AS savedAt
  FROM (
    SELECT v.id AS id, v.step AS step, v.name AS name, v.owner AS owner, v.shared AS shared, v.question AS question, v.pinned AS pinned, v.at AS at,
      CAST(v.owner = {owner:String} AND v.owner_via = {via:String} AS Bool) AS own
    FROM SavedView AS v WHERE {id:String} = '' OR v.id = {id:String} ORDER BY v.at DESC LIMIT 1 BY v.id) AS l
  WHERE l.step = 'saved' AND (l.own OR l.shared) ORDER BY l.name, l.id LIMIT 10000`;
