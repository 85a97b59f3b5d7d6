import { BillingMonth } from "../../domain/calendar/billing-month";
import type { ConnectionDeps } from "./connection-deps";
import { askedTakeovers, nextLookOf, readRuns } from "./connection-runs";
import { type KeptConnection, readConnections } from "./connection-store";
import { type RunListener, type RunRequest, runConnection, type RunOutcome } from "./run-connection";

/** One connection that was due, and what its look came to. */
export interface SyncResult {
  readonly id: string;
  readonly outcome: RunOutcome;
}

/**
 * Looks at every active connection that is due, one after the other, and takes over the months that somebody asked for. One that fails does not keep the others
 * from being read.
 */
export async function* syncConnections(deps: ConnectionDeps, signal: AbortSignal): AsyncGenerator<SyncResult> {
  for (const { id } of (await dueConnections(deps)).map(({ connection }) => connection)) {
    if (signal.aborted) return;
    // Asked again: the one before may have taken hours.
    const due = (await dueConnections(deps)).find(({ connection }) => connection.id === id);
    if (due === undefined) continue;
    for (const request of due.requests) {
      const outcome = await runConnection(due.connection, request, deps, signal, silent);
      yield { id, outcome };
    }
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
