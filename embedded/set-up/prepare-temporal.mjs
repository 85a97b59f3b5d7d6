import { spawnSync } from "node:child_process";
import { mooseSlots } from "../moose-slots.mjs";
import { findExecutable } from "./find-executable.mjs";
import { cachedProgram, prepareGoProgram } from "./go-program.mjs";

/**
 * Finds the Temporal CLI of the version Moose wants: on PATH, in the user's cache, or else built there once from its Go module. Never throws.
 * @param {string} root where the build's log goes
 * @param {{ readonly env?: NodeJS.ProcessEnv, readonly signal?: AbortSignal | undefined }} [options] the signal ends a build
 * @returns {Promise<import("./go-program.mjs").Program>}
 */
export async function prepareTemporal(root, { env = process.env, signal } = {}) {
  const onPath = findExecutable(["temporal"], env["PATH"]);
  if (onPath !== undefined && readTemporalVersion(onPath) === version) return { path: onPath };
  return prepareGoProgram(temporal, root, { env, signal });
}

/** @param {NodeJS.ProcessEnv} [env] */
export function cachedTemporal(env = process.env) {
  return cachedProgram(temporal, env);
}

/** @param {string} executable */
function readTemporalVersion(executable) {
  return /^temporal version (\S+)/.exec(spawnSync(executable, ["--version"], { encoding: "utf8", timeout: 10_000 }).stdout)?.[1];
}

const { version } = mooseSlots.temporal;
/** @type {import("./go-program.mjs").GoProgram} */
const temporal = {
  name: "temporal",
  title: "Temporal",
  wanted: `Temporal CLI ${version}`,
  version,
  module: "github.com/temporalio/cli/cmd/temporal",
  linkerFlags: ` -X github.com/temporalio/cli/temporalcli.Version=${version}`,
  oldestGo: [1, 23],
  otherwise: "put that CLI on PATH",
};
