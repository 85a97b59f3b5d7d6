import type { FaultName } from "./fault-name";

/** When a fault happens: at requests for this page (any page if left out), from the nth such request on (default 1), this many times (default 1, 0 for always). */
export interface FaultRule {
  readonly name: FaultName;
  readonly page?: number;
  readonly nth?: number;
  readonly times?: number;
}
