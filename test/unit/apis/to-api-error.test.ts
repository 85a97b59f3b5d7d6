import { describe, expect, it } from "vitest";
import { toApiError } from "../../../app/apis/serving/to-api-error";

/** An error as @clickhouse/client throws it. */
const engineError = (code: string, message = "DB::Exception"): Error => Object.assign(new Error(message), { code });

describe("what a caller is told of a failure", () => {
  it.each([
    ["max_execution_time", engineError("159")],
    ["an estimate above it", engineError("160")],
    ["no answer from the database in time", new Error("Timeout error.")],
  ])("out of time is 503 with Retry-After, and not too large: %s", (_, cause) => {
    const error = toApiError(cause, [], new AbortController().signal);
    expect([error.code, error.status, error.details.retryAfterSeconds, error.cause]).toEqual(["timed-out", 503, 10, cause]);
    expect(error.message).toMatch(/timed out/);
    expect(error.message).not.toMatch(/too (much|large)/);
  });

  it.each([
    ["158", "too-large", 400, undefined],
    ["241", "too-large", 400, undefined],
    ["307", "too-large", 400, undefined],
    ["396", "too-large", 400, undefined],
    ["201", "too-many-requests", 429, 5],
    ["202", "too-many-requests", 429, 5],
    ["ECONNREFUSED", "unavailable", 503, 10],
    ["62", "internal", 500, undefined],
  ])("ClickHouse's %s is %s", (code, name, status, retryAfterSeconds) => {
    const error = toApiError(engineError(code), [], new AbortController().signal);
    expect([error.code, error.status, error.details.retryAfterSeconds]).toEqual([name, status, retryAfterSeconds]);
    expect(error.message).not.toContain("DB::");
  });

  it("is cancelled when the caller has disconnected, for any failure", () => {
    expect(toApiError(engineError("159"), [], AbortSignal.abort()).code).toBe("cancelled");
  });
});
