import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Stands for `moose-tspc` in a Moose command beside a running `npm run dev`. The real one compiles what the stack has compiled already, which takes
 * twenty seconds, and deletes the tsconfig.moose-build.json of the stack's own compiler, which then ends, and with it hot reload, without an error.
 * This one waits until the stack has compiled the latest change.
 */
async function awaitCompiled() {
  const root = process.cwd();
  const buildInfo = join(root, ".moose/compiled/.tsbuildinfo");
  const changed = latestChange(join(root, "app"));
  const deadline = Date.now() + patienceMs;
  while (modified(buildInfo) < changed.at && Date.now() < deadline) await sleep(250);
  const compiled = modified(buildInfo);
  if (compiled === 0) throw new Error("npm run dev has not compiled the project yet: see its output, then try again.");
  if (compiled < changed.at) {
    console.error(
      `npm run dev has not compiled the change of ${changed.file} within ${patienceMs / 1000} s: see its output. This command uses its last successful compile.`,
    );
  }
}

/** @param {string} folder */
function latestChange(folder) {
  let latest = { file: "", at: 0 };
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    const at = modified(file);
    if (at > latest.at) latest = { file, at };
  }
  return latest;
}

/** @param {string} file */
function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

const patienceMs = 30_000;

try {
  await awaitCompiled();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
