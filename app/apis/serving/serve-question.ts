import type { IncomingMessage, ServerResponse } from "node:http";
import type { z } from "zod";
import type { ApiAccess } from "./api-access";
import { ApiError } from "./api-error";
import { bodyJsonSchema } from "./body-json-schema";
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
  /** What of a body is logged, where not all of it may be: it may have secrets, also where none belong. */
  readonly noted?: (sent: unknown) => unknown;
  /** A body that is answered with 200: tests and documents ask with it. */
  readonly example: unknown;
  readonly answer: (body: Body, request: ApiRequest) => Promise<object>;
}

/** `export const QueryWebApp = new WebApp("query", serveQuestion({ name: "query", role: "reader", … }), { mountPath: "/query" })`. */
export function serveQuestion<Body>(question: PostedQuestion<Body>): (message: IncomingMessage, response: ServerResponse) => Promise<void> {
  return serveExchange({ ...question, method: "POST", bodySchema: bodyJsonSchema(question.body) }, async (request, message, note) => {
    const sent = await readBody(message, question.maximumBody ?? 65_536);
    note(question.noted === undefined ? sent : question.noted(sent));
    const reading = question.body.safeParse(sent);
    if (!reading.success) throw badBody(reading.error);
    return { body: await question.answer(reading.data, request) };
  });
}

function badBody({ issues }: z.ZodError): ApiError {
  const [first] = issues;
  const allowed = first?.code === "invalid_enum_value" ? first.options.map(String) : issues.slice(0, 5).map(({ message }) => message);
  return new ApiError("bad-body", "The request body is not valid", { parameter: first?.path.join(".") ?? "", allowed });
}
