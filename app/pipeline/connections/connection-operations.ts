import { createHash } from "node:crypto";
import { connectionIdPattern, type ConnectionStep, decideStep, lookEvery } from "../../domain/connection/connection-life";
import { masked } from "../../domain/access/mask-personal-fields";
import { canonicalJson } from "../../domain/json-text/canonical-json";
import { type ConfigurationFault, configurationFaults } from "../../sources/connection";
import { SourceError } from "../../sources/source-error";
import type { Probe } from "../../sources/source";
import { findSource } from "../source-catalog";
import type { ConnectionDeps } from "./connection-deps";
import { namedSecrets, resealValues, sealValues } from "./connection-secrets";
import {
  ConnectionChanged,
  hasPassed,
  type KeptConnection,
  readConnection,
  readConnections,
  readRevisions,
  writeCheck,
  writeRevision,
} from "./connection-store";

/** Why an operation was not done, for the person who asked. Nothing was stored. */
export class ConnectionRefused extends Error {
  override readonly name = "ConnectionRefused";
  constructor(
    readonly kind: "not-found" | "not-now" | "invalid",
    message: string,
    /** Each fault at its field: `config.storage.bucket`. */
    readonly faults: readonly ConfigurationFault[] = [],
  ) {
    super(message);
  }
}

/** What an error of an operation means to the person who asked; the error itself where it is none of theirs. `signal`: what may have stopped the operation. */
export function explainOperation(error: unknown, signal: AbortSignal): unknown {
  // A source says in its own words that it was stopped.
  if (signal.aborted && error instanceof SourceError && error.kind === "cancelled") return signal.reason;
  if (error instanceof ConnectionChanged || error instanceof SourceError) return new ConnectionRefused("not-now", error.message);
  return error;
}

export interface ConnectionEntry {
  readonly id: string;
  readonly source: string;
  readonly config: unknown;
  /** Secrets to seal, by the names that the configuration calls them. Those of before that are not named here are kept. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Minutes; null: as before, or as the source is used. */
  readonly everyMinutes: number | null;
  readonly reason: string;
}

/** Adds a connection, or gives it another configuration: it is then a draft, which is not read until it is tested and activated. */
export async function configureConnection(entry: ConnectionEntry, deps: ConnectionDeps): Promise<KeptConnection> {
  const { database, sealingKeys } = deps;
  const { id, source: sourceId, secrets } = entry;
  if (!connectionIdPattern.test(id))
    throw refusal([{ path: "id", message: `${quoted(id)} is not a valid id; use 2 to 63 of a-z, 0-9 and -, beginning with a letter` }]);
  const [before] = await readRevisions(database, id);
  const source = sourceOf(deps, sourceId);
  if (before !== undefined && before.step !== "removed" && before.source !== sourceId)
    throw refusal([{ path: "source", message: `${id} is a connection to ${before.source}; use another id for ${sourceId}` }]);
  const wrong = configurationFaults(source.config, entry.config);
  const isUsable = wrong.length === 0;
  const faults: ConfigurationFault[] = wrong.map(({ path, message }) => ({ path: path === "" ? "config" : `config.${path}`, message }));
  // Who may not see a value sends back what was shown instead.
  if (canonicalJson(entry.config).includes(JSON.stringify(masked)))
    faults.push({ path: "config", message: `has ${masked} in the place of a value that is not shown to you: enter the value` });
  const names = isUsable ? namedSecrets(entry.config, {}, () => null).map(({ name }) => name) : [];
  for (const [name, value] of Object.entries(secrets)) {
    if (!secretName.test(name)) faults.push({ path: "secrets", message: "the name of a secret must start with ABI_SECRET_" });
    else if (isUsable && !names.includes(name))
      faults.push({ path: `secrets.${name}`, message: "the configuration does not refer to this secret" });
    else if (value === "") faults.push({ path: `secrets.${name}`, message: "is empty" });
  }
  if (Object.keys(secrets).length > 0 && sealingKeys === null)
    faults.push({
      path: "secrets",
      message: "cannot be encrypted without AZURE_BILLING_SEALING_KEY: set it, or refer to an environment variable",
    });
  const everyMinutes = entry.everyMinutes ?? (before?.step === "removed" ? undefined : before?.everyMinutes) ?? source.everyMinutes;
  if (!Number.isInteger(everyMinutes) || everyMinutes < lookEvery.least || everyMinutes > lookEvery.most)
    faults.push({ path: "everyMinutes", message: `must be a whole number from ${lookEvery.least} to ${lookEvery.most}` });
  if (faults.length > 0) throw refusal(faults);
  const kept = Object.fromEntries(Object.entries(before?.sealed ?? {}).filter(([name]) => names.includes(name)));
  const sealed = sealingKeys === null ? kept : { ...kept, ...sealValues(id, secrets, sealingKeys) };
  const step = before === undefined || before.step === "removed" ? "added" : "configured";
  const next: KeptConnection = {
    id,
    revision: (before?.revision ?? 0) + 1,
    step,
    state: "draft",
    source: sourceId,
    config: entry.config,
    configHash: hashOf([sourceId, entry.config, sealed]),
    sealed,
    everyMinutes,
    changedBy: deps.by,
    reason: entry.reason,
    at: deps.now().toISOString(),
  };
  await writeRevision(database, next);
  return next;
}

/** Asks the source's probes, and stores what they found with the hash of what was tested. A draft that passes is tested. */
export async function testConnection(
  id: string,
  deps: ConnectionDeps,
  signal: AbortSignal,
): Promise<{ readonly connection: KeptConnection; readonly probes: readonly Probe[]; readonly passed: boolean }> {
  const connection = await keptConnection(id, deps);
  const probes = await probesOf(connection, deps, signal);
  // What a source says of a test that was cut short is no finding: the last test of an active connection would have failed by it.
  signal.throwIfAborted();
  const passed = await writeCheck(deps.database, connection, probes, deps.by, deps.now().toISOString());
  if (!passed || connection.state !== "draft") return { connection, probes, passed };
  return { connection: await store(connection, "tested", "tested", "", deps), probes, passed };
}

async function probesOf(connection: KeptConnection, deps: ConnectionDeps, signal: AbortSignal): Promise<readonly Probe[]> {
  try {
    const open = await deps.open(connection);
    try {
      return await open.connection.check(open.context(signal));
    } finally {
      await open.close();
    }
  } catch (error) {
    // What the source itself does not look at: a secret that does not open, a configuration of an earlier version of the source.
    if (error instanceof SourceError) return [{ name: "configuration", ok: false, kind: error.kind, hint: `config: ${error.message}` }];
    throw error;
  }
}

/** Takes a step in the life of a connection. Throws ConnectionRefused with what to do first. */
export async function stepConnection(
  id: string,
  step: Extract<ConnectionStep, "activated" | "paused" | "resumed" | "retired" | "removed">,
  reason: string,
  deps: ConnectionDeps,
): Promise<KeptConnection> {
  const connection = await keptConnection(id, deps);
  const decision = decideStep(step, connection.state, await hasPassed(deps.database, connection));
  if ("refused" in decision) throw new ConnectionRefused("not-now", `${id} cannot be ${step}: ${decision.refused}`);
  return store(connection, step, decision.state, reason, deps);
}

/** Seals the values of every connection with the first key; which connections had others. */
export async function resealConnections(deps: ConnectionDeps): Promise<readonly string[]> {
  const { database, sealingKeys } = deps;
  if (sealingKeys === null) throw new ConnectionRefused("invalid", "AZURE_BILLING_SEALING_KEY is not set");
  const changed: string[] = [];
  for (const connection of await readConnections(database)) {
    const sealed = resealValues(connection, sealingKeys);
    if (sealed === null) continue;
    await store({ ...connection, sealed }, "resealed", connection.state, `with key ${sealingKeys.keyId}`, deps);
    changed.push(connection.id);
  }
  return changed;
}

/** The connection of an id. Throws ConnectionRefused. */
export async function keptConnection(id: string, { database }: ConnectionDeps): Promise<KeptConnection> {
  const found = await readConnection(database, id);
  if (found === null) throw noConnection(id);
  return found;
}

/** All revisions of a connection, the newest first, also of one that was removed. Throws ConnectionRefused. */
export async function keptRevisions(id: string, { database }: ConnectionDeps): Promise<readonly KeptConnection[]> {
  const revisions = await readRevisions(database, id);
  if (revisions.length === 0) throw noConnection(id);
  return revisions;
}

function noConnection(id: string): ConnectionRefused {
  return new ConnectionRefused("not-found", `there is no connection ${quoted(id)}`);
}

/** The connection of an id, if it may be read now: nothing is read that has not passed a test. Throws ConnectionRefused. */
export async function readableConnection(id: string, deps: ConnectionDeps): Promise<KeptConnection> {
  const connection = await keptConnection(id, deps);
  if (connection.state === "active" || connection.state === "tested") return connection;
  throw new ConnectionRefused("not-now", `${id} is ${connection.state}; only a tested or active connection is read`);
}

async function store(
  before: KeptConnection,
  step: ConnectionStep,
  state: KeptConnection["state"],
  reason: string,
  { database, by, now }: ConnectionDeps,
): Promise<KeptConnection> {
  const kept = step === "removed" ? { config: {}, sealed: {} } : {};
  const next = { ...before, ...kept, revision: before.revision + 1, step, state, changedBy: by, reason, at: now().toISOString() };
  await writeRevision(database, next);
  return next;
}

function sourceOf({ catalog }: ConnectionDeps, id: string): ReturnType<typeof findSource> {
  try {
    return findSource(catalog, id);
  } catch (error) {
    if (error instanceof SourceError) throw refusal([{ path: "source", message: error.message }]);
    throw error;
  }
}

function refusal(faults: readonly ConfigurationFault[]): ConnectionRefused {
  return new ConnectionRefused("invalid", faults.map(({ path, message }) => `${path}: ${message}`).join("; "), faults);
}

/** The same for equal values, whatever the order of the members of their objects. */
function hashOf(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex").slice(0, 32);
}

const quoted = (text: string): string => JSON.stringify(text.slice(0, 64));
const secretName = /^ABI_SECRET_\w{1,100}$/;
