import { spawnSync } from "node:child_process";
import { readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The directory whose `include/node` holds the headers of this very Node, for `npm_config_nodedir`. Without it node-gyp downloads
 * them from nodejs.org, which a machine behind a registry mirror cannot reach. Headers of another major version are passed over.
 * @param {string} [version]
 * @param {Iterable<string>} [candidates]
 * @returns {string | undefined}
 */
export function findNodeHeaders(version = process.versions.node, candidates = nodeDirectories()) {
  for (const directory of candidates) {
    if (directory !== "" && readHeaderVersion(directory) === version.split(".")[0]) return directory;
  }
  return undefined;
}

/** @returns {Generator<string>} */
function* nodeDirectories() {
  yield process.env["npm_config_nodedir"] ?? "";
  yield dirname(dirname(realpathSync(process.execPath)));
  yield "/usr";
  yield "/usr/local";
  yield spawnSync("npm", ["config", "get", "nodedir"], { encoding: "utf8" }).stdout.trim();
}

/** @param {string} directory */
function readHeaderVersion(directory) {
  try {
    const text = readFileSync(join(directory, "include/node/node_version.h"), "utf8");
    return /#define NODE_MAJOR_VERSION (\d+)/.exec(text)?.[1];
  } catch {
    return undefined;
  }
}
