import type { Readable } from "node:stream";
import type { Caller } from "../../domain/access/caller";
import type { SnapshotDatabase } from "../../pipeline/snapshot-database";
import type { MooseClient } from "../../runtime/clickhouse/moose-client";
import type { BoundParameters } from "../../runtime/clickhouse/readonly-client";
import type { FoundMetricValues, MetricQuestion } from "../answers/metric-values-sql";
import type { EngineRows } from "../files/file-rows";
import type { AuditChange } from "./audit-change";
import type { ReportAccess } from "./report-access";
import type { SavedViewStore } from "./saved-view-store";
import type { SqlText } from "./sql-text";

/** `due` is RFC 3339. */
export interface NextLook {
  readonly connection: string;
  readonly due: string;
}

/** A published snapshot that a question is about, whether it is published still or not. */
export interface PinnedSnapshot {
  readonly account: string;
  /** First day of the period, `YYYY-MM-DD`. */
  readonly period: string;
  readonly snapshot: string;
}

/** One question of one caller, as the code of an API sees it. */
export interface ApiRequest {
  /** In the answer's errors, in the log, and at the start of every ClickHouse `query_id`. */
  readonly id: string;
  readonly caller: Caller;
  readonly now: Date;
  /** Aborts when the caller goes away. */
  readonly signal: AbortSignal;
  /**
   * Rows of a SELECT: read only, limited, and only of the caller's billing accounts, whatever the statement says. 64-bit numbers and decimals arrive
   * as text. Throws what ClickHouse throws, which the wrapper keeps from the caller.
   */
  readonly rows: <Row>(statement: SqlText) => Promise<readonly Row[]>;
  /**
   * Stores rows that an editor brought, such as budgets: all of them or none, stored when the promise resolves. Throws 403 for a reader, and for a row of
   * a billing account that is not the caller's.
   */
  readonly store: (table: string, rows: readonly (object & { readonly billing_account_id: string })[]) => Promise<void>;
  /** The saved views that are the caller's, or shared. */
  readonly views: SavedViewStore;
  /** The reports that are the caller's; of an operator of all accounts, all of them. */
  readonly reports: ReportAccess;
  /** Does a change of an editor, and keeps in AuditEvent who asked for it, what it was before and after, and what came of it. Throws 403 for a reader. */
  readonly audited: AuditChange;
  /** `rows`, found at most a second ago, and a tenth of a second after a publication: requests of the same accounts have what they found in common. */
  readonly recentRows: <Row>(statement: SqlText) => Promise<readonly Row[]>;
  /** `rows` for statements about published snapshots that they name: these never change, and what was found in them is kept. */
  readonly keptRows: <Row>(statement: SqlText) => Promise<readonly Row[]>;
  /**
   * The project's own client, which writes, for operations of pipeline/ on what belongs to no billing account. Throws 403 for a reader, and for a caller of some
   * accounts only.
   */
  readonly operationsClient: () => MooseClient;
  /** Instead of what is published: these snapshots, each of an account of the caller. They have been seen to be kept. */
  readonly pinned?: readonly PinnedSnapshot[];
  /**
   * Set when the caller wants a file of all rows. An answer whose rows are as many as charges gives them here as a SELECT, without order and limit, which the engine
   * writes into the file, and reads none of them itself. Any other answer is asked page by page.
   */
  readonly allRows?: (rows: EngineRows) => void;
  /**
   * When each active connection to a source looks next: at most a minute old, and the same for every caller, since a snapshot names its connection and nothing
   * else of one is told.
   */
  readonly looks: () => Promise<readonly NextLook[]>;
  /**
   * Values of business metrics by which rules of shared costs weigh, the same for every caller: only shares that are made of them may be told to callers of some
   * accounts, who see no values.
   */
  readonly metricValues: (asked: MetricQuestion) => Promise<readonly FoundMetricValues[]>;
  /** For files/: what a SELECT with its FORMAT finds, as bytes, as it is found; only of the caller's billing accounts, and without the limits of `rows`. */
  readonly file: (query: string, parameters: BoundParameters) => Promise<Readable>;
  /** `rows` for the functions of app/snapshots, which bring SQL of their own. Its writing half throws. */
  readonly database: SnapshotDatabase;
}
