import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findTakenPorts } from "../../embedded/launcher/check-ports.js";
import { stackProcesses } from "../../embedded/launcher/stack-processes.js";
import { prepareTemporal } from "../../embedded/set-up/prepare-temporal.mjs";
import { DevProcess } from "./dev-process.js";
import { eventually } from "./eventually.js";
import { makeClone } from "./make-clone.js";
import { moveStackPorts, type StackPorts } from "./stack-ports.js";

let clone: string;
let ports: StackPorts;

beforeAll(async () => {
  clone = makeClone();
  ports = await moveStackPorts();
});

afterAll(() => {
  for (const { pid } of stackProcesses(clone)) process.kill(pid, "SIGKILL");
  rmSync(clone, { recursive: true, force: true, maxRetries: 5 });
});

const dev = (...flags: readonly string[]): DevProcess => new DevProcess(clone, ports.environment, "--stack", "embedded", ...flags);

/** `npm run moose` in the clone, which finds the stack's ports by itself. */
function moose(...args: readonly string[]): string {
  return execFileSync("npm", ["run", "--silent", "moose", "--", ...args], { cwd: clone, encoding: "utf8" });
}

async function post(chargeId: string, cost: string): Promise<void> {
  const charge = { billing_account_id: "100", charge_id: chargeId, date: "2026-10-05T00:00:00", extended_cost: cost };
  const response = await fetch(`${ports.url}/ingest/AzureBillingDetail`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(charge),
  });
  expect([response.status, await response.text()]).toEqual([200, "SUCCESS"]);
}

const costs = async (): Promise<unknown> => (await fetch(`${ports.url}/api/costs?month=2026-10`)).json();

async function expectNothingLeft(): Promise<void> {
  expect(stackProcesses(clone)).toEqual([]);
  expect(await findTakenPorts(ports.all)).toEqual([]);
}

describe("npm run dev", () => {
  let first: DevProcess;

  beforeAll(async () => {
    first = dev();
    await first.untilSaid("Ready after");
  });

  it("says where everything is, once it is there", () => {
    expect(first.said).toContain(`POST ${ports.url}/ingest/AzureBillingDetail`);
    expect(first.said).toContain("(embedded stack)");
  });

  it("takes a posted charge through stream and table to the API, exact to the last digit", async () => {
    await post("e2e-1", "0.000000123456789012");
    const answer = await eventually(async () => {
      const rows = await costs();
      return Array.isArray(rows) && rows.length > 0 ? rows : undefined;
    });
    expect(answer).toEqual([{ billing_account_id: "100", cost: "0.000000123456789012", charges: "1" }]);
  });

  it("has Temporal run the workflow, which leaves its row", async () => {
    moose("workflow", "run", "count-live-charges");
    const row = await eventually(
      () => /"outcome":"[^"]*","charges":"?\d+/.exec(moose("query", "select outcome, charges from WorkflowExecution"))?.[0],
    );
    expect(row.replaceAll('"', "")).toBe("outcome:succeeded,charges:1");
  });

  it("answers moose query with the engine's version", () => {
    expect(moose("query", "select version()")).toMatch(/"version\(\)":"\d+\.\d+/);
  });

  it("runs the Temporal server of its own version", async () => {
    const temporal = await prepareTemporal(clone);
    if (!("path" in temporal)) throw new Error(temporal.missing);
    const { stdout } = spawnSync(temporal.path, ["operator", "cluster", "system", "--address", ports.temporal, "-o", "json"], {
      encoding: "utf8",
    });
    expect(JSON.parse(stdout)).toMatchObject({ serverVersion: expect.stringMatching(/^1\.\d+\.\d+/) as string });
  });

  it("started a second time says that one runs, where, and exits with 1", async () => {
    const second = dev();
    expect(await second.exited).toBe(1);
    expect(second.said).toContain(`runs already (process ${first.launcherPid()}, ${ports.url})`);
    expect((await fetch(`${ports.url}/ready`)).status).toBe(200);
  });

  it("at Ctrl-C ends with 0 and leaves no process and no port", async () => {
    first.pressCtrlC();
    expect(await first.exited).toBe(0);
    expect(first.said).toContain("Stopped: no process and no port is left.");
    await expectNothingLeft();
  });

  it("started again still has the data, and recovers from a launcher that was killed", async () => {
    const killed = dev("--quiet");
    await killed.untilSaid("Ready after");
    expect(await costs()).toMatchObject([{ charges: "1" }]);
    await post("e2e-2", "1");
    await eventually(async () => (JSON.stringify(await costs()).includes('"charges":"2"') ? true : undefined));
    process.kill(killed.launcherPid(), "SIGKILL");
    await killed.exited;
    expect(stackProcesses(clone)).not.toEqual([]);

    const recovered = dev("--quiet");
    await recovered.untilSaid("Ready after");
    expect(recovered.said).toMatch(/Stopping \d+ processes that an earlier start left behind/);
    expect(await costs()).toEqual([{ billing_account_id: "100", cost: "1.000000123456789012", charges: "2" }]);

    recovered.terminateNpm();
    await eventually(async () => (stackProcesses(clone).length === 0 && (await findTakenPorts(ports.all)).length === 0 ? true : undefined));
  });
});

describe("npm run dev refuses in one line, with exit code 1,", () => {
  const refusal = async (environment: NodeJS.ProcessEnv = {}, ...flags: readonly string[]): Promise<string> => {
    const attempt = new DevProcess(clone, { ...ports.environment, ...environment }, ...flags);
    expect(await attempt.exited).toBe(1);
    const own = attempt.said.split("\n").filter((line) => line !== "" && !/^(> |npm )/.test(line));
    expect(own).toHaveLength(1);
    await expectNothingLeft();
    return own.join();
  };

  it("a port that is taken, naming the port, who has it, and what moves it", async () => {
    const holder = createServer();
    const [taken] = (await moveStackPorts()).all;
    await new Promise<void>((resolve) => holder.listen(taken, "127.0.0.1", resolve));
    try {
      const line = await refusal({ MOOSE_CLICKHOUSE_CONFIG__HOST_PORT: String(taken) }, "--stack", "embedded");
      expect(line).toContain(`port ${String(taken)} for ClickHouse (HTTP) is taken by process ${process.pid}`);
      expect(line).toContain("MOOSE_CLICKHOUSE_CONFIG__HOST_PORT moves it");
    } finally {
      holder.close();
    }
  });

  it("a moose.config.toml that cannot be read", async () => {
    const file = join(clone, "moose.config.toml");
    const good = readFileSync(file, "utf8");
    try {
      writeFileSync(file, 'language = "Typescript\n');
      expect(await refusal()).toMatch(/moose\.config\.toml line \d+ is not TOML: unexpected .*git checkout moose\.config\.toml/);
      rmSync(file);
      expect(await refusal()).toMatch(/moose\.config\.toml is missing/);
    } finally {
      writeFileSync(file, good);
    }
  });

  it("values that cannot be used, all at once", async () => {
    const line = await refusal({ MOOSE_HTTP_SERVER_CONFIG__PORT: "70000", MOOSE_FEATURES__WORKFLOWS: "maybe" });
    expect(line).toMatch(/http_server_config\.port/);
    expect(line).toMatch(/features\.workflows/);
  });

  it("an unknown flag or stack, naming what is allowed", async () => {
    expect(await refusal({}, "--stak", "docker")).toMatch(/--stak: allowed are --stack/);
    expect(await refusal({}, "--stack", "cloud")).toMatch(/allowed are auto, docker, native, embedded/);
  });

  it("Docker, when it was asked for and no engine answers", async () => {
    expect(await refusal({ MOOSE_DEV__CONTAINER_CLI_PATH: "/bin/false" }, "--stack", "docker")).toMatch(
      /start Docker, or use --stack embedded/,
    );
  });
});
