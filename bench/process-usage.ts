import { readdirSync, readFileSync } from "node:fs";

/** User and system time of a process so far; the kernel counts in hundredths. Says on a busy machine what the clock does not. Linux only. */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** `cpuSeconds` of a process and of all that it has started and that still run. Linux only. */
export function treeCpuSeconds(pid: number): number {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" "),
  );
  return children.filter((child) => child.trim() !== "").reduce((sum, child) => sum + treeCpuSeconds(Number(child)), cpuSeconds(pid));
}

/** The most memory that a process had so far, in MB. Linux only. */
export function peakMemoryMb(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1000;
}
