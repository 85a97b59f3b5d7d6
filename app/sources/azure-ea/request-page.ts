import { request } from "undici";
import { BodyMeter } from "./body-meter";
import { checkResponse } from "./check-response";
import { classifyFailure } from "./classify-failure";
import { classifyStatus } from "./classify-status";
import { contentDecoder } from "./content-decoder";
import { EaApiError } from "./ea-api-error";
import { explainStatus } from "./explain-status";
import { receiveBody } from "./receive-body";
import { redactText } from "./redact-text";
import { requestHeaders } from "./request-headers";
import type { RunContext } from "./run-context";
import { type ResponseHeaders, serverDelayMs } from "./server-delay";
import { Watchdog } from "./watchdog";

/** A 200 answer, read to its end. */
export interface EaResponse {
  readonly body: Buffer;
  readonly wireBytes: number;
  readonly etag: string | null;
}

const longestErrorBody = 4096;

/** Sends one request, once. Everything that can go wrong comes out as an EaApiError. `leftMs` bounds the attempt in addition to its own deadline. */
export async function requestPage(run: RunContext, url: URL, laterPage: boolean, leftMs: number): Promise<EaResponse> {
  const { options, deadlines, limits } = run;
  const watchdog = new Watchdog(run.signal);
  try {
    watchdog.arm("attempt", Math.min(deadlines.attemptMs, Math.max(1, leftMs)));
    watchdog.arm("headers", deadlines.headersMs);
    const { statusCode, headers, body } = await request(url, {
      dispatcher: options.dispatcher,
      method: "GET",
      headers: requestHeaders(url, run.base, options.key, options.compress ?? true),
      signal: watchdog.signal,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    body.on("error", () => undefined);
    watchdog.disarm("headers");
    watchdog.arm("body-gap", deadlines.bodyGapMs);
    try {
      if (statusCode !== 200) throw await statusError(run, statusCode, headers, body, laterPage);
      checkResponse(headers);
      const meter = new BodyMeter(limits, deadlines, () => options.clock.now());
      const decoder = contentDecoder(headers["content-encoding"]);
      const length = decoder === null ? Number(headers["content-length"] ?? 0) : 0;
      const onPiece = (): void => {
        watchdog.arm("body-gap", deadlines.bodyGapMs);
      };
      const bytes = await receiveBody(body, decoder, meter, onPiece, length <= limits.maxWireBytes ? length : 0);
      return { body: bytes, wireBytes: meter.wireBytes, etag: typeof headers["etag"] === "string" ? headers["etag"] : null };
    } finally {
      body.destroy();
    }
  } catch (error) {
    if (watchdog.signal.aborted && watchdog.signal.reason instanceof EaApiError) throw watchdog.signal.reason;
    if (error instanceof EaApiError) throw error;
    const { kind, code } = classifyFailure(error);
    throw new EaApiError(kind, `the request to EA failed: ${code}`, { code }, error);
  } finally {
    watchdog.stop();
  }
}

async function statusError(
  run: RunContext,
  status: number,
  headers: ResponseHeaders,
  body: AsyncIterable<Buffer>,
  laterPage: boolean,
): Promise<EaApiError> {
  const now = run.options.clock.now();
  const serverDelay = serverDelayMs(headers, now);
  const kind = classifyStatus(status, serverDelay !== null && serverDelay > 0, laterPage);
  const bodyStart = redactText(await startOf(body)).slice(0, 256);
  return new EaApiError(kind, explainStatus(kind, status, run.slice, run.options.key.reveal(), now), {
    status,
    ...(serverDelay === null ? {} : { serverDelayMs: serverDelay }),
    ...(bodyStart === "" ? {} : { bodyStart }),
  });
}

/** The beginning of an error's body, which is worth having but not worth failing for. */
async function startOf(body: AsyncIterable<Buffer>): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of body) {
      pieces.push(piece);
      length += piece.length;
      if (length >= longestErrorBody) break;
    }
  } catch {
    return Buffer.concat(pieces).toString("utf8");
  }
  return Buffer.concat(pieces).toString("utf8");
}
