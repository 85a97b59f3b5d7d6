import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";
import { z } from "zod";

const operation = z.object({ responses: z.record(z.unknown()) }).passthrough();
const document = z.object({ paths: z.record(z.record(operation)), components: z.object({ schemas: z.record(z.unknown()) }) }).passthrough();
const response = z.object({ content: z.record(z.object({ schema: z.unknown() })) });

/**
 * The types that the dashboard asks by, made of the OpenAPI document: questions and their good answers, without the example answers, which are two thirds
 * of the document, and without /ingest.
 */
export async function dashboardTypes(openapi: string): Promise<string> {
  const asked = document.parse(JSON.parse(openapi));
  const paths = Object.entries(asked.paths)
    .filter(([path]) => !path.startsWith("/ingest/"))
    .map(([path, item]) => [path, Object.fromEntries(Object.entries(item).map(([method, one]) => [method, withGoodAnswer(one)]))] as const);
  const { schemas } = asked.components;
  const small = { ...asked, paths: Object.fromEntries(paths), components: { schemas } };
  const types = await openapiTS(z.custom<OpenAPI3>(() => true).parse(small), { immutable: true });
  return `// Made of the OpenAPI document: npx vitest run --project security test/security/openapi.test.ts -u\n\n${astToString(types)}`;
}

function withGoodAnswer(one: z.infer<typeof operation>): object {
  const good = response.safeParse(one.responses["200"]);
  if (!good.success) return { ...one, responses: {} };
  const content = Object.entries(good.data.content).map(([type, { schema }]) => [type, { schema }] as const);
  return { ...one, responses: { 200: { description: "", content: Object.fromEntries(content) } } };
}
