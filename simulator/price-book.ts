import { type ChargeAmount, chargeAmount } from "./charge-amount";
import { type ChargeTemplate, chargeTemplate } from "./charge-template";
import { costManagementLines } from "./cost-management-lines";
import { estate } from "./estate";
import { productLines } from "./product-lines";
import type { SimulatedSchema } from "./simulator-options";

/** All templates of an enrollment with their possible amounts: a few megabytes, whatever the number of rows. */
export interface PriceBook {
  readonly templates: readonly ChargeTemplate[];
  /** By template, then variant. */
  readonly amounts: readonly (readonly ChargeAmount[])[];
}

/** Amounts per template; a power of two, see MonthPlan. */
export const variants = 32;

/** Builds the book for an enrollment's seed. */
export function priceBook(seed: number, size: number, schema: SimulatedSchema): PriceBook {
  const subscriptions = estate(seed);
  const lines = schema === "legacy" ? productLines : costManagementLines(schema);
  const templates = Array.from({ length: size }, (_, number) => chargeTemplate(seed, number, subscriptions, lines));
  const amounts = templates.map((template, number) =>
    Array.from({ length: variants }, (_, variant) => chargeAmount(template.line, seed, number, variant)),
  );
  return { templates, amounts };
}
