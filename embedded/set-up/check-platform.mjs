import { UserProblem } from "../user-problem.mjs";

/** @typedef {{ readonly platform: string, readonly arch: string, readonly glibc: string | undefined }} PlatformFacts */

/**
 * Refuses a machine for which moose-cli or chDB has no build.
 * @param {PlatformFacts} facts
 * @throws {UserProblem} Windows, another processor, or a Linux without glibc (Alpine)
 */
export function checkPlatform({ platform, arch, glibc }) {
  if (platform === "win32") throw new UserProblem("Windows is not supported by the Moose CLI: run this inside WSL 2 (wsl --install).");
  if (platform !== "linux" && platform !== "darwin") {
    throw new UserProblem(`${platform} is not supported by the Moose CLI: use Linux or macOS.`);
  }
  if (arch !== "x64" && arch !== "arm64") {
    throw new UserProblem(`Processor ${arch} is not supported by the Moose CLI: use an x64 or arm64 machine, and a Node built for it.`);
  }
  if (platform === "linux" && glibc === undefined) {
    throw new UserProblem(
      "This Linux uses musl instead of glibc, which chDB needs: use Debian, Ubuntu or Fedora (image node:20-bookworm).",
    );
  }
}

/**
 * @returns {PlatformFacts}
 */
export function readPlatformFacts() {
  return { platform: process.platform, arch: process.arch, glibc: process.platform === "linux" ? readGlibcVersion() : undefined };
}

function readGlibcVersion() {
  const report = /** @type {unknown} */ (process.report.getReport());
  const header = isRecord(report) ? report["header"] : undefined;
  const version = isRecord(header) ? header["glibcVersionRuntime"] : undefined;
  return typeof version === "string" ? version : undefined;
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isRecord(value) {
  return typeof value === "object" && value !== null;
}
