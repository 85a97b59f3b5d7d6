import { BillingMonth } from "../../domain/calendar/billing-month";
import type { ConnectionDeps } from "./connection-deps";
import { logEvent } from "../../runtime/observability/log-event";
import { askedTakeovers, nextLookOf, nothing, readRuns } from "./connection-runs";
import { type KeptConnection, readConnections } from "./connection-store";
import { type RunListener, type RunRequest, runConnection, type RunOutcome, unexpected } from "./run-connection";

/** One connection that was due, and what its look came to. */
export interface SyncResult {
  readonly id: string;
  readonly source: string;
  readonly startedAt: Date;
  readonly outcome: RunOutcome;
}

/**
 * Looks at every active connection that is due, some at once, and takes over the months that somebody asked for; of one connection one after the other. One that
 * fails does not keep the others from being read, nor does a bug in its source: that is a fault of its look.
 */
export async function* syncConnections(deps: ConnectionDeps, signal: AbortSignal): AsyncGenerator<SyncResult, void, undefined> {
  const waiting = (await dueConnections(deps)).map(({ connection }) => looksAt(connection.id, deps, signal));
  const running = new Map<Looks, Promise<{ readonly looks: Looks; readonly step: IteratorResult<SyncResult, void> }>>();
  const advance = (looks: Looks): void => {
    const step = looks.next().then((step) => ({ looks, step }));
    // Until it is awaited, nothing would catch its failure.
    step.catch(() => undefined);
    running.set(looks, step);
  };
  try {
    for (;;) {
      for (const next of waiting.splice(0, mostAtOnce - running.size)) advance(next);
      if (running.size === 0) return;
      const { looks, step } = await Promise.race(running.values());
      running.delete(looks);
      if (step.done === true) continue;
      yield step.value;
      advance(looks);
    }
  } finally {
    await Promise.allSettled(running.values());
  }
}

type Looks = AsyncGenerator<SyncResult, void, undefined>;

/** The looks at one connection that are due. */
async function* looksAt(id: string, deps: ConnectionDeps, signal: AbortSignal): Looks {
  if (signal.aborted) return;
  // Asked again: the one before may have taken hours.
  const due = (await dueConnections(deps)).find(({ connection }) => connection.id === id);
  if (due === undefined) return;
  const { connection, requests } = due;
  for (const request of requests) {
    const startedAt = deps.now();
    const outcome = await runConnection(connection, request, deps, signal, silent).catch((error: unknown): RunOutcome => {
      logEvent("error", "connection-crashed", {
        connection: id,
        source: connection.source,
        reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
      return { kind: "finished", ...nothing, fault: `${unexpected}: see connection-crashed in the log`, retryable: true };
    });
    yield { id, source: connection.source, startedAt, outcome };
  }
}

/** The active connections that are due, each with the takeovers that were asked for, and then with a look at all that it offers. */
async function dueConnections({ database, now }: ConnectionDeps): Promise<readonly DueConnection[]> {
  const due: DueConnection[] = [];
  for (const connection of await readConnections(database)) {
    if (connection.state !== "active") continue;
    const runs = await readRuns(database, connection.id, now());
    const next = nextLookOf(connection, runs);
    if (next === null || next.getTime() > now().getTime()) continue;
    const takeovers = askedTakeovers(connection.at, runs).flatMap(({ month, handover }): readonly RunRequest[] => {
      const taken = BillingMonth.parse(month);
      return taken === null ? [] : [{ month: taken, again: true, acceptHandover: handover }];
    });
    due.push({ connection, requests: [...takeovers, { month: null, again: false }] });
  }
  return due;
}

interface DueConnection {
  readonly connection: KeptConnection;
  readonly requests: readonly RunRequest[];
}

const silent: RunListener = { delivery: () => undefined, progress: () => undefined };

/** Each holds a delivery's buffers; a source that is asked by several keeps its rate all the same. */
const mostAtOnce = 4;
