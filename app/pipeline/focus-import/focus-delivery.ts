import { FocusFileError } from "../../sources/focus-files/focus-file-error";
import { decideFocusFindings } from "../../domain/focus/rules/decide-focus-findings";
import { toEarlierAccount } from "../../domain/focus/import/to-import-account";
import type { FocusRow } from "../../domain/focus/import/focus-row";
import { checkSeal } from "../../domain/snapshot/check-seal";
import { describeDays, missingDays } from "../../domain/snapshot/missing-days";
import { type OperatorOverride, operatorOverrides } from "../../domain/snapshot/operator-override";
import type { SnapshotFinding } from "../../domain/snapshot/snapshot-finding";
import type { PeriodKey, SnapshotKey } from "../../domain/snapshot/snapshot-key";
import { activateSnapshot, readActiveSnapshot } from "../active-snapshot";
import { checkFocusRules } from "../check-focus-rules";
import { takeLease } from "../lease";
import { readLedger } from "../ledger";
import { snapshotParameters } from "../of-snapshot";
import { readFocusRollups } from "../read-focus-rollups";
import { readSnapshotDays } from "../read-snapshot-days";
import { retainSnapshots } from "../retain-snapshots";
import { readSnapshots, writeSnapshotStep } from "../snapshot-events";
import { snapshotTables } from "../snapshot-tables";
import { writeBillingPeriod } from "../write-billing-period";
import type { FocusImportDeps } from "./focus-import-deps";
import type { ImportedSnapshot } from "./focus-import-outcome";
import type { FocusImportRequest } from "./focus-import-request";
import { FocusSnapshotWriter } from "./focus-snapshot-writer";
import { readStoredFocusPages } from "./read-stored-focus-pages";

/** A snapshot of a delivery that passed its seal. */
export interface SealedFocusSnapshot {
  readonly writer: FocusSnapshotWriter;
  readonly previousId: string | null;
  readonly pages: number;
  readonly rows: number;
  readonly cost: string;
  readonly lostDays: readonly string[];
  readonly focusFindings: string | null;
  readonly findings: readonly SnapshotFinding[];
}

/** All snapshots of one delivery: opened as their first row comes, sealed and published together. */
export class FocusDelivery {
  readonly #writers = new Map<string, FocusSnapshotWriter>();
  /** The one account of the file when it is kept under another name. */
  #renamed: string | null = null;
  #isPublishing = false;
  readonly #overrides: readonly OperatorOverride[];
  #waiting = 0;
  #storing: Promise<void> = Promise.resolve();

  constructor(
    private readonly request: FocusImportRequest,
    private readonly deps: FocusImportDeps,
  ) {
    const { allowShrink = false, reason = "" } = request;
    this.#overrides = operatorOverrides({ allowShrink, reason });
  }

  /** Takes the next row. When a block of rows waits, the longest run of them is stored while the next are read. */
  async add(row: FocusRow, version: string, at: { readonly file: string; readonly line: number }): Promise<void> {
    const key = `${row.account}\n${row.period.toString()}`;
    const writer = this.#writers.get(key) ?? (await this.#open(key, row, at));
    this.#waiting += writer.add(row, version);
    if (this.#waiting >= this.deps.blockBytes) await this.#storeLongest();
  }

  /** Stores the rest and checks every snapshot against its ledger: what can be published, or in words why nothing is. */
  async seal(): Promise<readonly SealedFocusSnapshot[] | string> {
    if (this.#writers.size === 0) return "no-rows: the delivery has no rows";
    await this.#storing;
    const sealed: SealedFocusSnapshot[] = [];
    for (const writer of this.#writers.values()) {
      const { database } = this.deps;
      const { key } = writer;
      await writer.store(true);
      const active = await readActiveSnapshot(database, key);
      const previousId = active?.snapshotId ?? null;
      const days = (snapshotId: string): Promise<readonly string[]> => readSnapshotDays(database, { ...key, snapshotId });
      const before = (await readSnapshots(database, key)).find(({ snapshotId }) => snapshotId === previousId);
      const lostDays = previousId === null ? [] : missingDays(await days(previousId), await days(key.snapshotId));
      const decision = checkSeal({
        blocks: (await readLedger(database, key)).stored,
        stored: await readStoredFocusPages(database, key),
        rollups: await readFocusRollups(database, key),
        controlTotals: [],
        unusableTotal: null,
        isOpenPeriod: true,
        activeRows: before?.rows ?? null,
        missingDays: lostDays,
        // The file says of each row which bill it is in: late rows are no other month's bill, however many.
        overrides: [...this.#overrides, { option: "accept-late", reason: "" }],
      });
      const period = await this.#periodDiffers(key, previousId);
      if (period !== null && this.request.allowShrink !== true)
        return `${key.billingAccountId} ${key.period.toString()}: period-differs: ${period}`;
      if (!decision.sealed) return `${key.billingAccountId} ${key.period.toString()}: ${decision.reason}: ${decision.detail}`;
      const { pages, rows, cost, findings: shown } = decision;
      // A provider may break what it likes of FOCUS: it is said, stored, and no reason to hide its bill.
      const findings = decideFocusFindings(await checkFocusRules(database, key), "warn");
      sealed.push({
        writer,
        previousId,
        pages,
        rows,
        cost,
        lostDays,
        focusFindings: findings.kind === "pass" ? null : findings.detail,
        // Amounts of two currencies are never added.
        findings: writer.totals.length > 1 ? shown.map((one) => ({ ...one, cost: "" })) : shown,
      });
    }
    for (const { writer, pages, rows, cost, findings } of sealed)
      await this.#step(writer, { status: "sealed", pages, rows, cost, findings, overrides: this.#overrides });
    return sealed;
  }

  /** Shows every snapshot to readers, one row each, and drops what nobody needs any more. */
  async publish(sealed: readonly SealedFocusSnapshot[]): Promise<readonly ImportedSnapshot[]> {
    const { database, now, keep } = this.deps;
    for (const { writer } of sealed) await writeBillingPeriod(database, writer.key, lagMonths, now().toISOString(), writer.lease.fence);
    this.#isPublishing = true;
    for (const { writer } of sealed) await activateSnapshot(database, writer.key, "published", now().toISOString(), writer.lease.fence);
    for (const { writer, pages, rows, cost, findings } of sealed)
      await this.#step(writer, { status: "published", pages, rows, cost, findings, overrides: this.#overrides });
    for (const { writer } of sealed) await retainSnapshots(database, writer.key, keep, writer.lease.attemptId, now);
    return sealed.map(({ writer, previousId, rows, cost, lostDays, focusFindings }) => ({
      account: writer.key.billingAccountId,
      month: writer.key.period.toString(),
      snapshotId: writer.key.snapshotId,
      previousId,
      currency: writer.currency,
      rows,
      cost: writer.totals.length > 1 ? null : cost,
      totals: writer.totals,
      notes: [...writer.notes, ...(lostDays.length === 0 ? [] : [`published charges of ${describeDays(lostDays)} are gone`])],
      focusFindings,
    }));
  }

  /** Says of every snapshot that it will never be seen; nothing once the first may have been. */
  async abandon(reason: string): Promise<void> {
    await this.#storing.catch(() => undefined);
    if (this.#isPublishing) return;
    for (const writer of this.#writers.values()) await this.#step(writer, { status: "abandoned", reason });
  }

  async #storeLongest(): Promise<void> {
    await this.#storing;
    const longest = [...this.#writers.values()].reduce((most, writer) => (writer.bytes > most.bytes ? writer : most));
    this.#waiting -= longest.bytes;
    this.#storing = longest.store(false);
    // Until it is awaited, a failure has nobody to catch it.
    this.#storing.catch(() => undefined);
  }

  async #open(name: string, row: FocusRow, at: { readonly file: string; readonly line: number }): Promise<FocusSnapshotWriter> {
    const { database, now, randomId } = this.deps;
    if (this.#writers.size >= mostSnapshots) throw new FocusFileError(at, `more than ${mostSnapshots} accounts and months in one delivery`);
    const { account } = this.request;
    if (account !== undefined) {
      this.#renamed ??= row.account;
      if (this.#renamed !== row.account) throw new FocusFileError(at, `another billing account, ${row.account}: import without --account`);
    }
    const period: PeriodKey = { billingAccountId: account ?? row.account, period: row.period };
    if (await this.#isExtracted(period)) {
      throw new FocusFileError(
        at,
        `account ${period.billingAccountId} is extracted from Azure here: a file must not take its place, import it under another --account`,
      );
    }
    const earlier = toEarlierAccount(row.provider, row.billingAccountText, this.deps.sha256);
    if (
      account === undefined &&
      earlier !== row.account &&
      (await readActiveSnapshot(database, { billingAccountId: earlier, period: row.period })) !== null
    ) {
      throw new FocusFileError(
        at,
        `this bill is published as account ${earlier} already, and would count twice as ${row.account}: import it with --account ${earlier}`,
      );
    }
    const lease = await takeLease(database, period, `i${String(now().getTime())}-${randomId()}`, now().toISOString());
    const step = { attemptId: lease.attemptId, currency: row.currency, fence: lease.fence };
    const active = await readActiveSnapshot(database, period);
    for (const left of await readSnapshots(database, period)) {
      if (left.status !== "opened" && left.status !== "sealed") continue;
      const key = { ...period, snapshotId: left.snapshotId };
      // A crash right after the pointer moved: it is what everybody reads.
      if (left.snapshotId === active?.snapshotId) {
        const { pages, rows, cost } = left;
        await writeSnapshotStep(database, key, { ...step, status: "published", pages, rows, cost, at: now().toISOString() });
        continue;
      }
      await writeSnapshotStep(database, key, { ...step, status: "abandoned", reason: "left-behind", at: now().toISOString() });
    }
    const openedAt = now().toISOString();
    const key: SnapshotKey = { ...period, snapshotId: `s${openedAt.replace(/[-:]/g, "").slice(0, 15)}-${randomId()}` };
    await writeSnapshotStep(database, key, { ...step, status: "opened", at: openedAt });
    const writer = new FocusSnapshotWriter(key, lease, this.deps);
    this.#writers.set(name, writer);
    return writer;
  }

  /** Two periods that begin on one day have one key: a month must not take the place of its first half, nor the other way round, unseen. */
  async #periodDiffers(key: SnapshotKey, previousId: string | null): Promise<string | null> {
    if (previousId === null) return null;
    const rows = await this.deps.database.rows<{ readonly snapshotId: string; readonly end: string }>(
      `SELECT x_SnapshotId AS snapshotId, toString(toDate(max(BillingPeriodEnd), 'UTC')) AS end FROM ${snapshotTables.focus}
       WHERE x_BillingAccountId = {account:String} AND x_BillingPeriod = {period:Date} AND x_SnapshotId IN ({snapshot:String}, {previous:String})
       GROUP BY x_SnapshotId`,
      { ...snapshotParameters(key), previous: previousId },
    );
    const endOf = (id: string): string | undefined => rows.find(({ snapshotId }) => snapshotId === id)?.end;
    const [now, before] = [endOf(key.snapshotId), endOf(previousId)];
    // An end that is the last day, or its last second, is the same end.
    if (now === undefined || before === undefined || Math.abs(Date.parse(now) - Date.parse(before)) <= oneDay) return null;
    return `this period ends on ${now}, the published one on ${before}; allow shrinking if one takes the place of the other`;
  }

  /** The pointer of an account moves detail, rollups and FOCUS together, and a file has no detail. */
  async #isExtracted({ billingAccountId }: PeriodKey): Promise<boolean> {
    const found = await this.deps.database.rows(
      `SELECT 1 AS found FROM ${snapshotTables.facts} WHERE billing_account_id = {account:String} LIMIT 1`,
      {
        account: billingAccountId,
      },
    );
    return found.length > 0;
  }

  async #step(
    writer: FocusSnapshotWriter,
    step: {
      readonly status: "sealed" | "published" | "abandoned";
      readonly pages?: number;
      readonly rows?: number;
      readonly cost?: string;
      readonly reason?: string;
      readonly findings?: readonly SnapshotFinding[];
      readonly overrides?: readonly OperatorOverride[];
    },
  ): Promise<void> {
    const { attemptId, fence } = writer.lease;
    const at = this.deps.now().toISOString();
    await writeSnapshotStep(this.deps.database, writer.key, { ...step, attemptId, fence, currency: writer.currency, at });
  }
}

const oneDay = 86_400_000;
/** Providers restate the month before, as Azure does. */
const lagMonths = 1;
/** Each has a buffer of its own. */
const mostSnapshots = 100;
