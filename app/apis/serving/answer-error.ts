import type { ApiError } from "./api-error";

/** The body of every answer that is an error. */
export interface ErrorAnswer {
  error: {
    /** What to quote to an operator: the log has it as `request_id`. */
    id: string;
    code: string;
    message: string;
    /** The parameter, or the path in the body, that is wrong. */
    parameter?: string;
    allowed?: readonly string[];
    retry_after_seconds?: number;
  };
}

export function answerError(id: string, { code, message, details }: ApiError): ErrorAnswer {
  return {
    error: {
      id,
      code,
      message,
      ...(details.parameter === undefined ? {} : { parameter: details.parameter }),
      ...(details.allowed === undefined ? {} : { allowed: details.allowed }),
      ...(details.retryAfterSeconds === undefined ? {} : { retry_after_seconds: details.retryAfterSeconds }),
    },
  };
}
