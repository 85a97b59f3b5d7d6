import { createEnrichmentContext, defaultTaxRate, type EnrichmentContext } from "../domain/charge/enrichment-context";
import type { ApplicationTagMatcher } from "../domain/resource-tracking/compile-application-tags";
import { sha256Hex } from "../runtime/sha256-hex";

/** What posted records of a currency are enriched with, by these rules; one context for each rate of tax. `taxRate` undefined: the currency's own. */
export function contextsByCurrency(matcher: ApplicationTagMatcher, taxRate: string | undefined): (currency: string) => EnrichmentContext {
  const byTaxRate = new Map<string, EnrichmentContext>();
  return (currency) => {
    const rate = taxRate ?? defaultTaxRate(currency);
    const known = byTaxRate.get(rate);
    if (known !== undefined) return known;
    const context = createEnrichmentContext({ taxRate: rate, matcher, sha256: sha256Hex });
    byTaxRate.set(rate, context);
    return context;
  };
}
