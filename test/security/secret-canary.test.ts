import { execFile } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSimulator } from "../../simulator/start-simulator";
import { eventually } from "../support/eventually";
import type { ApiProcess } from "./api-process";
import { makeKey, TokenIssuer } from "./bearer-tokens";
import { hostileTexts } from "./hostile-inputs";
import { inParallel } from "./in-parallel";
import { ask, SecurityLab } from "./security-lab";
import { bySize } from "../support/test-size";

/** Secrets that are recognised wherever they turn up. */
const canary = {
  eaKey: "canary-ea-key-5f1c0b7e",
  otherEaKey: "canary-other-ea-key-77ab",
  readerPassword: "canary-reader-password-9d",
  temporalKey: "canary-temporal-key-31c2",
  sealingKey: Buffer.from("canary-sealing-key-of-32-bytes-0").toString("base64"),
  sealed: "canary-sealed-sas-4e61",
};
const consumption = makeKey();
const admin = makeKey();
const issuer = new TokenIssuer();
const token = issuer.token({ roles: ["operator"], billing_accounts: "*" });
const [, , signature = ""] = token.split(".");

/** The password of the database is not among them: Moose itself starts its workers with it on the command line. */
const secrets = [...Object.values(canary), consumption.bearer, consumption.hash, admin.bearer, admin.hash, signature];

const environment = {
  AZURE_EA_ENROLLMENT: "100100,200200",
  AZURE_EA_API_KEY: canary.eaKey,
  AZURE_EA_API_KEY_200200: canary.otherEaKey,
  AZURE_EA_BASE_URL: "https://ea.azure.cn",
  AZURE_BILLING_CLICKHOUSE_READER_PASSWORD: canary.readerPassword,
  MOOSE_TEMPORAL_CONFIG__API_KEY: canary.temporalKey,
  AZURE_BILLING_SEALING_KEY: canary.sealingKey,
  MOOSE_AUTHENTICATION__ADMIN_API_KEY: admin.hash,
};

let lab: SecurityLab;
let withKeys: ApiProcess;
let withTokens: ApiProcess;
/** Everything that anybody was told, by where. */
const told: (readonly [string, string])[] = [];

beforeAll(async () => {
  lab = await SecurityLab.open();
  withKeys = await lab.worker({ environment: { ...environment, MOOSE_CONSUMPTION_API_KEY: consumption.hash } });
  withTokens = await lab.worker({ environment, flags: issuer.flags() });
});

afterAll(async () => {
  await lab.close();
});

function extract(url: string, enrollment: string): Promise<string> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ["--import", "tsx", "scripts/extract.ts", "--month", "2026-10", "--enrollment", enrollment],
      {
        env: {
          ...process.env,
          ...environment,
          AZURE_EA_BASE_URL: url,
          AZURE_EA_REQUESTS_PER_MINUTE: "60000000",
          MOOSE_CLICKHOUSE_CONFIG__HOST: "127.0.0.1",
          MOOSE_CLICKHOUSE_CONFIG__HOST_PORT: String(lab.server.port),
          MOOSE_CLICKHOUSE_CONFIG__DB_NAME: "billing",
        },
        timeout: 600_000,
      },
      (_error, stdout, stderr) => {
        resolve(`${stdout}${stderr}`);
      },
    );
    child.stdin?.end();
  });
}

describe("secrets", () => {
  it("are in no answer, whatever is asked with whatever key", async () => {
    const shared = [undefined, consumption.bearer, admin.bearer, `${consumption.bearer}x`, token, `${token}x`];
    for (const worker of [withKeys, withTokens]) {
      await inParallel(lab.questions, 2, async (question) => {
        for (const bearer of shared) told.push([question.name, (await ask(worker, question, bearer)).text]);
      });
      await inParallel(hostileTexts.slice(0, bySize(20, 60)), 4, async (text) => {
        const path = `/api/changes?billing_account=100&month=2026-10&from=${encodeURIComponent(text)}`;
        told.push([path, (await ask(worker, { path }, worker === withKeys ? admin.bearer : token)).text]);
        told.push([text, (await ask(worker, { path: "/posted-fixture", method: "POST", body: text }, admin.bearer)).text]);
      });
    }
    expect(told.length).toBeGreaterThan(200);
  });

  it("sent by mistake as a value are in no log line and no row of ours", async () => {
    const body = JSON.stringify({ currency: canary.eaKey, accounts: [admin.hash, `Bearer ${admin.bearer}`, token] });
    for (const worker of [withKeys, withTokens]) {
      const answer = await ask(worker, { path: "/posted-fixture", method: "POST", body }, admin.bearer);
      expect(answer.status).toBe(200);
      told.push(["posted", answer.text]);
    }
  });

  it("entered with a connection are sealed, and told to nobody, also where they do not belong", async () => {
    const storage = {
      kind: "azure-blob",
      container: "https://a.blob.core.windows.net/c",
      credentials: { kind: "sas", sas: { env: "ABI_SECRET_SAS" } },
    };
    const entry = { operation: "add", id: "exports", source: "azure-exports", config: { storage, dataset: "FocusCost" } };
    const bodies = [
      [200, { ...entry, secrets: { ABI_SECRET_SAS: canary.sealed } }],
      [400, { ...entry, secrets: { [canary.sealed]: canary.sealed } }],
      [400, { ...entry, config: { storage: { ...storage, credentials: { kind: "sas", sas: canary.sealed } }, dataset: canary.sealed } }],
      [400, { ...entry, id: canary.sealed.toUpperCase(), note: canary.sealed }],
      [200, { operation: "list" }],
      [200, { operation: "history", id: "exports" }],
    ] as const;
    for (const [status, body] of bodies) {
      const answer = await ask(withKeys, { path: "/operations/sources", method: "POST", body: JSON.stringify(body) }, admin.bearer);
      expect([answer.status, answer.text.includes('"set":"sealed"')]).toEqual([
        status,
        "operation" in body && (body.operation === "list" || (status === 200 && body.operation === "add")),
      ]);
      told.push([`operation ${JSON.stringify(body).slice(0, 40)}`, answer.text]);
    }
    expect(await lab.server.query("SELECT count() FROM SourceConnection WHERE sealed LIKE '%v1.%'", { database: "billing" })).toBe("1");
  });

  it("are used by an extraction, and in nothing that it says or stores, when it succeeds and when it fails", async () => {
    const simulator = await startSimulator({
      seed: 3,
      today: "2026-11-15",
      enrollments: [
        { number: "100100", key: canary.eaKey, rows: 500 },
        { number: "200200", key: "another key than ours", rows: 500 },
      ],
    });
    try {
      const published = await extract(simulator.url, "100100");
      expect(published).toMatch(/published/);
      const refused = await extract(simulator.url, "200200");
      expect(refused).toMatch(/key/i);
      told.push(["extraction", published], ["refused extraction", refused]);
      for (const fault of ["status-401", "status-403", "status-400", "link-other-host", "redirect-302-other"] as const) {
        simulator.setFaults([{ name: fault }]);
        told.push([fault, await extract(simulator.url, "100100")]);
      }
      const keyed = simulator.requests().filter(({ authorized }) => authorized);
      expect(keyed.length).toBeGreaterThan(0);
    } finally {
      await simulator.close();
    }
  });

  it("are not told when the database is away or refuses the reader", async () => {
    const refused = await lab.worker({ environment: { ...environment, AZURE_BILLING_CLICKHOUSE_READER: "nobody" } });
    await inParallel(lab.questions, 2, async (question) => {
      told.push([question.name, (await ask(refused, question, admin.bearer)).text]);
    });
    told.push(["worker of a refused reader", refused.said]);
    expect(refused.said).toMatch(/Authentication failed/);
    const last = [...refused.said.matchAll(/"request_id":"([^"]+)"/g)].at(-1)?.[1] ?? "";
    const stored = `SELECT count() FROM ApiAccessLog WHERE request_id = '${last}'`;
    await eventually(async () => ((await lab.server.query(stored, { database: "billing" })) === "1" ? true : undefined));
    const tables = await lab.server.query("SELECT name FROM system.tables WHERE database = 'billing' AND engine NOT LIKE '%View'");
    for (const table of tables.split("\n")) {
      told.push([table, await lab.server.query(`SELECT * FROM ${table} FORMAT JSONEachRow`, { database: "billing" })]);
    }
    await lab.server.signal("SIGKILL");
    await inParallel(lab.questions, 2, async (question) => {
      told.push([question.name, (await ask(withKeys, question, admin.bearer)).text]);
    });
    await eventually(() => (withKeys.said.includes("api-access-log-lost") ? true : undefined));
  });

  it("are nowhere in all of that, nor in what the workers said, nor in a file of the project", () => {
    told.push(["worker with keys", withKeys.said], ["worker with tokens", withTokens.said]);
    for (const file of filesOf(join(lab.project, ".moose"))) told.push([file, readFileSync(file, "latin1")]);
    for (const file of filesOf(join(tmpdir(), `azure-billing-metrics-${process.getuid?.() ?? 0}`)))
      told.push([file, readFileSync(file, "latin1")]);
    const found = told.flatMap(([where, text]) =>
      secrets.filter((secret) => text.includes(secret)).map((secret) => `${where}: ${secret.slice(0, 20)}`),
    );
    expect(found).toEqual([]);
    const bytes = told.reduce((sum, [, text]) => sum + text.length, 0);
    expect(bytes).toBeGreaterThan(500_000);
    expect(withKeys.said).toContain('"event":"api-request"');
    expect(told.some(([where, text]) => where === "ApiAccessLog" && text.includes("[redacted]"))).toBe(true);
  });
});

function filesOf(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .map((name) => join(directory, name))
    .filter((path) => statSync(path).isFile());
}
