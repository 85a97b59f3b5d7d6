import type { EaErrorKind } from "./ea-error-kind";

/** What happened on the way to a page, for a log or a metric. Times in milliseconds; nothing in it is secret. */
export type EaClientEvent =
  | {
      readonly type: "retry";
      readonly page: number;
      readonly kind: EaErrorKind;
      readonly reason: string;
      readonly delayMs: number;
      readonly askedByServer: boolean;
    }
  | {
      readonly type: "page";
      readonly page: number;
      readonly rows: number;
      readonly bytes: number;
      readonly attempts: number;
      readonly ms: number;
    };
