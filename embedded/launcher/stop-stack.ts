import { setTimeout as sleep } from "node:timers/promises";
import { stackProcesses } from "./stack-processes.js";

/** How long each stage may take, in ms. Moose gives every service about ten seconds. */
export interface StopPatience {
  readonly interrupt: number;
  /** How long the CLI may go on without its workers. */
  readonly alone: number;
  readonly terminate: number;
  readonly kill: number;
}

/**
 * Stops every process of the stack: the CLI is interrupted first, while ClickHouse still answers, and stops the others itself; what
 * is left at the deadline is terminated, then killed. Aborting `hurry` goes straight to the kill.
 *
 * Moose stops its workers, each of which ends what it has begun and commits it, and then its copies of streams into tables, which read no more and end their
 * last insert. After records in several streams these never report that they have stopped, and the CLI waits for ever. A CLI whose workers are gone therefore
 * gets some seconds for these inserts, and is then killed: waiting longer, as it would until its deadline, stores nothing more.
 * @returns the processes that survived even that
 */
export async function stopStack(
  root: string,
  cliPid: number | undefined,
  hurry: AbortSignal,
  patience: StopPatience = { interrupt: 30_000, alone: 5_000, terminate: 10_000, kill: 5_000 },
): Promise<readonly number[]> {
  if (cliPid !== undefined) {
    const hadWorkers = workers(root).length > 0;
    send("SIGINT", [cliPid]);
    const cli = (): readonly number[] => stackPids(root).filter((pid) => pid === cliPid);
    const started = Date.now();
    if (hadWorkers) {
      await untilGone(() => (cli().length === 0 ? [] : workers(root)), patience.interrupt, hurry);
      await untilGone(cli, Math.min(patience.alone, started + patience.interrupt - Date.now()), hurry);
      if (workers(root).length === 0) send("SIGKILL", cli());
    }
    await untilGone(cli, started + patience.interrupt - Date.now(), hurry);
  }
  send("SIGTERM", stackPids(root));
  await untilGone(() => stackPids(root), patience.terminate, hurry);
  send("SIGKILL", stackPids(root));
  await untilGone(() => stackPids(root), patience.kill, new AbortController().signal);
  return stackPids(root);
}

/** What Moose starts to run functions, APIs and workflows; while it starts or has compiled anew there may be none. */
function workers(root: string): readonly number[] {
  const found = stackProcesses(root).filter(({ command }) =>
    /moose-runner (?:streaming-functions|consumption-apis|scripts)\b/.test(command),
  );
  return found.map(({ pid }) => pid);
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
