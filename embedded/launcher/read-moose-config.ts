import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "toml";
import { z } from "zod";
import { UserProblem } from "../user-problem.mjs";
import { readEnvFile } from "./env-file.js";

const port = z.coerce.number().int().min(1).max(65535);
/** A boolean in the forms that Moose accepts in a variable. */
const flag = z.union([z.boolean(), z.enum(["true", "1", "yes", "on", "false", "0", "no", "off"]).transform((word) => yes.has(word))]);
const yes: ReadonlySet<string> = new Set(["true", "1", "yes", "on"]);

/** The settings that the launcher needs; Moose checks the rest. Defaults are those of Moose. */
const schema = z.object({
  features: z.object({ workflows: flag.default(false), streaming_engine: flag.default(true) }).default({}),
  clickhouse_config: z.object({
    host: z.string().default("localhost"),
    user: z.string().default("panda"),
    password: z.string().default("pandapass"),
    db_name: z.string().default("local"),
    use_ssl: flag.default(false),
    host_port: port.default(18123),
    native_port: port.default(9000),
    keeper_port: port.default(9181),
    keeper_raft_port: port.default(9234),
  }),
  redpanda_config: z
    .object({
      broker: z.string().default("localhost:19092"),
      security_protocol: z.string().default("PLAINTEXT"),
      sasl_mechanism: z.string().default("PLAIN"),
      sasl_username: z.string().default(""),
      sasl_password: z.string().default(""),
      message_timeout_ms: z.coerce.number().int().min(1).default(1000),
    })
    .default({}),
  http_server_config: z.object({
    host: z.string().default("localhost"),
    port: port.default(4000),
    management_port: port.default(5001),
    proxy_port: port.default(4001),
  }),
  redis_config: z.object({ url: z.string().default("redis://127.0.0.1:6379"), port: port.default(6379) }).default({}),
  temporal_config: z
    .object({
      temporal_host: z.string().default("localhost"),
      temporal_port: port.default(7233),
      namespace: z.string().default("default"),
      /** Not set: Moose speaks TLS to every host that is not called localhost. */
      temporal_scheme: z.enum(["http", "https"]).optional(),
      client_cert: z.string().default(""),
      api_key: z.string().default(""),
      ui_port: port.default(8080),
      db_port: port.default(5432),
    })
    .default({}),
  jwt: z.object({ secret: z.string().optional(), issuer: z.string().optional(), audience: z.string().optional() }).default({}),
});

export type MooseConfig = z.infer<typeof schema>;

/**
 * Reads moose.config.toml with the MOOSE_* variables laid over it, as Moose does, from the environment and the .env files of `moose dev` (or `envFiles`, the later over the earlier).
 * @throws {UserProblem} the file is missing, is not TOML, or a value cannot be used; names all wrong values at once
 */
export function readMooseConfig(
  root: string,
  environment: NodeJS.ProcessEnv = process.env,
  envFiles: readonly string[] = [".env", ".env.dev", ".env.local"],
): MooseConfig {
  const file = join(root, "moose.config.toml");
  if (!existsSync(file)) throw new UserProblem(`${file} is missing: restore it (git checkout moose.config.toml).`);
  const values = overlay(parseToml(file), { ...readEnvFiles(root, envFiles), ...environment });
  const result = schema.safeParse(values);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message.toLowerCase()}`);
  throw new UserProblem(`moose.config.toml (with MOOSE_* variables) cannot be used: ${problems.join("; ")}.`);
}

function parseToml(file: string): Record<string, unknown> {
  try {
    return z.record(z.unknown()).parse(parse(readFileSync(file, "utf8")));
  } catch (error) {
    const line = isPlaced(error) ? ` line ${error.line}` : "";
    const unexpected = error instanceof Error ? /but (.+) found/.exec(error.message)?.[1] : undefined;
    throw new UserProblem(
      `${file}${line} is not TOML: unexpected ${unexpected ?? String(error)}. Correct it, or restore it (git checkout moose.config.toml).`,
    );
  }
}

function isPlaced(error: unknown): error is { readonly line: number } {
  return typeof error === "object" && error !== null && "line" in error && typeof error.line === "number";
}

function overlay(values: Readonly<Record<string, unknown>>, environment: NodeJS.ProcessEnv): Record<string, unknown> {
  const result: Record<string, unknown> = { ...values };
  for (const [name, value] of Object.entries(environment)) {
    const match = /^MOOSE_([A-Z_]+?)__([A-Z_]+)$/.exec(name);
    const section = match?.[1]?.toLowerCase();
    const key = match?.[2]?.toLowerCase();
    if (section === undefined || key === undefined || value === undefined) continue;
    const known = z.record(z.unknown()).safeParse(result[section]);
    result[section] = { ...(known.success ? known.data : {}), [key]: value };
  }
  return result;
}

/**
 * The variables of the .env files that are there, the later over the earlier.
 * @throws {UserProblem} as `readEnvFile`
 */
export function readEnvFiles(root: string, names: readonly string[]): NodeJS.Dict<string> {
  return Object.assign({}, ...names.map((name) => readEnvFile(join(root, name)))) as NodeJS.Dict<string>;
}
