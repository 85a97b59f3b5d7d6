import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runStep } from "./run-step.mjs";

/**
 * Builds the pages of dashboard/ into app/web/dashboard-build/, where `moose build` packs them and the web app at /ui reads them. Does nothing when they are
 * already built of the same files. A new build is made beside the old one and takes its place whole, so that a running stack never reads half of one.
 * @param {string} root
 * @returns {Promise<string | undefined>} why there is no build of these files: a stack without pages is still useful
 */
export async function buildDashboard(root) {
  if (!existsSync(join(root, "dashboard"))) return undefined;
  const target = join(root, builtDashboard);
  const stamp = inputsOf(root);
  const stampFile = join(target, ".inputs");
  const isBuilt = () => existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp;
  if (isBuilt()) return undefined;
  const building = mkdtempSync(`${target}ing-`);
  try {
    const log = join(root, ".embedded/logs/dashboard-build.log");
    const { code, reason } = await runStep({
      label: "Building the dashboard",
      command: process.execPath,
      args: [join(root, dashboardBuilder), "build", "dashboard", "--outDir", building, "--logLevel", "warn"],
      directory: root,
      env: { ...process.env, NODE_ENV: "production" },
      log,
    });
    if (code !== 0) return `it could not be built (${reason}): see ${log}`;
    writeFileSync(join(building, ".inputs"), stamp);
    rmSync(target, { recursive: true, force: true });
    // A folder made by mkdtemp is its maker's alone.
    chmodSync(building, 0o755);
    try {
      renameSync(building, target);
    } catch (error) {
      // Another process that built the same files was there first.
      if (!isBuilt()) throw error;
    }
    return undefined;
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

export const dashboardBuilder = "node_modules/vite/bin/vite.js";
export const builtDashboard = "app/web/dashboard-build";

/**
 * What a build is made of, as one hash.
 * @param {string} root
 */
function inputsOf(root) {
  const hash = createHash("sha256").update(readFileSync(join(root, "package-lock.json")));
  const pages = readdirSync(join(root, "dashboard"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    // Pictures of pages, of `npm run dashboard:shots`.
    .filter((file) => !file.startsWith(join(root, "dashboard/shots")));
  // All of app/ that the pages import: eslint.config.mjs.
  const files = [...pages, join(root, "app/domain/text/spreadsheet-cell.ts")].sort();
  for (const file of files) hash.update(`\0${file.slice(root.length)}\0`).update(readFileSync(file));
  return hash.digest("hex");
}
