import { prepareGoProgram } from "./go-program.mjs";

/**
 * Finds versitygw, which speaks S3 over a folder and checks signatures, in the user's cache, or else builds it there once from its Go module. Never throws.
 * @param {string} root where the build's log goes
 * @param {{ readonly env?: NodeJS.ProcessEnv, readonly signal?: AbortSignal | undefined }} [options] the signal ends a build
 * @returns {Promise<import("./go-program.mjs").Program>}
 */
export function prepareObjectStore(root, options = {}) {
  return prepareGoProgram(versitygw, root, options);
}

const version = "1.8.0";
/** @type {import("./go-program.mjs").GoProgram} */
const versitygw = {
  name: "versitygw",
  title: "versitygw",
  wanted: `versitygw ${version}`,
  version,
  module: "github.com/versity/versitygw/cmd/versitygw",
  environment: { CGO_ENABLED: "0" },
  oldestGo: [1, 25],
};
