import { spawn } from "node:child_process";
import { appendFileSync, closeSync, openSync } from "node:fs";

/**
 * Starts a service in a session of its own, since a Ctrl-C of the terminal is the launcher's alone. Its output goes to `log`, which begins anew unless it is started
 * `again`. Returns its process; 0 when it cannot be started, with the reason in the log.
 */
export function startDetached(command: string, args: readonly string[], { directory, environment, log, again }: DetachedStart): number {
  const out = openSync(log, again ? "a" : "w");
  const child = spawn(command, args, { cwd: directory, env: environment, detached: true, stdio: ["ignore", out, out] });
  closeSync(out);
  child.unref();
  child.once("error", (error) => {
    appendFileSync(log, `${error.message}\n`);
  });
  return child.pid ?? 0;
}

export interface DetachedStart {
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly log: string;
  readonly again: boolean;
}
