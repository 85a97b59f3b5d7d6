import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { clearHeartbeat } from "../set-up/heartbeat.mjs";

export interface RunningMoose {
  readonly pid: number;
  /** The last line of its output, and when it came. */
  readonly lastHeard: () => { readonly line: string; readonly at: number };
  /** Resolves when the CLI has ended, with its exit code or the signal that ended it. */
  readonly exited: Promise<number | NodeJS.Signals>;
}

export interface MooseCommand {
  readonly binary: string;
  readonly args: readonly string[];
  readonly root: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly log: string;
  /** Whether the log already has the end of an earlier run, which stays. */
  readonly again: boolean;
  readonly quiet: boolean;
}

/**
 * Starts the CLI in a session of its own, so that Ctrl-C reaches the launcher alone: the terminal would interrupt ClickHouse together
 * with Moose, whose orderly stop needs ClickHouse. Its output goes to the log, and to the terminal unless quiet.
 */
export function startMoose({ binary, args, root, environment, log, again, quiet }: MooseCommand): RunningMoose {
  mkdirSync(dirname(log), { recursive: true });
  const file = createWriteStream(log, { flags: again ? "a" : "w" });
  const child = spawn(binary, args, { cwd: root, env: environment, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let heard = { line: "", at: Date.now() };
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      const plain = line.replace(colours, "");
      file.write(`${plain}\n`);
      heard = { line: plain.trim() === "" ? heard.line : plain.trim().replace(/\s+/g, " "), at: Date.now() };
      if (quiet || isUnloadedFilesWarning(plain)) return;
      clearHeartbeat();
      console.log(process.stdout.isTTY ? line : plain);
    });
  }
  const exited = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once("error", (error) => {
      console.error(error.message);
      resolve(127);
    });
    child.once("exit", (code, signal) => {
      file.end();
      resolve(code ?? signal ?? 1);
    });
  });
  return { pid: child.pid ?? 0, exited, lastHeard: () => heard };
}

/** Whether a line is Moose's warning of source files that it did not load. Those are the files that contain only types, so it has no meaning here. */
export function isUnloadedFilesWarning(line: string): boolean {
  return line.replace(colours, "").trimStart().startsWith("Unloaded Files");
}

const colours = /\u001b\[[0-9;?]*[A-Za-z]/g;
