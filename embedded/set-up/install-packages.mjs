import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserProblem } from "../user-problem.mjs";
import { dashboardBuilder } from "./build-dashboard.mjs";
import { checkBuildTools } from "./check-build-tools.mjs";
import { checkDirectory } from "./check-directory.mjs";
import { findNodeHeaders } from "./find-node-headers.mjs";
import { runStep } from "./run-step.mjs";

/**
 * Makes node_modules what package-lock.json says, with the Kafka client compiled; does nothing when it already is.
 * `npm install` without saving, not `npm ci`, which would compile the Kafka client anew for every change of another package.
 * @param {string} root
 * @param {() => void} beside is called when something has to be installed, just before npm starts
 * @throws {UserProblem} no compiler, no room, or npm failed (its whole output stays in .embedded/logs)
 */
export async function installPackages(root, beside = () => undefined) {
  const stamp = packagesStamp(root);
  if (packagesAreInstalled(root, stamp)) return;
  checkBuildTools();
  checkDirectory(root, installedBytes);
  removeForeignModules(root);
  const headers = findNodeHeaders();
  const env = {
    ...process.env,
    // The static build of librdkafka downloads its dependencies from hosts other than the package registry.
    CKJS_LINKING: "dynamic",
    // Its build steps race when made in parallel: headers are missing, or half written.
    JOBS: "1",
    MAKEFLAGS: "",
    ...(headers === undefined ? {} : { npm_config_nodedir: headers }),
  };
  const install = ["install", "--no-save", "--include=dev", "--foreground-scripts", "--loglevel=http", "--no-audit", "--no-fund"];
  beside();
  await runNpm(root, env, "Installing packages (the Kafka client is compiled: a minute or two)", install);
  if (!existsSync(join(root, kafkaAddon))) {
    await runNpm(root, env, "Compiling the Kafka client", ["rebuild", "--foreground-scripts", "@514labs/kafka-javascript"]);
  }
  if (!existsSync(join(root, kafkaAddon))) {
    throw new UserProblem(
      `npm did not build ${kafkaAddon}: allow install scripts (npm config delete ignore-scripts), then run this again.`,
    );
  }
  writeFileSync(join(root, stampFile), stamp);
}

/**
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @param {string} label
 * @param {readonly string[]} args
 */
async function runNpm(root, env, label, args) {
  const log = join(root, `.embedded/logs/npm-${args[0] ?? ""}.log`);
  const { code, reason } = await runStep({ label, command: "npm", args, directory: root, env, log });
  if (code >= 130) throw new UserProblem("Interrupted: run the same command again to go on.");
  if (code !== 0) throw new UserProblem(`npm ${args[0] ?? ""} failed (${reason}): see ${log}, then run this again.`);
}

/**
 * Modules compiled for another Node or machine (a copied directory, a new Node) look installed to npm and fail when loaded.
 * @param {string} root
 */
function removeForeignModules(root) {
  const file = join(root, stampFile);
  if (existsSync(file) && !readFileSync(file, "utf8").endsWith(machine())) rmSync(join(root, "node_modules"), { recursive: true });
}

/**
 * They are not after `npm prune --omit=dev`, which docs/operate.md has and which leaves the stamp: nothing would be there to build the dashboard with.
 * @param {string} root
 * @param {string} [stamp]
 */
export function packagesAreInstalled(root, stamp = packagesStamp(root)) {
  const file = join(root, stampFile);
  return (
    existsSync(file) &&
    readFileSync(file, "utf8") === stamp &&
    existsSync(join(root, kafkaAddon)) &&
    existsSync(join(root, dashboardBuilder))
  );
}

/** @param {string} root */
export function packagesStamp(root) {
  const lock = readFileSync(join(root, "package-lock.json"));
  return `${createHash("sha256").update(lock).digest("hex")} ${machine()}`;
}

function machine() {
  return `${process.version} ${process.platform} ${process.arch}`;
}

const kafkaAddon = "node_modules/@514labs/kafka-javascript/build/Release/confluent-kafka-javascript.node";
const stampFile = "node_modules/.azure-billing-intelligence-set-up";
/** node_modules (1.4 GB), the objects of the Kafka client, and npm's cache. */
const installedBytes = 3e9;
