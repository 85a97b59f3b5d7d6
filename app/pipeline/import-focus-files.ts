import { describeDays } from "../domain/snapshot/missing-days";
import type { OverrideRequest } from "../domain/snapshot/operator-override";
import { connect } from "../sources/connection";
import { focusFiles } from "../sources/focus-files/focus-files";
import type { ParquetEngine } from "../sources/files/parquet-engine";
import type { FocusFileReport } from "../sources/files/read-focus-file";
import type { SourceContext } from "../sources/source";
import { SourceError } from "../sources/source-error";
import { deliver } from "./deliver";
import type { DeliveryOutcome, PublishedSnapshot } from "./delivery-outcome";
import type { PipelineDeps } from "./pipeline-deps";

/** One delivery of FOCUS files, and what an operator says about it. */
export interface FocusImportRequest extends OverrideRequest {
  readonly paths: readonly string[];
  readonly account?: string;
  readonly encoding?: string;
}

/** What an import needs from outside. */
export interface FocusImportDeps extends Omit<PipelineDeps, "connectionOf"> {
  readonly parquet: ParquetEngine;
}

/**
 * Reads FOCUS files of any provider into FocusCostAndUsage, as `deliver` does: a new snapshot for each account and month in them, published together.
 * Importing a delivery again replaces its months; nothing is counted twice. One row that cannot be read refuses the delivery, with file, line and column.
 * A crash leaves open snapshots, which the next import abandons.
 */
export async function importFocusFiles(
  { paths, account, encoding, ...overrides }: FocusImportRequest,
  deps: FocusImportDeps,
  signal: AbortSignal,
  onProgress: (progress: { readonly file: string; readonly rows: number }) => void,
): Promise<FocusImportOutcome> {
  const files: FocusFileReport[] = [];
  const source = focusFiles({ parquet: deps.parquet, sha256: deps.sha256, onFile: (report) => files.push(report) });
  try {
    const connection = connect(source, {
      paths,
      ...(account === undefined ? {} : { account }),
      ...(encoding === undefined ? {} : { encoding }),
    });
    const context: SourceContext = { ...deps.surroundings, signal, heard: () => undefined };
    for await (const delivery of connection.discover({ months: [] }, context)) {
      const outcome = await deliver(connection, delivery, overrides, { ...deps, connectionOf: () => null }, signal, ({ file, rows }) => {
        onProgress({ file: file ?? "", rows });
      });
      return toImportOutcome(outcome, files);
    }
    return { kind: "refused", detail: "no file" };
  } catch (error) {
    if (error instanceof SourceError) return { kind: "refused", detail: error.message };
    throw error;
  }
}

function toImportOutcome(outcome: DeliveryOutcome, files: readonly FocusFileReport[]): FocusImportOutcome {
  switch (outcome.kind) {
    case "published":
      return { kind: "published", snapshots: outcome.snapshots.map(toImported), files };
    case "abandoned": {
      const { by, snapshot, reason, detail } = outcome;
      // What is wrong with a file is the operator's to mend; its message says where.
      if (by === "source") return { kind: "refused", detail };
      return { kind: "abandoned", detail: `${snapshot === null ? "" : `${snapshot.account} ${snapshot.month}: `}${reason}: ${detail}` };
    }
    case "failed":
      return { kind: outcome.at === "source" ? "refused" : "failed", detail: outcome.detail };
    case "refused":
    case "superseded":
      return { kind: outcome.kind, detail: outcome.detail };
    case "cancelled":
      return outcome;
    case "loaded":
      throw new TypeError("Files of FOCUS are no records");
  }
}

function toImported({ totals, notes, lostDays, ...snapshot }: PublishedSnapshot): ImportedSnapshot {
  const { account, month, snapshotId, previousId, currency, rows, cost, focusFindings } = snapshot;
  return {
    account,
    month,
    snapshotId,
    previousId,
    currency,
    rows,
    cost: totals.length > 1 ? null : cost,
    totals,
    notes: [...notes, ...(lostDays.length === 0 ? [] : [`published charges of ${describeDays(lostDays)} are gone`])],
    focusFindings,
  };
}

/** One account and month that a delivery published. */
interface ImportedSnapshot {
  readonly account: string;
  /** `2026-10`; its first day, `2026-10-15`, for a period that is not a calendar month. */
  readonly month: string;
  readonly snapshotId: string;
  /** What readers saw before. */
  readonly previousId: string | null;
  /** `CNY`; `EUR,USD` for a bill in several. */
  readonly currency: string;
  readonly rows: number;
  /** Sum of BilledCost, digits; null for a bill in several currencies, which have no sum. */
  readonly cost: string | null;
  /** Sum of BilledCost in each currency. */
  readonly totals: readonly { readonly currency: string; readonly cost: string }[];
  /** What the operator should know of this period, in words. */
  readonly notes: readonly string[];
  /** The rules of FOCUS that the provider's rows break, in words; null when they break none. */
  readonly focusFindings: string | null;
}

/** How an import ended. Only `published` changed what readers see, and then for all of its accounts and months. */
export type FocusImportOutcome =
  | { readonly kind: "published"; readonly snapshots: readonly ImportedSnapshot[]; readonly files: readonly FocusFileReport[] }
  /** Nothing is wrong with the database: the file or the request is. */
  | { readonly kind: "refused"; readonly detail: string }
  | { readonly kind: "abandoned"; readonly detail: string }
  /** Another attempt has taken one of the months. */
  | { readonly kind: "superseded"; readonly detail: string }
  /** The database did not do what it should. */
  | { readonly kind: "failed"; readonly detail: string }
  | { readonly kind: "cancelled" };
