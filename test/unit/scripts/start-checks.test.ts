import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { createServer as createGrpcServer } from "node:http2";
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, describe, expect, it } from "vitest";
import { readMooseConfig } from "../../../embedded/launcher/read-moose-config.js";
import { askTemporal } from "../../../scripts/start/ask-temporal";
import { atLeast } from "../../../scripts/start/at-least";
import { type Check, checkLines, found, isFit } from "../../../scripts/start/check";
import { checkClickHouse } from "../../../scripts/start/check-clickhouse";
import { awaitProduction } from "../../../scripts/start/check-production";
import { checkServices } from "../../../scripts/start/check-services";
import { checkSettings } from "../../../scripts/start/check-settings";
import { readProduction } from "../../../scripts/start/read-production";
import { parseStartArguments } from "../../../scripts/start/start-arguments";

const root = resolve(__dirname, "../../..");
const config = (variables: NodeJS.ProcessEnv = {}) => readMooseConfig(root, variables, []);
const told = (checks: readonly Check[]): readonly string[] => checks.map(({ name, state, detail }) => `${name} ${state}: ${detail}`);
const closing: (() => void)[] = [];
afterAll(() => {
  for (const close of closing) close();
});

const listen = (server: Server): Promise<number> =>
  new Promise((opened) =>
    server.listen(0, "127.0.0.1", () => {
      opened((server.address() as AddressInfo).port);
    }),
  );

/** A port where nobody listens any more. Node's fetch refuses those that browsers do, such as 1. */
async function nobody(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((closed) => server.close(closed));
  return port;
}

describe("the arguments", () => {
  it("wait two minutes for services, and not at all for a check", () => {
    const plain = { help: false, check: false, json: false, createDatabase: false, waitMs: 120_000 };
    expect(parseStartArguments([])).toEqual(plain);
    expect(parseStartArguments(["--check", "--json"])).toEqual({ ...plain, check: true, json: true, waitMs: 0 });
    expect(parseStartArguments(["--create-database", "--wait", "5"])).toEqual({ ...plain, createDatabase: true, waitMs: 5000 });
  });

  it.each([
    [["--chek"], /allowed are --check, --json/],
    [["--wait", "soon"], /--wait is "soon": it must be whole seconds/],
    [["--json"], /--json is for --check only/],
  ])("%j are refused with what is right", (argv, message) => {
    expect(() => parseStartArguments(argv)).toThrow(message);
  });
});

describe("settings", () => {
  it("come from the environment, .env.local, .env.prod and .env, in this order, for Moose's configuration too; and it is production", () => {
    const folder = mkdtempSync(join(tmpdir(), "start-settings-"));
    closing.push(() => {
      rmSync(folder, { recursive: true });
    });
    copyFileSync(join(root, "moose.config.toml"), join(folder, "moose.config.toml"));
    const port = "MOOSE_HTTP_SERVER_CONFIG__PORT";
    writeFileSync(join(folder, ".env"), `A=env\nB=env\nC=env\nD=env\n${port}=4100\n`);
    writeFileSync(join(folder, ".env.prod"), `B=prod\nC=prod\nD=prod\n${port}=4200\n`);
    writeFileSync(join(folder, ".env.local"), `C='a # and a $'\nD=local\nNODE_ENV=development\n${port}=4300\n`);
    const { env, config: read } = readProduction(folder, { D: "environment" });
    expect(env).toEqual({ A: "env", B: "prod", C: "a # and a $", D: "environment", [port]: "4300", NODE_ENV: "production" });
    expect(read.http_server_config.port).toBe(4300);
    expect(readProduction(folder, { [port]: "4400" }).config.http_server_config.port).toBe(4400);
  });

  const hash = "ab".repeat(20);
  const keys = { MOOSE_INGEST_API_KEY: hash, MOOSE_CONSUMPTION_API_KEY: hash, MOOSE_AUTHENTICATION__ADMIN_API_KEY: hash };
  const production = { NODE_ENV: "production" };

  it("are all read, and each problem is one of its own with its variable", () => {
    const env = {
      ...production,
      AZURE_EA_SCHEDULE: "at night",
      AZURE_BILLING_STORAGE_FOLDERS: "secret-folder",
      MOOSE_JWT__SECRET: "secret-key",
    };
    const checks = checkSettings(env, config(env));
    expect(checks.map(({ state, mend }) => [state, mend[0]])).toEqual([
      ["problem", "MOOSE_INGEST_API_KEY"],
      ["problem", "MOOSE_JWT__ISSUER"],
      ["problem", "MOOSE_JWT__AUDIENCE"],
      ["problem", "MOOSE_AUTHENTICATION__ADMIN_API_KEY"],
      ["problem", "AZURE_EA_SCHEDULE"],
      ["problem", "AZURE_BILLING_STORAGE_FOLDERS"],
      ["problem", "MOOSE_JWT__SECRET"],
    ]);
    expect(told(checks).join()).not.toMatch(/secret-/);
    expect(checkLines(checks.slice(0, 1), ["problem"])).toBe(
      "  FAIL  settings    MOOSE_INGEST_API_KEY is missing: anyone could post charges. Remedy: npm run moose -- generate hash-token",
    );
  });

  it("that are none are named, and the start goes on", () => {
    const checks = checkSettings({ ...production, ...keys, AZURE_EA_LAG_MONTH: "secret-2" }, config());
    expect([isFit(checks), told(checks)[1]]).toEqual([
      true,
      "settings warning: AZURE_EA_LAG_MONTH is no setting; did you mean AZURE_EA_LAG_MONTHS?",
    ]);
  });

  it("that are complete are one line", () => {
    expect(told(checkSettings({ ...production, ...keys }, config()))).toEqual(["settings ok: complete, and closed to who has no key"]);
  });
});

describe("ClickHouse", () => {
  /** Speaks as its HTTP interface does, with a clock that is wrong by `skewMs`. */
  async function serve(facts: {
    version: string;
    skewMs?: number;
    databases?: string[];
    free?: string;
    engine?: string;
    shards?: string;
    quorum?: string;
    macros?: string;
    said?: string[];
  }): Promise<NodeJS.ProcessEnv> {
    const databases = facts.databases ?? ["local"];
    const answer = (message: IncomingMessage, query: string): object | null => {
      const database = new URL(message.url ?? "/", "http://x").searchParams.get("param_database") ?? "";
      if (query.startsWith("SELECT version()")) return { version: facts.version, now: String(Date.now() + (facts.skewMs ?? 0)) };
      if (query.includes("system.disks")) return { free: facts.free ?? "9000000000", total: "9000000000" };
      if (query.includes("system.clusters")) return { shards: facts.shards ?? "1", replicas: "3" };
      if (query.includes("system.settings")) return { value: facts.quorum ?? "auto" };
      if (query.includes("system.macros")) return { macros: facts.macros ?? "2" };
      if (query.startsWith("CREATE DATABASE")) {
        databases.push(database);
        facts.said?.push(query);
      }
      return databases.includes(database) && query.startsWith("SELECT") ? { name: database, engine: facts.engine ?? "Atomic" } : null;
    };
    const server = createServer((message, response) => {
      void text(message).then((query) => {
        const row = answer(message, query);
        response.end(row === null ? "" : `${JSON.stringify(row)}\n`);
      });
    });
    const port = await listen(server);
    closing.push(() => server.close());
    return { MOOSE_CLICKHOUSE_CONFIG__HOST: "127.0.0.1", MOOSE_CLICKHOUSE_CONFIG__HOST_PORT: String(port) };
  }
  const check = async (variables: NodeJS.ProcessEnv, create = false): Promise<readonly string[]> =>
    told(await checkClickHouse(config(variables), create)).map((line) => line.replace(/127\.0\.0\.1:\d+/, "SERVER"));

  it("that is right is told with its version, database, clock and disk", async () => {
    expect((await check(await serve({ version: "26.7.2.1" }))).map((line) => line.replace(/\d\.\d s/, "0.0 s"))).toEqual([
      "clickhouse ok: 26.7.2.1 at SERVER",
      "clock ok: 0.0 s from ClickHouse's",
      "database ok: local is there",
      "disk ok: ClickHouse's: 9.0 of 9.0 GB free",
    ]);
  });

  it("is refused for an old version, another clock, a full disk and a database that is not there, all at once", async () => {
    const lines = await check(await serve({ version: "24.8.1", skewMs: -3_600_000, databases: [], free: "1000" }));
    expect(lines.map((line) => line.replace(/3[56]\d\d\.\d s/, "3600.0 s"))).toEqual([
      "clickhouse problem: is 24.8.1 at SERVER, and 25.8 is the oldest that is tested",
      "clock problem: this machine's clock is 3600.0 s ahead of ClickHouse's, and 5 s are allowed",
      "database problem: local is not there",
      "disk problem: ClickHouse's: 0.0 of 9.0 GB free: free disk space; ClickHouse cannot store new data",
    ]);
  });

  it("gets its database when that is wanted, once", async () => {
    const variables = await serve({ version: "25.8.18.1", databases: [] });
    expect((await check(variables, true))[2]).toBe("database ok: local is created");
    expect((await check(variables, true))[2]).toBe("database ok: local is there");
  });

  it("of replicas is a database of replicas in one shard, written with a quorum; without a cluster's name there is none", async () => {
    const replicas = async (facts: Partial<Parameters<typeof serve>[0]>, cluster?: string): Promise<readonly string[]> => {
      const checks = await checkClickHouse(config(await serve({ version: "26.7.2.1", ...facts })), true, cluster);
      return told(checks.filter(({ name }) => name === "replicas" || name === "database"));
    };
    const isThere = "database ok: local is there";
    const said: string[] = [];
    const fits = "replicas ok: 3 in the cluster billing";
    expect(await replicas({ engine: "Replicated" }, "billing")).toEqual([isThere, fits]);
    expect(await replicas({ databases: [], said }, "billing")).toEqual(["database ok: local is created", fits]);
    expect(said).toEqual([
      "CREATE DATABASE IF NOT EXISTS `local` ON CLUSTER `billing` ENGINE = Replicated('/clickhouse/databases/local', '{shard}', '{replica}')",
    ]);
    expect(await replicas({})).toEqual([isThere]);
    expect(await replicas({ engine: "Replicated" })).toEqual([
      isThere,
      "replicas problem: local is a database of replicas, and no cluster is named",
    ]);
    expect(await replicas({ shards: "2", quorum: "0", macros: "1" }, "billing")).toEqual([
      isThere,
      "replicas problem: local has the engine Atomic, and with a cluster it must be Replicated: take a new database, since tables are not converted",
      "replicas problem: the cluster billing has 2 shards, and one is what the tables are for",
      "replicas problem: the server's configuration has no macros shard and replica",
      "replicas problem: insert_quorum of this user is off: a lost server would lose rows",
    ]);
  });

  it("that does not answer may come; what answers and is not ClickHouse will not", async () => {
    expect(
      await checkClickHouse(
        config({ MOOSE_CLICKHOUSE_CONFIG__HOST: "127.0.0.1", MOOSE_CLICKHOUSE_CONFIG__HOST_PORT: String(await nobody()) }),
        false,
      ),
    ).toMatchObject([{ name: "clickhouse", state: "away", mend: ["MOOSE_CLICKHOUSE_CONFIG__HOST", "MOOSE_CLICKHOUSE_CONFIG__HOST_PORT"] }]);
    const server = createServer((_, response) => response.writeHead(404).end("no"));
    const port = String(await listen(server));
    closing.push(() => server.close());
    const other = { MOOSE_CLICKHOUSE_CONFIG__HOST: "127.0.0.1", MOOSE_CLICKHOUSE_CONFIG__HOST_PORT: port };
    expect(await check(other)).toEqual(["clickhouse problem: what answers at SERVER is not ClickHouse's HTTP interface (HTTP 404)"]);
    const [tls] = await checkClickHouse(config({ ...other, MOOSE_CLICKHOUSE_CONFIG__USE_SSL: "true" }), false);
    expect([tls?.state, tls?.mend[0]]).toEqual(["problem", "MOOSE_CLICKHOUSE_CONFIG__USE_SSL"]);
  });
});

describe("Kafka, Redis and Temporal", () => {
  it("that do not answer are named, each with its variable", async () => {
    const away = {
      MOOSE_REDPANDA_CONFIG__BROKER: "127.0.0.1:1",
      MOOSE_REDIS_CONFIG__URL: "redis://ann:secret-word@127.0.0.1:1",
      MOOSE_TEMPORAL_CONFIG__TEMPORAL_HOST: "127.0.0.1",
      MOOSE_TEMPORAL_CONFIG__TEMPORAL_PORT: "1",
    };
    const checks = await checkServices(config(away));
    expect(checks.map(({ name, state, mend }) => [name, state, mend[0]])).toEqual([
      ["kafka", "away", "MOOSE_REDPANDA_CONFIG__BROKER"],
      ["redis", "away", "MOOSE_REDIS_CONFIG__URL"],
      ["temporal", "away", "MOOSE_TEMPORAL_CONFIG__TEMPORAL_HOST"],
    ]);
    expect(checkLines(checks, ["away"])).not.toContain("secret-word");
  });

  it("are asked for no more than is switched on", async () => {
    const off = { MOOSE_FEATURES__WORKFLOWS: "false", MOOSE_FEATURES__STREAMING_ENGINE: "false", MOOSE_REDIS_CONFIG__URL: "no address" };
    expect(told(await checkServices(config(off)))).toEqual(["redis problem: its address must be such as redis://user:password@host:6379"]);
  });

  it.each([
    ["an old Redis", "redis_version:5.0.7\r\n", "redis problem: is 5.0.7 at SERVER, and 6.0 is the oldest that works"],
    ["a Redis of today", "redis_version:8.6.3\r\n", "redis ok: 8.6.3 at SERVER"],
    ["a Redis with another password", "-NOAUTH Authentication required.\r\n", "redis problem: SERVER does not let this user in"],
    ["a Redis that knows no INFO", "-ERR unknown command\r\n+PONG\r\n", "redis ok: answers at SERVER, and tells no version"],
  ])("%s", async (_what, answer, line) => {
    const sockets = new Set<Socket>();
    const server = createTcpServer((socket) => {
      sockets.add(socket.on("error", () => undefined));
      socket.on("data", () => socket.write(answer));
    });
    const port = await listen(server);
    closing.push(() => {
      server.close();
      for (const socket of sockets) socket.destroy();
    });
    const variables = { MOOSE_FEATURES__WORKFLOWS: "false", MOOSE_FEATURES__STREAMING_ENGINE: "false" };
    const [redis] = told(await checkServices(config({ ...variables, MOOSE_REDIS_CONFIG__URL: `redis://127.0.0.1:${port}` })));
    expect(redis?.replace(`127.0.0.1:${port}`, "SERVER")).toBe(line);
  });

  it.each([
    ["SASL_PLAINTEXT", 0, "kafka ok: answers at BROKER, and lets this user in"],
    ["SASL_PLAINTEXT", 33, "kafka problem: BROKER has no login by PLAIN"],
    ["SASL_PLAINTEXT", 58, "kafka problem: BROKER does not let this user in"],
    ["SASL_SSL", 0, "kafka ok: takes connections at BROKER; SASL_SSL was not tried"],
  ])("a Kafka with %s whose answer to a login is %i is %s", async (protocol, error, line) => {
    const answer = Buffer.from([0, 0, 0, 10, 0x0b, 0x11, 0x1e, 0x55, 0, error, 0, 0, 0, 0]);
    const server = createTcpServer((socket) => {
      socket.on("error", () => undefined).on("data", () => socket.write(Buffer.concat([answer, answer])));
    });
    const at = `127.0.0.1:${await listen(server)}`;
    closing.push(() => server.close());
    const variables = { MOOSE_FEATURES__WORKFLOWS: "false", MOOSE_REDIS_CONFIG__URL: "redis://127.0.0.1:1" };
    const kafka = { MOOSE_REDPANDA_CONFIG__BROKER: at, MOOSE_REDPANDA_CONFIG__SECURITY_PROTOCOL: protocol };
    const checks = await checkServices(config({ ...variables, ...kafka, MOOSE_REDPANDA_CONFIG__SASL_PASSWORD: "secret-word" }));
    expect(told(checks)[0]?.replaceAll(at, "BROKER")).toBe(line);
    expect(JSON.stringify(checks)).not.toContain("secret-word");
  });

  it("a Kafka that wants a login where none is set is told from one that is not there", async () => {
    // It answers ApiVersions, api key 18, and ends the connection at anything else.
    const server = createTcpServer((socket) => {
      socket
        .on("error", () => undefined)
        .on("data", (request) => {
          if (request.readInt16BE(4) === 18)
            socket.write(Buffer.concat([Buffer.from([0, 0, 0, 10]), request.subarray(8, 12), Buffer.alloc(6)]));
          else socket.destroy();
        });
    });
    const at = `127.0.0.1:${await listen(server)}`;
    closing.push(() => server.close());
    const variables = { MOOSE_FEATURES__WORKFLOWS: "false", MOOSE_REDIS_CONFIG__URL: "redis://127.0.0.1:1" };
    const [kafka] = await checkServices(config({ ...variables, MOOSE_REDPANDA_CONFIG__BROKER: at }));
    expect([kafka?.state, kafka?.detail, kafka?.mend[0]]).toEqual([
      "away",
      `${at} answers nothing without a login`,
      "MOOSE_REDPANDA_CONFIG__SECURITY_PROTOCOL",
    ]);
  });

  it("a Temporal tells its version, and whether it has the namespace", async () => {
    const server = createGrpcServer();
    server.on("stream", (stream, headers) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const asked = Buffer.concat(chunks).subarray(7).toString();
        if (headers[":path"]?.endsWith("DescribeNamespace") === true && asked !== "default") {
          stream.respond({ ":status": 200, "grpc-status": "5" }, { endStream: true });
          return;
        }
        stream.respond({ ":status": 200 }, { waitForTrailers: true });
        stream.on("wantTrailers", () => {
          stream.sendTrailers({ "grpc-status": "0" });
        });
        stream.end(Buffer.concat([Buffer.from([0, 0, 0, 0, 8, 0x0a, 6]), Buffer.from("1.29.1")]));
      });
    });
    const port = await new Promise<number>((opened) =>
      server.listen(0, "127.0.0.1", () => {
        opened((server.address() as AddressInfo).port);
      }),
    );
    closing.push(() => server.close());
    expect(await askTemporal("127.0.0.1", port, "default")).toEqual({ version: "1.29.1", hasNamespace: true });
    expect(await askTemporal("127.0.0.1", port, "billing")).toEqual({ version: "1.29.1", hasNamespace: false });
    const at = async (variables: NodeJS.ProcessEnv): Promise<string | undefined> => {
      const all = { MOOSE_FEATURES__STREAMING_ENGINE: "false", MOOSE_TEMPORAL_CONFIG__TEMPORAL_PORT: String(port), ...variables };
      return told(await checkServices(config(all)))
        .find((line) => line.startsWith("temporal"))
        ?.replace(String(port), "PORT");
    };
    const host = { MOOSE_TEMPORAL_CONFIG__TEMPORAL_HOST: "127.0.0.1" };
    expect(await at(host)).toMatch(/^temporal problem: 1\.29\.1 at 127\.0\.0\.1:PORT speaks without TLS, and Moose would with it/);
    expect(await at({ ...host, MOOSE_TEMPORAL_CONFIG__TEMPORAL_SCHEME: "http" })).toBe(
      "temporal ok: 1.29.1 at 127.0.0.1:PORT, namespace default",
    );
    const missing = {
      ...host,
      MOOSE_FEATURES__STREAMING_ENGINE: "false",
      MOOSE_TEMPORAL_CONFIG__TEMPORAL_PORT: String(port),
      MOOSE_TEMPORAL_CONFIG__TEMPORAL_SCHEME: "http",
      MOOSE_TEMPORAL_CONFIG__NAMESPACE: "billing",
    };
    expect((await checkServices(config(missing))).find(({ name }) => name === "temporal")).toEqual(
      found(
        "temporal",
        "problem",
        "has no namespace billing",
        "MOOSE_TEMPORAL_CONFIG__NAMESPACE",
        `temporal operator namespace create --address 127.0.0.1:${port} --namespace billing`,
      ),
    );
    await expect(askTemporal("127.0.0.1", 1, "default")).rejects.toThrow();
  });
});

describe("a start", () => {
  it("does not wait for services while something else is wrong, which waiting does not mend", async () => {
    const env = { MOOSE_CLICKHOUSE_CONFIG__HOST_PORT: String(await nobody()), NODE_ENV: "production" };
    const production = { root, env, config: config(env), createDatabase: false };
    const checks = await awaitProduction(production, Number.MAX_SAFE_INTEGER, new AbortController().signal);
    expect(checks?.filter(({ state }) => state === "problem").map(({ name }) => name)).toContain("settings");
  });

  it.each([
    [["ok", "warning"], true],
    [["ok", "away"], false],
    [["ok", "problem"], false],
  ] as const)("with %j is fit: %s", (states, fit) => {
    expect(isFit(states.map((state) => found("disk", state, "")))).toBe(fit);
  });

  it("lists one thing a line, with what mends it where the words do not say so", () => {
    const checks = [
      found("settings", "problem", "MOOSE_X is missing", "MOOSE_X"),
      found("redis", "away", "does not answer", "MOOSE_Y"),
      found("kafka", "ok", "answers"),
    ];
    expect(checkLines(checks, ["problem", "away"])).toBe(
      "  FAIL  settings    MOOSE_X is missing\n  FAIL  redis       does not answer. Remedy: MOOSE_Y",
    );
  });

  it.each([
    ["26.7.2.1", "25.8", true],
    ["25.8", "25.8", true],
    ["25.10.1", "25.8", true],
    ["25.7.9", "25.8", false],
    ["24.12", "25.8", false],
    ["v8.0", "6.0", true],
    ["unknown", "6.0", false],
  ])("takes version %s for at least %s: %s", (version, least, is) => {
    expect(atLeast(version, least)).toBe(is);
  });
});
