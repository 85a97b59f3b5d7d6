import { expect, it } from "vitest";
import { z } from "zod";
import { faultSentence, schemaFaults } from "../../../app/domain/text/schema-faults";

const schema = z
  .object({
    storage: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("s3"), bucket: z.string() }).strict(),
      z.object({ kind: z.literal("folder"), path: z.string() }).strict(),
    ]),
    account: z.string(),
    form: z.enum(["csv", "parquet"]).default("csv"),
    rules: z.array(z.object({ name: z.string() }).strict()).optional(),
    key: z.string().regex(/^K/, "must begin with K").optional(),
  })
  .strict()
  .refine(() => true);
const fine = { storage: { kind: "folder", path: "/x" }, account: "1" };
const fields = ["storage", "account", "form", "rules", "key"];

it.each([
  [{ ...fine, account: undefined, acount: "secret" }, ["account is missing", '"acount" is not a field'], [fields, fields]],
  [
    { ...fine, storage: { kind: "folder", bucket: "secret" } },
    ["storage.path is missing", 'storage: "bucket" is not a field'],
    [
      ["kind", "path"],
      ["kind", "path"],
    ],
  ],
  [{ ...fine, rules: [{ name: "a", nam: 1, "a b": 2 }] }, ['rules.0: "nam", another one are no fields'], [["name"]]],
  [{ ...fine, form: "secret" }, ["form must be one of csv, parquet"], [["csv", "parquet"]]],
  [{ ...fine, key: "secret" }, ["key must begin with K"], [null]],
  ["secret", ["must be of type object, not string"], [null]],
])("what a schema rejects is said with its place, what is allowed there, and no value: %j", (value, said, allowed) => {
  const { error } = schema.safeParse(value);
  const faults = error === undefined ? [] : schemaFaults(error, schema, value, "field");
  expect([faults.map(faultSentence), faults.map((fault) => fault.allowed)]).toEqual([said, allowed]);
});
