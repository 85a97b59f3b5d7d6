/** How often a service has ended by itself since the stack was started. */
export interface Deaths {
  readonly count: number;
  /** Of them those in a row that came within a minute of its start. */
  readonly quick: number;
}

export const noDeaths: Deaths = { count: 0, quick: 0 };

export function afterDeath({ count, quick }: Deaths, livedMs: number): Deaths {
  return { count: count + 1, quick: livedMs < quickMs ? quick + 1 : 0 };
}

/** Milliseconds until it is started again: one second, doubled with each quick death up to a minute. One that had lived for a minute begins at one second. */
export function restartDelayMs({ quick }: Deaths): number {
  return Math.min(1000 * 2 ** Math.max(0, quick - 1), longestMs);
}

/** Whether it ends again and again, so that starting it does not help and somebody must look. */
export function isFailing({ quick }: Deaths): boolean {
  return quick >= quickDeaths;
}

const quickMs = 60_000;
const longestMs = 60_000;
const quickDeaths = 5;
