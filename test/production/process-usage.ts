import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

export interface ProcessUsage {
  /** Proportional: what processes share is counted once among them. */
  readonly memoryMb: number;
  /** Of one core. */
  readonly cpuPercent: number;
}

/** What groups of processes take over `ms`, each by its name. A process that ends meanwhile is left out. */
export async function processUsage(
  groups: Readonly<Record<string, readonly number[]>>,
  ms: number,
): Promise<Readonly<Record<string, ProcessUsage>>> {
  const all = Object.entries(groups);
  const before = new Map(all.flatMap(([, pids]) => pids.map((pid) => [pid, cpuTicks(pid)] as const)));
  await sleep(ms);
  return Object.fromEntries(
    all.map(([name, pids]) => {
      const ticks = pids.reduce((sum, pid) => sum + Math.max(0, cpuTicks(pid) - (before.get(pid) ?? 0)), 0);
      const memory = pids.reduce((sum, pid) => sum + memoryKb(pid), 0);
      return [name, { memoryMb: Math.round(memory / 1024), cpuPercent: Math.round((ticks / ticksPerSecond / (ms / 1000)) * 1000) / 10 }];
    }),
  );
}

/** These processes and all that descend from them. */
export function withChildren(pids: readonly number[]): readonly number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync("/proc")) {
    const parent = /\) \w (\d+) /.exec(read(`/proc/${entry}/stat`))?.[1];
    if (parent !== undefined) parents.set(Number(entry), Number(parent));
  }
  const found = new Set(pids);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  return [...found];
}

function cpuTicks(pid: number): number {
  const fields = read(`/proc/${pid}/stat`)
    .replace(/^.*\) /, "")
    .split(" ");
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}

const memoryKb = (pid: number): number => Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** Linux's `sysconf(_SC_CLK_TCK)`. */
const ticksPerSecond = 100;
