import { type FileParameter, fileParameters } from "../files/file-request";
import { apiErrorStatuses } from "../serving/api-error";
import type { FurtherAnswer } from "../serving/serve-exchange";
import type { OpenapiEndpoint, SchemaCollection } from "./openapi-endpoint";

type Json = Readonly<Record<string, unknown>>;

/**
 * The OpenAPI 3.1 document of what is served. Moose writes one too, which says that every parameter is required, that an answer is a bare list
 * of rows, and nothing of errors or of web apps. Throws when two different types have one name, or a type is none that can be answered.
 */
export function buildOpenapi(endpoints: readonly OpenapiEndpoint[], examples: Json, version: string): Json {
  const components = new Map<string, string>();
  const paths = Object.fromEntries(
    [...endpoints]
      .sort((left, right) => (pathOf(left) < pathOf(right) ? -1 : 1))
      .map((one) => [pathOf(one), pathItem(one, examples, components)]),
  );
  const schemas = Object.fromEntries(
    [...components].sort(([left], [right]) => (left < right ? -1 : 1)).map(([name, text]) => [name, objectOf(JSON.parse(text))]),
  );
  return {
    openapi: "3.1.1",
    info: {
      title: "Azure Billing Intelligence",
      version,
      description: "Amounts are exact decimal digits as text. Every answer lists the snapshots it is based on.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    security: [{ bearer: [] }],
    paths,
    components: { schemas: { ...schemas, ErrorAnswer: errorSchema, Envelope: envelopeSchema }, responses, securitySchemes },
  };
}

function pathOf(one: OpenapiEndpoint): string {
  switch (one.kind) {
    case "api":
      return `/api/${one.name}`;
    case "web":
      return one.path;
    case "ingest":
      return `/ingest/${one.name}`;
  }
}

function pathItem(one: OpenapiEndpoint, examples: Json, components: Map<string, string>): Json {
  switch (one.kind) {
    case "api": {
      const schema = collect(one.answer, components);
      const example = examples[one.name];
      const content = { "application/json": { schema, ...(example === undefined ? {} : { example }) } };
      return {
        get: {
          ...operation(one),
          parameters: [...parametersOf(one.parameters), ...fileParameters.map(ofFile)],
          responses: { "200": { description: "The answer", content: { ...content, ...fileContent } }, ...errorsOf("GET") },
        },
      };
    }
    case "web": {
      const schema = one.answer === "any" ? { type: "object" } : ref("schemas/Envelope");
      const example = examples[one.name];
      const answered = { schema, ...(example === undefined ? {} : { example }) };
      const body = { required: true, content: { "application/json": { schema: one.body ?? { type: "object" }, example: one.example } } };
      const content = {
        ...Object.fromEntries(
          one.contentTypes.map((type) => [type, type === "application/json" ? answered : { schema: { type: "string" } }]),
        ),
        ...(one.files ? fileContent : {}),
      };
      const answers = { "200": { description: "The answer", content }, ...errorsOf(one.method), ...furtherOf(one.further) };
      const parameters = [...(one.query === null ? [] : queryParameters(one.query)), ...(one.files ? fileParameters.map(ofFile) : [])];
      return {
        [one.method.toLowerCase()]: {
          ...operation(one),
          ...(parameters.length === 0 ? {} : { parameters }),
          ...(one.method === "POST" ? { requestBody: body } : {}),
          responses: answers,
        },
      };
    }
    case "ingest": {
      const record = collect(one.record, components, one.defaulted);
      const text = (description: string): Json => ({ description, content: { "text/plain": { schema: { type: "string" } } } });
      return {
        post: {
          operationId: `ingest${one.name}`,
          summary: `Posts ${one.name} records`,
          description: "Requires the ingest key. One record, or an array that is stored or rejected as a whole.",
          requestBody: {
            required: true,
            content: { "application/json": { schema: { anyOf: [record, { type: "array", items: record }] } } },
          },
          responses: { "200": text("Stored"), "400": text("Rejected, with the reason"), "401": text("Missing or invalid ingest key") },
        },
      };
    }
  }
}

function operation(one: Extract<OpenapiEndpoint, { kind: "api" | "web" }>): Json {
  const who = `Requires the role ${one.role} or higher${one.everyAccount ? " and access to all billing accounts" : ""}.`;
  return {
    operationId: one.name.replaceAll(/[-_.](\w)/g, (_, letter: string) => letter.toUpperCase()),
    summary: one.description || one.name,
    description: who,
  };
}

function parametersOf(collection: SchemaCollection): readonly Json[] {
  return queryParameters(parameterSchema(collection));
}

/** The JSON schema of the one interface that a collection is about, such as the parameters of an API. */
export function parameterSchema(collection: SchemaCollection): Json {
  return objectOf(strictSchema(dereference(collection)));
}

/** The members of an object's schema, as parameters of a query. */
function queryParameters(own: Json): readonly Json[] {
  const required = listOf(own["required"]);
  return Object.entries(objectOf(own["properties"] ?? {})).map(([name, value]) => {
    const { description, example, ...schema } = objectOf(value);
    return {
      name,
      in: "query",
      required: required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema,
      ...(example === undefined ? {} : { example }),
    };
  });
}

function ofFile({ name, description, allowed }: FileParameter): Json {
  return { name, in: "query", required: false, description, schema: { type: "string", enum: allowed } };
}

const fileContent: Json = {
  "text/csv": { schema: { type: "string", description: "All rows, with `format=csv`." } },
  "application/vnd.apache.parquet": { schema: { type: "string", format: "binary", description: "All rows, with `format=parquet`." } },
};

function dereference({ components, schemas: [first] }: SchemaCollection): unknown {
  const target = objectOf(first)["$ref"];
  return typeof target === "string" ? components.schemas?.[target.split("/").at(-1) ?? ""] : first;
}

/** Puts the types of a collection under `components`, and returns the reference to the one it is about. */
function collect({ components, schemas: [first] }: SchemaCollection, known: Map<string, string>, optional: readonly string[] = []): Json {
  for (const [name, schema] of Object.entries(components.schemas ?? {})) {
    const strict = objectOf(strictSchema(schema));
    const required = listOf(strict["required"]).filter((one) => !optional.includes(String(one)));
    const text = JSON.stringify(strict["required"] === undefined ? strict : { ...strict, required });
    if ((known.get(name) ?? text) !== text) throw new Error(`Two answers have different types named ${name}`);
    known.set(name, text);
  }
  return objectOf(first);
}

/** Says what typia leaves open: an object has no other members than those it names, and a list of `never` is empty. */
function strictSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strictSchema);
  if (typeof value !== "object" || value === null) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, strictSchema(one)]));
  const isClosed = inner["type"] === "object" && inner["properties"] !== undefined && inner["additionalProperties"] === undefined;
  const isEmptyList = inner["type"] === "array" && JSON.stringify(inner["items"]) === "{}";
  return { ...inner, ...(isClosed ? { additionalProperties: false } : {}), ...(isEmptyList ? { maxItems: 0 } : {}) };
}

function errorsOf(method: "GET" | "POST"): Json {
  const statuses = [400, 401, 403, 404, 405, 409, 429, 431, 500, 503, ...(method === "POST" ? [408, 413] : [])];
  return Object.fromEntries(statuses.map((status) => [String(status), ref(`responses/Error${status}`)]));
}

function furtherOf(further: Readonly<Record<number, FurtherAnswer>>): Json {
  const schema = { anyOf: [ref("schemas/Envelope"), ref("schemas/ErrorAnswer")] };
  return Object.fromEntries(
    Object.entries(further).map(([status, { description, answer }]) => [
      status,
      { description, ...(answer === "nothing" ? {} : { content: { "application/json": { schema } } }) },
    ]),
  );
}

const ref = (place: string): Json => ({ $ref: `#/components/${place}` });

function objectOf(value: unknown): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("Expected the schema of an object");
  return { ...value };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

const errorSchema: Json = {
  type: "object",
  description: "Why a request failed. Never contains engine messages or another caller's data.",
  properties: {
    error: {
      type: "object",
      properties: {
        id: { type: "string", description: "Id of the error; the log has it as `request_id`." },
        code: { type: "string", enum: Object.keys(apiErrorStatuses) },
        message: { type: "string" },
        parameter: { type: "string", description: "The invalid parameter, or the path in the body." },
        allowed: { type: "array", items: { type: "string" }, description: "Allowed values or forms." },
        faults: {
          type: "array",
          description: "What is wrong with a form, each at its field.",
          items: { type: "object", properties: { path: { type: "string" }, message: { type: "string" } }, required: ["path", "message"] },
        },
        retry_after_seconds: { type: "number" },
      },
      required: ["id", "code", "message"],
      additionalProperties: false,
    },
  },
  required: ["error"],
  additionalProperties: false,
};

const envelopeSchema: Json = {
  type: "object",
  description: "The envelope of every answer.",
  properties: {
    data: { type: "array", items: { type: "object" } },
    snapshots: { type: "array", items: { type: "object" }, description: "The snapshots that the answer is based on." },
    currency: { type: ["string", "null"], description: "ISO 4217 code when all amounts are in one currency, else null." },
    totals: { type: "array", items: { type: "object" } },
    page: { type: "object", properties: { next: { type: ["string", "null"] } }, required: ["next"] },
    problems: {
      type: "array",
      items: {
        type: "object",
        properties: {
          code: { type: "string" },
          message: { type: "string" },
          amounts: { type: "array", items: { type: "object" } },
          parameter: { type: "string", description: "Of a filter that matches nothing: where it is." },
          value: { type: "string", description: "The value of that filter." },
          nearest: { type: "array", items: { type: "string" }, description: "The nearest values that there are." },
        },
        required: ["code", "message"],
      },
    },
  },
  required: ["data", "snapshots", "currency", "totals", "page", "problems"],
};

const errorExamples: Readonly<Record<number, Json>> = {
  400: {
    code: "bad-parameter",
    message: 'month must be a calendar month, YYYY-MM; "2026-13" is not',
    parameter: "month",
    allowed: ["Billing month, `YYYY-MM`. (text matching ^20\\d{2}-(0[1-9]|1[0-2])$)"],
  },
  401: { code: "unauthenticated", message: "Missing or invalid credentials; send Authorization: Bearer with a valid key or token" },
  403: { code: "forbidden", message: "This requires the role editor or higher" },
  404: { code: "not-found", message: "This month of this billing account is not published" },
  405: { code: "method-not-allowed", message: "Method not allowed; use POST", allowed: ["POST"] },
  409: { code: "snapshots-changed", message: "A bill was published or rolled back since the first page; start again without page" },
  408: { code: "body-timeout", message: "The request body did not arrive in time" },
  413: { code: "body-too-large", message: "The request body is larger than 65536 bytes" },
  429: { code: "too-many-requests", message: "Too many requests; retry in 2 s", retry_after_seconds: 2 },
  500: { code: "internal", message: "Internal error; the log has the cause under this id" },
  503: {
    code: "timed-out",
    message: "The query timed out; retry later, or use a shorter range, fewer dimensions or a smaller limit",
    retry_after_seconds: 10,
  },
};

const errorResponses: Json = Object.fromEntries(
  Object.entries(errorExamples).map(([status, error]) => [
    `Error${status}`,
    {
      description: String(error["message"]),
      ...("retry_after_seconds" in error ? { headers: { "Retry-After": { schema: { type: "integer" }, description: "Seconds" } } } : {}),
      ...(status === "405" ? { headers: { Allow: { schema: { type: "string" }, description: "The method that it has" } } } : {}),
      content: {
        "application/json": {
          schema: ref("schemas/ErrorAnswer"),
          example: { error: { id: "7d0f0b5e-6a52-4b1c-9a7e-2f3b8c1d4e5f", ...error } },
        },
      },
    },
  ]),
);

const responses: Json = {
  ...errorResponses,
  Error431: {
    description: "The address and the headers are larger than 16 KiB together; use POST /query for long filters. The answer has no body",
  },
};

const securitySchemes: Json = {
  bearer: {
    type: "http",
    scheme: "bearer",
    description: "A key (the ingest key for /ingest, the consumption or admin key elsewhere), or a JWT of an accepted issuer.",
  },
};
