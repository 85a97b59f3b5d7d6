import type { BillingPeriod } from "../domain/calendar/billing-period";
import { toEarlierAccount } from "../domain/focus/import/to-import-account";
import type { FocusRow } from "../domain/focus/import/focus-row";
import { isLifted, type OperatorOverride, operatorOverrides, type OverrideRequest } from "../domain/snapshot/operator-override";
import { isOpenPeriod } from "../domain/snapshot/plan-months";
import type { PeriodKey } from "../domain/snapshot/snapshot-key";
import { processTracer, type SpanFailure } from "../runtime/observability/trace";
import type { Connection } from "../sources/connection";
import { type BillContent, type Delivery, isRecordKind, type Part, type PartContent, type SourceContext } from "../sources/source";
import { SourceError } from "../sources/source-error";
import { readActiveSnapshot } from "./active-snapshot";
import { BlockStore } from "./blocks";
import { type DeliveryOutcome, DeliveryRefused, type Unpublished } from "./delivery-outcome";
import { deliverBusinessMetrics } from "./deliver-business-metrics";
import { deliverRecords } from "./deliver-records";
import { DeliveryReader } from "./delivery-reader";
import { explainFailure } from "./explain-failure";
import { type ExtractProgress, Hearing } from "./hearing";
import { readLedger } from "./ledger";
import { type OpenSnapshot, openSnapshot } from "./open-snapshot";
import { createFocusEncoder, createUsageEncoder, type FocusEncoder, type UsageEncoder } from "./page-encoder";
import type { PipelineDeps } from "./pipeline-deps";
import { publish } from "./publish";
import { sealSnapshot, type SealedSnapshot, type SealRefusal } from "./seal";
import { SnapshotWriter } from "./snapshot-writer";
import { readSnapshots, type SnapshotStep, writeSnapshotStep } from "./snapshot-events";
import { snapshotTables } from "./snapshot-tables";
import { isClosedPeriod } from "./write-billing-period";

/**
 * The life of one delivery, whatever its source: reads it into new snapshots, or goes on with the one that a crash left, seals and publishes them together.
 * Whatever happens, readers see the old totals or the new ones. Every expected ending is an outcome; only a bug is thrown.
 */
export async function deliver(
  connection: Connection,
  delivery: Delivery,
  request: OverrideRequest,
  deps: PipelineDeps,
  signal: AbortSignal,
  onProgress: (progress: ExtractProgress) => void,
): Promise<DeliveryOutcome> {
  const hearing = new Hearing(connection.source, delivery.name, deps);
  const context: SourceContext = {
    ...deps.surroundings,
    signal,
    heard: (event) => {
      hearing.heard(event);
    },
  };
  const { yields } = connection;
  const run = (): Promise<DeliveryOutcome> =>
    yields === "business-metrics"
      ? deliverBusinessMetrics(connection, delivery, operatorOverrides(request), context, deps)
      : isRecordKind(yields)
        ? deliverRecords(connection, delivery, operatorOverrides(request), context, deps)
        : live(new Attempt(connection, yields, delivery, request, hearing, deps, context), signal, onProgress);
  try {
    const told = { "abi.source": connection.source, "abi.delivery": delivery.name, "abi.account": delivery.account };
    const { fault } = delivery;
    const outcome = await processTracer().span(
      "delivery",
      told,
      () => (fault === undefined ? run() : Promise.resolve(unreadable(fault))),
      failureOf,
    );
    hearing.ended(outcome);
    return outcome;
  } finally {
    await hearing.settle();
  }
}

/** What becomes of a delivery that its source has, and cannot read. */
function unreadable({ kind: reason, message: detail, retryable }: SourceError): DeliveryOutcome {
  return { kind: "abandoned", by: "source", snapshot: null, reason, detail, retryable };
}

/** What a trace says of an outcome that changed nothing; null of what somebody wanted. */
function failureOf(outcome: DeliveryOutcome): SpanFailure | null {
  switch (outcome.kind) {
    case "published":
    case "loaded":
    case "cancelled":
      return null;
    case "superseded":
      return { type: outcome.kind, message: outcome.detail };
    case "abandoned":
    case "refused":
    case "failed":
      return { type: outcome.reason, message: `${outcome.kind}: ${outcome.detail}` };
  }
}

async function live(attempt: Attempt, signal: AbortSignal, onProgress: (progress: ExtractProgress) => void): Promise<DeliveryOutcome> {
  try {
    await attempt.open();
    await attempt.read(onProgress);
    const sealed = await attempt.seal();
    if ("reason" in sealed) {
      const { writer, reason, detail } = sealed;
      await attempt.abandon(`${reason}: ${detail}`, sealed);
      return { kind: "abandoned", by: "seal", snapshot: writer === null ? null : nameOf(writer), reason, detail, retryable: false };
    }
    signal.throwIfAborted();
    return { kind: "published", snapshots: await attempt.publish(sealed) };
  } catch (error) {
    return await attempt.end(error);
  }
}

/** One attempt at a delivery, and the snapshots that it has open. */
class Attempt {
  readonly #reader: DeliveryReader;
  readonly #writers: SnapshotWriter[] = [];
  /** By account and period as the rows name them. */
  readonly #routes = new Map<string, SnapshotWriter>();
  readonly #blocks: BlockStore;
  /** The account that the rows name when the delivery is kept under another. */
  #named: string | null = null;
  #isPublishing = false;
  private readonly signal: AbortSignal;

  constructor(
    connection: Connection,
    yields: BillContent["kind"],
    private readonly delivery: Delivery,
    private readonly request: OverrideRequest,
    private readonly hearing: Hearing,
    private readonly deps: PipelineDeps,
    context: SourceContext,
  ) {
    this.signal = context.signal;
    this.#reader = new DeliveryReader(connection, yields, delivery, operatorOverrides(request), context);
    this.#blocks = new BlockStore(deps.settings.blockLimits);
  }

  /** Opens the one snapshot of a delivery that names its account and period. Those of another are opened as their first rows come. */
  async open(): Promise<void> {
    const { account, period, currency } = this.delivery;
    if (account === null || period === null) return;
    await this.#open({ billingAccountId: account, period }, currency ?? "", "");
  }

  /** Reads what is missing. When it resolves, all parts are stored and in the ledger. */
  async read(onProgress: (progress: ExtractProgress) => void): Promise<void> {
    const [known] = this.#writers;
    const last = known?.open.blocks.at(-1);
    if (last?.nextCursor === null) return;
    try {
      for await (const part of this.#reader.parts(last?.nextCursor ?? null)) {
        this.signal.throwIfAborted();
        await this.deps.failpoint?.("page-read");
        const writer = await this.#take(part);
        if (writer !== null) {
          const progress = this.#progress(writer, part.content);
          this.hearing.progress(progress);
          onProgress(progress);
        }
        // A part is some ten milliseconds of work: Moose's heartbeat must get its turn between two of them.
        await new Promise((resolve) => setImmediate(resolve));
      }
      this.signal.throwIfAborted();
      await this.#blocks.finish(this.#writers.map(({ pages }) => pages));
    } finally {
      await this.#blocks.settle();
    }
  }

  /** Checks every snapshot; all that can be published, or the first reason why nothing is. */
  async seal(): Promise<readonly SealedSnapshot[] | SealRefusal> {
    const writers = this.#writers;
    if (writers.length === 0) return refusal(null, "no-rows", "the delivery has no rows");
    const rows = writers.reduce((sum, writer) => sum + writer.rows, 0);
    if (this.delivery.rows !== null && rows !== this.delivery.rows)
      return refusal(writers[0] ?? null, "rows-differ", `${rows} rows were read, and the source's own list says ${this.delivery.rows}`);
    const sealed: SealedSnapshot[] = [];
    for (const writer of writers) {
      const decision = await sealSnapshot(
        this.#reader,
        writer,
        this.#overridesOf(writer.open.key),
        this.#isOpen(writer.open.key.period),
        this.deps,
        this.signal,
      );
      if ("reason" in decision) return decision;
      sealed.push(decision);
    }
    return sealed;
  }

  async publish(sealed: readonly SealedSnapshot[]): ReturnType<typeof publish> {
    return publish(
      sealed,
      this.#reader,
      (key) => this.#overridesOf(key),
      this.deps,
      this.signal,
      () => {
        this.#isPublishing = true;
      },
    );
  }

  /** Says of every snapshot that it will never be seen; nothing once the first may have been. */
  async abandon(reason: string, refused?: SealRefusal): Promise<void> {
    if (this.#isPublishing) return;
    for (const { open } of this.#writers) {
      const seal = refused === undefined ? {} : { controlTotal: refused.controlTotal, overrides: this.#overridesOf(open.key) };
      await writeSnapshotStep(this.deps.database, open.key, { ...this.#lastStep(open, reason), ...seal });
    }
  }

  /** Says of every snapshot without a stored page that there is nothing to go on with: left open, it would be listed as a delivery that is being read. */
  async dropEmpty(reason: string): Promise<void> {
    const { database } = this.deps;
    for (const { open } of this.#writers) {
      const { stored, inDoubt } = await readLedger(database, open.key);
      if (stored.length + inDoubt.length === 0)
        await writeSnapshotStep(database, open.key, { ...this.#lastStep(open, reason), status: "dropped" });
    }
  }

  #lastStep({ lease, currency }: OpenSnapshot, reason: string): SnapshotStep {
    const { source, connectionId: connection, version } = this.#reader;
    const { attemptId, fence } = lease;
    const at = this.deps.now().toISOString();
    return { attemptId, fence, currency, source, connection, version, at, reason: reason.slice(0, longestReason), status: "abandoned" };
  }

  /** What an error means. A delivery that cannot be resumed leaves nothing open, nor does one without a page. */
  async end(error: unknown): Promise<Unpublished> {
    if (error instanceof SourceError) this.hearing.failed(error);
    try {
      const failure = explainFailure(error, this.signal);
      if (failure.kind === "superseded") return failure;
      if (failure.kind !== "abandon") {
        const why = failure.kind === "cancelled" ? "cancelled" : failure.detail;
        if (!this.#reader.isResumable || failure.kind === "refused") await this.abandon(why).catch(() => undefined);
        else if (failure.kind === "cancelled" || failure.at === "source") await this.dropEmpty(why).catch(() => undefined);
        return failure;
      }
      const { reason, detail, retryable } = failure;
      const [writer] = this.#writers;
      if (writer === undefined) return { kind: "failed", at: "source", reason, detail, retryable };
      await this.abandon(`${reason}: ${detail}`);
      return { kind: "abandoned", by: "source", snapshot: nameOf(writer), reason, detail, retryable };
    } catch (second) {
      if (second === error) {
        if (!this.#reader.isResumable) await this.abandon("an error that nobody expected").catch(() => undefined);
        throw error;
      }
      // The order to abandon comes from the source only, which is not asked any more.
      const failure = explainFailure(second, this.signal);
      return failure.kind === "abandon" ? { kind: "cancelled" } : failure;
    }
  }

  async #take(part: Part<string>): Promise<SnapshotWriter | null> {
    const { content } = part;
    switch (content.kind) {
      case "azure-usage": {
        const [writer] = this.#writers;
        if (writer === undefined || writer.encoder.kind !== "azure-usage")
          throw new RangeError("Azure's usage does not say whose bill it is");
        const page = writer.encoder.encode({ index: writer.pages.nextPage, table: content.table, hash: part.hash });
        writer.rows += page.ledger.rows;
        await this.#blocks.add(writer.pages, page, part.next);
        return writer;
      }
      case "focus": {
        const groups = await this.#byWriter(content);
        // Rows of several bills go to several ledgers, none of which can say where the delivery goes on.
        const { isResumable } = this.#reader;
        for (const [writer, rows] of groups) {
          if (writer.encoder.kind !== "focus") throw new RangeError("rows of FOCUS in a snapshot of Azure's usage");
          const hash = isResumable ? part.hash : "";
          const page = writer.encoder.encode({ index: writer.pages.nextPage, rows, version: content.version, hash });
          writer.rows += page.ledger.rows;
          await this.#blocks.add(writer.pages, page, isResumable ? part.next : "");
        }
        return [...groups.keys()].at(-1) ?? null;
      }
      case "prices":
      case "emissions":
      case "reservations":
      case "invoices":
      case "business-metrics":
        throw new RangeError(`${content.kind} in a bill`);
    }
  }

  /** The rows of a part by the snapshot that they go to, each in the part's order. */
  async #byWriter(content: Extract<PartContent, { kind: "focus" }>): Promise<ReadonlyMap<SnapshotWriter, readonly FocusRow[]>> {
    const groups = new Map<SnapshotWriter, FocusRow[]>();
    let before: { readonly row: FocusRow; readonly rows: FocusRow[] } | null = null;
    for (const [index, row] of content.rows.entries()) {
      if (before?.row.account === row.account && before.row.period.firstDay === row.period.firstDay) {
        before.rows.push(row);
        continue;
      }
      const writer = await this.#writerOf(row, `${content.file} line ${content.lines[index] ?? 0}`);
      const rows = groups.get(writer) ?? [];
      groups.set(writer, rows);
      rows.push(row);
      before = { row, rows };
    }
    // A part without rows is a part all the same: the ledger counts it where there is one snapshot.
    const [only] = this.#writers;
    if (groups.size === 0 && this.#reader.isResumable && only !== undefined) groups.set(only, []);
    return groups;
  }

  async #writerOf(row: FocusRow, place: string): Promise<SnapshotWriter> {
    const name = `${row.account}\n${row.period.firstDay}`;
    const known = this.#routes.get(name);
    if (known !== undefined) return known;
    const { account, period } = this.delivery;
    if (account !== null) {
      this.#named ??= row.account;
      if (this.#named !== row.account)
        throw new DeliveryRefused("account-taken", `${place}: another billing account, ${row.account}: import without --account`);
    }
    if (period !== null && period.firstDay !== row.period.firstDay)
      throw new SourceError("malformed", `${place}: a row of ${row.period.toString()} in a delivery of ${period.toString()}`);
    const [only] = this.#writers;
    const writer =
      this.#reader.isResumable && only !== undefined
        ? only
        : await this.#openOf({ billingAccountId: account ?? row.account, period: row.period }, row, place);
    this.#routes.set(name, writer);
    return writer;
  }

  async #openOf(key: PeriodKey, row: FocusRow, place: string): Promise<SnapshotWriter> {
    if (this.#writers.length >= mostSnapshots)
      throw new DeliveryRefused("too-many", `${place}: more than ${mostSnapshots} accounts and months in one delivery`);
    if (this.delivery.account === null) {
      const earlier = toEarlierAccount(row.provider, row.billingAccountText, this.deps.sha256);
      if (earlier !== row.account && (await readActiveSnapshot(this.deps.database, { ...key, billingAccountId: earlier })) !== null) {
        const twice = `this bill is published as account ${earlier} already, and would count twice as ${row.account}: import it with --account ${earlier}`;
        throw new DeliveryRefused("account-taken", `${place}: ${twice}`);
      }
    }
    return this.#open(key, row.currency, `${place}: `);
  }

  /** `place`: what a refusal begins with. */
  async #open(key: PeriodKey, currency: string, place: string): Promise<SnapshotWriter> {
    const { deps } = this;
    const { database, now } = deps;
    const { yields } = this.#reader;
    if (yields === "focus" && (await isExtracted(key, deps))) {
      throw new DeliveryRefused("account-taken", `${place}account ${key.billingAccountId} ${focusBesideUsage}`);
    }
    const isClosed = !this.#isOpen(key.period) || (await isClosedPeriod(database, key, now().toISOString()));
    if (isClosed && !isLifted(this.#overridesOf(key), "allow-closed") && (await readActiveSnapshot(database, key)) !== null) {
      throw new DeliveryRefused(
        "closed-month",
        `${place}${key.period.toString()} is closed and published; use --allow-closed to replace it`,
      );
    }
    await this.#refuseOtherSource(key, place);
    const open = await openSnapshot(deps, this.#reader, key, currency);
    this.hearing.opened(open);
    const writer = new SnapshotWriter(open, this.#encoderOf(open.key, currency), deps);
    this.#writers.push(writer);
    return writer;
  }

  /** One source, and one connection that is kept, owns an account and month: two that take turns would show the difference between them as a restatement. */
  async #refuseOtherSource(key: PeriodKey, place: string): Promise<void> {
    if (isLifted(this.#overridesOf(key), "accept-handover")) return;
    const { database } = this.deps;
    const active = await readActiveSnapshot(database, key);
    if (active === null) return;
    const published = (await readSnapshots(database, key)).find(({ snapshotId }) => snapshotId === active.snapshotId);
    const { source, connectionId } = this.#reader;
    if (published === undefined || published.source === "") return;
    if (published.source === source && (published.connection === "" || published.connection === connectionId)) return;
    const { rows, cost, currency } = published;
    const owner = published.connection === "" ? published.source : `${published.source} (connection ${published.connection})`;
    const what = `${key.period.toString()} of ${key.billingAccountId} is published from ${owner}: ${rows} rows, ${cost} ${currency}`;
    throw new DeliveryRefused(
      "account-taken",
      `${place}${what}; use --accept-handover REASON to take it over, and stop reading the account from ${owner}`,
    );
  }

  #encoderOf(key: SnapshotWriter["open"]["key"], currency: string): UsageEncoder | FocusEncoder {
    const { enrichment, now, sha256 } = this.deps;
    switch (this.#reader.yields) {
      case "azure-usage":
        return createUsageEncoder(key, { currency, context: enrichment(currency) }, now);
      case "focus":
        return createFocusEncoder(key, sha256);
    }
  }

  #overridesOf(key: PeriodKey): readonly OperatorOverride[] {
    return operatorOverrides(this.request, key);
  }

  #isOpen(period: BillingPeriod): boolean {
    return isOpenPeriod(period, this.deps.now(), this.deps.settings.lagMonths);
  }

  #progress({ open, pages, rows }: SnapshotWriter, content: PartContent): ExtractProgress {
    return {
      snapshotId: open.key.snapshotId,
      pages: pages.nextPage,
      rows,
      cost: pages.cost,
      currency: open.currency,
      file: content.kind === "focus" ? content.file : null,
    };
  }
}

/** Why rows of FOCUS are not kept under the account of usage rows, not by a handover either. */
export const focusBesideUsage =
  "has usage rows of Azure, and rows of FOCUS cannot take their place: charges, owners and their rollups of the month would be gone. Read usage (ActualCost, AmortizedCost or Usage) instead, or keep the rows of FOCUS under another account";

/** Whether an account has usage rows. The pointer of an account moves detail, rollups and FOCUS together, and rows of FOCUS have no detail. */
export async function isExtracted({ billingAccountId }: PeriodKey, { database }: Pick<PipelineDeps, "database">): Promise<boolean> {
  const query = `SELECT 1 AS found FROM ${snapshotTables.facts} WHERE billing_account_id = {account:String} LIMIT 1`;
  return (await database.rows(query, { account: billingAccountId })).length > 0;
}

function nameOf({ open }: SnapshotWriter): { readonly account: string; readonly month: string; readonly snapshotId: string } {
  const { billingAccountId, period, snapshotId } = open.key;
  return { account: billingAccountId, month: period.toString(), snapshotId };
}

function refusal(writer: SnapshotWriter | null, reason: SealRefusal["reason"], detail: string): SealRefusal {
  return { writer, reason, detail, controlTotal: null };
}

/** Each has a buffer of its own. */
const mostSnapshots = 100;
const longestReason = 1000;
