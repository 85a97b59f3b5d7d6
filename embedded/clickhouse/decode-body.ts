import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { decoderOf } from "./content-encodings";
import { nativeFrames } from "./native-frames";
import type { QueryRequest } from "./query-request";

/**
 * The request's body with HTTP encoding and native frames taken off. Not `stream.pipeline`: that would destroy the socket on a bad body,
 * and the client would never read why. A client that goes away mid-body makes the returned stream fail.
 */
export function decodeBody(message: IncomingMessage, request: QueryRequest): Readable {
  const decoder = decoderOf(request.bodyEncoding);
  const steps = [...(decoder === undefined ? [] : [decoder]), ...(request.framedBody ? [nativeFrames.decompress()] : [])];
  let last: Readable = message;
  for (const step of steps) {
    const source = last;
    source.on("error", (error: Error) => step.destroy(error));
    step.on("error", () => {
      source.unpipe(step);
      message.resume();
    });
    last = source.pipe(step);
  }
  return last;
}
