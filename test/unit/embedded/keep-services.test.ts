import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { fillSlots } from "../../../embedded/launcher/fill-slots.js";
import { keepServices } from "../../../embedded/launcher/keep-services.js";
import { processStartTime } from "../../../embedded/launcher/process-start-time.js";
import { afterDeath, type Deaths, isFailing, noDeaths, restartDelayMs } from "../../../embedded/launcher/restart-policy.js";
import { eventually } from "../../support/eventually";

describe("a service that ends by itself", () => {
  const waitsAfter = (lives: readonly number[]): readonly number[] => {
    let deaths: Deaths = noDeaths;
    return lives.map((lived) => restartDelayMs((deaths = afterDeath(deaths, lived))) / 1000);
  };

  it("is started again after a second, then after twice as long for each quick death, at most a minute", () => {
    expect(waitsAfter(Array<number>(9).fill(500))).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it("that had lived for a minute is started after a second, however often it ended before", () => {
    expect(waitsAfter([0, 0, 0, 60_000, 59_999, 0])).toEqual([1, 2, 4, 1, 1, 2]);
  });

  it("is said to fail from the fifth quick death in a row on, and not after many that were not quick", () => {
    const failing = (lives: readonly number[]): boolean => isFailing(lives.reduce(afterDeath, noDeaths));
    expect([[0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 60_000], Array<number>(20).fill(60_000)].map(failing)).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });
});

describe.runIf(process.platform === "linux" && process.arch === "x64")("the launcher", () => {
  const scratch = mkdtempSync(join(tmpdir(), "keep-services-"));
  const stop = new AbortController();
  let moose: ChildProcess | undefined;
  let again: number | undefined;
  afterAll(() => {
    stop.abort();
    moose?.kill("SIGKILL");
    if (again !== undefined && again !== moose?.pid) process.kill(again, "SIGKILL");
    rmSync(scratch, { recursive: true });
  });

  it("starts what Moose had started in its slot, in the same folder with the same words, and says each death", async () => {
    const server = join(scratch, "server.js");
    const heard = join(scratch, "heard");
    writeFileSync(
      server,
      `#!${process.execPath}\nif (process.argv[2] === "--version") process.exit(); require("node:fs").appendFileSync(${JSON.stringify(heard)}, JSON.stringify([process.cwd(), process.argv.slice(2)]) + "\\n"); setInterval(() => undefined, 1000);`,
      { mode: 0o755 },
    );
    const log = join(scratch, "temporal.log");
    const home = join(scratch, "home");
    const [, temporal] = fillSlots({ root: scratch, home, mooseBinary: "unused", temporal: server, clickhouseLog: log, temporalLog: log });
    if (temporal === undefined) throw new Error("the slot of Temporal is not filled");
    const slot = join(home, ".moose/binaries/temporal/1.3.0/linux-amd64/temporal");
    expect(temporal.pid()).toBeUndefined();

    const words = ["server", "start-dev", "--db-filename", "/a b/it's.db"];
    moose = spawn(slot, words, { cwd: scratch, stdio: "ignore" });
    await eventually(() => (temporal.pid() === moose?.pid ? true : undefined));
    // What only asks is not the server.
    await once(spawn(slot, ["--version"], { cwd: scratch, stdio: "ignore" }), "exit");
    expect(temporal.pid()).toBe(moose.pid);

    const said: string[] = [];
    keepServices([temporal], process.env, stop.signal, (line) => said.push(line));
    await eventually(() => readFileSync(heard, "utf8") || undefined);
    moose.kill("SIGKILL");
    await eventually(() => (said.length === 2 && readFileSync(heard, "utf8").split("\n").length > 2) || undefined);
    again = temporal.pid();
    expect(said).toEqual([
      `Temporal ended by itself (process ${moose.pid ?? 0}, for the first time). It is started again in 1 s. Its schedules and runs are on disk, and go on with it.`,
      `Temporal is started again (process ${again ?? 0}).`,
    ]);
    expect(processStartTime(again ?? 0)).toBeDefined();
    const runs = readFileSync(heard, "utf8").trim().split("\n");
    expect(runs).toEqual([JSON.stringify([scratch, words]), JSON.stringify([scratch, words])]);
  });
});
