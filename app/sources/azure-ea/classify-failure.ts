import type { SourceErrorKind } from "../source-error";

/** The kind of a failure that came without an answer, and the code that Node, undici, OpenSSL or zlib gave it. */
export interface FailureClass {
  readonly kind: SourceErrorKind;
  readonly code: string;
}

/** Classifies what a request threw, looking through `cause`. What nobody knows counts as transient: it is retried a few times and then reported. */
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
