import type { ConnectionDeps } from "./connection-deps";
import { nextLookOf, readRuns, type StoredRun } from "./connection-runs";
import { type NamedSecret, namedSecrets } from "./connection-secrets";
import { type KeptConnection, readChecks, readDeliveries, type StoredCheck, type StoredDelivery } from "./connection-store";

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

/** All that has happened to a connection, the newest first in each list. */
export interface ConnectionHistory {
  readonly revisions: readonly Omit<KeptConnection, "sealed">[];
  readonly tests: readonly StoredCheck[];
  readonly runs: readonly StoredRun[];
  readonly deliveries: readonly StoredDelivery[];
}

export async function connectionHistory(
  id: string,
  revisions: readonly KeptConnection[],
  { database, now }: ConnectionDeps,
): Promise<ConnectionHistory> {
  const [tests, runs, deliveries] = await Promise.all([
    readChecks(database, id),
    readRuns(database, id, now()),
    readDeliveries(database, id, 1000),
  ]);
  return { revisions: revisions.map(withoutSealed), tests, runs, deliveries };
}
