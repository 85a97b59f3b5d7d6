import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { UserProblem } from "../user-problem.mjs";
import { checkDirectory } from "./check-directory.mjs";
import { findExecutable } from "./find-executable.mjs";
import { runStep } from "./run-step.mjs";

/**
 * A program that is built from its Go module.
 * @typedef {object} GoProgram
 * @property {string} name of its folder in the cache, and of the executable
 * @property {string} [executable] its name, where it is another one
 * @property {string} title for messages: `Temporal`
 * @property {string} wanted for messages: `Temporal CLI 1.3.0`
 * @property {string} version
 * @property {string} module what `go install` takes, without its version
 * @property {string} [linkerFlags]
 * @property {Readonly<Record<string, string>>} [environment] of the build
 * @property {readonly [number, number]} oldestGo
 * @property {string} [otherwise] what to do instead of installing Go
 */

/** @typedef {{ readonly path: string } | { readonly missing: string }} Program */

/**
 * Builds a program once, into the user's cache and not the project, so that a second clone does not build it again.
 * Never throws: a stack without one of its services is still useful, so the answer may be why there is none and how to get it, in one line.
 * @param {GoProgram} program
 * @param {string} root where the build's log goes
 * @param {{ readonly env?: NodeJS.ProcessEnv, readonly signal?: AbortSignal | undefined }} [options] the signal ends a build
 * @returns {Promise<Program>}
 */
export async function prepareGoProgram(program, root, { env = process.env, signal } = {}) {
  const cached = cachedProgram(program, env);
  if (existsSync(cached)) return { path: cached };
  const { wanted, oldestGo, otherwise } = program;
  const go = findExecutable(["go"], env["PATH"]);
  if (go === undefined || !goIsNewEnough(go, oldestGo)) {
    const way = otherwise === undefined ? ", and start again." : ` or ${otherwise}, and start again.`;
    return { missing: `found neither ${wanted} nor Go ${oldestGo.join(".")} to build it. Install Go (https://go.dev/dl)${way}` };
  }
  try {
    await build(program, go, cached, root, env, signal);
    return { path: cached };
  } catch (error) {
    if (!(error instanceof UserProblem)) throw error;
    return { missing: otherwise === undefined ? error.message : `${error.message} Or ${otherwise}.` };
  }
}

/**
 * @param {Pick<GoProgram, "name" | "executable" | "version">} program
 * @param {NodeJS.ProcessEnv} [env]
 */
export function cachedProgram({ name, executable = name, version }, env = process.env) {
  return join(userCache(env), name, version, `${process.platform}-${process.arch}`, executable);
}

/**
 * Where what is built or downloaded once for all clones is kept.
 * @param {NodeJS.ProcessEnv} env
 */
export function userCache(env) {
  return join(env["XDG_CACHE_HOME"] || join(env["HOME"] || homedir(), ".cache"), "azure-billing-intelligence");
}

/**
 * Builds into a directory of its own and moves the result into place, so that an interrupted build leaves nothing half made.
 * @param {GoProgram} program
 * @param {string} go
 * @param {string} target
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @param {AbortSignal | undefined} signal
 */
async function build(
  { name, executable = name, title, version, module, linkerFlags = "", environment = {} },
  go,
  target,
  root,
  env,
  signal,
) {
  const directory = dirname(target);
  mkdirSync(directory, { recursive: true });
  checkDirectory(directory, buildBytes);
  const building = mkdtempSync(join(directory, "building-"));
  try {
    const log = join(root, `.embedded/logs/${name}-build.log`);
    const { code, reason } = await runStep({
      label: `Building ${title} ${version} from its Go module (once for all clones, a few minutes)`,
      command: go,
      args: ["install", "-v", "-ldflags", `-s -w${linkerFlags}`, `${module}@v${version}`],
      directory: building,
      env: { ...env, ...environment, GOBIN: building },
      log,
      signal,
    });
    if (code !== 0 || !existsSync(join(building, executable)))
      throw new UserProblem(`${title} could not be built (${reason}): see ${log}; it is tried again at the next start.`);
    renameSync(join(building, executable), target);
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

/**
 * @param {string} go
 * @param {readonly [number, number]} oldest
 */
function goIsNewEnough(go, oldest) {
  const match = /go(\d+)\.(\d+)/.exec(spawnSync(go, ["version"], { encoding: "utf8", timeout: 10_000 }).stdout);
  const [major, minor] = [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)];
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

/** The binary, the modules and the build cache of a first build. */
const buildBytes = 4e9;
