import { z } from "zod";

/** One parameter of an API, from the type that Moose compiled into it. */
export interface ApiParameter {
  readonly name: string;
  readonly required: boolean;
  /** What may be sent: the values of a choice, else one text on its form. */
  readonly allowed: readonly string[];
  /** From `tags.Example`; for documentation, and for the tests that ask every API. */
  readonly example: string | undefined;
  /** Neither a number nor yes or no: an empty text may be a value. */
  readonly isText: boolean;
  /** The largest number that may be sent. */
  readonly maximum?: number;
}

const property = z.object({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  oneOf: z.array(z.object({ const: z.unknown() })).optional(),
  pattern: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  description: z.string().optional(),
  example: z.union([z.string(), z.number(), z.boolean()]).optional(),
});
type Property = z.infer<typeof property>;

const schema = z.object({
  components: z.object({
    schemas: z.record(z.object({ properties: z.record(property).default({}), required: z.array(z.string()).default([]) })),
  }),
  schemas: z.tuple([z.object({ $ref: z.string() })]),
});

/** The parameters of an API, by its JSON schema. Throws where an API is declared with anything but one plain interface of scalars. */
export function apiParameters(api: { readonly name: string; readonly schema: unknown }): readonly ApiParameter[] {
  const reading = schema.safeParse(api.schema);
  if (!reading.success) throw new Error(`The parameters of ${api.name} must be one plain interface: ${reading.error.message}`);
  const { components, schemas } = reading.data;
  const own = components.schemas[schemas[0].$ref.split("/").at(-1) ?? ""];
  return Object.entries(own?.properties ?? {}).map(([name, one]) => ({
    name,
    required: own?.required.includes(name) === true,
    allowed: allowedOf(one),
    example: one.example === undefined ? choicesOf(one)[0] : String(one.example),
    isText: one.type !== "integer" && one.type !== "number" && one.type !== "boolean",
    ...(one.maximum === undefined ? {} : { maximum: one.maximum }),
  }));
}

const rowSchema = z.object({
  components: z.object({ schemas: z.record(z.object({ properties: z.record(z.unknown()).default({}) })) }),
  schemas: z.tuple([z.object({ $ref: z.string() })]),
});
const dataSchema = z.object({ items: z.object({ $ref: z.string() }) });

/** The columns that every row of an API's answer has, by the JSON schema of its answers; none where rows have no columns in common. */
export function answerColumns(api: { readonly responseSchema: unknown }): readonly string[] {
  const reading = rowSchema.safeParse(api.responseSchema);
  if (!reading.success) return [];
  const { components, schemas } = reading.data;
  const named = (ref: string): Readonly<Record<string, unknown>> => components.schemas[ref.split("/").at(-1) ?? ""]?.properties ?? {};
  const data = dataSchema.safeParse(named(schemas[0].$ref)["data"]);
  return data.success ? Object.keys(named(data.data.items.$ref)) : [];
}

function choicesOf(one: Property): readonly string[] {
  if (one.type === "boolean") return ["true", "false"];
  return [...(one.enum ?? []), ...(one.oneOf ?? []).map((choice) => choice.const), ...(one.const === undefined ? [] : [one.const])].map(
    String,
  );
}

function allowedOf(one: Property): readonly string[] {
  const choices = choicesOf(one);
  if (choices.length > 0) return choices;
  const parts = [one.description, formOf(one)].filter((part) => part !== undefined && part !== "");
  return [parts.join(" ")];
}

function formOf(one: Property): string {
  if (one.type === "integer" || one.type === "number") {
    return `(a ${one.type === "integer" ? "whole " : ""}number from ${one.minimum ?? "any"} to ${one.maximum ?? "any"})`;
  }
  if (one.pattern !== undefined) return `(text matching ${one.pattern})`;
  return `(text of ${one.minLength ?? 0} to ${one.maxLength ?? "any number of"} characters)`;
}
