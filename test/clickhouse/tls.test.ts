import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { Simulator } from "../../simulator/simulator";
import { startSimulator } from "../../simulator/start-simulator";
import { startBillingServer } from "../support/start-billing";
import { type CertificateFlaw, startTlsProxy, type TlsProxy } from "../support/tls-proxy";
import type { ServerProcess } from "./server-process";

const root = resolve(__dirname, "../..");
const enrollment = "100100";

let server: ServerProcess;
let simulator: Simulator;
const proxies: TlsProxy[] = [];

beforeAll(async () => {
  server = await startBillingServer();
  simulator = await startSimulator({
    seed: 7,
    today: "2026-11-15",
    enrollments: [{ number: enrollment, key: "simulator-key", rows: 800 }],
  });
});

afterAll(async () => {
  for (const proxy of proxies) await proxy.close();
  await simulator.close();
  await server.dispose();
});

async function proxy(flaw?: CertificateFlaw): Promise<TlsProxy> {
  const started = await startTlsProxy(server.port, flaw);
  proxies.push(started);
  return started;
}

/** Node.js reads which authorities it trusts as it starts: a process of its own for each question. */
async function run(
  script: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ readonly code: number; readonly said: string }> {
  const inherited = { ...process.env };
  delete inherited["NODE_EXTRA_CA_CERTS"];
  const child = spawn(process.execPath, ["--import", "tsx", script, ...args], { cwd: root, env: { ...inherited, ...clickhouse, ...env } });
  const ended = new Promise<number>((done) =>
    child.once("close", (code) => {
      done(code ?? -1);
    }),
  );
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, said: stdout === "" ? stderr : stdout };
}

const clickhouse = {
  MOOSE_CLICKHOUSE_CONFIG__HOST: "127.0.0.1",
  MOOSE_CLICKHOUSE_CONFIG__DB_NAME: "billing",
  MOOSE_CLICKHOUSE_CONFIG__USE_SSL: "true",
};
const at = (port: number): NodeJS.ProcessEnv => ({ MOOSE_CLICKHOUSE_CONFIG__HOST_PORT: String(port) });

const document = z.object({
  checks: z.array(z.object({ name: z.string(), state: z.string(), detail: z.string(), mend: z.array(z.string()) })),
});

/** What npm start -- --check says of ClickHouse. */
async function check(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const { said } = await run("scripts/start.ts", ["--check", "--json"], env);
  return document
    .parse(JSON.parse(said))
    .checks.filter(({ name }) => name === "clickhouse" || name === "database")
    .map(
      ({ name, state, detail, mend }) =>
        `${name} ${state}: ${detail.replace(/127\.0\.0\.1:\d+/, "SERVER")}${mend.length > 0 ? `; ${mend.join(", ")}` : ""}`,
    );
}

const address = "MOOSE_CLICKHOUSE_CONFIG__HOST, MOOSE_CLICKHOUSE_CONFIG__HOST_PORT";

describe("npm start -- --check of a ClickHouse with TLS and a private authority", () => {
  it("is content when the authority is named", async () => {
    const { port, caFile } = await proxy();
    const [first = "", ...rest] = await check({ ...at(port), NODE_EXTRA_CA_CERTS: caFile });
    expect([first.replace(/[\d.]+ at/, "VERSION at"), ...rest]).toEqual([
      "clickhouse ok: VERSION at SERVER",
      "database ok: billing is there",
    ]);
  });

  it("names the variable of the authority when it is not trusted", async () => {
    expect(await check(at((await proxy()).port))).toEqual([
      "clickhouse problem: at SERVER has a certificate of an authority that is not trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE); NODE_EXTRA_CA_CERTS in the environment",
    ]);
  });

  it.each([
    ["other-host", `has a certificate for another host (ERR_TLS_CERT_ALTNAME_INVALID); ${address}`],
    ["expired", "has a certificate that is not valid today (CERT_HAS_EXPIRED); a new certificate, NTP"],
  ] as const)("says what is wrong with a certificate: %s", async (flaw, said) => {
    const { port, caFile } = await proxy(flaw);
    expect(await check({ ...at(port), NODE_EXTRA_CA_CERTS: caFile })).toEqual([`clickhouse problem: at SERVER ${said}`]);
  });

  it("does not take a wrong password, and does not print it", async () => {
    const { port, caFile } = await proxy();
    const wrong = { ...at(port), NODE_EXTRA_CA_CERTS: caFile, MOOSE_CLICKHOUSE_CONFIG__PASSWORD: "wrong-password" };
    expect(await check(wrong)).toEqual([
      "clickhouse problem: at SERVER does not let this user in; MOOSE_CLICKHOUSE_CONFIG__USER, MOOSE_CLICKHOUSE_CONFIG__PASSWORD",
    ]);
    expect((await run("scripts/start.ts", ["--check"], wrong)).said).not.toContain("wrong-password");
  });

  it("names MOOSE_CLICKHOUSE_CONFIG__USE_SSL where one side has TLS and the other has not", async () => {
    expect(await check(at(server.port))).toEqual([
      `clickhouse problem: at SERVER does not speak TLS (ERR_SSL_WRONG_VERSION_NUMBER); MOOSE_CLICKHOUSE_CONFIG__USE_SSL, ${address}`,
    ]);
    expect(await check({ ...at((await proxy()).port), MOOSE_CLICKHOUSE_CONFIG__USE_SSL: "false" })).toEqual([
      `clickhouse away: does not answer at SERVER (UND_ERR_SOCKET); MOOSE_CLICKHOUSE_CONFIG__USE_SSL, ${address}`,
    ]);
  });
});

describe("npm run extract over TLS", () => {
  const source = (): NodeJS.ProcessEnv => ({
    AZURE_EA_ENROLLMENT: enrollment,
    AZURE_EA_API_KEY: "simulator-key",
    AZURE_EA_BASE_URL: simulator.url,
    AZURE_EA_REQUESTS_PER_MINUTE: "6000000",
  });
  const published = (): Promise<string> =>
    server.query("SELECT count(), sum(toDecimal256(extended_cost, 18)) FROM CurrentAzureBillingDetail", { database: "billing" });

  it("reads nothing and says why when the authority is not trusted or the password is wrong", async () => {
    const { port, caFile } = await proxy();
    const untrusted = await run("scripts/extract.ts", ["--month", "2026-10"], { ...source(), ...at(port) });
    expect([untrusted.code, untrusted.said]).toEqual([1, expect.stringMatching(/certificate/)]);
    const wrong = { ...source(), ...at(port), NODE_EXTRA_CA_CERTS: caFile, MOOSE_CLICKHOUSE_CONFIG__PASSWORD: "wrong-password" };
    const refused = await run("scripts/extract.ts", ["--month", "2026-10"], wrong);
    expect([refused.code, refused.said]).toEqual([1, expect.stringMatching(/516|Authentication failed/)]);
    expect(refused.said).not.toContain("wrong-password");
    expect(await published()).toBe("0\t\\N");
  });

  it("publishes a month to its last digit with the authority and the password", async () => {
    const { port, caFile } = await proxy();
    const { code, said } = await run("scripts/extract.ts", ["--month", "2026-10"], {
      ...source(),
      ...at(port),
      NODE_EXTRA_CA_CERTS: caFile,
    });
    expect([code, said]).toEqual([0, expect.stringContaining("published")]);
    const { rows, cost } = simulator.oracle(enrollment, "2026-10");
    expect(await published()).toBe(`${rows}\t${cost}`);
  });
});
