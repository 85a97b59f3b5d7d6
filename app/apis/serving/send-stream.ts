import type { ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ApiError } from "./api-error";

/** Sends a stream as the body of an answer whose head is written. What fails halfway cuts the connection, so that a part is not taken for the whole; it is returned. */
export async function sendStream(stream: Readable, response: ServerResponse, signal: AbortSignal): Promise<ApiError | undefined> {
  try {
    await pipeline(stream, response);
    return undefined;
  } catch (cause) {
    response.destroy();
    return signal.aborted
      ? new ApiError("cancelled", "The client closed the connection", { cause })
      : new ApiError("internal", "The file was cut off", { cause });
  }
}
