import type { SourceErrorKind } from "../source-error";

/**
 * What an HTTP status other than 200 means. `asksToWait`: the answer had a Retry-After or rate limit header, which makes a 503 an orderly
 * "not now" instead of a failure. `laterPage`: the address came from a nextLink, so a 4xx blames the link.
 */
export function classifyStatus(status: number, asksToWait: boolean, laterPage: boolean): SourceErrorKind {
  if (status === 401) return "auth";
  if (status === 403) return "permission";
  if (status === 429) return "throttled";
  if (status === 503) return asksToWait ? "throttled" : "transient";
  if (status === 408 || status === 500 || status === 502 || status === 504) return "transient";
  if (laterPage && (status === 400 || status === 404 || status === 410)) return "stale-link";
  if (status === 404) return "not-found";
  if (status >= 200 && status < 300) return "malformed";
  return "rejected";
}

/** The kind of a failure that came without an answer, and the code that Node, undici, OpenSSL or zlib gave it. */
export interface FailureClass {
  readonly kind: SourceErrorKind;
  readonly code: string;
}

/** Classifies what a request threw, looking through `cause`. Unknown errors count as transient: they are retried a few times and then reported. */
export function classifyFailure(error: unknown): FailureClass {
  const code = codeOf(error, 0) ?? (error instanceof Error ? error.name : typeof error);
  if (tlsCodes.has(code) || code.startsWith("ERR_TLS") || code.startsWith("ERR_SSL") || code.startsWith("CERT_"))
    return { kind: "tls", code };
  if (code.startsWith("Z_") || code.startsWith("ERR_BROTLI") || code.startsWith("ERR__ERROR_FORMAT")) return { kind: "malformed", code };
  if (code === "UND_ERR_RES_EXCEEDED_MAX_SIZE" || code === "UND_ERR_HEADERS_OVERFLOW") return { kind: "too-large", code };
  if (code.startsWith("HPE_")) return { kind: "malformed", code };
  if (code === "ERR_INVALID_CHAR" || code === "UND_ERR_INVALID_ARG") return { kind: "config", code };
  return { kind: "transient", code };
}

const tlsCodes: ReadonlySet<string> = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "HOSTNAME_MISMATCH",
  "INVALID_CA",
]);

function codeOf(error: unknown, depth: number): string | null {
  if (!(error instanceof Error) || depth > 4) return null;
  if ("code" in error && typeof error.code === "string") return error.code;
  return codeOf(error.cause, depth + 1);
}
