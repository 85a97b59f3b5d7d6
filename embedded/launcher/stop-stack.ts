import { setTimeout as sleep } from "node:timers/promises";
import { stackProcesses } from "./stack-processes.js";

/** How long each stage may take, in ms. Moose gives every service about ten seconds. */
export interface StopPatience {
  readonly interrupt: number;
  readonly terminate: number;
  readonly kill: number;
}

/**
 * Stops every process of the stack: the CLI is interrupted first, while ClickHouse still answers, and stops the others itself; what
 * is left at the deadline is terminated, then killed. Aborting `hurry` goes straight to the kill.
 * @returns the processes that survived even that
 */
export async function stopStack(
  root: string,
  cliPid: number | undefined,
  hurry: AbortSignal,
  patience: StopPatience = { interrupt: 30_000, terminate: 10_000, kill: 5_000 },
): Promise<readonly number[]> {
  if (cliPid !== undefined) {
    send("SIGINT", [cliPid]);
    await untilGone(() => stackPids(root).filter((pid) => pid === cliPid), patience.interrupt, hurry);
  }
  send("SIGTERM", stackPids(root));
  await untilGone(() => stackPids(root), patience.terminate, hurry);
  send("SIGKILL", stackPids(root));
  await untilGone(() => stackPids(root), patience.kill, new AbortController().signal);
  return stackPids(root);
}

function stackPids(root: string): readonly number[] {
  return stackProcesses(root).map(({ pid }) => pid);
}

async function untilGone(remaining: () => readonly number[], patience: number, hurry: AbortSignal): Promise<void> {
  const deadline = Date.now() + patience;
  while (!hurry.aborted && Date.now() < deadline && remaining().length > 0) await sleep(50);
}

function send(signal: NodeJS.Signals, pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // Gone meanwhile.
    }
  }
}
