import { z } from "zod";

/** What is wrong at one place of a value that its schema rejects. */
export interface SchemaFault {
  /** `targets.0.owner`; empty for the value itself. */
  readonly path: string;
  readonly kind: "missing" | "unknown-member" | "choice" | "other";
  /** What is wrong there, to be read after the path: `is missing`. */
  readonly message: string;
  /** What is allowed: the values of a choice, or the members of the object that lacks one or has another; null where the message says it. */
  readonly allowed: readonly string[] | null;
}

/**
 * Puts into words what a schema rejects. No value is repeated, for somebody may have written a secret there; of a member that the schema does not know its name is,
 * where that is a plain word. `noun` is what the reader calls the members of an object.
 */
export function schemaFaults(
  { issues }: z.ZodError,
  schema: z.ZodTypeAny,
  value: unknown,
  noun: "member" | "field",
): readonly SchemaFault[] {
  return issues.map((issue) => {
    const path = issue.path.join(".");
    const other: SchemaFault = { path, kind: "other", message: issue.message, allowed: null };
    if (issue.code === "invalid_type" && issue.message === "Required")
      return { path, kind: "missing", message: "is missing", allowed: membersAt(schema, value, issue.path.slice(0, -1)) };
    if (issue.code === "invalid_type" && issue.message === `Expected ${issue.expected}, received ${issue.received}`)
      return { ...other, message: `must be of type ${issue.expected}, not ${issue.received}` };
    if (issue.code === "unrecognized_keys")
      return { path, kind: "unknown-member", message: notMembers(issue.keys, noun), allowed: membersAt(schema, value, issue.path) };
    if (issue.code !== "invalid_enum_value") return other;
    const options = issue.options.map(String);
    // Zod's own message repeats the value.
    const message = issue.message.startsWith("Invalid enum value") ? `must be one of ${options.join(", ")}` : issue.message;
    return { path, kind: "choice", message, allowed: options };
  });
}

/** A fault as a sentence with its place. */
export function faultSentence({ path, message }: Pick<SchemaFault, "path" | "message">): string {
  if (path === "") return message;
  return /^[a-z]/.test(message) ? `${path} ${message}` : `${path}: ${message}`;
}

function notMembers(names: readonly string[], noun: string): string {
  const plain = names.filter((name) => /^[\w.:-]{1,64}$/.test(name)).map((name) => JSON.stringify(name));
  const said = plain.length === names.length ? plain : [...plain, "another one"];
  return said.length === 1 ? `${said.join()} is not a ${noun}` : `${said.join(", ")} are no ${noun}s`;
}

/** The members of the object at a path; null where it is none, or the schema cannot be looked into. */
function membersAt(schema: z.ZodTypeAny, value: unknown, path: readonly (string | number)[]): readonly string[] | null {
  const [step, ...rest] = path;
  const objects = objectsOf(schema, value);
  if (step === undefined) return objects.length === 0 ? null : [...new Set(objects.flatMap((one) => Object.keys(shapeOf(one))))];
  const inner = memberOf(value, step);
  const below = [...objects.map((one) => shapeOf(one)[String(step)]), elementOf(schema)];
  const found = below.flatMap((one) => (one === undefined ? [] : (membersAt(one, inner, rest) ?? [])));
  return found.length === 0 ? null : [...new Set(found)];
}

/** What a schema is of, without what is around it; of a choice by a member the one that the value takes. */
function objectsOf(schema: z.ZodTypeAny, value: unknown): readonly z.AnyZodObject[] {
  const bare = withoutWrapping(schema);
  if (bare instanceof z.ZodObject) return [bare];
  if (bare instanceof z.ZodDiscriminatedUnion) {
    const { optionsMap, discriminator } = discriminated.parse(bare);
    const chosen = optionsMap.get(memberOf(value, discriminator));
    return chosen === undefined ? [] : objectsOf(chosen, value);
  }
  return bare instanceof z.ZodUnion ? schemas.parse(bare.options).flatMap((option) => objectsOf(option, value)) : [];
}

function shapeOf(schema: z.AnyZodObject): Readonly<Record<string, z.ZodTypeAny | undefined>> {
  return z.record(oneSchema).parse(schema.shape);
}

function elementOf(schema: z.ZodTypeAny): z.ZodTypeAny | undefined {
  const bare = withoutWrapping(schema);
  return bare instanceof z.ZodArray ? oneSchema.parse(bare.element) : undefined;
}

function withoutWrapping(schema: z.ZodTypeAny): z.ZodTypeAny {
  if (schema instanceof z.ZodEffects) return withoutWrapping(oneSchema.parse(schema.innerType()));
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodReadonly)
    return withoutWrapping(oneSchema.parse(schema.unwrap()));
  return schema instanceof z.ZodDefault ? withoutWrapping(oneSchema.parse(schema.removeDefault())) : schema;
}

function memberOf(value: unknown, name: string | number): unknown {
  return typeof value === "object" && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}

const oneSchema = z.instanceof(z.ZodType);
const schemas = z.array(oneSchema);
const discriminated = z.object({ optionsMap: z.map(z.unknown(), oneSchema), discriminator: z.string() });
