import type { Dispatcher } from "undici";
import type { EaClientEvent } from "./ea-client-event";
import type { EaDeadlines } from "./ea-deadlines";
import type { RequestGate, Secret, SourceClock } from "../source";
import type { EaLimits } from "./ea-limits";
import type { EaWireForm } from "./ea-wire-form";

/** Everything the client needs from outside; it reads no environment and keeps nothing between runs. */
export interface EaClientOptions {
  /** `https://ea.azure.cn`, `https://consumption.azure.com`, or http on this machine. */
  readonly baseUrl: string;
  readonly form: EaWireForm;
  readonly key: Secret;
  /** See createEaDispatcher. Do not compose it with undici's retry or redirect interceptors: the client does the one itself and refuses the other. */
  readonly dispatcher: Dispatcher;
  readonly gate: RequestGate;
  readonly clock: SourceClock;
  /** A number in [0, 1), for jitter. */
  readonly random: () => number;
  readonly deadlines?: Partial<EaDeadlines>;
  readonly limits?: Partial<EaLimits>;
  /** Fetch the next page while the last one is being used. Default true; it keeps two pages in memory. */
  readonly prefetch?: boolean;
  /**
   * After the last page, read the last and the first page once more and fail with `changed` unless they are the same. Default true: two requests
   * per month are the price of noticing data that moved, or a month that seemed to end early.
   */
  readonly confirm?: boolean;
  /** Ask for gzip. Default true. */
  readonly compress?: boolean;
  readonly onEvent?: (event: EaClientEvent) => void;
}
