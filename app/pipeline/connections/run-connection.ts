import { BillingMonth } from "../../domain/calendar/billing-month";
import type { OverrideRequest } from "../../domain/snapshot/operator-override";
import { planMonths } from "../../domain/snapshot/plan-months";
import type { Delivery } from "../../sources/source";
import type { SourceDeliveryRow } from "../../tables/source-delivery";
import { deliver } from "../deliver";
import type { DeliveryOutcome } from "../delivery-outcome";
import { explainFailure, type Failure } from "../explain-failure";
import type { ExtractProgress } from "../hearing";
import type { OpenSource } from "../open-source";
import type { ConnectionDeps } from "./connection-deps";
import { type Claim, claimConnection, type RunResult } from "./connection-runs";
import { type KeptConnection, readConnection, readDeliveries, type StoredDelivery, writeDelivery } from "./connection-store";

/** What a look is for. Its overrides are for the bills of this account and month, also where a delivery has others beside them. */
export interface RunRequest extends Omit<OverrideRequest, "bills"> {
  /** Only this one, and deliveries whose rows say their months; null: all that is offered. */
  readonly month: BillingMonth | null;
  /** Only this one, and deliveries whose rows say their accounts; missing: all. */
  readonly account?: string;
  /** Also what is published already, and what was refused before. */
  readonly again: boolean;
}

/** What became of a delivery that was offered. `held`: it was refused before, and neither it nor the configuration has changed since. */
export type DeliveryRun = DeliveryOutcome | { readonly kind: "already-published" } | { readonly kind: "held"; readonly detail: string };

export type RunOutcome = { readonly kind: "busy" } | ({ readonly kind: "finished" } & RunResult);

export interface RunListener {
  readonly delivery: (delivery: Delivery, run: DeliveryRun) => void;
  readonly progress: (progress: ExtractProgress) => void;
}

/**
 * One look at a connection: reads and publishes what it offers and is not published yet. Nothing is read while somebody else looks at the same connection.
 * Every expected ending is an outcome; only a bug is thrown.
 */
export async function runConnection(
  connection: KeptConnection,
  request: RunRequest,
  deps: ConnectionDeps,
  signal: AbortSignal,
  listener: RunListener,
): Promise<RunOutcome> {
  const { month, acceptHandover: handover = "" } = request;
  const claim = await claimConnection(connection.id, { month: month?.toString() ?? "", handover }, deps);
  if (claim === null) return { kind: "busy" };
  const tally = new Tally();
  try {
    const open = await deps.open(connection);
    try {
      const told: RunListener = {
        ...listener,
        delivery: (delivery, run) => {
          tally.add(delivery, run);
          listener.delivery(delivery, run);
        },
      };
      const stopped = await lookAt(open, connection, request, deps, claim, signal, told);
      if (stopped !== null) tally.fail(stopped, true);
    } finally {
      await open.close();
    }
  } catch (error) {
    const failure = explained(error, signal);
    if (failure === null) {
      tally.fail(unexpected, true);
      throw error;
    }
    tally.fail("detail" in failure ? failure.detail : failure.kind, !("retryable" in failure) || failure.retryable);
  } finally {
    await claim.finish(tally.result);
  }
  return { kind: "finished", ...tally.result };
}

/** Null for a bug. */
function explained(error: unknown, signal: AbortSignal): Failure | null {
  try {
    return explainFailure(error, signal);
  } catch {
    return null;
  }
}

/** Why it stopped before the end, without a fault of its own; null when it did not. */
async function lookAt(
  open: OpenSource,
  connection: KeptConnection,
  request: RunRequest,
  { database }: ConnectionDeps,
  claim: Claim,
  signal: AbortSignal,
  listener: RunListener,
): Promise<string | null> {
  const before = await readDeliveries(database, connection.id, 10_000);
  const { now, settings } = open.deps;
  const { month, account = null } = request;
  for await (const delivery of open.connection.discover({ months: wantedMonths(month, now(), settings.lagMonths) }, open.context(signal))) {
    if (!mayHave(delivery, month, account)) continue;
    const skipped = request.again ? null : await passOver(delivery, connection, before, open);
    if (skipped !== null) {
      listener.delivery(delivery, skipped);
      continue;
    }
    if (!(await claim.holds())) return "another look at it has begun";
    const current = await readConnection(database, connection.id);
    if (current === null) return "it was removed meanwhile";
    if (current.state !== "active" && current.state !== "tested") return `it is ${current.state} by now`;
    if (current.configHash !== connection.configHash) return "it has another configuration by now";
    const startedAt = now();
    const outcome = await deliver(open.connection, delivery, withBills(request), open.deps, signal, listener.progress);
    await writeDelivery(database, rowOf(connection, claim.runId, delivery, outcome, startedAt, now()));
    listener.delivery(delivery, outcome);
    if (outcome.kind === "cancelled") break;
  }
  return null;
}

/** Why a delivery is not read now; null: it is. */
async function passOver(
  delivery: Delivery,
  { configHash, everyMinutes }: KeptConnection,
  before: readonly StoredDelivery[],
  { deps, isPublished }: OpenSource,
): Promise<DeliveryRun | null> {
  const last = before.find(({ name, version }) => name === delivery.name && version === (delivery.version ?? ""));
  if (delivery.version === null) {
    // Nobody can tell whether it has changed: each look reads it, but for one that comes soon, to repeat what failed beside it.
    const isSame = last?.outcome === "published" && last.configHash === configHash;
    return isSame && deps.now().getTime() - Date.parse(last.endedAt) < everyMinutes * 30_000 ? { kind: "already-published" } : null;
  }
  if (await isPublished(delivery, deps.now())) return { kind: "already-published" };
  const isFinal = last !== undefined && (last.outcome === "refused" || (last.outcome === "abandoned" && !last.retryable));
  return isFinal && last.configHash === configHash ? { kind: "held", detail: `${last.reason}: ${last.detail}` } : null;
}

/** What a connection offers, of a month or of all of them. Throws SourceError. */
export async function offeredDeliveries(
  { connection, context, deps }: OpenSource,
  month: BillingMonth | null,
  signal: AbortSignal,
): Promise<readonly Delivery[]> {
  const found: Delivery[] = [];
  for await (const delivery of connection.discover({ months: wantedMonths(month, deps.now(), deps.settings.lagMonths) }, context(signal)))
    if (mayHave(delivery, month, null)) found.push(delivery);
  return found;
}

/** What an operator lifts with a look: for its account and month only, also where the rows of a delivery say theirs. */
export function withBills(request: RunRequest): OverrideRequest {
  return { ...request, bills: { account: request.account ?? null, period: request.month } };
}

/** Whether a delivery has a bill of a month and an account, or may have it: one whose rows say their months or accounts is read as a whole. */
function mayHave(delivery: Delivery, month: BillingMonth | null, account: string | null): boolean {
  const { period } = delivery;
  const hasMonth = month === null || period === null || period.toString() === month.toString();
  return hasMonth && (account === null || delivery.account === null || delivery.account === account);
}

/** The months to ask for: one, or those that their source may still change. */
function wantedMonths(month: BillingMonth | null, today: Date, lagMonths: number): readonly BillingMonth[] {
  if (month !== null) return [month];
  const current = BillingMonth.of(today.getUTCFullYear(), today.getUTCMonth() + 1);
  return current === null ? [] : planMonths(current, today.getUTCDate(), lagMonths);
}

function rowOf(
  { id, source, configHash }: KeptConnection,
  runId: string,
  delivery: Delivery,
  outcome: DeliveryOutcome,
  startedAt: Date,
  endedAt: Date,
): SourceDeliveryRow {
  const published = changedBy(outcome);
  const accounts = published.length > 0 ? published.map(({ account }) => account) : delivery.account === null ? [] : [delivery.account];
  const months = published.length > 0 ? published.map(({ month }) => month) : delivery.period === null ? [] : [delivery.period.toString()];
  return {
    connection: id,
    source,
    run_id: runId,
    name: delivery.name,
    delivery_version: delivery.version ?? "",
    config_hash: configHash,
    outcome: outcome.kind === "loaded" ? "published" : outcome.kind,
    reason: "reason" in outcome ? outcome.reason : "",
    detail: detailOf(outcome).slice(0, longestDetail),
    retryable: "retryable" in outcome ? outcome.retryable : published.length === 0 && outcome.kind !== "refused",
    accounts: named(accounts),
    months: named(months),
    snapshot_ids: named(published.map(({ id }) => id)),
    rows: published.reduce((sum, { rows }) => sum + rows, 0),
    started_at: startedAt.toISOString(),
    ended_at: endedAt.toISOString(),
  };
}

/** Business metrics are of no account, and of no set. */
function named(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== "");
}

/** The accounts and months whose readers see something else now. `id`: of the snapshot, or of the set of records. */
function changedBy(
  outcome: DeliveryOutcome,
): readonly { readonly account: string; readonly month: string; readonly id: string; readonly rows: number }[] {
  if (outcome.kind === "published") return outcome.snapshots.map(({ snapshotId, ...one }) => ({ ...one, id: snapshotId }));
  return outcome.kind === "loaded" ? outcome.sets.map(({ setId, ...one }) => ({ ...one, id: setId })) : [];
}

function detailOf(outcome: DeliveryOutcome): string {
  if (outcome.kind === "loaded") return outcome.sets.flatMap(({ notes }) => notes).join("; ");
  return "detail" in outcome ? outcome.detail : "";
}

/** What a look has found so far. */
class Tally {
  #offered = 0;
  #published = 0;
  #unpublished = 0;
  #rows = 0;
  #fault = "";
  #retryable = false;

  get result(): RunResult {
    return {
      offered: this.#offered,
      published: this.#published,
      unpublished: this.#unpublished,
      rows: this.#rows,
      fault: this.#fault,
      retryable: this.#retryable,
    };
  }

  add({ name }: Delivery, run: DeliveryRun): void {
    this.#offered += 1;
    switch (run.kind) {
      case "already-published":
        return;
      case "published":
      case "loaded":
        this.#published += 1;
        for (const { rows } of changedBy(run)) this.#rows += rows;
        return;
      case "cancelled":
        this.#unpublished += 1;
        this.fail("cancelled", true);
        return;
      case "held":
      case "refused":
      case "superseded":
        this.#unpublished += 1;
        this.fail(`${name}: ${run.detail}`, run.kind === "superseded");
        return;
      case "abandoned":
      case "failed":
        this.#unpublished += 1;
        this.fail(`${name}: ${run.reason}: ${run.detail}`, run.retryable);
    }
  }

  /** The first fault is told; one that may heal by itself is enough to look again soon. */
  fail(detail: string, retryable: boolean): void {
    if (this.#fault === "") this.#fault = detail.slice(0, longestDetail);
    this.#retryable ||= retryable;
  }
}

/** The fault of a look that ended in a bug. */
export const unexpected = "an error that nobody expected";
const longestDetail = 1000;
