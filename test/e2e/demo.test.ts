import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findTakenPorts } from "../../embedded/launcher/check-ports.js";
import { stackProcesses } from "../../embedded/launcher/stack-processes.js";
import { prepareObjectStore } from "../../embedded/set-up/prepare-object-store.mjs";
import { prepareTemporal } from "../../embedded/set-up/prepare-temporal.mjs";
import { makeClone } from "./make-clone.js";
import { moveStackPorts, type StackPorts } from "./stack-ports.js";

describe("npm run demo -- --once", () => {
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

  it("extracts three months through the workflow, reads the restated one again and two exports from object storage, and proves every total equal to the source's", async () => {
    const { status, stdout, stderr } = spawnSync("npm", ["run", "--silent", "demo", "--", "--once", "--rows", "1500"], {
      cwd: clone,
      env: { ...process.env, ...ports.environment },
      encoding: "utf8",
      timeout: 1_100_000,
    });
    expect(`${stdout}${stderr}`).toMatch(/no process is running and no port is open\.\n$/);
    expect(status).toBe(0);
    const how = "path" in (await prepareTemporal(clone)) ? "workflow" : "command";
    expect(stdout.match(/: published .*: 1500 charges/g)).toHaveLength(2);
    expect(stdout.split(`  ${how} extract: enrollment 100100, `)).toHaveLength(5);
    expect(stdout.match(/equal to the last digit, by day, subscription and meter category too/g)).toHaveLength(6);
    expect(stdout.match(/equal to the last digit, by charge and pricing category and commitment too/g)).toHaveLength(6);
    if ("path" in (await prepareObjectStore(clone)))
      expect(stdout.match(/exports the bill of account (?:200200|123456789012) to s3:\/\/bills/g)).toHaveLength(2);
    expect(stdout).toMatch(/What changed between the two readings\n +currency +added/);
    expect(stackProcesses(clone)).toEqual([]);
    expect(await findTakenPorts(ports.all)).toEqual([]);
  });

  it("asks for all three variables of a real enrollment, or none", () => {
    const { status, stderr } = spawnSync("npm", ["run", "--silent", "demo", "--", "--once"], {
      cwd: clone,
      env: { ...process.env, ...ports.environment, AZURE_EA_ENROLLMENT: "7" },
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: "AZURE_EA_API_KEY and AZURE_EA_BASE_URL missing: set all three for a real enrollment, or none.\n",
    });
  });
});
