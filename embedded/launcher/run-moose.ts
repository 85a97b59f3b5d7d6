import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { readDevLock } from "./dev-lock.js";
import { findMoose } from "./find-moose.js";
import { quoteWord } from "./quote-word.js";
import { stackEnvironment } from "./stack-environment.js";
import { stackVariable } from "./stack-processes.js";
import { isUnloadedFilesWarning } from "./start-moose.js";

/**
 * Runs one Moose command with the ports and the home directory of the stack that runs in this clone, or the configured ones when
 * none does. Returns the command's exit code. A command that asks nothing is shown without Moose's warning of unloaded files.
 */
export async function runMoose(directory: string, args: readonly string[]): Promise<number> {
  const root = realpathSync(directory);
  const lock = readDevLock(join(root, ".embedded/dev.lock"));
  const environment = stackEnvironment(root, lock?.stack ?? "embedded", { ...lock?.environment, ...process.env });
  // A command beside the stack is not part of it, and outlives its stop.
  Reflect.deleteProperty(environment, stackVariable);
  if (lock !== undefined) environment["PATH"] = `${nodeBesideStack(root)}${delimiter}${environment["PATH"] ?? ""}`;
  const asksNothing = ["check", "ls", "workflow"].includes(args[0] ?? "");
  const child = spawn(findMoose(root), args, {
    cwd: root,
    env: environment,
    stdio: asksNothing ? ["inherit", "pipe", "pipe"] : "inherit",
  });
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    if (from === null) continue;
    // `npm run moose -- ls | head` closes it early.
    to.once("error", () => child.kill());
    createInterface({ input: from }).on("line", (line) => {
      if (!isUnloadedFilesWarning(line)) to.write(`${line}\n`);
    });
  }
  await once(child, "close");
  return child.exitCode ?? 1;
}

/**
 * The directory of a `node` that runs await-compiled.mjs in place of moose-tspc, and is the real one for all else. Moose puts node_modules/.bin before PATH and
 * starts moose-tspc from there, whose first line asks PATH for node.
 */
function nodeBesideStack(root: string): string {
  const folder = join(root, ".embedded/beside-stack");
  const node = quoteWord(process.execPath);
  const script = `#!/bin/sh
case "$1" in
  */moose-tspc) exec ${node} ${quoteWord(join(root, "embedded/await-compiled.mjs"))} ;;
  *) exec ${node} "$@" ;;
esac
`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "node"), script);
  chmodSync(join(folder, "node"), 0o755);
  return folder;
}
