import type { ConnectionDeps } from "./connection-deps";
import { nextLookOf, readRuns, type StoredRun } from "./connection-runs";
import { type NamedSecret, namedSecrets } from "./connection-secrets";
import {
  type KeptConnection,
  pageSize,
  readAttempts,
  readChecks,
  readDeliveries,
  type StoredCheck,
  type StoredDelivery,
} from "./connection-store";

/** A connection as it is shown: never a secret, only whether it is there. */
export interface ConnectionStatus extends Omit<KeptConnection, "sealed"> {
  readonly secrets: readonly NamedSecret[];
  /** The last test of the configuration that it has now. */
  readonly lastTest: StoredCheck | null;
  readonly lastRun: StoredRun | null;
  /** The last delivery that it published. */
  readonly lastPublished: StoredDelivery | null;
  /** RFC 3339; null when it is not read by schedule, or is being read. */
  readonly nextLook: string | null;
}

function withoutSealed(connection: KeptConnection): Omit<KeptConnection, "sealed"> {
  const { id, revision, step, state, source, config, configHash, everyMinutes, changedBy, reason, at } = connection;
  return { id, revision, step, state, source, config, configHash, everyMinutes, changedBy, reason, at };
}

/** What a connection is and how it goes. */
export async function connectionStatus(connection: KeptConnection, deps: ConnectionDeps): Promise<ConnectionStatus> {
  const { database, now, secret } = deps;
  const [checks, runs, deliveries] = await Promise.all([
    readChecks(database, connection.id),
    readRuns(database, connection.id, now()),
    readDeliveries(database, connection.id, 1000),
  ]);
  const next = connection.state === "active" ? nextLookOf(connection, runs) : null;
  return {
    ...withoutSealed(connection),
    secrets: namedSecrets(connection.config, connection.sealed, secret),
    lastTest: checks.find(({ configHash }) => configHash === connection.configHash) ?? null,
    lastRun: runs[0] ?? null,
    lastPublished: deliveries.find(({ outcome }) => outcome === "published") ?? null,
    nextLook: next === null ? null : new Date(Math.max(next.getTime(), now().getTime())).toISOString(),
  };
}

/** What has happened to a connection, the newest first in each list: all of it, or a page of it. */
export interface ConnectionHistory {
  readonly revisions: readonly Omit<KeptConnection, "sealed">[];
  readonly tests: readonly StoredCheck[];
  readonly runs: readonly StoredRun[];
  readonly deliveries: readonly StoredDelivery[];
  /** Where the history goes on: what is here is not before this time, RFC 3339, and what is before it is not here. Null: this is all. */
  readonly earlierThan: string | null;
}

/** `before`: the `earlierThan` of the page that came before this one; null for the newest. */
export async function connectionHistory(
  id: string,
  revisions: readonly KeptConnection[],
  { database, now }: Pick<ConnectionDeps, "database" | "now">,
  before: string | null = null,
): Promise<ConnectionHistory> {
  const [tests, runs, deliveries] = await Promise.all([
    readChecks(database, id, before),
    readRuns(database, id, now(), before),
    readAttempts(database, id, before),
  ]);
  const oldest = [tests.map(({ at }) => at), runs.map(({ startedAt }) => startedAt), deliveries.map(({ endedAt }) => endedAt)]
    .filter((times) => times.length === pageSize)
    .flatMap((times) => times.at(-1) ?? []);
  // Where the list that reaches back least ends, the page ends for all; what happened in that millisecond is whole on the next one.
  const last = oldest.sort().at(-1);
  const cut = last === undefined ? "" : new Date(Date.parse(last) + 1).toISOString();
  return {
    revisions: revisions.filter(({ at }) => at >= cut && (before === null || at < before)).map(withoutSealed),
    tests: tests.filter(({ at }) => at >= cut),
    runs: runs.filter(({ startedAt }) => startedAt >= cut),
    deliveries: deliveries.filter(({ endedAt }) => endedAt >= cut),
    earlierThan: cut === "" ? null : cut,
  };
}
