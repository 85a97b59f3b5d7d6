import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { findTakenPorts } from "../../embedded/launcher/check-ports.js";
import { stackProcesses } from "../../embedded/launcher/stack-processes.js";
import { prepareKafka } from "../../embedded/set-up/prepare-kafka.mjs";
import { eventually } from "../support/eventually";
import { useKeptCompile } from "../support/kept-compile";
import { DevProcess } from "./dev-process.js";
import { makeClone } from "./make-clone.js";
import { moveStackPorts, type StackPorts } from "./stack-ports.js";

let clone: string;
let ports: StackPorts;
const acknowledged = new Set<string>();
const start = (environment: NodeJS.ProcessEnv = {}): DevProcess =>
  new DevProcess(clone, { ...ports.environment, ...environment }, "--stack", "embedded", "--kafka", "--quiet");

beforeAll(async () => {
  clone = makeClone();
  useKeptCompile(clone);
  ports = await moveStackPorts();
});

afterAll(() => {
  for (const { pid } of stackProcesses(clone)) process.kill(pid, "SIGKILL");
  rmSync(clone, { recursive: true, force: true, maxRetries: 5 });
});

/** Posts a record of one; it is acknowledged when that is answered. Nothing may answer while Moose is started again. */
async function post(instanceId: string): Promise<void> {
  const record = { enrollment: "kafka", currency: "CNY", date: "2026-10-05", instanceId, extendedCost: "1" };
  const request = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(record) };
  const status = await fetch(`${ports.url}/ingest/AzureBillingDetail`, request).then(
    (response) => response.status,
    () => 0,
  );
  if (status === 200) acknowledged.add(instanceId);
}

const answer = z.object({ data: z.array(z.object({ charges: z.coerce.number() })) });
async function stored(): Promise<number> {
  const response = await fetch(`${ports.url}/api/costs?month=2026-10&billing_account=kafka`);
  const { data } = answer.parse(await response.json());
  return data[0]?.charges ?? 0;
}

/** Whatever was acknowledged is stored; of what was not, some may be. */
async function untilAllStored(): Promise<void> {
  await eventually(async () => ((await stored()) >= acknowledged.size ? true : undefined));
}

function kill(what: RegExp): void {
  const found = stackProcesses(clone).filter(({ command }) => what.test(command));
  expect(found).toHaveLength(1);
  for (const { pid } of found) process.kill(pid, "SIGKILL");
}

describe("npm run dev -- --kafka", () => {
  it("with a Java that is too old says so, and starts nothing", async () => {
    const folder = join(clone, ".embedded/old-java");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "java"), `#!/bin/sh\necho 'openjdk version "8.0.1"' >&2\n`);
    chmodSync(join(folder, "java"), 0o755);
    const attempt = start({ PATH: `${folder}:${process.env["PATH"] ?? ""}` });
    expect(await attempt.exited).toBe(1);
    expect(attempt.said).toContain("--kafka: Apache Kafka 3.9.1 needs Java 11 or newer on PATH.");
    expect(stackProcesses(clone)).toEqual([]);
  });

  it("keeps what was acknowledged when Kafka or Moose is killed, and leaves nothing behind", async ({ skip }) => {
    const kafka = await prepareKafka(process.cwd());
    if ("missing" in kafka) skip(kafka.missing);
    const run = start();
    await run.untilSaid("Ready after");
    expect(run.said).toContain("Apache Kafka at 127.0.0.2:");
    for (let index = 0; index < 20; index += 1) await post(`first-${index}`);
    expect(acknowledged.size).toBe(20);
    await untilAllStored();

    for (let index = 0; index < 20; index += 1) await post(`killed-kafka-${index}`);
    kill(/kafka\.Kafka/);
    await run.untilSaid("Kafka is started again");
    await eventually(async () => {
      await post("after-kafka");
      return acknowledged.has("after-kafka") || undefined;
    });
    await untilAllStored();

    for (let index = 0; index < 20; index += 1) await post(`killed-moose-${index}`);
    kill(/moose-cli\S* dev/);
    await run.untilSaid("Nothing that was accepted is lost.");
    await eventually(() => run.said.split("Ready after").length > 2 || undefined);
    await untilAllStored();
    expect(acknowledged.size).toBe(61);

    run.pressCtrlC();
    expect(await run.exited).toBe(0);
    expect(stackProcesses(clone)).toEqual([]);
    expect(await findTakenPorts(ports.all)).toEqual([]);
  });
});
