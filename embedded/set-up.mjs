import { readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildDashboard } from "./set-up/build-dashboard.mjs";
import { checkDirectory } from "./set-up/check-directory.mjs";
import { checkNodeVersion } from "./set-up/check-node-version.mjs";
import { checkPlatform, readPlatformFacts } from "./set-up/check-platform.mjs";
import { installPackages } from "./set-up/install-packages.mjs";
import { prepareObjectStore } from "./set-up/prepare-object-store.mjs";
import { prepareTemporal } from "./set-up/prepare-temporal.mjs";
import { UserProblem } from "./user-problem.mjs";

/**
 * Services that are built here.
 * @typedef {object} Built
 * @property {import("./set-up/go-program.mjs").Program | undefined} temporal undefined: it is not wanted
 * @property {import("./set-up/go-program.mjs").Program} objectStore
 */

/**
 * Everything a fresh machine needs before the first package can be imported: fit machine, packages installed; and the dashboard built, which needs them.
 * Uses nothing but Node itself, and returns at once when all is there.
 * @param {string} root
 * @param {{ readonly builds?: boolean, readonly temporal?: boolean }} [options] whether to build services while packages are installed, which takes as long
 *   again, and whether Temporal is one of them
 * @returns {Promise<Built | undefined>} undefined: nobody looked for them
 * @throws {UserProblem}
 */
export async function setUp(root, { builds = false, temporal = true } = {}) {
  checkPlatform(readPlatformFacts());
  checkNodeVersion(process.versions.node, readNodeRange(root));
  checkDirectory(join(root, ".embedded"), runningBytes);
  const failed = new AbortController();
  /** @type {Promise<Built> | undefined} */
  let building;
  try {
    await installPackages(root, () => {
      if (builds) building = buildServices(root, { temporal, signal: failed.signal });
    });
  } catch (error) {
    failed.abort();
    await building;
    throw error;
  }
  const missing = await buildDashboard(root);
  if (missing !== undefined) console.log(`The dashboard will be off: ${missing}`);
  return building;
}

/**
 * @param {string} root
 * @param {{ readonly temporal: boolean, readonly signal?: AbortSignal }} options
 * @returns {Promise<Built>}
 */
export async function buildServices(root, { temporal, signal }) {
  const [built, objectStore] = await Promise.all([
    temporal ? prepareTemporal(root, { signal }) : undefined,
    prepareObjectStore(root, { signal }),
  ]);
  return { temporal: built, objectStore };
}

/** @param {string} root */
function readNodeRange(root) {
  const range = /"node":\s*"([^"]+)"/.exec(readFileSync(join(root, "package.json"), "utf8"))?.[1];
  if (range === undefined) throw new Error("package.json has no engines.node");
  return range;
}

/** Room for the tables of a small trial; a full disk stops ClickHouse in the middle of an insert. */
const runningBytes = 0.5e9;

/**
 * The same with the services that are built here, and says what will be off.
 * @param {string} root
 * @throws {UserProblem}
 */
export async function setUpWithServices(root) {
  const started = Date.now();
  const { temporal, objectStore } = (await setUp(root, { builds: true })) ?? (await buildServices(root, { temporal: true }));
  if (temporal !== undefined && "missing" in temporal) console.log(`Workflows will be off: ${temporal.missing}`);
  if ("missing" in objectStore) console.log(`Object storage will be off: ${objectStore.missing}`);
  console.log(`Set up after ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

async function main() {
  try {
    await setUpWithServices(dirname(dirname(fileURLToPath(import.meta.url))));
  } catch (error) {
    if (!(error instanceof UserProblem)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) void main();
