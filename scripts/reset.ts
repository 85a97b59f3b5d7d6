import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { readDevLock } from "../embedded/launcher/dev-lock.js";
import { stackProcesses } from "../embedded/launcher/stack-processes.js";
import { runCommand } from "./run-command";

const help = `Deletes the stored data of this folder, so that the next npm run dev or npm run demo starts with empty tables.

  npm run reset              lists what would be deleted
  npm run reset -- --yes     deletes it

  .moose       all tables of all databases: charges, bills, rules, budgets; workflow history; compiled code
  .embedded    home directory of the Moose CLI, objects in storage, and logs

  Kept: node_modules, source code, settings such as .env.local, and the builds of Temporal and versitygw in ~/.cache.
  The stack of this folder must be stopped. Exit codes: 0 deleted or nothing to delete, 1 not deleted, 2 invalid command.
`;

/** The stack's folders in the project. The next start recreates both. */
const folders = [".moose", ".embedded"];

function main(): Promise<number> {
  const { values } = parseArgs({ options: { yes: { type: "boolean" }, help: { type: "boolean" } } });
  if (values.help === true) {
    process.stdout.write(help);
    return Promise.resolve(0);
  }
  return Promise.resolve(reset(resolve(__dirname, ".."), values.yes === true));
}

function reset(root: string, confirmed: boolean): number {
  const running = readDevLock(join(root, ".embedded/dev.lock"));
  const left = stackProcesses(root);
  if (running !== undefined || left.length > 0) {
    const who = running === undefined ? `process ${left.map(({ pid }) => pid).join(", ")}` : `process ${running.pid}, ${running.url}`;
    console.error(`The stack of this folder is already running (${who}): stop it with Ctrl-C first. Nothing was deleted.`);
    return 1;
  }
  const there = folders.map((name) => join(root, name)).filter((folder) => existsSync(folder));
  if (there.length === 0) {
    console.log("There is nothing to delete.");
    return 0;
  }
  for (const folder of there) console.log(`${confirmed ? "Deleting" : "Would delete"} ${relative(root, folder)}: ${megabytes(folder)} MB`);
  if (!confirmed) {
    console.log("Nothing was deleted. npm run reset -- --yes deletes it.");
    return 1;
  }
  for (const folder of there) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  return 0;
}

function megabytes(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = files.reduce((sum, entry) => sum + (statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0), 0);
  return (bytes / 1e6).toFixed(1);
}

runCommand(main);
