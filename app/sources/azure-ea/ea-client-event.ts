import type { SourceErrorKind } from "../source-error";

/** What happened on the way to a page, for a log or a metric. Times in milliseconds; nothing in it is secret. */
export type EaClientEvent =
  | {
      readonly type: "retry";
      readonly page: number;
      readonly kind: SourceErrorKind;
      readonly reason: string;
      readonly delayMs: number;
      readonly askedByServer: boolean;
    }
  | { readonly type: "wait"; readonly page: number; readonly reason: "rate" | "breaker"; readonly ms: number }
  | {
      readonly type: "page";
      readonly page: number;
      readonly rows: number;
      readonly bytes: number;
      readonly attempts: number;
      readonly ms: number;
    };
