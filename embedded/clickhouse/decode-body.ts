import type { IncomingMessage } from "node:http";
import type { Readable, Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { HttpException } from "./http-exception";
import { nativeFrames } from "./native-frames";
import type { QueryRequest } from "./query-request";

/**
 * The request's body with HTTP encoding and native frames taken off. Not `stream.pipeline`: that would destroy the socket on a bad body,
 * and the client would never read why. A client that goes away mid-body makes the returned stream fail.
 */
export function decodeBody(message: IncomingMessage, request: QueryRequest): Readable {
  const steps = [...encodingStep(request.bodyEncoding), ...(request.framedBody ? [nativeFrames.decompress()] : [])];
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

function encodingStep(encoding: string): readonly Transform[] {
  switch (encoding) {
    case "":
    case "identity":
      return [];
    case "gzip":
    case "x-gzip":
      return [createGunzip()];
    case "deflate":
      return [createInflate()];
    case "br":
      return [createBrotliDecompress()];
    default:
      throw new HttpException(48, "NOT_IMPLEMENTED", `Unknown compression method ${encoding}; this server reads gzip, deflate and br.`);
  }
}
