import { z } from "zod";
import { type CostField, costFieldName, costFieldNames, isCostFieldName, parseCostField } from "../../domain/cost/cost-dimension";
import { CostRange } from "../../domain/cost/cost-range";
import { costFilterOps } from "./cost-filter";
import { costMeasureNames } from "./cost-measure";

const field = z.string().transform((text, context): CostField => {
  const found = parseCostField(text);
  if (found !== null) return found;
  context.addIssue({ code: z.ZodIssueCode.invalid_enum_value, options: [...costFieldNames], received: text.slice(0, 64) });
  return z.NEVER;
});

const timeRange = z
  .object({ from: z.string().max(10), to: z.string().max(10) })
  .strict()
  .transform(({ from, to }, context) => {
    const range = CostRange.parse(from, to);
    if (range !== null) return range;
    context.addIssue({
      code: z.ZodIssueCode.custom,
      message: "from and to must both be YYYY-MM or both YYYY-MM-DD, from not after to, at most 36 months apart",
    });
    return z.NEVER;
  });

/** One filter, as POST /query takes it. */
export const costFilter = z
  .object({ field, op: z.enum(costFilterOps).default("in"), values: z.array(z.string().max(1000)).max(100).default([]) })
  .strict()
  .refine(
    ({ op, values }) => (op === "absent" || op === "present") === (values.length === 0),
    "values must not be empty, except for absent and present, which take none",
  );

const different = (names: readonly string[]): boolean => new Set(names).size === names.length;

/** A structured question about costs: what POST /query takes. Nothing of it ever becomes SQL text. */
export const costQuery = z
  .object({
    measures: z.array(z.enum(costMeasureNames)).min(1).max(10).refine(different, "measures must be distinct"),
    dimensions: z
      .array(field)
      .max(6)
      .default([])
      .refine((fields) => different(fields.map(costFieldName)), "dimensions must be distinct"),
    filters: z.array(costFilter).max(20).default([]),
    timeRange,
    grain: z.enum(["none", "day", "month"]).default("none"),
    /** By a measure or a dimension of the question, or by date; ties go by date, currency and dimensions. */
    orderBy: z
      .array(z.object({ by: z.string().max(600), direction: z.enum(["asc", "desc"]).default("asc") }).strict())
      .max(10)
      .default([]),
    limit: z.number().int().min(1).max(10_000).default(1000),
  })
  .strict()
  .superRefine(({ measures, dimensions, grain, orderBy }, context) => {
    const options = [...measures, ...dimensions.map(costFieldName), "currency", ...(grain === "none" ? [] : ["date"])];
    for (const [index, { by }] of orderBy.entries()) {
      if (options.includes(by) || dimensions.some((one) => isCostFieldName(one, by))) continue;
      context.addIssue({ code: z.ZodIssueCode.invalid_enum_value, options, received: by.slice(0, 64), path: ["orderBy", index, "by"] });
    }
  });

export type CostQuery = z.infer<typeof costQuery>;
