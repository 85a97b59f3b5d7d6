import type { ServerResponse } from "node:http";

/** A request for a page under way, with what a fault needs to spoil the answer. */
export interface Exchange {
  readonly response: ServerResponse;
  readonly form: "china" | "consumption";
  readonly page: number;
  readonly pageCount: number;
  /** Our own origin, and the origin of the foreign listener, which counts who calls it. */
  readonly origin: string;
  readonly foreignOrigin: string;
  readonly url: URL;
  /** Milliseconds since the epoch, for headers that hold a date. */
  readonly nowMs: number;
  /** The page that a healthy server would send; with another link, or other rows, if given. */
  readonly render: (change?: {
    readonly link?: string | null;
    readonly fromPage?: number;
    readonly month?: string;
    readonly halfOfRows?: boolean;
  }) => Buffer;
  /** The address of one of our pages. */
  readonly linkTo: (page: number) => string;
  /** Makes the month change, as Azure does while it is being read. */
  readonly restate: () => void;
}
