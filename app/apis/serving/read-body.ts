import type { IncomingMessage } from "node:http";
import { ApiError } from "./api-error";

/** The body of a request as JSON. Throws 400, 408 and 413. */
export async function readBody(request: IncomingMessage, limit: number, deadlineMs = 10_000): Promise<unknown> {
  const text = await readBodyText(request, limit, deadlineMs);
  if (depthOf(text) > maximumDepth) throw bad(`The body is nested more than ${maximumDepth} deep`);
  try {
    return JSON.parse(text);
  } catch {
    throw bad("The body is not JSON");
  }
}

/**
 * The body of a request as text. Read by events, because Moose hands WebApps a copy of the request that cannot be iterated; and with a deadline,
 * because Moose's CLI forwards a body over its own limit as none at all, with the length it would have had. Throws 400, 408 and 413.
 */
export async function readBodyText(request: IncomingMessage, limit: number, deadlineMs = 10_000): Promise<string> {
  if (Number(request.headers["content-length"] ?? 0) > limit) throw tooLarge(limit);
  return decode(await receive(request, limit, deadlineMs));
}

function receive(request: IncomingMessage, limit: number, deadlineMs: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let size = 0;
    const timer = setTimeout(() => {
      reject(new ApiError("body-timeout", "The request body did not arrive in time"));
    }, deadlineMs);
    request.on("data", (chunk: Uint8Array) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else reject(tooLarge(limit));
    });
    request.on("end", () => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks));
    });
    request.on("close", () => {
      clearTimeout(timer);
      reject(bad("The body was cut off"));
    });
    request.on("error", () => {
      reject(bad("The body was cut off"));
    });
  });
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw bad("The body is not UTF-8");
  }
}

/** How deep arrays and objects nest, without recursion. Brackets in strings do not count. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/gs)) {
    if (token === "[" || token === "{") deepest = Math.max(deepest, ++depth);
    else if (token === "]" || token === "}") depth -= 1;
  }
  return deepest;
}

const bad = (message: string): ApiError => new ApiError("bad-body", message);
const tooLarge = (limit: number): ApiError => new ApiError("body-too-large", `The request body is larger than ${limit} bytes`);
const maximumDepth = 32;
