import { listOf, memberOf, textOf, textOrNull } from "./read-value";
import type { paths } from "./schema";
import { session } from "./session";

/** What can be asked with GET. */
export type GetPath = { [P in keyof paths]: paths[P] extends { get: object } ? P : never }[keyof paths];

export type Question<P extends GetPath> = paths[P] extends { get: { parameters: { query?: infer Q } } } ? NonNullable<Q> : never;
type Found<Operation> = Operation extends { responses: { 200: { content: { "application/json": infer R } } } } ? R : never;
export type Answered<P extends GetPath> = paths[P] extends { get: infer Operation } ? Found<Operation> : never;

/** What can be asked with POST, and the body of it. */
export type PostPath = { [P in keyof paths]: paths[P] extends { post: object } ? P : never }[keyof paths];
export type PostedBody<P extends PostPath> = paths[P] extends {
  post: { requestBody: { content: { "application/json": infer Body } } };
}
  ? Body
  : never;

/** What is wrong with a member of a body: `config.storage.bucket`. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

/** Why a question was not answered. `code` is one of the API's, or `unreachable` when nobody answered in its form. */
export class AskError extends Error {
  override readonly name = "AskError";

  constructor(
    message: string,
    readonly status: number,
    readonly code: string,
    readonly details: {
      /** The `request_id` of the log. */
      readonly id?: string | undefined;
      readonly parameter?: string | undefined;
      readonly allowed?: readonly string[] | undefined;
      readonly retryAfterSeconds?: number | undefined;
      /** Of a body: what is wrong, each at its field. */
      readonly faults?: readonly Fault[];
    } = {},
  ) {
    super(message);
  }
}

/** Who does not answer, by the error of a question: the server, or the database behind it. Null for an error of another kind. */
export function whoIsAway(error: Error | null): "server" | "database" | null {
  if (!(error instanceof AskError)) return null;
  return error.code === "unreachable" ? "server" : error.code === "unavailable" ? "database" : null;
}

/** `GET path?question`. Throws an AskError. */
export async function ask<P extends GetPath>(path: P, question: Question<P>, signal?: AbortSignal): Promise<Answered<P>> {
  const text = searchOf(Object.entries<unknown>(question));
  const answer = await send(text === "" ? path : `${path}?${text}`, { signal: signal ?? null });
  // The form of each answer is compared with the document that these types are made of in test/security/openapi.test.ts, to the last member.
  return answer as Answered<P>;
}

function searchOf(parameters: readonly (readonly [string, unknown])[]): string {
  const search = new URLSearchParams();
  for (const [name, value] of parameters)
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") search.set(name, `${value}`);
  return search.toString();
}

/** `GET address` of an answer whose rows the document leaves open: whoever asks reads them with `api/read-value.ts`. Throws an AskError. */
export function askOpen(address: string, signal?: AbortSignal): Promise<object> {
  return send(address, { signal: signal ?? null });
}

/** `POST path` with a body of JSON. Throws an AskError. */
export function post(path: string, body: object, signal?: AbortSignal): Promise<object> {
  return send(path, { method: "POST", body: JSON.stringify(body), signal: signal ?? null });
}

/** A question whose rows can be had as a file. */
export type FileQuestion =
  | { readonly [P in GetPath]: { readonly path: P; readonly question: Question<P> } }[GetPath]
  | { readonly path: "/query"; readonly body: object };

export const fileFormats = ["csv", "parquet"] as const;
export type FileFormat = (typeof fileFormats)[number];

/**
 * All rows of a question as a file, with the rights of the reader: the same question as that of the page, without its `limit`. CSV begins with what its rows
 * are made of, and with a byte order mark, without which Excel does not read names. Throws an AskError.
 */
export async function askFile(question: FileQuestion, format: FileFormat): Promise<{ readonly name: string; readonly content: Blob }> {
  const form = { format, ...(format === "csv" ? { bom: "true", metadata: "true" } : {}) };
  const withoutLimit = (all: object): readonly (readonly [string, unknown])[] => Object.entries(all).filter(([name]) => name !== "limit");
  const bearer = session.bearer();
  const response = await ("body" in question
    ? request(
        `${question.path}?${new URLSearchParams(form).toString()}`,
        { method: "POST", body: JSON.stringify(Object.fromEntries(withoutLimit(question.body))) },
        bearer,
      )
    : request(`${question.path}?${searchOf([...withoutLimit(question.question), ...Object.entries(form)])}`, {}, bearer));
  if (!response.ok) throw refusal(response, await response.json().catch(() => null), bearer);
  const content = await response.blob().catch(() => {
    throw new AskError("The file broke off before its end. Try again, or ask for a shorter period", 0, "broken-off");
  });
  return { name: fileName(question, response.headers, format), content };
}

/** `costs-2026-11.s20260120T020019-ee0aaf71.csv`: what was asked of which days, and the snapshot of the rows, or how many they are of. */
function fileName(asked: FileQuestion, headers: Headers, format: FileFormat): string {
  const given = "body" in asked ? memberOf(asked.body, "timeRange") : asked.question;
  const [from, to] = [textOrNull(given, "month") ?? textOrNull(given, "from"), textOrNull(given, "month") ?? textOrNull(given, "to")];
  const dates = from === null || from === to ? from : `${from}_${to ?? ""}`;
  const named = (headers.get("x-answer-metadata") ?? "").matchAll(/"snapshot_id":"([\w.:-]+)"/g);
  const snapshots = [...new Set(Array.from(named, ([, id = ""]) => id.replaceAll(":", "-")))];
  const parts = [
    [asked.path.split("/").at(-1) ?? "", ...(dates === null ? [] : [dates])].join("-"),
    ...(snapshots.length > 1 ? [`${String(snapshots.length)}-snapshots`] : snapshots),
    format,
  ];
  return parts.join(".");
}

/** Answers that are useful although they are none of success: 503 of /status lists what is ill. */
const answersWith503: ReadonlySet<string> = new Set(["/status"]);

async function send(address: string, init: Omit<RequestInit, "headers">): Promise<object> {
  const bearer = session.bearer();
  const response = await request(address, init, bearer);
  const body: unknown = await response.json().catch(() => null);
  if (
    (response.ok || (response.status === 503 && answersWith503.has(address))) &&
    typeof body === "object" &&
    body !== null &&
    !("error" in body)
  )
    return body;
  throw refusal(response, body, bearer);
}

/** Sends a question as the reader. Throws an AskError when nobody answers. */
function request(address: string, init: Omit<RequestInit, "headers">, bearer: string | null): Promise<Response> {
  const headers = {
    accept: "application/json",
    ...(init.body === undefined ? {} : { "content-type": "application/json" }),
    ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
  };
  return fetch(address, { ...init, headers, redirect: "error" }).catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new AskError("The server does not answer", 0, "unreachable");
  });
}

/** The error of an answer, which also asks for another token when the one that was sent is no good. */
function refusal(response: Response, body: unknown, bearer: string | null): AskError {
  if (response.status === 401) session.refused(bearer);
  return toAskError(response, body);
}

function toAskError(response: Response, body: unknown): AskError {
  const error = memberOf(body, "error");
  const wait = /^\d{1,6}$/.exec(response.headers.get("retry-after") ?? "")?.[0];
  const retryAfterSeconds = wait === undefined ? undefined : Number.parseInt(wait, 10);
  const message = textOrNull(error, "message");
  if (message === null)
    return new AskError(`The server answered ${response.status} without saying why`, response.status, "unreachable", { retryAfterSeconds });
  const allowed = memberOf(error, "allowed");
  return new AskError(message, response.status, textOrNull(error, "code") ?? "unreachable", {
    id: textOrNull(error, "id") ?? undefined,
    parameter: textOrNull(error, "parameter") ?? undefined,
    allowed: Array.isArray(allowed) ? allowed.filter((one) => typeof one === "string") : undefined,
    retryAfterSeconds,
    faults: listOf(error, "faults", (fault) => ({ path: textOf(fault, "path"), message: textOf(fault, "message") })),
  });
}
