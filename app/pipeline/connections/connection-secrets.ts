import { type SealingKeys, sealedWith } from "../../runtime/sealing";
import { SourceError } from "../../sources/source-error";
import type { KeptConnection } from "./connection-store";

/** A secret that a configuration names, and where it comes from; never the secret. */
export interface NamedSecret {
  readonly name: string;
  readonly set: "sealed" | "environment" | "missing";
}

type Environment = (name: string) => string | null;

/** Seals values that were entered with a connection. What they are for is sealed with them, so that no other connection can open them. */
export function sealValues(id: string, values: Readonly<Record<string, string>>, keys: SealingKeys): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, keys.seal(value, purposeOf(id, name))]));
}

/**
 * The secrets of a connection: the sealed value where it has one, else the environment's.
 * @throws SourceError `config` a sealed value does not open here
 */
export function secretsOf(
  { id, sealed }: Pick<KeptConnection, "id" | "sealed">,
  keys: SealingKeys | null,
  environment: Environment,
): Environment {
  return (name) => {
    const value = sealed[name];
    if (value === undefined) return environment(name);
    const opened = keys?.open(value, purposeOf(id, name)) ?? null;
    if (opened !== null) return opened;
    const what = `secret ${name} is sealed with the key ${sealedWith(value) ?? "of nobody"}`;
    throw new SourceError("config", `${what}, which AZURE_BILLING_SEALING_KEY of this process does not have; enter the secret again`);
  };
}

/** The same values sealed with the first key; null when they are already. Throws SourceError `config` where one does not open. */
export function resealValues(connection: KeptConnection, keys: SealingKeys): Readonly<Record<string, string>> | null {
  const names = Object.keys(connection.sealed);
  if (names.every((name) => sealedWith(connection.sealed[name] ?? "") === keys.keyId)) return null;
  const open = secretsOf(connection, keys, () => null);
  return sealValues(connection.id, Object.fromEntries(names.map((name) => [name, open(name) ?? ""])), keys);
}

/** The secrets that a configuration names, by name. */
export function namedSecrets(config: unknown, sealed: Readonly<Record<string, string>>, environment: Environment): readonly NamedSecret[] {
  return [...new Set(namesIn(config))].sort().map((name) => ({
    name,
    set: sealed[name] !== undefined ? "sealed" : environment(name) !== null ? "environment" : "missing",
  }));
}

function namesIn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  if ("env" in value && typeof value.env === "string" && Object.keys(value).length === 1) return [value.env];
  return Object.values(value).flatMap(namesIn);
}

function purposeOf(id: string, name: string): string {
  return `${id}/${name}`;
}
