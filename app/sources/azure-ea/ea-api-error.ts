import { SourceError, type SourceErrorKind } from "../source-error";
import type { EaErrorContext } from "./ea-error-context";

/** A SourceError of EA, with where it happened. It holds no headers, no key and no whole body, so it may be logged as it is. */
export class EaApiError extends SourceError {
  override readonly name = "EaApiError";
  readonly context: EaErrorContext;

  constructor(kind: SourceErrorKind, message: string, context: EaErrorContext = {}, cause?: unknown) {
    super(kind, message, cause);
    this.context = context;
  }

  /** The same error with more of its surroundings filled in; what is already known stays. */
  within(context: EaErrorContext): EaApiError {
    return new EaApiError(this.kind, this.message, { ...context, ...this.context }, this.cause);
  }
}
