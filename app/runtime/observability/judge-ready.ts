import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

/** Moose's own names: Redis, Redpanda, ClickHouse, Temporal. */
export type Ready = z.infer<typeof ready>;

/** What Moose's `/ready` answers, healthy or not. */
export const ready = z.object({ healthy: z.array(z.string()), unhealthy: z.array(z.string()) });

/**
 * Which services work, by more than one probe: Moose's `/ready` is asked up to three times, and a service is healthy when one of the answers or its own
 * probe in `probes` says so. Null: `ask` never got an answer.
 */
export async function judgeReady(
  ask: () => Promise<Ready | null>,
  probes: Readonly<Record<string, () => Promise<boolean>>>,
  pauseMs = 250,
): Promise<Ready | null> {
  const healthy = new Set<string>();
  let unhealthy: readonly string[] = [];
  let answered = false;
  for (let time = 0; time < 3; time++) {
    if (time > 0) await sleep(pauseMs);
    const answer = await ask();
    if (answer === null) continue;
    answered = true;
    for (const name of answer.healthy) healthy.add(name);
    const doubted = [...new Set([...unhealthy, ...answer.unhealthy])].filter((name) => !healthy.has(name));
    const works = await Promise.all(doubted.map(async (name) => (await probes[name]?.()) === true));
    for (const [index, name] of doubted.entries()) if (works[index] === true) healthy.add(name);
    unhealthy = doubted.filter((name) => !healthy.has(name));
    if (unhealthy.length === 0) break;
  }
  return answered ? { healthy: [...healthy], unhealthy: [...unhealthy] } : null;
}
