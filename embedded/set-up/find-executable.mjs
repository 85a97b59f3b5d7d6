import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * The first file called one of `names` that can be run from PATH.
 * @param {readonly string[]} names
 * @param {string | undefined} path
 * @returns {string | undefined}
 */
export function findExecutable(names, path = process.env["PATH"]) {
  for (const directory of (path ?? "").split(delimiter).filter((part) => part !== "")) {
    const found = names.map((name) => join(directory, name)).find(isExecutable);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
