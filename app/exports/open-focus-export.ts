import type { Readable } from "node:stream";
import type { MooseClient } from "../runtime/clickhouse/moose-client";
import { focusExportColumns } from "./focus-export-column";
import { FocusExportError, type FocusExportRequest } from "./focus-export-request";
import type { FocusExportContent } from "./focus-export-metadata";
import { focusExportSql, focusTotalsSql, type PinnedSnapshot } from "./focus-export-sql";
import { readFocusTotals } from "./read-focus-totals";

/** An open export: its content, and its bytes, uncompressed. */
export interface FocusExport {
  readonly content: FocusExportContent;
  /** May be called once. The engine stops when the signal aborts. */
  readonly open: (signal: AbortSignal) => Promise<Readable>;
}

/**
 * Pins the published snapshots of a month, so that rows and totals agree even if another snapshot is published meanwhile. Retention drops a snapshot long
 * after it was replaced; one dropped in between makes the file differ from its totals, which the writer detects.
 * @throws FocusExportError nothing is published, or it was published without FOCUS rows
 */
export async function openFocusExport(client: MooseClient, request: FocusExportRequest): Promise<FocusExport> {
  const { month, account, version, format, spreadsheetSafe } = request;
  const snapshots = await pinSnapshots(client, request);
  if (snapshots.length === 0) {
    throw new FocusExportError(`${month.toString()} has no published snapshot${account === null ? "" : ` of account ${account}`}`);
  }
  const totals = await readFocusTotals(client, focusTotalsSql(request, snapshots));
  const rows = totals.reduce((sum, each) => sum + each.rows, 0);
  if (rows === 0) throw new FocusExportError(`${month.toString()} was published without FOCUS rows; extract it again`);
  const columns = focusExportColumns(request).map(({ name }) => name);
  return {
    content: {
      focusVersion: version,
      dataset: "Cost and Usage",
      billingPeriod: month.toString(),
      format,
      spreadsheetSafe,
      snapshots,
      rows,
      totals,
      columns,
    },
    open: async (signal) => (await client.exec({ query: focusExportSql(request, snapshots), abort_signal: signal })).stream,
  };
}

async function pinSnapshots(client: MooseClient, { month, account }: FocusExportRequest): Promise<readonly PinnedSnapshot[]> {
  const result = await client.query({
    query: `SELECT billing_account_id AS billingAccountId, snapshot_id AS snapshotId FROM CurrentBillingSnapshot
            WHERE toStartOfMonth(billing_period) = {period:Date} AND ({account:String} = '' OR billing_account_id = {account:String}) ORDER BY billing_account_id`,
    query_params: { period: month.firstDay, account: account ?? "" },
    format: "JSONEachRow",
  });
  return result.json<PinnedSnapshot>();
}
