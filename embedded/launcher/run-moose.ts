import { spawnSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { join } from "node:path";
import { readDevLock } from "./dev-lock.js";
import { findMoose } from "./find-moose.js";
import { stackEnvironment } from "./stack-environment.js";
import { stackVariable } from "./stack-processes.js";

/**
 * Runs one Moose command with the ports and the home directory of the stack that runs in this clone, or the configured ones when
 * none does. Returns the command's exit code.
 */
export function runMoose(directory: string, args: readonly string[]): number {
  const root = realpathSync(directory);
  const lock = readDevLock(join(root, ".embedded/dev.lock"));
  const environment = stackEnvironment(root, lock?.stack ?? "embedded", { ...lock?.environment, ...process.env });
  // A command beside the stack is not part of it, and outlives its stop.
  Reflect.deleteProperty(environment, stackVariable);
  return spawnSync(findMoose(root), args, { cwd: root, env: environment, stdio: "inherit" }).status ?? 1;
}
