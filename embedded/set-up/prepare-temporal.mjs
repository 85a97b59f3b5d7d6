import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { mooseSlots } from "../moose-slots.mjs";
import { UserProblem } from "../user-problem.mjs";
import { checkDirectory } from "./check-directory.mjs";
import { findExecutable } from "./find-executable.mjs";
import { runStep } from "./run-step.mjs";

/** @typedef {{ readonly path: string } | { readonly missing: string }} Temporal */

/**
 * Finds the Temporal CLI of the version Moose wants: on PATH, in the user's cache, or else built there once from its Go module.
 * Never throws: a stack without workflows is still useful, so the answer may be why there is none and how to get it, in one line.
 * @param {string} root where the build's log goes
 * @param {{ readonly env?: NodeJS.ProcessEnv, readonly signal?: AbortSignal | undefined }} [options] the signal ends a build
 * @returns {Promise<Temporal>}
 */
export async function prepareTemporal(root, { env = process.env, signal } = {}) {
  const onPath = findExecutable(["temporal"], env["PATH"]);
  if (onPath !== undefined && readTemporalVersion(onPath) === version) return { path: onPath };
  const cached = cachedTemporal(env);
  if (existsSync(cached)) return { path: cached };
  const go = findExecutable(["go"], env["PATH"]);
  if (go === undefined || !goIsNewEnough(go)) {
    return {
      missing: `there is no Temporal CLI ${version} and no Go ${oldestGo.join(".")} to build it. Install Go (https://go.dev/dl) ${orPath}`,
    };
  }
  try {
    return { path: await buildTemporal(go, cached, root, env, signal) };
  } catch (error) {
    if (!(error instanceof UserProblem)) throw error;
    return { missing: `${error.message} Or put a Temporal CLI ${version} on PATH.` };
  }
}

/**
 * Below the user's cache, not the project, so that a second clone does not build it again.
 * @param {NodeJS.ProcessEnv} [env]
 */
export function cachedTemporal(env = process.env) {
  const cache = env["XDG_CACHE_HOME"] || join(env["HOME"] || homedir(), ".cache");
  return join(cache, "azure-billing-intelligence/temporal", version, `${process.platform}-${process.arch}`, "temporal");
}

/**
 * Builds into a directory of its own and moves the result into place, so that an interrupted build leaves nothing half made.
 * @param {string} go
 * @param {string} target
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @param {AbortSignal | undefined} signal
 */
async function buildTemporal(go, target, root, env, signal) {
  const directory = dirname(target);
  mkdirSync(directory, { recursive: true });
  checkDirectory(directory, buildBytes);
  const building = mkdtempSync(join(directory, "building-"));
  try {
    const log = join(root, ".embedded/logs/temporal-build.log");
    const { code, reason } = await runStep({
      label: `Building Temporal ${version} from its Go module (once for all clones, a few minutes)`,
      command: go,
      args: ["install", "-v", "-ldflags", `-s -w -X github.com/temporalio/cli/temporalcli.Version=${version}`, `${goPackage}@v${version}`],
      directory: building,
      env: { ...env, GOBIN: building },
      log,
      signal,
    });
    if (code !== 0) throw new UserProblem(`Temporal could not be built (${reason}): see ${log}; it is tried again at the next start.`);
    renameSync(join(building, "temporal"), target);
    return target;
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

/** @param {string} executable */
function readTemporalVersion(executable) {
  return /^temporal version (\S+)/.exec(spawnSync(executable, ["--version"], { encoding: "utf8", timeout: 10_000 }).stdout)?.[1];
}

/** @param {string} go */
function goIsNewEnough(go) {
  const match = /go(\d+)\.(\d+)/.exec(spawnSync(go, ["version"], { encoding: "utf8", timeout: 10_000 }).stdout);
  const [major, minor] = [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)];
  return major > oldestGo[0] || (major === oldestGo[0] && minor >= oldestGo[1]);
}

const { version } = mooseSlots.temporal;
const goPackage = "github.com/temporalio/cli/cmd/temporal";
const oldestGo = /** @type {const} */ ([1, 23]);
const orPath = `or put that CLI on PATH, and start again.`;
/** The binary, the modules and the build cache of a first build. */
const buildBytes = 4e9;
