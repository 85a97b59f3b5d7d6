import type { ServerResponse } from "node:http";
import { type Api, getMooseUtils, type MooseUtils } from "@514labs/moose-lib";
import { type Caller, includesRole } from "../../domain/access/caller";
import { maskPersonalFields } from "../../domain/access/mask-personal-fields";
import { answerFile } from "../files/answer-file";
import { readFileRequest } from "../files/file-request";
import type { OpenFile } from "../files/open-file";
import { currentExchange } from "../../runtime/moose/current-exchange";
import { processAccessSettings } from "../../runtime/config/process-access-settings";
import { admit, type ApiAccess } from "./api-access";
import { answerError, toApiError } from "./to-api-error";
import { answerHeaders } from "./answer-headers";
import { ApiError, quotedValue, requireMethod } from "./api-error";
import { answerColumns, type ApiParameter, apiParameters } from "./api-parameters";
import type { ApiRequest } from "./api-request";
import { openRequest } from "./open-request";
import { openTrace } from "./open-trace";
import { recordAccess, rowsOf } from "./record-access";
import { sendStream } from "./send-stream";

/** The requests that `serveApi` has let in, by the object that Moose passes to the code of an API. */
const requests = new WeakMap<object, ApiRequest>();

/** The handler of an API in the form that Moose calls. It runs only for requests that came through `serveApi`. */
export function answering<P, R>(answer: (params: P, request: ApiRequest) => Promise<R>): (params: P, utils: MooseUtils) => Promise<R> {
  return (params, utils) => {
    const request = requests.get(utils);
    if (request === undefined) throw new Error("An API was not passed to serveApi");
    return answer(params, request);
  };
}

/**
 * Wraps a consumption API, which every caller can also ask for a file of all rows (files/file-request.ts): authenticates the caller, checks role and rate; then Moose's check of the parameters and the API's code, which reads only
 * the caller's rows; then masking, the access log, and errors without engine text. An API that is not wrapped fails `npm run test:security`.
 * CONTRIBUTING.md says how an endpoint is written.
 *
 * Names of people are masked in answers by their column's name (mask-personal-fields.ts); a filter on them is for `request.caller.seesPersonalFields`.
 * `throw new ApiError("not-found", …)` for what does not exist or is not the caller's, without telling which. A new table without a billing account
 * column that everybody may read is listed in table-scopes.ts.
 */
export function serveApi<P extends object, R>(access: ApiAccess, api: Api<P, R>): Api<P, R> {
  // In production this throws while the app loads, and the process does not start, if anything would be open.
  processAccessSettings();
  currentExchange.follow();
  const parameters = apiParameters(api);
  const answer = api.getHandler();
  const columns = answerColumns(api);
  const maximum = parameters.find(({ name }) => name === "limit")?.maximum;
  const guarded = async (given: Readonly<Record<string, unknown>>, utils: MooseUtils): Promise<{ status: number; body: unknown }> => {
    const trace = openTrace();
    let caller: Caller | undefined;
    let outcome: { readonly status: number; readonly body: unknown; readonly error?: ApiError | undefined };
    let open: OpenFile | undefined;
    const ask = (own: Readonly<Record<string, unknown>>, request: ApiRequest): Promise<unknown> => {
      const asking: MooseUtils = { ...utils };
      requests.set(asking, request);
      return Promise.resolve<unknown>(Reflect.apply(answer, undefined, [own, asking]));
    };
    try {
      const admitted = await admit(access, utils.jwt, (who) => (caller = who));
      requireMethod("GET", currentExchange.get()?.request.method);
      const { file, parameters: asked } = readFileRequest(given);
      refuseUnreadable(asked, parameters);
      const request = openRequest(trace, admitted, utils.client.query.client);
      if (file === null) {
        const found = await ask(asked, request);
        outcome = { status: 200, body: admitted.seesPersonalFields ? found : maskPersonalFields(found) };
      } else {
        const all = maximum === undefined ? asked : { ...asked, limit: String(maximum) };
        open = await answerFile({
          request,
          file,
          endpoint: api.name,
          parameters: () => asked,
          columns: columns.length === 0 ? ["currency"] : columns,
          ask: (own, page) => ask(page === undefined ? all : { ...all, page }, own),
        });
        outcome = { status: 200, body: {} };
      }
    } catch (failure) {
      const error = toApiError(failure, parameters, trace.abort.signal);
      outcome = { status: error.status, body: answerError(trace.id, error), error };
    }
    const response = currentExchange.get()?.response;
    for (const [name, value] of Object.entries(answerHeaders(trace.id, outcome.error))) response?.setHeader(name, value);
    if (open !== undefined && response !== undefined) outcome = { ...outcome, error: await sendFile(open, response, trace.abort.signal) };
    const { error, ...sent } = outcome;
    recordAccess(trace, {
      endpoint: api.name,
      method: currentExchange.get()?.request.method ?? "GET",
      caller,
      parameters: given,
      status: sent.status,
      errorCode: error?.code ?? "",
      cause: error?.cause,
      rows: open?.rows() ?? rowsOf(sent.body),
    });
    return sent;
  };
  servedApis.set(api.name, access);
  askable.set(api.name, async (given, request) => {
    if (!includesRole(request.caller.role, access.role) || (access.everyAccount === true && request.caller.accounts !== "all"))
      throw new ApiError("forbidden", `You may not ask ${api.name}`);
    try {
      refuseUnreadable(given, parameters);
      const own: MooseUtils = { ...(await getMooseUtils()) };
      requests.set(own, request);
      const found: unknown = await Reflect.apply(answer, undefined, [given, own]);
      return found;
    } catch (failure) {
      throw toApiError(failure, parameters, request.signal);
    }
  });
  return Object.assign(api, { getHandler: () => guarded });
}

/** Every API that goes through here, with the role it asks for. */
export const servedApis = new Map<string, ApiAccess>();

const askable = new Map<string, (given: Readonly<Record<string, string>>, request: ApiRequest) => Promise<unknown>>();

/** Asks an API within the request of another endpoint: the same check of role and parameters, and the rights of the request. Throws ApiError. */
export async function askApi(name: string, given: Readonly<Record<string, string>>, request: ApiRequest): Promise<unknown> {
  const ask = askable.get(name);
  if (ask === undefined)
    throw new ApiError("bad-body", `There is no API ${quotedValue(name)}`, { parameter: "endpoint", allowed: [...askable.keys()] });
  return ask(given, request);
}

/** What Moose would ignore, or read as something else. */
function refuseUnreadable(given: Readonly<Record<string, unknown>>, parameters: readonly ApiParameter[]): void {
  refuseUnknown(given, parameters);
  refuseNull(given);
  refuseEmpty(given, parameters);
}

/** A misspelled filter must not be ignored. */
function refuseUnknown(given: Readonly<Record<string, unknown>>, parameters: readonly ApiParameter[]): void {
  const unknown = Object.keys(given).find((name) => !parameters.some((one) => one.name === name));
  if (unknown === undefined) return;
  const allowed = parameters.map(({ name }) => name);
  throw new ApiError("bad-parameter", `Unknown parameter ${quotedValue(unknown)}`, { parameter: unknown.slice(0, 64), allowed });
}

/** Moose reads the text `null` as no value, so a filter by it would be ignored. */
function refuseNull(given: Readonly<Record<string, unknown>>): void {
  const found = Object.entries(given).find(([, value]) => value === "null" || (Array.isArray(value) && value.includes("null")));
  if (found === undefined) return;
  const [parameter] = found;
  throw new ApiError("bad-parameter", "null is not a valid value; use POST /query to match the text", {
    parameter,
    allowed: ["any other text"],
  });
}

/** Moose reads an empty text as no number at all, and an empty limit would be the default. */
function refuseEmpty(given: Readonly<Record<string, unknown>>, parameters: readonly ApiParameter[]): void {
  const found = parameters.find(({ name, isText }) => !isText && given[name] === "");
  if (found !== undefined)
    throw new ApiError("bad-parameter", `${found.name} is empty; give it a value or leave it out`, {
      parameter: found.name,
      allowed: found.allowed,
    });
}

/** Moose writes what the code of an API returns, as JSON. A file is written here, and what Moose writes after it goes nowhere. */
async function sendFile(file: OpenFile, response: ServerResponse, signal: AbortSignal): Promise<ApiError | undefined> {
  response.writeHead(200, { "Content-Type": file.contentType, ...file.headers });
  const error = await sendStream(file.stream, response, signal);
  Object.assign(response, { writeHead: () => response, end: () => response });
  return error;
}
