import { existsSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { UserProblem } from "../user-problem.mjs";
import { findExecutable } from "./find-executable.mjs";
import { runStep } from "./run-step.mjs";

/**
 * The object storage that the tests read from: versitygw speaks S3 and checks signatures (a Go module), Azurite speaks Azure Blob (an npm package of 374,
 * too many for our own lock file). Both are made once in the user's cache, so that a second clone has them at once.
 * @param {string} root where the logs go
 * @returns {Promise<{ readonly versitygw: string, readonly azurite: string }>} the executable, and the script that Node runs
 * @throws {UserProblem} no Go, or a registry did not answer
 */
export async function prepareTestParts(root, { env = process.env } = {}) {
  const [versitygw, azurite] = await Promise.all([prepareVersitygw(root, env), prepareAzurite(root, env)]);
  return { versitygw, azurite };
}

/**
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 */
async function prepareVersitygw(root, env) {
  return make(env, join("versitygw", versitygwVersion, `${process.platform}-${process.arch}`), "versitygw", (building) => {
    const go = findExecutable(["go"], env["PATH"]);
    if (go === undefined)
      throw new UserProblem("The tests of object storage build versitygw from its Go module: install Go (https://go.dev/dl).");
    return {
      label: `Building versitygw ${versitygwVersion} from its Go module (once for all clones, two minutes)`,
      command: go,
      args: ["install", "-v", "-ldflags", "-s -w", `github.com/versity/versitygw/cmd/versitygw@v${versitygwVersion}`],
      directory: building,
      env: { ...env, GOBIN: building, CGO_ENABLED: "0" },
      log: join(root, ".embedded/logs/versitygw-build.log"),
    };
  });
}

/**
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 */
async function prepareAzurite(root, env) {
  const script = "node_modules/azurite/dist/src/blob/main.js";
  return make(env, join("azurite", azuriteVersion), script, (building) => {
    writeFileSync(join(building, "package.json"), '{ "private": true }\n');
    return {
      label: `Installing Azurite ${azuriteVersion} (once for all clones)`,
      command: "npm",
      args: ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-save", `azurite@${azuriteVersion}`],
      directory: building,
      env,
      log: join(root, ".embedded/logs/azurite-install.log"),
    };
  });
}

/**
 * Makes a directory of the cache and moves it into place whole, so that an interrupted build leaves nothing half made, and two at once do no harm.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} name
 * @param {string} file what must be in it in the end
 * @param {(building: string) => import("./run-step.mjs").Step} stepIn
 */
async function make(env, name, file, stepIn) {
  const cache = env["XDG_CACHE_HOME"] || join(env["HOME"] || homedir(), ".cache");
  const target = join(cache, "azure-billing-intelligence", name);
  if (existsSync(join(target, file))) return join(target, file);
  mkdirSync(dirname(target), { recursive: true });
  const building = mkdtempSync(`${target}-building-`);
  try {
    const step = stepIn(building);
    const { code, reason } = await runStep(step);
    if (code !== 0 || !existsSync(join(building, file))) throw new UserProblem(`${step.label} failed (${reason}): see ${step.log}`);
    if (!existsSync(join(target, file))) {
      rmSync(target, { recursive: true, force: true });
      renameSync(building, target);
    }
    return join(target, file);
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

const versitygwVersion = "1.8.0";
const azuriteVersion = "3.35.0";

async function main() {
  try {
    await prepareTestParts(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
  } catch (error) {
    if (!(error instanceof UserProblem)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) void main();
