import { setTimeout as sleep } from "node:timers/promises";
import { processStartTime } from "./process-start-time.js";
import { afterDeath, type Deaths, isFailing, noDeaths, restartDelayMs } from "./restart-policy.js";

/** A service of the stack that is one process. */
export interface Service {
  readonly name: string;
  /** Where it says why it ended. */
  readonly log: string;
  /** What is not lost while it is away, and what does not work, in one sentence. */
  readonly meanwhile: string;
  /** The process that runs it now; undefined: it was not started. */
  readonly pid: () => number | undefined;
  /** Starts it over the data that it had. Returns the new process; 0 when it cannot be started, with the reason in `log`. */
  readonly start: (environment: NodeJS.ProcessEnv) => number;
}

/**
 * Starts each service again that ends by itself, until `stop`: at once, then less and less often. Each death is counted and said. One that ends again and again
 * is said to, and still tried every minute: what is missing, such as room on the disk, may come back.
 */
export function keepServices(
  services: readonly Service[],
  environment: NodeJS.ProcessEnv,
  stop: AbortSignal,
  say: (line: string) => void,
): void {
  for (const service of services) void keep(service, environment, stop, say);
}

async function keep(service: Service, environment: NodeJS.ProcessEnv, stop: AbortSignal, say: (line: string) => void): Promise<void> {
  const { name, log, meanwhile } = service;
  let pid = service.pid();
  let deaths = noDeaths;
  while (pid !== undefined) {
    const since = Date.now();
    if (!(await untilGone(pid, stop))) return;
    deaths = afterDeath(deaths, Date.now() - since);
    const wait = restartDelayMs(deaths);
    say(`${name} ended by itself (process ${pid}, ${times(deaths)}). It is started again in ${wait / 1000} s. ${meanwhile}`);
    if (isFailing(deaths)) say(`${name} ends again and again: the reason is in ${log}. It is tried again every ${wait / 1000} s.`);
    if (!(await passes(wait, stop))) return;
    pid = service.start(environment);
    say(`${name} is started again (process ${pid}).`);
  }
}

/** False: `stop` came first. */
async function untilGone(pid: number, stop: AbortSignal): Promise<boolean> {
  const started = processStartTime(pid);
  // Its number may be another process's by the next look.
  while (started !== undefined && processStartTime(pid) === started) if (!(await passes(lookEveryMs, stop))) return false;
  return !stop.aborted;
}

/** False: `stop` came first. */
function passes(ms: number, stop: AbortSignal): Promise<boolean> {
  return sleep(ms, true, { signal: stop }).catch(() => false);
}

const times = ({ count }: Deaths): string => (count === 1 ? "for the first time" : `${count} times`);
const lookEveryMs = 500;
