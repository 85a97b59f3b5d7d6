import type { FocusRow } from "../../domain/focus/import/focus-row";
import { focusImportColumns } from "../../domain/focus/import/focus-import-column";
import { ExactSum } from "../../domain/snapshot/exact-sum";
import type { SnapshotKey } from "../../domain/snapshot/snapshot-key";
import type { FocusCostAndUsageRow } from "../../tables/focus-cost-and-usage";
import type { Lease } from "../lease";
import { CommitmentCosts } from "./commitment-costs";
import { writeLedger } from "../ledger";
import { insertIdPrefix } from "../settle-doubt";
import { snapshotTables } from "../snapshot-tables";
import { quotedText, tabText } from "../tab-text";
import { TextBuffer } from "../text-buffer";
import type { FocusImportDeps } from "./focus-import-deps";

/**
 * The rows of one account and month on their way into its snapshot: one page of the ledger is one INSERT and one part. Whoever fills several of these
 * decides which is stored when, so that memory does not depend on how many there are.
 */
export class FocusSnapshotWriter {
  readonly #text = new TextBuffer();
  readonly #totals = new Map<string, ExactSum>();
  readonly #commitments = new CommitmentCosts();
  #page = 0;
  #pageRows = 0;
  #pageCost = new ExactSum();
  #rows = 0;
  /** Bytes waiting, about. */
  bytes = 0;

  constructor(
    readonly key: SnapshotKey,
    readonly lease: Lease,
    private readonly deps: FocusImportDeps,
  ) {}

  get rows(): number {
    return this.#rows;
  }

  /** `CNY`, or all of them when a bill is in several. */
  get currency(): string {
    return [...this.#totals.keys()].sort().join(",");
  }

  /** What it costs, in each currency. */
  get totals(): readonly { readonly currency: string; readonly cost: string }[] {
    return [...this.#totals]
      .map(([currency, sum]) => ({ currency, cost: sum.toString() }))
      .sort((a, b) => (a.currency < b.currency ? -1 : 1));
  }

  /** What an operator should know of the rows, in words. */
  get notes(): readonly string[] {
    return this.#commitments.notes();
  }

  /** Answers how many bytes more are waiting, about. */
  add(row: FocusRow, version: string): number {
    const { billingAccountId, period, snapshotId } = this.key;
    const ordinal = this.#pageRows;
    const cells = row.cells.map(toField).join("\t");
    const line =
      `${cells}\t${tabText(billingAccountId)}\t${period.firstDay}\t${tabText(snapshotId)}\t${this.#page}\t${ordinal}` +
      `\t${tabText(`${snapshotId}/${this.#page}/${ordinal}`)}\t${this.deps.sha256(JSON.stringify([row.cells, row.sourceColumns]))}` +
      `\t[${row.problems.map(quotedText).join(",")}]\t${version}\t${tabText(row.sourceColumns)}\n`;
    this.#text.write(line);
    this.bytes += line.length;
    this.#pageRows += 1;
    this.#rows += 1;
    this.#pageCost.add(row.cost);
    let total = this.#totals.get(row.currency);
    if (total === undefined) this.#totals.set(row.currency, (total = new ExactSum()));
    total.add(row.cost);
    this.#commitments.add(row);
    return line.length;
  }

  /**
   * Stores what is waiting: ledger, rows, ledger, as an extraction does. `isLast` ends the month in the ledger. What is added while it is on its way waits
   * for the next call, which must not come before this one has ended.
   */
  async store(isLast: boolean): Promise<void> {
    if (this.#pageRows === 0 && !isLast) return;
    const { database, now, sha256 } = this.deps;
    const text = this.#text.take();
    const pages = this.#pageRows === 0 ? [] : [{ rows: this.#pageRows, cost: this.#pageCost.toString(), hash: sha256(text) }];
    // A next page only has to be there: the whole delivery is read anew after a crash.
    const block = { firstPage: this.#page, pages, nextUrl: isLast ? null : "next" };
    this.#page += pages.length;
    this.#pageRows = 0;
    this.#pageCost = new ExactSum();
    this.bytes = 0;
    const entry = (state: "intended" | "stored") => ({ state, attemptId: this.lease.attemptId, at: now().toISOString() });
    await writeLedger(database, this.key, block, entry("intended"));
    if (pages.length > 0) {
      await database.insertText({
        table: snapshotTables.focus,
        columns: insertedColumns,
        chunks: [text],
        queryId: `${insertIdPrefix(this.key)}${block.firstPage}-${this.lease.attemptId}`,
        fence: this.lease.fence,
      });
    }
    await writeLedger(database, this.key, block, entry("stored"));
  }
}

/** Times go as seconds since 1970, since a text would be read in the time zone of whichever server it is. */
function toField(cell: string | null, index: number): string {
  const column = focusImportColumns[index];
  if (cell === null) return column?.nullable === false ? "" : "\\N";
  return column?.kind === "date-time" ? String(Date.parse(`${cell.replace(" ", "T")}Z`) / 1000) : tabText(cell);
}

/** In the order they are written; the columns of Azure that no file has keep their defaults. */
const insertedColumns = [
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
