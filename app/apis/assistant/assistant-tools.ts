import { getApi, getWebApp } from "@514labs/moose-lib";
import { maskPersonalFields } from "../../domain/access/mask-personal-fields";
import { answerQuery } from "../cost-questions/answer-query";
import { costQuery } from "../cost-questions/cost-query";
import { parameterSchema } from "../openapi/build-openapi";
import { ApiError, quotedValue } from "../serving/api-error";
import type { ApiRequest } from "../serving/api-request";
import { bodyJsonSchema, type JsonSchema } from "../serving/body-json-schema";
import { askApi } from "../serving/serve-api";
import { badBody } from "../serving/bad-body";

type Arguments = Readonly<Record<string, unknown>>;

/** A question that an assistant can ask: an API under the name of a tool. */
interface AssistantTool {
  readonly description: string;
  /** What the API takes, from the same declaration. */
  readonly inputSchema: JsonSchema;
  readonly ask: (given: Arguments, request: ApiRequest) => Promise<unknown>;
}

/** The APIs that are tools. Few, because an assistant reads the description of each with every conversation. */
const apiTools = [
  "allocation",
  "anomalies",
  "budgets",
  "changes",
  "charges",
  "costs",
  "data-quality",
  "dimension-values",
  "forecast",
] as const;

/** By name, which has no other characters than every client takes. Read when asked for: what is declared is complete only when the app is loaded. */
export function assistantTools(): ReadonlyMap<string, AssistantTool> {
  const tools = apiTools.map((name): readonly [string, AssistantTool] => {
    const api = getApi(name);
    if (api === undefined) throw new Error(`There is no API ${name}`);
    const description = api.config.metadata?.description ?? name;
    const ask: AssistantTool["ask"] = (given, request) => askApi(name, asQuery(given), request);
    return [name.replaceAll("-", "_"), { description, inputSchema: parameterSchema(api.schema), ask }];
  });
  return new Map([...tools, ["query", queryTool()]]);
}

function queryTool(): AssistantTool {
  const ask: AssistantTool["ask"] = (given, request) => {
    const reading = costQuery.safeParse(given);
    if (!reading.success) throw badBody(reading.error, costQuery, given);
    return answerQuery(reading.data, request);
  };
  const description = getWebApp("query")?.config.metadata?.description ?? "query";
  return { description, inputSchema: bodyJsonSchema(costQuery), ask };
}

/** Arguments as the query of a URL has them, which is what an API reads. Throws the 400 for a value that no URL has. */
function asQuery(given: Arguments): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return [name, String(value)];
      const allowed = ["a text, a number, true or false; leave out what is not asked for"];
      throw new ApiError("bad-parameter", `The value of ${quotedValue(name)} is not valid`, { parameter: name.slice(0, 64), allowed });
    }),
  );
}

/**
 * The answer of a tool, with masked fields for those who do not see them, as the JSON text that an assistant reads. Throws ApiError, also for an answer that
 * would fill the memory of an assistant.
 */
export async function askTool(
  tool: AssistantTool,
  given: Arguments,
  request: ApiRequest,
): Promise<{ readonly answer: unknown; readonly text: string }> {
  const found = await tool.ask(given, request);
  const answer = request.caller.seesPersonalFields ? found : maskPersonalFields(found);
  const text = JSON.stringify(answer);
  const bytes = Buffer.byteLength(text);
  if (bytes > mostBytes)
    throw new ApiError(
      "too-large",
      `The answer has ${bytes} bytes; a tool answers with ${mostBytes} at most. Use a smaller limit, a shorter range or fewer groups`,
    );
  return { answer, text };
}

const mostBytes = 262_144;
