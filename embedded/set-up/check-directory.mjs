import { existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserProblem } from "../user-problem.mjs";

/** What this check asks of the file system, so that a test can answer for a disk that is full or read-only. */
const realDisk = {
  /** @param {string} directory */
  probe(directory) {
    const file = join(directory, `.write-probe-${process.pid}`);
    // Not recursive: below /proc, where nothing can be made, Node would try for ever.
    if (!existsSync(directory)) mkdirSync(directory);
    try {
      writeFileSync(file, Buffer.alloc(64 * 1024));
    } finally {
      rmSync(file, { force: true });
    }
  },
  /** @param {string} directory */
  freeBytes(directory) {
    const { bavail, bsize } = statfsSync(directory);
    return bavail * bsize;
  },
};

/**
 * Makes sure that `directory` exists (its parent has to), takes a file, and has room for what comes next.
 * @param {string} directory
 * @param {number} neededBytes
 * @param {typeof realDisk} [disk]
 * @throws {UserProblem} not writable, or too little room
 */
export function checkDirectory(directory, neededBytes, disk = realDisk) {
  try {
    disk.probe(directory);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    if (code === "ENOSPC" || code === "EDQUOT")
      throw new UserProblem(`The disk of ${directory} is full: free ${gigabytes(neededBytes)} and run this again.`);
    throw new UserProblem(`Cannot write in ${directory} (${code}): give your user write access to it, or clone the project elsewhere.`);
  }
  const free = disk.freeBytes(directory);
  if (free >= neededBytes) return;
  throw new UserProblem(
    `The disk of ${directory} has ${gigabytes(free)} left and ${gigabytes(neededBytes)} are needed: free some and run this again.`,
  );
}

/** @param {number} bytes */
function gigabytes(bytes) {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
