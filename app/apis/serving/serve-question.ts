import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { includesRole, type Role } from "../../domain/access/caller";
import type { ApiAccess } from "./api-access";
import { ApiError, quotedValue } from "./api-error";
import { badBody } from "./bad-body";
import { bodyJsonSchema, type JsonSchema } from "./body-json-schema";
import type { ApiRequest } from "./api-request";
import { readBody } from "./read-body";
import { serveExchange } from "./serve-exchange";

/** A question that is posted, because it does not fit into a URL, or because it changes something. */
export interface PostedQuestion<Body> extends ApiAccess {
  readonly name: string;
  /** What the body must be: strict, bounded, scalar at its leaves. Its messages reach the caller. */
  readonly body: z.ZodType<Body, z.ZodTypeDef, unknown>;
  /** Bytes; 64 KiB unless said. */
  readonly maximumBody?: number;
  readonly masksItself?: true;
  /** Where the body has an `operation`: the least role for each, which is asked for beside `role`. */
  readonly operations?: Readonly<Record<string, Role>>;
  /** See ServedExchange. */
  readonly files?: true;
  /** What of a body is logged, where not all of it may be: it may have secrets, also where none belong. */
  readonly noted?: (sent: unknown) => unknown;
  /** A body that is answered with 200: tests and documents ask with it. */
  readonly example: unknown;
  readonly answer: (body: Body, request: ApiRequest) => Promise<object>;
}

/** `export const QueryWebApp = new WebApp("query", serveQuestion({ name: "query", role: "reader", … }), { mountPath: "/query" })`. */
export function serveQuestion<Body>(question: PostedQuestion<Body>): (message: IncomingMessage, response: ServerResponse) => Promise<void> {
  const bodySchema = bodyJsonSchema(question.body);
  return serveExchange({ ...question, method: "POST", bodySchema }, async (request, message, note) => {
    const body = await readBody(message, question.maximumBody ?? 65_536);
    const sent = request.allRows === undefined ? body : withoutLimit(body, bodySchema);
    note(question.noted === undefined ? sent : question.noted(sent));
    const reading = question.body.safeParse(sent);
    if (!reading.success) throw badBody(reading.error, question.body, sent);
    refuseRole(question.operations, reading.data, request);
    return { body: await question.answer(reading.data, request) };
  });
}

/** Parameters of a GET: texts of its query, each at most once. */
export interface AskedList<Query> extends ApiAccess {
  readonly name: string;
  /** Strict, and of texts: its messages reach the caller. */
  readonly query: z.ZodType<Query, z.ZodTypeDef, unknown>;
  readonly masksItself?: true;
  /** `envelope` unless said. */
  readonly answers?: "any";
  readonly answer: (query: Query, request: ApiRequest) => Promise<object>;
}

/** `serveQuestion` for what is asked with GET at a path that no Api of Moose can have: `new WebApp("audit", serveList({ … }), { mountPath: "/operations/audit" })`. */
export function serveList<Query>(list: AskedList<Query>): (message: IncomingMessage, response: ServerResponse) => Promise<void> {
  return serveExchange({ ...list, method: "GET", querySchema: bodyJsonSchema(list.query) }, async (request, message, note) => {
    const given = [...new URL(message.url ?? "/", "http://list").searchParams];
    const asked: Readonly<Record<string, string>> = Object.fromEntries(given);
    note(asked);
    const twice = given.map(([name]) => name).find((name, index, names) => names.indexOf(name) !== index);
    if (twice !== undefined) throw new ApiError("bad-parameter", `${quotedValue(twice)} is given twice; give it once`);
    const reading = list.query.safeParse(asked);
    if (!reading.success) throw badParameter(reading.error);
    return { body: await list.answer(reading.data, request) };
  });
}

function refuseRole(operations: Readonly<Record<string, Role>> | undefined, body: unknown, { caller }: ApiRequest): void {
  if (operations === undefined || typeof body !== "object" || body === null || !("operation" in body)) return;
  const operation = String(body.operation);
  const least = operations[operation];
  if (least !== undefined && !includesRole(caller.role, least)) throw new ApiError("forbidden", `${operation} requires the role ${least}`);
}

function badParameter({ issues }: z.ZodError): ApiError {
  const [first] = issues;
  if (first?.code === "unrecognized_keys")
    return new ApiError("bad-parameter", `Unknown parameter ${quotedValue(first.keys[0])}`, {
      parameter: (first.keys[0] ?? "").slice(0, 64),
    });
  const allowed = first?.code === "invalid_enum_value" ? first.options.map(String) : [first?.message ?? "another value"];
  return new ApiError("bad-parameter", `The value of ${first?.path.join(".") ?? "a parameter"} is not valid`, {
    parameter: first?.path.join(".") ?? "",
    allowed,
  });
}

/** A file has all rows: as many as the question can be answered with. Throws the 400 for a body that says how many. */
function withoutLimit(body: unknown, schema: JsonSchema): unknown {
  const limit = limitSchema.safeParse(schema);
  if (!limit.success || typeof body !== "object" || body === null) return body;
  if ("limit" in body)
    throw new ApiError("bad-body", "limit cannot be combined with a file, which has all rows", {
      parameter: "limit",
      allowed: ["no value"],
    });
  return { ...body, limit: limit.data.properties.limit.maximum };
}

const limitSchema = z.object({ properties: z.object({ limit: z.object({ maximum: z.number() }) }) });
