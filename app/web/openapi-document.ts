import { getApi, getIngestApis, getWebApps } from "@514labs/moose-lib";
import answerExamples from "../apis/openapi/answer-examples.json";
import { buildOpenapi } from "../apis/openapi/build-openapi";
import type { OpenapiEndpoint } from "../apis/openapi/openapi-endpoint";
import { servedApis } from "../apis/serving/serve-api";
import { servedExchanges } from "../apis/serving/serve-exchange";

/**
 * The OpenAPI 3.1 document of everything that is registered when this is called. The example answers are real ones, which
 * `npx vitest run --project security test/security/openapi-examples.test.ts -u` writes.
 */
export function openapiDocument(): Readonly<Record<string, unknown>> {
  return buildOpenapi(endpoints(), answerExamples, "0.1.0");
}

function endpoints(): readonly OpenapiEndpoint[] {
  const apis = [...servedApis].flatMap(([name, { role, everyAccount = false }]): readonly OpenapiEndpoint[] => {
    const api = getApi(name);
    if (api === undefined) return [];
    const description = api.config.metadata?.description ?? "";
    return [{ kind: "api", name, role, everyAccount, description, parameters: api.schema, answer: api.responseSchema }];
  });
  const apps = [...getWebApps().values()].flatMap((app): readonly OpenapiEndpoint[] => {
    const served = servedExchanges.get(app.name);
    if (served === undefined) return [];
    const {
      name,
      role,
      everyAccount = false,
      method,
      contentTypes = ["application/json"],
      querySchema = null,
      bodySchema = null,
      example,
      answers = "envelope",
      further = {},
      files = false,
    } = served;
    const description = app.config.metadata?.description ?? "";
    const path = app.config.mountPath;
    return [
      {
        kind: "web",
        name,
        role,
        everyAccount,
        description,
        path,
        method,
        contentTypes,
        query: querySchema,
        body: bodySchema,
        example,
        answer: answers,
        further,
        files,
      },
    ];
  });
  const ingests = [...getIngestApis().values()].map((api): OpenapiEndpoint => {
    const defaulted = api.columnArray.filter((column) => column.default !== null).map((column) => column.name);
    return { kind: "ingest", name: api.name, record: api.schema, defaulted };
  });
  return [...apis, ...apps, ...ingests];
}
