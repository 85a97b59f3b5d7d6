import { setTimeout as sleep } from "node:timers/promises";

/** Waits until Moose answers that every service is up: `/ready` pings them, `/health` adds the API workers. Ends early when aborted. */
export async function waitUntilReady(url: string, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    if ((await answersOk(`${url}/ready`)) && (await answersOk(`${url}/health`))) return true;
    await sleep(pause, undefined, { signal }).catch(() => undefined);
  }
  return false;
}

async function answersOk(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

const pause = 250;
