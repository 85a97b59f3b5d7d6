import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** When a process started, in the system's own terms: with the pid it names one process for ever. Undefined when there is none. */
export function processStartTime(pid: number): string | undefined {
  if (process.platform !== "linux") {
    const { stdout } = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
    return stdout.trim() || undefined;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return state === "Z" ? undefined : rest[startTimeAfterState];
  } catch {
    return undefined;
  }
}

/** proc(5): state is field 3, starttime field 22. */
const startTimeAfterState = 18;
