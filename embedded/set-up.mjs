import { readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkDirectory } from "./set-up/check-directory.mjs";
import { checkNodeVersion } from "./set-up/check-node-version.mjs";
import { checkPlatform, readPlatformFacts } from "./set-up/check-platform.mjs";
import { installPackages } from "./set-up/install-packages.mjs";
import { prepareTemporal } from "./set-up/prepare-temporal.mjs";
import { UserProblem } from "./user-problem.mjs";

/**
 * Everything a fresh machine needs before the first package can be imported: fit machine, packages installed.
 * Uses nothing but Node itself, and returns at once when all is there.
 * @param {string} root
 * @param {{ readonly temporal?: boolean }} [options] whether to prepare Temporal while packages are installed, which takes as long again
 * @returns {Promise<import("./set-up/prepare-temporal.mjs").Temporal | undefined>} undefined: nobody looked for Temporal
 * @throws {UserProblem}
 */
export async function setUp(root, { temporal = false } = {}) {
  checkPlatform(readPlatformFacts());
  checkNodeVersion(process.versions.node, readNodeRange(root));
  checkDirectory(join(root, ".embedded"), runningBytes);
  const failed = new AbortController();
  /** @type {ReturnType<typeof prepareTemporal> | undefined} */
  let preparing;
  try {
    await installPackages(root, () => {
      if (temporal) preparing = prepareTemporal(root, { signal: failed.signal });
    });
  } catch (error) {
    failed.abort();
    await preparing;
    throw error;
  }
  return preparing;
}

/** @param {string} root */
function readNodeRange(root) {
  const range = /"node":\s*"([^"]+)"/.exec(readFileSync(join(root, "package.json"), "utf8"))?.[1];
  if (range === undefined) throw new Error("package.json names no engines.node");
  return range;
}

/** Room for the tables of a small trial; a full disk stops ClickHouse in the middle of an insert. */
const runningBytes = 0.5e9;

async function main() {
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const started = Date.now();
  try {
    const temporal = (await setUp(root, { temporal: true })) ?? (await prepareTemporal(root));
    if ("missing" in temporal) console.log(`Workflows will be off: ${temporal.missing}`);
    console.log(`Set up after ${((Date.now() - started) / 1000).toFixed(1)} s`);
  } catch (error) {
    if (!(error instanceof UserProblem)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
