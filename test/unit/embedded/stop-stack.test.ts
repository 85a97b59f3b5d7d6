import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { stackProcesses, stackVariable } from "../../../embedded/launcher/stack-processes.js";
import { stopStack } from "../../../embedded/launcher/stop-stack.js";
import { eventually } from "../../support/eventually";

let root: string;
let cli: ChildProcess;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "stop-stack-"));
});

afterEach(() => {
  for (const { pid } of stackProcesses(root)) process.kill(pid, "SIGKILL");
  rmSync(root, { recursive: true });
});

/** A process of the stack that stands for Moose's CLI, with a worker or without, and has heard nothing yet. */
async function startCli(script: string, hasWorker: boolean): Promise<void> {
  writeFileSync(
    join(root, "moose-runner"),
    `process.on("SIGTERM", () => { require("node:fs").writeFileSync("worker-ended", ""); process.exit(); });
    setInterval(() => undefined, 1000); require("node:fs").writeFileSync("worker-began", "");`,
  );
  const worker = `const worker = require("node:child_process").spawn(process.execPath, ["moose-runner", "streaming-functions"]);`;
  writeFileSync(
    join(root, "cli.js"),
    `${hasWorker ? worker : ""} ${script}; setInterval(() => undefined, 1000); require("node:fs").writeFileSync("cli-began", "");`,
  );
  cli = spawn(process.execPath, ["cli.js"], { cwd: root, env: { ...process.env, [stackVariable]: root }, stdio: "ignore" });
  for (const file of ["cli-began", ...(hasWorker ? ["worker-began"] : [])])
    await eventually(() => existsSync(join(root, file)) || undefined);
}

/** Each of them would end the test before it passed. */
const never = 3_600_000;

describe("a stop of the stack", () => {
  it("kills a CLI that stays after its workers have ended what they had begun", async () => {
    await startCli(`process.on("SIGINT", () => worker.kill("SIGTERM"))`, true);
    const patience = { interrupt: never, alone: 100, terminate: never, kill: never };
    expect(await stopStack(root, cli.pid, new AbortController().signal, patience)).toEqual([]);
    expect([existsSync(join(root, "worker-ended")), cli.signalCode ?? (await once(cli, "exit"))[1]]).toEqual([true, "SIGKILL"]);
  });

  it("lets a CLI without workers, as it is while it starts, end by itself", async () => {
    await startCli(`process.on("SIGINT", () => setTimeout(() => process.exit(7), 1000))`, false);
    const patience = { interrupt: never, alone: 0, terminate: never, kill: never };
    expect(await stopStack(root, cli.pid, new AbortController().signal, patience)).toEqual([]);
    expect(cli.exitCode ?? (await once(cli, "exit"))[0]).toBe(7);
  });
});
