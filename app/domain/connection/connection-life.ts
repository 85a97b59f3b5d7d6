/**
 * What a kept connection is. `draft`: its configuration has passed no test yet. `tested`: it has passed, and is not read by
 * schedule. `active`: the schedule reads it.
 * `paused`: it is not read until it is resumed. `retired`: never again; what it published stays.
 */
export const connectionStates = ["draft", "tested", "active", "paused", "retired"] as const;
export type ConnectionState = (typeof connectionStates)[number];

/** What makes a revision of a connection, which is one row of its history. */
export const connectionSteps = [
  "added",
  "configured",
  "tested",
  "activated",
  "paused",
  "resumed",
  "retired",
  "removed",
  "resealed",
] as const;
export type ConnectionStep = (typeof connectionSteps)[number];

/** Where a step leads, or why it is none that can be taken now. */
export type StepDecision = { readonly state: ConnectionState } | { readonly refused: string };

/**
 * Where a step leads from a state. Nothing is read that has not passed a test with the configuration that it has now: every new configuration is a draft,
 * also that of an active connection.
 */
export function decideStep(step: Exclude<ConnectionStep, "added" | "resealed">, state: ConnectionState, hasPassed: boolean): StepDecision {
  switch (step) {
    case "configured":
      return { state: "draft" };
    case "tested":
      return { state: state === "draft" ? "tested" : state };
    case "activated":
      if (state === "active") return { refused: "it is active already" };
      if (state === "retired") return { refused: "it is retired; add it again to read it" };
      if (state === "paused") return { refused: "it is paused; resume it" };
      return hasPassed ? { state: "active" } : { refused: "its configuration has not passed a test; test it first" };
    case "paused":
      return state === "active" ? { state: "paused" } : { refused: `it is ${state}, and only an active one can be paused` };
    case "resumed":
      if (state !== "paused") return { refused: `it is ${state}, and only a paused one can be resumed` };
      return hasPassed ? { state: "active" } : { refused: "its configuration has not passed a test; test it first" };
    case "retired":
      return state === "retired" ? { refused: "it is retired already" } : { state: "retired" };
    case "removed":
      return state === "active" || state === "paused"
        ? { refused: `it is ${state}; retire it first, and what it published stays` }
        : { state: "retired" };
  }
}

/** Letters, digits and `-`, and no text that Moose takes for a date on its way through a workflow: it begins with a letter. */
export const connectionIdPattern = /^[a-z][a-z0-9-]{1,62}$/;

/** Minutes between two looks at a source; a look reads only what has changed. */
export const lookEvery = { least: 15, most: 10_080, usual: 60 } as const;

/** The last look at a connection that is over. Times are milliseconds since the epoch. */
export interface LastLook {
  readonly startedMs: number;
  /** Whether it failed in a way that another look may heal. */
  readonly retryable: boolean;
}

/**
 * When a connection is looked at next, in milliseconds since the epoch. What was requested since the last look is due at once, and what failed in passing
 * after a quarter of an hour.
 */
export function nextLook(everyMinutes: number, last: LastLook | null, askedMs: number | null): number {
  if (last === null) return 0;
  if (askedMs !== null && askedMs > last.startedMs) return askedMs;
  return last.startedMs + (last.retryable ? Math.min(everyMinutes, lookEvery.least) : everyMinutes) * 60_000;
}
