import { type ChargeAmount, chargeAmount } from "./charge-amount";
import { type ChargeTemplate, chargeTemplate } from "./charge-template";
import { estate } from "./estate";

/** All templates of an enrollment with their possible amounts: a few megabytes, whatever the number of rows. */
export interface PriceBook {
  readonly templates: readonly ChargeTemplate[];
  /** By template, then variant. */
  readonly amounts: readonly (readonly ChargeAmount[])[];
}

/** Amounts per template; a power of two, see MonthPlan. */
export const variants = 32;

/** Builds the book for an enrollment's seed. */
export function priceBook(seed: number, size: number): PriceBook {
  const subscriptions = estate(seed);
  const templates = Array.from({ length: size }, (_, number) => chargeTemplate(seed, number, subscriptions));
  const amounts = templates.map((template, number) =>
    Array.from({ length: variants }, (_, variant) => chargeAmount(template.line, seed, number, variant)),
  );
  return { templates, amounts };
}
