import { describe, expect, it } from "vitest";
import { z } from "zod";
import { configurationSchema } from "../../../app/apis/serving/configuration-schema";
import { describedSources } from "../../../app/pipeline/source-catalog";

const node = z.record(z.unknown());

/** Every field of a schema by its path, and every object that is one of several choices. */
function fieldsOf(schema: unknown, path = ""): readonly (readonly [string, Readonly<Record<string, unknown>>])[] {
  const read = node.safeParse(schema);
  if (!read.success) return [];
  const { properties, anyOf, items, additionalProperties } = read.data;
  const fields = Object.entries(node.catch({}).parse(properties)).flatMap(([name, field]) => {
    const at = path === "" ? name : `${path}.${name}`;
    const own = node.parse(field);
    return "const" in own ? [] : [[at, own] as const, ...fieldsOf(own, at)];
  });
  const choices = z
    .array(node)
    .catch([])
    .parse(anyOf)
    .flatMap((choice, index) => {
      const at = `${path}(${index})`;
      return [...("properties" in choice ? [[at, choice] as const] : []), ...fieldsOf(choice, at)];
    });
  return [...fields, ...choices, ...fieldsOf(items, `${path}[]`), ...fieldsOf(additionalProperties, `${path}{}`)];
}

describe.each(describedSources())("the JSON Schema of $id", ({ config }) => {
  const fields = fieldsOf(configurationSchema(config));

  it("has a title and a description of every field and choice, for the form that is made of it", () => {
    expect(fields.length).toBeGreaterThan(4);
    const bare = fields.filter(([, { title, description }]) => typeof title !== "string" || typeof description !== "string");
    expect(bare.map(([path]) => path)).toEqual([]);
    expect(fields.map(([, { title }]) => String(title)).filter((title) => !/^[A-Z][\w -]{1,39}$/.test(title))).toEqual([]);
  });

  it("marks each secret, which is an object with the name of one, and nothing else", () => {
    const isSecret = ({ properties }: Readonly<Record<string, unknown>>): boolean =>
      Object.keys(node.catch({}).parse(properties)).join() === "env";
    for (const [path, field] of fields) expect([path, field["format"]]).toEqual([path, isSecret(field) ? "password" : undefined]);
    expect(fields.some(([, field]) => isSecret(field))).toBe(true);
  });
});

it("a description without a title stays one, and so does a time in it", () => {
  const schema = z.object({ at: z.string().describe("Looked at daily, from 02:00 on"), by: z.string().describe("Who: a name") });
  expect(configurationSchema(schema)["properties"]).toEqual({
    at: { description: "Looked at daily, from 02:00 on", type: "string" },
    by: { title: "Who", description: "a name", type: "string" },
  });
});
