import { type Caller, includesRole } from "../../domain/access/caller";
import { openSnapshotDatabase } from "../../pipeline/open-snapshot-database";
import { type KeptReport, readReports, readRuns, type RunState, writeReport, writeRun } from "../../pipeline/reporting/report-store";
import type { MooseClient } from "../../runtime/clickhouse/moose-client";
import { ApiError } from "./api-error";

/** The reports of one caller: the only way to the tables, which belong to no billing account, so that no statement of a question reaches them. */
export interface ReportAccess {
  /** The caller's own, or the one of an id; of all owners for an operator of all accounts. */
  readonly read: (id?: string) => Promise<readonly (KeptReport & { readonly isOwn: boolean })[]>;
  /** How the deliveries of a report that was read stand, the latest first. `before`: RFC 3339. */
  readonly runs: (report: KeptReport, before: string | undefined, limit: number) => Promise<readonly RunState[]>;
  /** Stores a version. Throws 403 for a reader, and ReportChanged. */
  readonly store: (report: KeptReport) => Promise<void>;
  /** Notes that a report is wanted now. Throws 403 for a reader. */
  readonly ask: (run: RunState) => Promise<void>;
}

/** The reports of this caller. An owner is a name together with the way it was proved: a key and a token of the same name are two. */
export function reportAccess(caller: Caller, client: MooseClient): ReportAccess {
  const database = openSnapshotDatabase(client);
  const isOwn = ({ owner }: KeptReport): boolean => owner.name === caller.name && owner.via === caller.via;
  const seesAll = includesRole(caller.role, "operator") && caller.accounts === "all";
  const refuseReader = (): void => {
    if (!includesRole(caller.role, "editor")) throw new ApiError("forbidden", "This requires the role editor or higher");
  };
  return {
    read: async (id = "") =>
      (await readReports(database, id)).map((report) => ({ ...report, isOwn: isOwn(report) })).filter((one) => one.isOwn || seesAll),
    runs: ({ id }, before, limit) => readRuns(database, { report: id, limit, ...(before === undefined ? {} : { before }) }),
    store: async (report) => {
      refuseReader();
      await writeReport(database, report);
    },
    ask: async (run) => {
      refuseReader();
      await writeRun(database, run);
    },
  };
}
