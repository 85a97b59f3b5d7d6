/** How a question can fail, with its HTTP status. */
export const apiErrorStatuses = {
  "bad-parameter": 400,
  "bad-body": 400,
  "too-large": 400,
  unauthenticated: 401,
  forbidden: 403,
  "not-found": 404,
  "method-not-allowed": 405,
  "body-timeout": 408,
  /** The operation is none that can be done now: the message says what to do first. */
  "not-now": 409,
  /** What is published is not what it was when the first page was asked for. */
  "snapshots-changed": 409,
  "body-too-large": 413,
  "too-many-requests": 429,
  /** For the log only: the client is gone. The number is nginx's. */
  cancelled: 499,
  internal: 500,
  unavailable: 503,
  /** The question's time was over before its answer was there, which says nothing of its size. */
  "timed-out": 503,
} as const;

export type ApiErrorCode = keyof typeof apiErrorStatuses;

export interface ApiErrorDetails {
  /** The invalid parameter, or the path in the body. */
  readonly parameter?: string;
  /** What would be right: names, a range, a form. */
  readonly allowed?: readonly string[];
  /** What is wrong with a form, each at its field. */
  readonly faults?: readonly { readonly path: string; readonly message: string }[];
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/** A value as a message quotes it: a short plain word. Any other text is not repeated, since it may be an attack or a secret. */
export function quotedValue(value: unknown): string {
  const text = typeof value === "number" || typeof value === "boolean" ? String(value) : value;
  return typeof text === "string" && /^[\w.:-]{1,64}$/.test(text) ? JSON.stringify(text) : "the given value";
}

/** Throws the 405 for another method than the one that an endpoint has. */
export function requireMethod(method: "GET" | "POST", given: string | undefined): void {
  if (given !== method) throw new ApiError("method-not-allowed", `Method not allowed; use ${method}`, { allowed: [method] });
}

/** The 404 for a thing that does not exist or is not the caller's, without telling which. `what` is what it was looked for as. */
export function noSuch(what: string, parameter: string, details: ApiErrorDetails = {}): ApiError {
  return new ApiError("not-found", `There is no such ${what}`, { parameter, ...details });
}

/** A failure that the caller is told about. The message is for them: it never holds engine text, SQL or another caller's data. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly code: ApiErrorCode,
    message: string,
    readonly details: ApiErrorDetails = {},
  ) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
  }

  get status(): number {
    return apiErrorStatuses[this.code];
  }
}
