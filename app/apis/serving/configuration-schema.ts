import type { z } from "zod";
import { bodyJsonSchema, type JsonSchema } from "./body-json-schema";

/**
 * The JSON Schema of a source's configuration as a form needs it. What the source writes as `Prefix: where the files are` is the title and the description of a
 * field, or of one of several choices. A secret has the format `password`: what is entered goes to `secrets`, and its name into `env`.
 */
export function configurationSchema(config: z.ZodTypeAny): JsonSchema {
  return labelled(bodyJsonSchema(config));
}

function labelled(schema: JsonSchema): JsonSchema {
  const members = Object.entries(schema).map(([name, value]): readonly [string, unknown] => [name, labelledValue(value)]);
  const { description, ...others } = Object.fromEntries(members);
  const [, title, text] = typeof description === "string" ? (/^([^:]{1,40}): (.+)$/s.exec(description) ?? []) : [];
  return {
    ...(title === undefined ? (description === undefined ? {} : { description }) : { title, description: text }),
    ...(isSecret(schema) ? { format: "password" } : {}),
    ...others,
  };
}

function labelledValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(labelledValue);
  return isSchema(value) ? labelled(value) : value;
}

function isSecret({ properties }: JsonSchema): boolean {
  return isSchema(properties) && Object.keys(properties).join() === "env";
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
