import { describe, expect, it } from "vitest";
import { z } from "zod";
import { bodyJsonSchema } from "../../../app/apis/serving/body-json-schema";

describe("the JSON schema of a posted body", () => {
  it("has every bound, and no other member", () => {
    const body = z
      .object({
        measures: z
          .array(z.enum(["cost", "charges"]))
          .min(1)
          .max(5),
        month: z
          .string()
          .regex(/^\d{4}-\d{2}$/)
          .max(7),
        limit: z.number().int().min(1).max(1000).default(100),
        share: z.number().max(1).nullable().optional(),
        filter: z.union([z.literal("all"), z.record(z.boolean())]).describe("which"),
      })
      .strict()
      .refine(() => true);
    expect(bodyJsonSchema(body)).toEqual({
      type: "object",
      properties: {
        measures: { type: "array", items: { type: "string", enum: ["cost", "charges"] }, minItems: 1, maxItems: 5 },
        month: { type: "string", maxLength: 7, pattern: "^\\d{4}-\\d{2}$" },
        limit: { type: "integer", minimum: 1, maximum: 1000, default: 100 },
        share: { anyOf: [{ type: "number", maximum: 1 }, { type: "null" }] },
        filter: { anyOf: [{ const: "all" }, { type: "object", additionalProperties: { type: "boolean" } }], description: "which" },
      },
      required: ["measures", "month", "filter"],
      additionalProperties: false,
    });
  });

  it("is refused for a kind that it does not know, instead of saying nothing", () => {
    expect(() => bodyJsonSchema(z.object({ when: z.date() }))).toThrow("A posted body has no JSON schema: ZodDate");
  });
});
