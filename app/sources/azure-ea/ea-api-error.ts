import type { EaErrorContext } from "./ea-error-context";
import type { EaErrorKind } from "./ea-error-kind";
import { isRetryableKind } from "./is-retryable-kind";

/** The one error that leaves the EA connector. It holds no headers, no key and no whole body, so it may be logged as it is. */
export class EaApiError extends Error {
  override readonly name = "EaApiError";
  readonly kind: EaErrorKind;
  readonly retryable: boolean;
  readonly context: EaErrorContext;

  constructor(kind: EaErrorKind, message: string, context: EaErrorContext = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.kind = kind;
    this.retryable = isRetryableKind(kind);
    this.context = context;
  }

  /** The same error with more of its surroundings filled in; what is already known stays. */
  within(context: EaErrorContext): EaApiError {
    return new EaApiError(this.kind, this.message, { ...context, ...this.context }, this.cause);
  }
}
