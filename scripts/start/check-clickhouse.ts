import { diskHealth } from "../../app/domain/health/disk-health";
import type { MooseConfig } from "../../embedded/launcher/read-moose-config.js";
import { type Check, found } from "./check";
import { createReplicatedDatabase } from "../cluster/cluster-statements";
import { atLeast } from "./at-least";
import { checkReplicas } from "./check-replicas";

/**
 * ClickHouse over the interface that Moose uses: whether it answers and lets this user in, its version, the database, which is made when it is wanted, its
 * clock and its disk; and its replicas, when it is to be the `cluster` of that name.
 */
export async function checkClickHouse(
  { clickhouse_config: config }: MooseConfig,
  createDatabase: boolean,
  cluster?: string,
): Promise<readonly Check[]> {
  const { host, host_port: port, db_name: database, use_ssl: secure } = config;
  const where = `at ${host}:${port}`;
  const server = new Server(`${secure ? "https" : "http"}://${host.includes(":") ? `[${host}]` : host}:${port}/`, config);
  let first: Answer;
  const asked = Date.now();
  try {
    first = await server.ask("SELECT version() AS version, toString(toUnixTimestamp64Milli(now64(3))) AS now");
  } catch (error) {
    return [unreachable(error, where, secure)];
  }
  const answered = Date.now();
  if (first.kind === "refused") return [refusal(first, where)];
  const [{ version = "", now = "" } = {}] = first.rows;
  const checks = [
    atLeast(version, leastVersion)
      ? found("clickhouse", "ok", `${version} ${where}`)
      : found("clickhouse", "problem", `is ${version} ${where}, and ${leastVersion} is the oldest that is tested`, ...address),
    checkClock(Number(now) - (asked + answered) / 2, (answered - asked) / 2),
  ];
  const databases = await server.ask("SELECT name, engine FROM system.databases WHERE name = {database:String}", { database });
  if (databases.kind === "refused") checks.push(refusal(databases, where));
  else {
    const [there] = databases.rows;
    const replicas = await checkReplicas((query, parameters) => server.rows(query, parameters), database, there?.["engine"], cluster);
    const isFitting = replicas.every(({ state }) => state === "ok");
    if (there !== undefined) checks.push(found("database", "ok", `${database} is there`));
    else checks.push(await missingDatabase(server, database, createDatabase && isFitting, where, cluster));
    checks.push(...replicas);
  }
  const disks = await server.ask(
    "SELECT toString(min(free_space)) AS free, toString(argMin(total_space, free_space)) AS total FROM system.disks WHERE type = 'Local'",
  );
  const [disk] = disks.kind === "rows" ? disks.rows : [];
  // A user who may not read system.disks learns it from /status, as nobody does.
  if (disk !== undefined) {
    const { state, detail } = diskHealth({ free: Number(disk["free"]), total: Number(disk["total"]) });
    checks.push(found("disk", state === "healthy" ? "ok" : "problem", `ClickHouse's: ${detail}`));
  }
  return checks;
}

async function missingDatabase(
  server: Server,
  database: string,
  create: boolean,
  where: string,
  cluster: string | undefined,
): Promise<Check> {
  if (!create)
    return found("database", "problem", `${database} is not there`, "MOOSE_CLICKHOUSE_CONFIG__DB_NAME", "npm start -- --create-database");
  const statement =
    cluster === undefined ? "CREATE DATABASE IF NOT EXISTS {database:Identifier}" : createReplicatedDatabase(database, cluster);
  const made = await server.ask(statement, { database });
  return made.kind === "refused" ? refusal(made, where) : found("database", "ok", `${database} is created`);
}

/** Leases, pauses and cancellations compare times of ClickHouse with times of ours. What the way took, `doubtMs`, is no skew. */
function checkClock(skewMs: number, doubtMs: number): Check {
  const seconds = (Math.abs(skewMs) / 1000).toFixed(1);
  if (Math.abs(skewMs) - doubtMs <= mostSkewMs) return found("clock", "ok", `${seconds} s from ClickHouse's`);
  const sense = skewMs > 0 ? "behind" : "ahead of";
  return found(
    "clock",
    "problem",
    `this machine's clock is ${seconds} s ${sense} ClickHouse's, and ${mostSkewMs / 1000} s are allowed`,
    "NTP on both machines",
  );
}

type Answer =
  | { readonly kind: "rows"; readonly rows: readonly Readonly<Record<string, string>>[] }
  | { readonly kind: "refused"; readonly code: string; readonly text: string };

class Server {
  constructor(
    private readonly url: string,
    private readonly config: MooseConfig["clickhouse_config"],
  ) {}

  /** Null when the question is refused. */
  async rows(query: string, parameters?: Readonly<Record<string, string>>): Promise<readonly Readonly<Record<string, string>>[] | null> {
    const answer = await this.ask(query, parameters);
    return answer.kind === "rows" ? answer.rows : null;
  }

  /** Rejects when nothing answers. */
  async ask(query: string, parameters: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const url = new URL(this.url);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(`param_${name}`, value);
    url.searchParams.set("default_format", "JSONEachRow");
    const response = await fetch(url, {
      method: "POST",
      body: query,
      headers: { "X-ClickHouse-User": this.config.user, "X-ClickHouse-Key": this.config.password },
      redirect: "error",
      signal: AbortSignal.timeout(patienceMs),
    });
    const text = await response.text();
    const code = response.headers.get("x-clickhouse-exception-code");
    if (!response.ok || code !== null)
      return { kind: "refused", code: code ?? `HTTP ${response.status}`, text: (text.split("\n", 1)[0] ?? "").slice(0, 200) };
    try {
      return {
        kind: "rows",
        rows: text
          .split("\n")
          .filter((line) => line !== "")
          .map(readRow),
      };
    } catch {
      return { kind: "refused", code: "no JSON", text: "" };
    }
  }
}

function readRow(line: string): Readonly<Record<string, string>> {
  const row: unknown = JSON.parse(line);
  if (typeof row !== "object" || row === null) throw new SyntaxError("a row is an object");
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value)]));
}

/** Answered, and not with rows. Its text is repeated for what is neither of the two common reasons; it does not hold a password. */
function refusal({ code, text }: Extract<Answer, { kind: "refused" }>, where: string): Check {
  if (code === "516" || code === "HTTP 401" || code === "HTTP 403")
    return found("clickhouse", "problem", `${where} does not let this user in`, ...user);
  if (/^(?:HTTP|no)/.test(code))
    return found("clickhouse", "problem", `what answers ${where} is not ClickHouse's HTTP interface (${code})`, ...address);
  return found("clickhouse", "problem", `${where} refuses a question (code ${code}: ${text})`, ...user);
}

/** A server that is not there may come; one that speaks otherwise, or whose certificate is not trusted, will not. */
function unreachable(error: unknown, where: string, secure: boolean): Check {
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const reason = code === "" ? (cause instanceof Error ? cause.message : String(cause)) : code;
  const problem = (detail: string, ...mend: readonly string[]): Check =>
    found("clickhouse", "problem", `${where} ${detail} (${reason})`, ...mend);
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") return problem("has a certificate for another host", ...address);
  if (/EXPIRED|NOT_YET_VALID/.test(code)) return problem("has a certificate that is not valid today", "a new certificate", "NTP");
  if (/CERT|VERIFY|SIGNATURE/.test(code))
    return problem("has a certificate of an authority that is not trusted", "NODE_EXTRA_CA_CERTS in the environment");
  if (/SSL|EPROTO/.test(code)) return problem("does not speak TLS", "MOOSE_CLICKHOUSE_CONFIG__USE_SSL", ...address);
  const mayCome = /^E[A-Z]+(?:_AGAIN)?$|TIMEOUT|SOCKET/.test(code) || (cause instanceof Error && cause.name === "TimeoutError");
  // A server with TLS closes the connection of one who speaks without.
  const closes = !secure && /SOCKET|ECONNRESET/.test(code);
  const mend = mayCome && !closes ? address : ["MOOSE_CLICKHOUSE_CONFIG__USE_SSL", ...address];
  return found("clickhouse", mayCome ? "away" : "problem", `does not answer ${where} (${reason})`, ...mend);
}

/** docs/stacks.md: what Moose brings, and all tests of SQL hold for. */
const leastVersion = "25.8";
const mostSkewMs = 5000;
const patienceMs = 5000;
const address = ["MOOSE_CLICKHOUSE_CONFIG__HOST", "MOOSE_CLICKHOUSE_CONFIG__HOST_PORT"] as const;
const user = ["MOOSE_CLICKHOUSE_CONFIG__USER", "MOOSE_CLICKHOUSE_CONFIG__PASSWORD"] as const;
