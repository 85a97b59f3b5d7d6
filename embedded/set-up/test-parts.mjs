import { existsSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setUpWithServices } from "../set-up.mjs";
import { UserProblem } from "../user-problem.mjs";
import { prepareObjectStore } from "./prepare-object-store.mjs";
import { runStep } from "./run-step.mjs";

/**
 * The object storage that the tests read from: versitygw speaks S3 and checks signatures (a Go module), Azurite speaks Azure Blob (an npm package of 374,
 * too many for our own lock file). Both are made once in the user's cache, so that a second clone has them at once.
 * @param {string} root where the logs go
 * @returns {Promise<{ readonly versitygw: string, readonly azurite: string }>} the executable, and the script that Node runs
 * @throws {UserProblem} no Go, or a registry did not answer
 */
export async function prepareTestParts(root, { env = process.env } = {}) {
  const [objectStore, azurite] = await Promise.all([prepareObjectStore(root, { env }), prepareAzurite(root, env)]);
  if ("missing" in objectStore) throw new UserProblem(`The tests of object storage cannot run: ${objectStore.missing}`);
  return { versitygw: objectStore.path, azurite };
}

/**
 * Installs into a directory of its own and moves it into place whole, so that an interrupted one leaves nothing half made, and two at once do no harm.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 */
async function prepareAzurite(root, env) {
  const cache = env["XDG_CACHE_HOME"] || join(env["HOME"] || homedir(), ".cache");
  const target = join(cache, "azure-billing-intelligence/azurite", azuriteVersion);
  const script = join(target, azuriteScript);
  if (existsSync(script)) return script;
  mkdirSync(dirname(target), { recursive: true });
  const building = mkdtempSync(`${target}-building-`);
  try {
    writeFileSync(join(building, "package.json"), '{ "private": true }\n');
    const log = join(root, ".embedded/logs/azurite-install.log");
    const { code, reason } = await runStep({
      label: `Installing Azurite ${azuriteVersion} (once for all clones)`,
      command: "npm",
      args: ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-save", `azurite@${azuriteVersion}`],
      directory: building,
      env,
      log,
    });
    if (code !== 0 || !existsSync(join(building, azuriteScript)))
      throw new UserProblem(`Azurite could not be installed (${reason}): see ${log}`);
    if (!existsSync(script)) {
      rmSync(target, { recursive: true, force: true });
      renameSync(building, target);
    }
    return script;
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

const azuriteScript = "node_modules/azurite/dist/src/blob/main.js";
const azuriteVersion = "3.35.0";

/** Sets up all that `npm test` needs; Azurite's packages come beside the project's own. */
async function main() {
  const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
  const azurite = prepareAzurite(root, process.env);
  azurite.catch(() => undefined);
  try {
    await setUpWithServices(root);
    await azurite;
    await prepareTestParts(root);
  } catch (error) {
    if (!(error instanceof UserProblem)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) void main();
