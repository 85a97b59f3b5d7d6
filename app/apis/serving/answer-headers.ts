import { currentExchange } from "../../runtime/moose/current-exchange";
import { processAccessSettings } from "../../runtime/config/process-access-settings";
import type { ApiError } from "./api-error";

/** The headers of every answer to the request that is being answered. A page of an allowed origin may read it. */
export function answerHeaders(id: string, error: ApiError | undefined): Readonly<Record<string, string>> {
  const origin = currentExchange.get()?.request.headers.origin;
  const isAllowed = origin !== undefined && processAccessSettings().allowedOrigins.includes(origin);
  const retryAfter = error?.details.retryAfterSeconds;
  return {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Request-Id": id,
    Vary: "Origin",
    ...(isAllowed ? { "Access-Control-Allow-Origin": origin } : {}),
    ...(error?.code === "method-not-allowed" ? { Allow: (error.details.allowed ?? []).join(", ") } : {}),
    ...(retryAfter === undefined ? {} : { "Retry-After": String(retryAfter) }),
  };
}
