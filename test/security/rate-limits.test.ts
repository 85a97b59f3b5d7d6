import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findExecutable } from "../../embedded/set-up/find-executable.mjs";
import { freePorts } from "../e2e/free-ports";
import type { ApiProcess } from "./api-process";
import { makeKey } from "./bearer-tokens";
import { ask, SecurityLab } from "./security-lab";

const redis = findExecutable(["redis-server"], process.env["PATH"]);

/** Two API workers of two instances: a caller has one budget at both. */
describe.skipIf(redis === undefined)("the requests of a caller are counted over all instances", () => {
  let lab: SecurityLab;
  let store: ChildProcess;
  let workers: readonly ApiProcess[];
  const [reader, admin] = [makeKey(), makeKey()];
  const environment = { AZURE_BILLING_REQUESTS_PER_MINUTE: "1", AZURE_BILLING_REQUEST_BURST: "4" };

  beforeAll(async () => {
    const [port = 0] = await freePorts(1);
    store = spawn(redis ?? "", ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"], { stdio: "ignore" });
    await once(store, "spawn");
    lab = await SecurityLab.open();
    const own = {
      ...environment,
      MOOSE_REDIS_CONFIG__URL: `redis://127.0.0.1:${port}`,
      MOOSE_CONSUMPTION_API_KEY: reader.hash,
      MOOSE_AUTHENTICATION__ADMIN_API_KEY: admin.hash,
    };
    workers = await Promise.all([lab.worker({ environment: own }), lab.worker({ environment: own })]);
  });

  afterAll(async () => {
    await lab.close();
    store.kill();
  });

  it("so that it is refused at each beyond its burst, while another caller is answered", async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 8; count += 1) {
      const worker = workers[count % 2];
      if (worker === undefined) throw new TypeError("no worker");
      statuses.push((await ask(worker, { path: "/me" }, reader.bearer)).status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 429, 429, 429, 429]);
    for (const worker of workers) expect((await ask(worker, { path: "/me" }, admin.bearer)).status).toBe(200);
  });

  it("and what is posted is read whole, though the count is asked for first", async () => {
    const question = lab.questions.find(({ name }) => name === "query");
    if (question?.body === undefined) throw new TypeError("no question that is posted");
    for (const worker of workers) expect((await ask(worker, question, admin.bearer)).status).toBe(200);
  });

  it("and says when to come again", async () => {
    const [worker] = workers;
    const refused = await fetch(`${worker?.url ?? ""}/me`, { headers: { authorization: `Bearer ${reader.bearer}` } });
    expect(refused.status).toBe(429);
    const seconds = Number(refused.headers.get("retry-after"));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
  });
});
