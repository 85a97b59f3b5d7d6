import { setTimeout as sleep } from "node:timers/promises";

/**
 * Waits until Moose answers that every service is up: `/ready` pings them, `/health` adds the API workers. Ends early when aborted. `awaited` is told what
 * is not ready yet.
 */
export async function waitUntilReady(url: string, signal: AbortSignal, awaited: (what: string) => void): Promise<boolean> {
  while (!signal.aborted) {
    const missing = (await missingAt(`${url}/ready`, signal)) ?? (await missingAt(`${url}/health`, signal));
    if (missing === undefined) return true;
    awaited(missing);
    await sleep(pause, undefined, { signal }).catch(() => undefined);
  }
  return false;
}

/** What is not ready yet; undefined when everything is. */
async function missingAt(url: string, stop: AbortSignal): Promise<string | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.any([stop, AbortSignal.timeout(20_000)]) });
    const body = await response.text();
    if (response.ok) return undefined;
    const names = /"unhealthy":\s*\[([^\]]*)\]/
      .exec(body)?.[1]
      ?.replace(/[\s"]+/g, " ")
      .replace("Redpanda", "Kafka")
      .trim();
    return names === undefined || names === "" ? "Moose" : names;
  } catch {
    return "Moose";
  }
}

const pause = 250;
