import type { IncomingMessage, ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { getMooseUtils } from "@514labs/moose-lib";
import type { Caller, Role } from "../../domain/access/caller";
import { maskPersonalFields } from "../../domain/access/mask-personal-fields";
import { currentExchange } from "../../runtime/moose/current-exchange";
import { processAccessSettings } from "../../runtime/config/process-access-settings";
import { admit, type ApiAccess } from "./api-access";
import { answerFile } from "../files/answer-file";
import { readFileRequest } from "../files/file-request";
import { answerError, toApiError } from "./to-api-error";
import type { JsonSchema } from "./body-json-schema";
import { answerHeaders } from "./answer-headers";
import { ApiError, requireMethod } from "./api-error";
import type { ApiRequest } from "./api-request";
import { openRequest } from "./open-request";
import { keepBody } from "./read-body";
import { openTrace } from "./open-trace";
import { recordAccess, rowsOf } from "./record-access";
import { sendStream } from "./send-stream";

export interface ServedExchange extends ApiAccess {
  /** In the log and the metrics; the WebApp's name. */
  readonly name: string;
  readonly method: "GET" | "POST";
  /** For the tests that ask everything: a body, or the query of a GET, that is answered. */
  readonly example?: unknown;
  /** Its answers have members named like fields about people that are not about people; it masks those that are itself. */
  readonly masksItself?: true;
  /** The operations of a body, each with the least role that may ask for it; for those who ask what they may do. */
  readonly operations?: Readonly<Record<string, Role>>;
  /** For the OpenAPI document: of the query of a GET. */
  readonly querySchema?: JsonSchema;
  /** For the OpenAPI document: of the body, of what is answered when that is not JSON, and whether JSON is the envelope. */
  readonly bodySchema?: JsonSchema;
  readonly contentTypes?: readonly string[];
  readonly answers?: "envelope" | "any";
  /** For the OpenAPI document: answers other than 200 that are not errors, by status. */
  readonly further?: Readonly<Record<number, FurtherAnswer>>;
  /** Its rows can be had as a file: files/file-request.ts. */
  readonly files?: true;
}

/** An answer that is neither 200 nor an error: no body, or the envelope. */
export interface FurtherAnswer {
  readonly description: string;
  readonly answer: "nothing" | "envelope";
}

/** JSON, text of another kind, or a file that streams. */
export type WebAnswer =
  | { readonly body: object; readonly status?: number }
  | {
      readonly text: string;
      readonly contentType: string;
      readonly status?: number;
      /** For the log, of a protocol with errors of its own: what failed, and the rows. */
      readonly outcome?: { readonly error: ApiError | undefined; readonly rows: number };
    }
  | {
      readonly stream: Readable;
      readonly contentType: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly rows?: () => number;
    };

type Handler = (message: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * `serveApi` for a WebApp: the same access, masking, log and errors; and the whole check of the key, since Moose's CLI does not ask WebApps for one.
 * `answer` may say what was asked, for the log. The promise never rejects.
 */
export function serveExchange(
  served: ServedExchange,
  answer: (request: ApiRequest, message: IncomingMessage, note: (parameters: unknown) => void) => Promise<WebAnswer>,
): Handler {
  // In production this throws while the app loads, and the process does not start, if anything would be open.
  processAccessSettings();
  currentExchange.follow();
  servedExchanges.set(served.name, served);
  return async (message, response) => {
    if (served.method === "POST") keepBody(message);
    const trace = openTrace();
    let caller: Caller | undefined;
    let parameters: unknown;
    let given: WebAnswer;
    let error: ApiError | undefined;
    try {
      const utils = await getMooseUtils();
      const admitted = await admit(served, claimsOf(message), (who) => (caller = who));
      requireMethod(served.method, message.method);
      if ((message.url ?? "/").split("?")[0] !== "/") throw new ApiError("not-found", "No such path");
      const request = openRequest(trace, admitted, utils.client.query.client);
      const { file } = served.files === true ? readFileRequest(queryOf(message)) : { file: null };
      const ask = (own: ApiRequest): Promise<WebAnswer> => answer(own, message, (what) => (parameters = what));
      if (file === null) {
        const found = await ask(request);
        given =
          !("body" in found) || admitted.seesPersonalFields || served.masksItself === true
            ? found
            : { ...found, body: maskBody(found.body) };
      } else {
        const bodyOf = async (own: ApiRequest): Promise<unknown> => {
          const found = await ask(own);
          return "body" in found ? found.body : null;
        };
        given = await answerFile({
          request,
          file,
          endpoint: served.name,
          parameters: () => parameters,
          columns: ["currency"],
          ask: bodyOf,
        });
      }
    } catch (failure) {
      error = toApiError(failure, [], trace.abort.signal);
      given = { status: error.status, body: answerError(trace.id, error) };
    }
    const status = "stream" in given ? 200 : (given.status ?? 200);
    if ("stream" in given) for (const [name, value] of Object.entries(given.headers)) response.setHeader(name, value);
    writeHead(response, trace.id, status, "body" in given ? "application/json" : given.contentType, error);
    if ("stream" in given) {
      error = await sendStream(given.stream, response, trace.abort.signal);
    } else response.end("text" in given ? given.text : JSON.stringify(given.body));
    const outcome = "text" in given ? given.outcome : undefined;
    const failed = error ?? outcome?.error;
    const method = message.method ?? "";
    recordAccess(trace, {
      endpoint: served.name,
      method,
      caller,
      parameters,
      status: outcome?.error?.status ?? status,
      errorCode: failed?.code ?? "",
      cause: failed?.cause,
      rows: outcome?.rows ?? ("stream" in given ? (given.rows?.() ?? 0) : "body" in given ? rowsOf(given.body) : 0),
    });
  };
}

/** Moose's runner and the app have a copy of moose-lib each, so `getMooseUtils()` here does not know the token; what the runner put on the request does. */
function claimsOf(message: IncomingMessage): Readonly<Record<string, unknown>> | undefined {
  const moose: unknown = "moose" in message ? message.moose : undefined;
  const claims: unknown = typeof moose === "object" && moose !== null && "jwt" in moose ? moose.jwt : undefined;
  return typeof claims === "object" && claims !== null ? { ...claims } : undefined;
}

function maskBody(body: object): object {
  const masked = maskPersonalFields(body);
  return typeof masked === "object" && masked !== null ? masked : {};
}

/** Every WebApp that goes through here. */
export const servedExchanges = new Map<string, ServedExchange>();

function queryOf(message: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(new URL(message.url ?? "/", "http://exchange").searchParams);
}

function writeHead(response: ServerResponse, id: string, status: number, contentType: string, error: ApiError | undefined): void {
  // A body that was read to its end leaves nothing behind on the connection.
  if (currentExchange.get()?.request.complete === true) response.removeHeader("Connection");
  response.writeHead(status, { "Content-Type": contentType, ...answerHeaders(id, error) });
}
