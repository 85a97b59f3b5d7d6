import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { Ajv2020 } from "ajv/dist/2020.js";
import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { ApiProcess } from "./api-process";
import { dashboardTypes } from "./dashboard-types";
import { ask, SecurityLab } from "./security-lab";
import { tenantA } from "./seed-tenants";
import { typedClient } from "./typed-client";

const content = z.record(z.object({ schema: z.record(z.unknown()), example: z.unknown() }));
/** An answer without a body has no content. */
const response = z.object({ description: z.string(), content: content.default({}) });
const operation = z.object({
  operationId: z.string(),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.literal("query"),
        required: z.boolean(),
        description: z.string().optional(),
        example: z.unknown(),
      }),
    )
    .default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.union([z.object({ $ref: z.string() }), response])),
});
const document = z.object({ openapi: z.literal("3.1.1"), paths: z.record(z.record(operation)), components: z.record(z.unknown()) });

let lab: SecurityLab;
let worker: ApiProcess;
let text: string;
let openapi: z.infer<typeof document>;
const ajv = new Ajv2020({ strict: true, allErrors: true, validateFormats: false });

beforeAll(async () => {
  lab = await SecurityLab.open();
  worker = await lab.worker();
  ({ text } = await ask(worker, { path: "/openapi.json" }));
  openapi = document.parse(JSON.parse(text));
  ajv.addVocabulary(["openapi", "info", "servers", "security", "paths", "components", "example"]);
  ajv.addSchema(z.record(z.unknown()).parse(JSON.parse(text)), "openapi.json");
});

afterAll(async () => {
  await lab.close();
});

/** What Redocly's linter finds wrong with a document by the rules of OpenAPI 3.1 and of JSON Schema. */
async function faultsOfDocument(source: string): Promise<readonly string[]> {
  const rules = {
    struct: "error",
    "no-unresolved-refs": "error",
    "operation-operationId-unique": "error",
    "no-invalid-media-type-examples": "error",
  } as const;
  const found = await lintFromString({ source, config: await createConfig({ rules }) });
  return found.map(({ message, location }) => `${location[0]?.pointer ?? ""}: ${message}`);
}

/** What is wrong with a value by a schema of the document; null: nothing. */
function faultOf(schema: Readonly<Record<string, unknown>>, value: unknown): string | null {
  const absolute: unknown = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi.json#/'));
  const validate = ajv.compile(z.record(z.unknown()).parse(absolute));
  return validate(value) ? null : ajv.errorsText(validate.errors);
}

function schemaOfAnswer(path: string, method: string, status = "200"): Readonly<Record<string, unknown>> {
  const response = openapi.paths[path]?.[method]?.responses[status];
  if (response === undefined) throw new Error(`${method} ${path} documents no ${status}`);
  if ("$ref" in response) return { $ref: "#/components/schemas/ErrorAnswer" };
  return response.content["application/json"]?.schema ?? { type: "string" };
}

describe("/openapi.json", () => {
  it("is OpenAPI 3.1 by a validator, and every schema in it is one of JSON Schema 2020-12", async () => {
    expect(await faultsOfDocument(text)).toEqual([]);
    const broken = { ...z.record(z.unknown()).parse(JSON.parse(text)), paths: { "/api/costs": { get: { responses: 200 } } } };
    expect(await faultsOfDocument(JSON.stringify(broken))).not.toEqual([]);
    for (const name of Object.keys(z.record(z.unknown()).parse(openapi.components["schemas"]))) {
      expect(() => ajv.compile({ $ref: `openapi.json#/components/schemas/${name}` }), name).not.toThrow();
    }
  });

  it("has every endpoint that is registered, and every parameter with its bounds, and no other", () => {
    const { apis, exchanges, declaredApis, declaredWebApps } = lab.endpoints;
    const served = declaredWebApps.filter(({ name }) => exchanges.some((one) => one.name === name)).map(({ mountPath }) => mountPath);
    const paths = Object.keys(openapi.paths).filter((path) => !path.startsWith("/ingest/"));
    expect(paths.sort()).toEqual([...declaredApis.map((name) => `/api/${name}`), ...served].sort());
    for (const { name, parameters } of apis) {
      const documented = openapi.paths[`/api/${name}`]?.["get"]?.parameters ?? [];
      const files = ["format", "bom", "metadata"].map((one) => [one, false]);
      expect(documented.map((one) => [one.name, one.required])).toEqual([...parameters.map((one) => [one.name, one.required]), ...files]);
      for (const one of documented.filter(({ required }) => required))
        expect([name, one.name, one.example]).not.toEqual([name, one.name, undefined]);
    }
    const ids = Object.values(openapi.paths).flatMap((item) => Object.values(item).map(({ operationId }) => operationId));
    expect(new Set(ids).size).toBe(ids.length);
    expect(Object.keys(openapi.paths).filter((path) => path.startsWith("/ingest/"))).toEqual([
      "/ingest/ApplicationTag",
      "/ingest/AzureBillingDetail",
      "/ingest/Budget",
      "/ingest/BusinessMetric",
    ]);
  });

  it("is what the types of the dashboard were made of; -u renews them", async () => {
    await expect(await dashboardTypes(text)).toMatchFileSnapshot("../../dashboard/src/api/schema.ts");
  });

  it("is what the endpoints answer, to the last member", async () => {
    const withRows: string[] = [];
    for (const question of lab.questions.map((one) => ({
      ...one,
      path: one.path.replace("billing_account=100", `billing_account=${tenantA.account}`),
    }))) {
      const answer = await ask(worker, question);
      const path = question.path.split("?")[0] ?? "";
      const schema = schemaOfAnswer(path, question.method.toLowerCase());
      const isText = schema["type"] === "string";
      // A part of the stack that is not there makes /status answer 503 with the same envelope.
      if (question.name !== "status")
        expect([question.path, answer.status, answer.text.slice(0, 300)]).toEqual([question.path, 200, expect.anything()]);
      const body: unknown = isText ? answer.text : JSON.parse(answer.text);
      expect([question.path, faultOf(schema, body)]).toEqual([question.path, null]);
      const rows = z.object({ data: z.array(z.unknown()) }).safeParse(body);
      if (rows.success && rows.data.data.length > 0) withRows.push(question.name);
    }
    expect(withRows).toEqual(expect.arrayContaining(["allocation", "budgets", "costs", "forecast", "snapshots", "tagging-audit"]));
  });

  it("notices a missing answer", () => {
    const schema = schemaOfAnswer("/api/forecast", "get");
    const envelope = { data: [], snapshots: [], currency: null, totals: [], page: { next: null }, problems: [] };
    expect(faultOf(schema, envelope)).toBeNull();
    expect(faultOf(schema, { ...envelope, more: 1 })).toContain("additional properties");
    expect(faultOf(schema, { ...envelope, data: [{ billing_account_id: 100 }] })).toContain("must be string");
    expect(faultOf(schema, { ...envelope, page: {} })).toContain("next");
  });

  it("is what goes wrong, too", async () => {
    const closed = await lab.worker({ environment: { MOOSE_CONSUMPTION_API_KEY: "0".repeat(40) } });
    const cases = [
      { path: "/api/costs?month=13", status: "400", by: worker },
      { path: "/api/costs?month=2026-10&x=1", status: "400", by: worker },
      { path: `/api/focus-findings?billing_account=${tenantA.account}&month=2020-01`, status: "404", by: worker },
      { path: "/api/costs?month=2026-10", status: "401", by: closed },
      { path: "/api/costs?month=2026-10", method: "DELETE", status: "405", by: worker },
      { path: "/api/tag-keys?month=2026-10&limit=", status: "400", by: worker },
    ];
    for (const { path, method = "GET", status, by } of cases) {
      const answer = await ask(by, { path, method });
      const schema = schemaOfAnswer(path.split("?")[0] ?? "", "get", status);
      expect([path, String(answer.status), faultOf(schema, JSON.parse(answer.text))]).toEqual([path, status, null]);
    }
  });

  it("is what an endpoint says of a method that it does not have, a message without an answer, and an address that is too long", async () => {
    for (const [path, allowed] of [
      ["/api/costs?month=2026-10", "GET"],
      ["/query", "POST"],
    ] as const) {
      const answer = await fetch(`${worker.url}${path}`, { method: "PUT" });
      expect([answer.status, answer.headers.get("allow")]).toEqual([405, allowed]);
    }
    const notification = JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" });
    expect(await ask(worker, { path: "/assistant/mcp", method: "POST", body: notification })).toEqual({ status: 202, text: "" });
    expect(await ask(worker, { path: `/api/costs?owner=${"o".repeat(20_000)}` })).toEqual({ status: 431, text: "" });
    const documented = (path: string, method: string): readonly string[] => Object.keys(openapi.paths[path]?.[method]?.responses ?? {});
    expect(documented("/api/costs", "get")).toEqual(expect.arrayContaining(["405", "431"]));
    expect(documented("/assistant/mcp", "post")).toEqual(expect.arrayContaining(["202", "405", "431"]));
  });

  it("has examples that are answers: of every API, and of every posted body", () => {
    const missing: string[] = [];
    for (const [path, item] of Object.entries(openapi.paths)) {
      for (const [method, { requestBody, responses }] of Object.entries(item)) {
        const body = requestBody?.content["application/json"];
        if (body?.example !== undefined) expect([path, faultOf(body.schema, body.example)]).toEqual([path, null]);
        const answer = responses["200"];
        const example = answer === undefined || "$ref" in answer ? undefined : answer.content["application/json"]?.example;
        if (example !== undefined) expect([path, faultOf(schemaOfAnswer(path, method), example)]).toEqual([path, null]);
        else if (path.startsWith("/api/")) missing.push(path);
      }
    }
    expect(missing, "these have no example: run openapi-examples.test.ts with -u first").toEqual([]);
    const errors = z.record(response).parse(openapi.components["responses"]);
    for (const [name, { content: bodies }] of Object.entries(errors).filter(([name]) => name !== "Error431"))
      expect([name, faultOf({ $ref: "#/components/schemas/ErrorAnswer" }, bodies["application/json"]?.example)]).toEqual([name, null]);
  });
});

describe("a client whose types are generated from /openapi.json", () => {
  let directory: string;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), "typed-client-"));
    mkdirSync(join(directory, "out"));
    const types = astToString(await openapiTS(z.custom<OpenAPI3>(() => true).parse(JSON.parse(text))));
    writeFileSync(join(directory, "schema.d.ts"), types);
    writeFileSync(join(directory, "client.ts"), typedClient);
  });

  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  it("compiles for right questions, does not for wrong ones, and gets what the API answers", async () => {
    // Before the compiler blocks this process: a connection that was kept open would be closed meanwhile.
    const costs = z
      .object({ data: z.array(z.object({ cost: z.string() })) })
      .parse(JSON.parse((await ask(worker, { path: "/api/costs?month=2026-10" })).text));
    const program = ts.createProgram([join(directory, "client.ts")], {
      strict: true,
      exactOptionalPropertyTypes: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
      types: [],
      outDir: join(directory, "out"),
    });
    const found = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
    expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
    const said = execFileSync(process.execPath, [join(directory, "out/client.js"), worker.url], { encoding: "utf8" });
    expect(JSON.parse(said)).toEqual({ costs: costs.data.map(({ cost }) => cost), refused: 400 });
    expect(costs.data.length).toBeGreaterThan(0);
  });
});
