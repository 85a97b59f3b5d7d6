import { ApiError, quotedValue } from "./api-error";
import type { ApiParameter } from "./api-parameters";

/** What the caller is told of a failure. Everything unexpected becomes one sentence without detail; the log has the rest, under the request's id. */
export function toApiError(error: unknown, parameters: readonly ApiParameter[], signal: AbortSignal): ApiError {
  if (error instanceof ApiError) return error;
  if (signal.aborted) return new ApiError("cancelled", "The client closed the connection", { cause: error });
  if (!(error instanceof Error)) return new ApiError("internal", internal, { cause: error });
  // Typia's, thrown by the check that Moose compiles into every API: `$input.month`, or `$input` for all of them.
  if (error.constructor.name === "TypeGuardError" && "path" in error) {
    return ofParameter(String(error.path), "value" in error ? error.value : undefined, parameters);
  }
  const code = "code" in error ? String(error.code) : "";
  if (tooLarge.has(code)) {
    return new ApiError("too-large", "The query reads or returns too much; use a shorter range, fewer dimensions or a smaller limit", {
      cause: error,
    });
  }
  if (outOfTime.has(code) || error.message === clientTimeout) {
    return new ApiError("timed-out", "The query timed out; retry later, or use a shorter range, fewer dimensions or a smaller limit", {
      retryAfterSeconds: 10,
      cause: error,
    });
  }
  if (busy.has(code)) {
    return new ApiError("too-many-requests", "Too many concurrent queries; retry in a moment", { retryAfterSeconds: 5, cause: error });
  }
  if (/^[A-Z]/.test(code)) {
    return new ApiError("unavailable", "The database cannot be reached; retry in a moment", { retryAfterSeconds: 10, cause: error });
  }
  return new ApiError("internal", internal, { cause: error });
}

function ofParameter(path: string, value: unknown, parameters: readonly ApiParameter[]): ApiError {
  const name = /^\$input\.(\w+)/.exec(path)?.[1] ?? "";
  const parameter = parameters.find((one) => one.name === name);
  return new ApiError("bad-parameter", faultOf(name, value), {
    ...(name === "" ? {} : { parameter: name }),
    allowed: parameter?.allowed ?? parameters.map((one) => one.name),
  });
}

function faultOf(name: string, value: unknown): string {
  if (name === "") return "The parameters are not valid";
  if (value === undefined) return `${name} is required`;
  if (name === "month") return `month must be a calendar month, YYYY-MM; ${quotedValue(value)} is not`;
  return `${quotedValue(value)} is not a valid value of ${name}`;
}

const internal = "Internal error; the log has the cause under this id";

/** ClickHouse's codes. 158, 396, 307: rows, result, bytes; 241: memory; 62 never: that would be a mistake of ours. */
const tooLarge: ReadonlySet<string> = new Set(["158", "241", "307", "396"]);
/** 159: max_execution_time; 160: the same, foreseen. A busy database is as likely a reason as a large question, so asking again is right. */
const outOfTime: ReadonlySet<string> = new Set(["159", "160"]);
/** What @clickhouse/client says, without a code, when no answer came at all. */
const clientTimeout = "Timeout error.";
/** 201: quota; 202: simultaneous queries. */
const busy: ReadonlySet<string> = new Set(["201", "202"]);

/** The body of every answer that is an error. */
export interface ErrorAnswer {
  error: {
    /** What to quote to an operator: the log has it as `request_id`. */
    id: string;
    code: string;
    message: string;
    /** The invalid parameter, or the path in the body. */
    parameter?: string;
    allowed?: readonly string[];
    /** What is wrong with a form, each at its field. */
    faults?: readonly { readonly path: string; readonly message: string }[];
    retry_after_seconds?: number;
  };
}

/** The body of an error answer. `id` is the request's, by which the log is found. */
export function answerError(id: string, { code, message, details }: ApiError): ErrorAnswer {
  return {
    error: {
      id,
      code,
      message,
      ...(details.parameter === undefined ? {} : { parameter: details.parameter }),
      ...(details.allowed === undefined ? {} : { allowed: details.allowed }),
      ...(details.faults === undefined ? {} : { faults: details.faults }),
      ...(details.retryAfterSeconds === undefined ? {} : { retry_after_seconds: details.retryAfterSeconds }),
    },
  };
}
