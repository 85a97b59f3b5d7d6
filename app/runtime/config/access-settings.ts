import { createHash, pbkdf2Sync, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { type Role, roles } from "../../domain/access/caller";
import type { RequestRate } from "../../domain/access/request-budget";
import { givenSettings } from "./given-settings";
import { SettingsError } from "./settings-error";

/** Access settings, from the environment and Moose's command line. */
export interface AccessSettings {
  readonly production: boolean;
  /** PBKDF2 hashes from `moose generate hash-token`; undefined: no such key. */
  readonly consumptionKeyHash: string | undefined;
  readonly adminKeyHash: string | undefined;
  readonly ingestKeyHash: string | undefined;
  /** Moose has a public key to verify tokens with. Whether it enforces them or not, an API without a verified token answers 401. */
  readonly jwt: boolean;
  readonly consumptionKeyRole: Role;
  /** Origins, such as `https://finops.example.com`, whose pages may read answers. Same origin always may. */
  readonly allowedOrigins: readonly string[];
  readonly rate: RequestRate;
  /** The ClickHouse user for reading, where the engine has users (ops/clickhouse/reader.sql); undefined: Moose's, with readonly = 1. */
  readonly clickhouseReader: { readonly username: string; readonly password: string } | undefined;
}

const whole = (low: number, high: number, fallback: number) => {
  const message = `must be a whole number from ${low} to ${high}`;
  return z.coerce.number({ message }).int(message).min(low, message).max(high, message).default(fallback);
};
const hash = (who: string) =>
  z
    .string()
    .regex(/^[0-9a-f]{40}$/, "must be the 40 hexadecimal digits that `moose generate hash-token` calls ENV API Key")
    .optional()
    .describe(`Hash of the key ${who}, from \`npm run moose -- generate hash-token\`. Required by \`npm start\``);
const origins = "must be origins separated by commas, such as https://finops.example.com";
/** docs/configuration.md is generated from the descriptions. */
export const accessEnvironment = z.object({
  MOOSE_INGEST_API_KEY: hash("that may post charges"),
  MOOSE_CONSUMPTION_API_KEY: hash("that may query, unless tokens are accepted"),
  MOOSE_AUTHENTICATION__ADMIN_API_KEY: hash("that may start workflows and read `/metrics`"),
  AZURE_BILLING_CONSUMPTION_KEY_ROLE: z
    .enum(roles, { message: `must be one of ${roles.join(", ")}` })
    .default("reader")
    .describe("Role of the consumption key"),
  AZURE_BILLING_ALLOWED_ORIGINS: z
    .string()
    .regex(/^https?:\/\/[^\s,/]+(,https?:\/\/[^\s,/]+)*$/, origins)
    .optional()
    .describe("Origins whose pages may read answers, separated by commas. Not set: the same origin only"),
  AZURE_BILLING_REQUESTS_PER_MINUTE: whole(1, 100_000_000, 6000).describe(
    "Requests per minute of one caller, of all instances together where MOOSE_REDIS_CONFIG__URL is set",
  ),
  AZURE_BILLING_REQUEST_BURST: whole(1, 1_000_000, 200).describe("Requests that one caller may send at once"),
  AZURE_BILLING_CLICKHOUSE_READER: z
    .string()
    .min(1)
    .optional()
    .describe(
      "ClickHouse user that queries run as (`ops/clickhouse/reader.sql`), where the engine has users. Not set: Moose's own user, read-only",
    ),
  AZURE_BILLING_CLICKHOUSE_READER_PASSWORD: z.string().optional().describe("Password of that user"),
  AZURE_BILLING_ASSISTANT_TOKEN: z.string().optional().describe("Key or token that `npm run mcp` asks with"),
});

/**
 * Reads the access settings. `argv` is the command line of the process: Moose hands its `[jwt]` section to the API workers there. In production (NODE_ENV,
 * which .env.prod sets for `moose prod`) there must be an ingest key, an admin key, and either a consumption key or a public key for tokens, because
 * Moose leaves an endpoint without a key open. In development nothing is required while Moose's server (`host`) is on loopback. Throws one SettingsError that lists
 * everything missing or invalid, without values.
 */
export function readAccessSettings(
  env: Readonly<Record<string, string | undefined>>,
  argv: readonly string[],
  host = "localhost",
): AccessSettings {
  const given = givenSettings(env);
  const reading = accessEnvironment.safeParse(given);
  const problems = reading.success ? [] : reading.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
  const production = given["NODE_ENV"] === "production";
  const jwt = argv.includes("--jwt-secret") || given["MOOSE_JWT__SECRET"] !== undefined;
  if (production) problems.push(...missingInProduction(given, argv, jwt));
  else if (!jwt && given["MOOSE_CONSUMPTION_API_KEY"] === undefined && !/^(localhost|127(\.\d+){3}|::1|\[::1\])$/.test(host)) {
    problems.push(
      "http_server_config.host is not a loopback address: without MOOSE_CONSUMPTION_API_KEY or a JWT the network could read everything",
    );
  }
  if (!reading.success || problems.length > 0) {
    throw new SettingsError(problems, production ? "Not started: production must not be open." : undefined);
  }
  const { data } = reading;
  const reader = data.AZURE_BILLING_CLICKHOUSE_READER;
  return {
    production,
    consumptionKeyHash: data.MOOSE_CONSUMPTION_API_KEY,
    adminKeyHash: data.MOOSE_AUTHENTICATION__ADMIN_API_KEY,
    ingestKeyHash: data.MOOSE_INGEST_API_KEY,
    jwt,
    consumptionKeyRole: data.AZURE_BILLING_CONSUMPTION_KEY_ROLE,
    allowedOrigins: data.AZURE_BILLING_ALLOWED_ORIGINS?.split(",") ?? [],
    rate: { perMinute: data.AZURE_BILLING_REQUESTS_PER_MINUTE, burst: data.AZURE_BILLING_REQUEST_BURST },
    clickhouseReader:
      reader === undefined ? undefined : { username: reader, password: data.AZURE_BILLING_CLICKHOUSE_READER_PASSWORD ?? "" },
  };
}

function missingInProduction(given: Readonly<Record<string, unknown>>, argv: readonly string[], jwt: boolean): readonly string[] {
  const isOn = (name: string): boolean => given[name] === "true" || given[name] === "1";
  const key = given["MOOSE_CONSUMPTION_API_KEY"] !== undefined;
  const problems: string[] = [];
  if (given["MOOSE_INGEST_API_KEY"] === undefined && !(jwt && isOn("MOOSE_JWT__ENFORCE_ON_ALL_INGEST_APIS"))) {
    problems.push("MOOSE_INGEST_API_KEY is missing: anyone could post charges");
  }
  // Whether Moose enforces tokens or not: every endpoint here asks for one itself, and where Moose refuses first, the admin key is refused too.
  if (!key && !jwt) problems.push("MOOSE_CONSUMPTION_API_KEY is missing, and no tokens are accepted instead (MOOSE_JWT__SECRET)");
  if (key && jwt) problems.push("MOOSE_CONSUMPTION_API_KEY and MOOSE_JWT__SECRET cannot be combined: both are sent in the Bearer header");
  if (jwt) {
    for (const [variable, flag] of [
      ["MOOSE_JWT__ISSUER", "--jwt-issuer"],
      ["MOOSE_JWT__AUDIENCE", "--jwt-audience"],
    ] as const) {
      if (given[variable] === undefined && !argv.includes(flag))
        problems.push(`${variable} is missing: tokens for others would be accepted`);
    }
  }
  if (given["MOOSE_AUTHENTICATION__ADMIN_API_KEY"] === undefined) {
    problems.push("MOOSE_AUTHENTICATION__ADMIN_API_KEY is missing: anyone could start and stop workflows");
  }
  return problems;
}

/** Bearer tokens that matched, by their own digest: the 1,000 rounds are paid once for each. */
const matched = new Map<string, string>();

/**
 * True for a bearer token (`token.salt`) that `moose generate hash-token` made together with this hash: PBKDF2 with SHA-256, as the Moose CLI checks
 * it. The CLI checks the consumption key for `/api` only, not for WebApps, nor for who reaches the workers' own port.
 */
export function matchesKeyHash(bearer: string, hash: string): boolean {
  const digest = createHash("sha256").update(bearer).digest("hex");
  if (matched.get(digest) === hash) return true;
  const [token, salt, ...more] = bearer.split(".");
  if (token === undefined || salt === undefined || more.length > 0 || bearer.length > 200) return false;
  const expected = Buffer.from(hash, "hex");
  const actual = pbkdf2Sync(token, salt, 1000, 20, "sha256");
  const same = expected.length === actual.length && timingSafeEqual(expected, actual);
  if (same) {
    if (matched.size >= 100) matched.clear();
    matched.set(digest, hash);
  }
  return same;
}
