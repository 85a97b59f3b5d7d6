/**
 * Why a source could not be read, as far as somebody has to act differently on it.
 *
 * `auth` the credential must be renewed. `permission` it may not read this. `not-found` the account, month or file is not there. `stale-link` a stored
 * place is no longer served: a new run will do. `throttled`, `transient`: the server or the way to it is busy or broken. `malformed`: an answer or a file
 * that is not what it should be. `rejected`: refused for another reason, or a redirect. `tls`: the server's certificate is not trusted. `untrusted-link`:
 * a link that leaves the source's own address. `paging`: a loop, a repeated page, a skipped page, too many pages. `changed`: the data changed while it
 * was being read. `too-large`: a body beyond the caps. `deadline`, `cancelled`: ours, not the source's. `config`: a configuration that cannot work.
 */
export type SourceErrorKind =
  | "auth"
  | "permission"
  | "not-found"
  | "stale-link"
  | "throttled"
  | "transient"
  | "malformed"
  | "rejected"
  | "tls"
  | "untrusted-link"
  | "paging"
  | "changed"
  | "too-large"
  | "deadline"
  | "cancelled"
  | "config";

/**
 * What the pipeline does about it. `resume`: what is stored stays, and the next attempt goes on from there. `start-over`: what is stored can never be
 * completed; the next attempt reads the delivery anew. `ask`: what is stored stays, and no attempt helps until an operator has changed something. `fail`:
 * the delivery is wrong, and another attempt would find the same. `stop`: somebody asked for it.
 */
export type Consequence = "resume" | "start-over" | "ask" | "fail" | "stop";

function consequenceOf(kind: SourceErrorKind): Consequence {
  switch (kind) {
    case "throttled":
    case "transient":
    case "deadline":
      return "resume";
    case "stale-link":
    case "changed":
      return "start-over";
    case "auth":
    case "permission":
    case "tls":
    case "config":
      return "ask";
    case "not-found":
    case "malformed":
    case "rejected":
    case "untrusted-link":
    case "paging":
    case "too-large":
      return "fail";
    case "cancelled":
      return "stop";
  }
}

/** The one error that leaves a source. Its message says what, where and what to do; it holds no key, no header and no whole body. */
export class SourceError extends Error {
  override readonly name: string = "SourceError";
  readonly kind: SourceErrorKind;
  readonly context: SourceErrorContext;

  constructor(kind: SourceErrorKind, message: string, { cause, ...context }: SourceErrorContext & { readonly cause?: unknown } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.kind = kind;
    this.context = context;
  }

  /** The same error with more of its surroundings filled in; what is already known stays. */
  within(context: SourceErrorContext): SourceError {
    return new SourceError(this.kind, this.message, { ...context, ...this.context, cause: this.cause });
  }

  get consequence(): Consequence {
    return consequenceOf(this.kind);
  }

  /** Whether the same run, started again later with nothing changed, may succeed. */
  get retryable(): boolean {
    const { consequence } = this;
    return consequence === "resume" || consequence === "start-over" || consequence === "stop";
  }
}

/** What an operator needs to find the place again. Small, and without anything secret: `url` has its tokens removed, `bodyStart` is redacted. */
export interface SourceErrorContext {
  readonly account?: string;
  readonly month?: string;
  /** Counted from 0. */
  readonly part?: number;
  readonly url?: string;
  readonly status?: number;
  /** A code of Node, undici or zlib (`ECONNRESET`), or the name of our own limit (`headers-timeout`). */
  readonly code?: string;
  /** How long the server asked us to wait, in milliseconds. */
  readonly serverDelayMs?: number;
  readonly attempts?: number;
  /** At most the first 256 characters of the answer. */
  readonly bodyStart?: string;
  readonly bodySha256?: string;
}
