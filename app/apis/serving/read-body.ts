import type { IncomingMessage } from "node:http";
import { parse } from "lossless-json";
import { ApiError } from "./api-error";

/** The body of a request as JSON. Throws 400, 408 and 413. */
export async function readBody(request: IncomingMessage, limit: number, deadlineMs = 10_000): Promise<unknown> {
  const text = await readBodyText(request, limit, deadlineMs);
  if (depthOf(text) > maximumDepth) throw bad(`The body is nested more than ${maximumDepth} deep`);
  try {
    return JSON.parse(text);
  } catch {
    throw bad(`The body is not JSON: ${placeOfFault(text)}`);
  }
}

/**
 * The body of a request as text, with a deadline, because Moose's CLI forwards a body over its own limit as none at all, with the length it would have had.
 * Throws 400, 408 and 413.
 */
export async function readBodyText(request: IncomingMessage, limit: number, deadlineMs = 10_000): Promise<string> {
  if (Number(request.headers["content-length"] ?? 0) > limit) throw tooLarge(limit);
  return decode(await (bodies.get(request) ?? keepBody(request)).read(limit, deadlineMs));
}

interface KeptBody {
  readonly read: (limit: number, deadlineMs: number) => Promise<Uint8Array>;
}

const bodies = new WeakMap<IncomingMessage, KeptBody>();

/**
 * Collects the body of a request from now on, so that `readBodyText` can be called later: Moose hands WebApps a copy of the request that cannot be iterated, and its
 * events are lost when nothing listens yet. The gate lets in no body of more than `mostKept` bytes; what is beyond is dropped.
 */
export function keepBody(request: IncomingMessage): KeptBody {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let ended: "whole" | "cut" | null = null;
  let heard = (): void => undefined;
  const end = (how: "whole" | "cut"): void => {
    ended ??= how;
    heard();
  };
  request.on("data", (chunk: Uint8Array) => {
    size += chunk.length;
    if (size <= mostKept) chunks.push(chunk);
    else chunks.length = 0;
    heard();
  });
  request.on("end", () => {
    end("whole");
  });
  for (const event of ["close", "error"])
    request.on(event, () => {
      end("cut");
    });
  const read = (limit: number, deadlineMs: number): Promise<Uint8Array> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new ApiError("body-timeout", "The request body did not arrive in time"));
      }, deadlineMs);
      heard = () => {
        if (size > limit || size > mostKept) reject(tooLarge(Math.min(limit, mostKept)));
        else if (ended === "whole") resolve(Buffer.concat(chunks));
        else if (ended === "cut") reject(bad("The body was cut off"));
        else return;
        clearTimeout(timer);
      };
      heard();
    });
  const kept = { read };
  bodies.set(request, kept);
  return kept;
}

/** The gate's and Moose's own limit, and a little more. */
const mostKept = 12_000_000;

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw bad("The body is not UTF-8");
  }
}

/** The line and the column, from 1, at which text stops being JSON. The text itself is not repeated. JSON.parse does not always give the position. */
function placeOfFault(text: string): string {
  const before = text.slice(0, positionOfFault(text)).split("\n");
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

function positionOfFault(text: string): number {
  try {
    parse(text);
    return text.length;
  } catch (error) {
    const position = / at position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
    return position === undefined ? text.length : Number(position);
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
