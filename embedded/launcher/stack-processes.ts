import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

export interface StackProcess {
  readonly pid: number;
  readonly command: string;
}

/** Every process of a stack inherits this variable, so that it is found after its parent died and whatever its group. */
export const stackVariable = "AZURE_BILLING_STACK";

/** The living processes of the stack that was started in `root`, by this launcher or one that was killed. Never the caller itself. */
export function stackProcesses(root: string): readonly StackProcess[] {
  return process.platform === "linux" ? fromProc(`${stackVariable}=${root}`) : fromPs(`${stackVariable}=${root}`);
}

function fromProc(mark: string): readonly StackProcess[] {
  const found: StackProcess[] = [];
  for (const entry of readdirSync("/proc")) {
    const pid = Number(entry);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    try {
      if (!readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(mark)) continue;
      found.push({ pid, command: readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim() });
    } catch {
      // Gone meanwhile, or another user's.
    }
  }
  return found;
}

function fromPs(mark: string): readonly StackProcess[] {
  const { stdout } = spawnSync("ps", ["-axEww", "-o", "pid=,command="], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  return stdout
    .split("\n")
    .filter((line) => `${line} `.includes(` ${mark} `))
    .map((line) => ({ pid: Number.parseInt(line, 10), command: line.trim().split(/\s+/).slice(1, 4).join(" ") }))
    .filter(({ pid }) => pid !== process.pid);
}
