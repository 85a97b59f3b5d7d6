const controllers = new WeakMap<object, AbortController>();

/**
 * The way from a Moose task's cancellation to its work: Moose stops waiting for a cancelled task and lets it run on, so `run` asks for a signal by
 * the `state` that it shares with `onCancel`.
 */
export const taskAbort = {
  open: (state: unknown): AbortSignal => {
    const controller = new AbortController();
    if (typeof state === "object" && state !== null) controllers.set(state, controller);
    return controller.signal;
  },
  abort: (state: unknown): Promise<void> => {
    if (typeof state === "object" && state !== null) controllers.get(state)?.abort();
    return Promise.resolve();
  },
} as const;
