import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtDashboard } from "../../embedded/set-up/build-dashboard.mjs";

/**
 * A copy of the project as git would commit it, in a directory of its own. Its node_modules are hard links: Moose compiles with paths
 * below the project, which symbolic links would lead out of.
 */
export function makeClone(): string {
  const clone = realpathSync(mkdtempSync(join(tmpdir(), "billing-clone-")));
  const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], { encoding: "utf8" });
  for (const file of files.split("\0").filter((name) => name !== "")) cpSync(file, join(clone, file), { recursive: true, force: true });
  // Built of the same files: not built again in each copy.
  if (existsSync(builtDashboard)) cpSync(builtDashboard, join(clone, builtDashboard), { recursive: true });
  try {
    execFileSync("cp", ["-al", "node_modules", join(clone, "node_modules")], { stdio: "ignore" });
  } catch {
    // Another file system, or macOS, whose cp has no -l.
    cpSync("node_modules", join(clone, "node_modules"), { recursive: true, verbatimSymlinks: true, force: true });
  }
  return clone;
}
