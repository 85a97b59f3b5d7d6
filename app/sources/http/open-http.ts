import { createEaDispatcher } from "../azure-ea/create-ea-dispatcher";
import { EaGate } from "../azure-ea/ea-gate";
import type { HttpAccess, RequestGate, SourceClock } from "../source";

/** Connections for sources, and one gate for each server. Close the dispatcher when the program ends. */
export function openHttp(clock: SourceClock): HttpAccess {
  const gates = new Map<string, RequestGate>();
  return {
    dispatcher: createEaDispatcher(),
    gate: (origin, requestsPerMinute) => {
      const known = gates.get(origin);
      if (known !== undefined) return known;
      const gate = new EaGate({ perMinute: requestsPerMinute, burst: Math.max(1, Math.ceil(requestsPerMinute / 6)) }, clock);
      gates.set(origin, gate);
      return gate;
    },
  };
}
