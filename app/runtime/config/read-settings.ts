import { z } from "zod";
import { givenSettings } from "./given-settings";
import { SettingsError } from "./settings-error";

/** What the environment says about enrichment. */
export interface Settings {
  /** Decimal text for all currencies; undefined: the rate of the charge's currency (domain/charge/enrichment-context.ts). */
  readonly taxRate: string | undefined;
  readonly matchOrder: "level-first" | "id-first";
}

/** docs/configuration.md is generated from the descriptions. */
export const enrichmentEnvironment = z.object({
  AZURE_BILLING_TAX_RATE: z
    .string()
    .regex(/^(0|[1-9]\d{0,3})(\.\d{1,18})?$/, 'must be a decimal of 0 or more, such as "0.06"')
    .optional()
    .describe("Tax rate of `extended_cost_tax`, a decimal such as `0.06`. Not set: 0.06 for CNY, else 0"),
  AZURE_BILLING_MATCH_ORDER: z
    .enum(["level-first", "id-first"], { message: "must be one of level-first, id-first" })
    .default("level-first")
    .describe(
      "Which ownership rule wins. `level-first`: instance id, then resource group, then subscription; `id-first`: the smallest rule id over all levels",
    ),
});

/** Reads the settings; a variable that is empty counts as not set. Throws one SettingsError that lists every unusable variable with its rule; values are not repeated, for one may be a secret. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const reading = enrichmentEnvironment.safeParse(givenSettings(env));
  if (!reading.success) {
    const problems = reading.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new SettingsError(problems);
  }
  return { taxRate: reading.data.AZURE_BILLING_TAX_RATE, matchOrder: reading.data.AZURE_BILLING_MATCH_ORDER };
}
