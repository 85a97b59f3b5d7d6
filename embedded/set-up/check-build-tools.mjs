import { UserProblem } from "../user-problem.mjs";
import { findExecutable } from "./find-executable.mjs";

/**
 * Refuses to start an installation that would fail after minutes, because the Kafka client cannot be compiled.
 * @param {string | undefined} path
 * @throws {UserProblem} naming every tool that is missing
 */
export function checkBuildTools(path = process.env["PATH"]) {
  const missing = tools.filter(({ names }) => findExecutable(names, path) === undefined).map(({ label }) => label);
  if (missing.length === 0) return;
  throw new UserProblem(
    `Missing to compile the Kafka client: ${missing.join(", ")}. Install with: sudo apt-get install -y g++ make python3 (Fedora: sudo dnf install gcc-c++ make python3; macOS: xcode-select --install).`,
  );
}

const tools = [
  { label: "a C++ compiler", names: ["c++", "g++", "clang++"] },
  { label: "make", names: ["make", "gmake"] },
  { label: "python3", names: ["python3"] },
];
