import { ApiError } from "./api-error";
import type { ApiParameter } from "./api-parameters";

/** What the caller is told of a failure. Everything unexpected becomes one sentence without detail; the log has the rest, under the request's id. */
export function toApiError(error: unknown, parameters: readonly ApiParameter[], signal: AbortSignal): ApiError {
  if (error instanceof ApiError) return error;
  if (signal.aborted) return new ApiError("cancelled", "The caller went away", { cause: error });
  if (!(error instanceof Error)) return new ApiError("internal", internal, { cause: error });
  // Typia's, thrown by the check that Moose compiles into every API: `$input.month`, or `$input` for all of them.
  if (error.constructor.name === "TypeGuardError" && "path" in error) return ofParameter(String(error.path), parameters);
  const code = "code" in error ? String(error.code) : "";
  if (tooLarge.has(code)) {
    return new ApiError("too-large", "This question reads or returns too much: ask for less time, fewer dimensions or a smaller limit", {
      cause: error,
    });
  }
  if (outOfTime.has(code) || error.message === clientTimeout) {
    return new ApiError(
      "timed-out",
      "This question ran out of time: ask again later, or for less time, fewer dimensions or a smaller limit",
      {
        retryAfterSeconds: 10,
        cause: error,
      },
    );
  }
  if (busy.has(code)) {
    return new ApiError("too-many-requests", "Too many questions at once: ask again in a moment", { retryAfterSeconds: 5, cause: error });
  }
  if (/^[A-Z]/.test(code)) {
    return new ApiError("unavailable", "The database cannot be reached: ask again in a moment", { retryAfterSeconds: 10, cause: error });
  }
  return new ApiError("internal", internal, { cause: error });
}

function ofParameter(path: string, parameters: readonly ApiParameter[]): ApiError {
  const name = /^\$input\.(\w+)/.exec(path)?.[1] ?? "";
  const parameter = parameters.find((one) => one.name === name);
  return new ApiError("bad-parameter", `${name === "" ? "A parameter" : name} is missing or not allowed`, {
    ...(name === "" ? {} : { parameter: name }),
    allowed: parameter?.allowed ?? parameters.map((one) => one.name),
  });
}

const internal = "Something went wrong here. An operator finds the reason in the log by this id";

/** ClickHouse's codes. 158, 396, 307: rows, result, bytes; 241: memory; 62 never: that would be a mistake of ours. */
const tooLarge: ReadonlySet<string> = new Set(["158", "241", "307", "396"]);
/** 159: max_execution_time; 160: the same, foreseen. A busy database is as likely a reason as a large question, so asking again is right. */
const outOfTime: ReadonlySet<string> = new Set(["159", "160"]);
/** What @clickhouse/client says, without a code, when no answer came at all. */
const clientTimeout = "Timeout error.";
/** 201: quota; 202: simultaneous queries. */
const busy: ReadonlySet<string> = new Set(["201", "202"]);
