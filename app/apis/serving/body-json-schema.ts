import { z } from "zod";

/** JSON Schema 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The JSON schema of what a posted question takes, for the kinds of zod schema that such bodies are made of. Checks that JSON schema has no word for
 * (refine) are left out. Throws for a kind that is not here: a document that says nothing of a body is worse than a process that does not start.
 */
export function bodyJsonSchema(schema: z.ZodTypeAny): JsonSchema {
  const described = schema.description === undefined ? {} : { description: schema.description };
  return { ...schemaOf(schema), ...described };
}

function schemaOf(schema: z.ZodTypeAny): JsonSchema {
  if (schema instanceof z.ZodObject) return objectSchema(schema as z.ZodObject<z.ZodRawShape>);
  if (schema instanceof z.ZodString) return stringSchema(schema);
  if (schema instanceof z.ZodNumber) {
    const { isInt, minValue, maxValue } = schema;
    return { type: isInt ? "integer" : "number", ...bounds("minimum", minValue), ...bounds("maximum", maxValue) };
  }
  if (schema instanceof z.ZodBoolean) return { type: "boolean" };
  if (schema instanceof z.ZodUnknown) return {};
  if (schema instanceof z.ZodNull) return { type: "null" };
  if (schema instanceof z.ZodLiteral) return { const: schema.value as unknown };
  if (schema instanceof z.ZodEnum) return { type: "string", enum: schema.options as unknown };
  if (schema instanceof z.ZodArray) {
    const { minLength, maxLength, type } = (schema as z.ZodArray<z.ZodTypeAny>)._def;
    return { type: "array", items: bodyJsonSchema(type), ...bounds("minItems", minLength?.value), ...bounds("maxItems", maxLength?.value) };
  }
  if (schema instanceof z.ZodUnion || schema instanceof z.ZodDiscriminatedUnion) {
    return { anyOf: (schema as z.ZodUnion<z.ZodUnionOptions>).options.map(bodyJsonSchema) };
  }
  if (schema instanceof z.ZodRecord) return { type: "object", additionalProperties: bodyJsonSchema((schema as z.ZodRecord).valueSchema) };
  if (schema instanceof z.ZodNullable)
    return { anyOf: [bodyJsonSchema((schema as z.ZodNullable<z.ZodTypeAny>).unwrap()), { type: "null" }] };
  if (schema instanceof z.ZodOptional) return bodyJsonSchema((schema as z.ZodOptional<z.ZodTypeAny>).unwrap());
  if (schema instanceof z.ZodReadonly) return bodyJsonSchema((schema as z.ZodReadonly<z.ZodTypeAny>).unwrap());
  if (schema instanceof z.ZodDefault) {
    const { innerType, defaultValue } = (schema as z.ZodDefault<z.ZodTypeAny>)._def;
    return { ...bodyJsonSchema(innerType), default: defaultValue() as unknown };
  }
  if (schema instanceof z.ZodEffects) return bodyJsonSchema((schema as z.ZodEffects<z.ZodTypeAny>).innerType());
  throw new Error(`A posted body has no JSON schema: ${schema.constructor.name}`);
}

function objectSchema(schema: z.ZodObject<z.ZodRawShape>): JsonSchema {
  const members = Object.entries(schema.shape);
  const required = members.filter(([, member]) => !member.isOptional()).map(([name]) => name);
  const properties = Object.fromEntries(members.map(([name, member]) => [name, bodyJsonSchema(member)]));
  return { type: "object", properties, ...(required.length === 0 ? {} : { required }), additionalProperties: false };
}

function stringSchema({ minLength, maxLength, _def }: z.ZodString): JsonSchema {
  const pattern = _def.checks.find((check) => check.kind === "regex");
  return {
    type: "string",
    ...bounds("minLength", minLength),
    ...bounds("maxLength", maxLength),
    ...(pattern === undefined ? {} : { pattern: pattern.regex.source }),
  };
}

const bounds = (name: string, value: number | null | undefined): JsonSchema =>
  value === null || value === undefined ? {} : { [name]: value };
