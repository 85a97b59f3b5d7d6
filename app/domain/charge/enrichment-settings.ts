import type { ApplicationTagMatcher } from "../resource-tracking/application-tag-matcher";

/** What enrichment is told from outside. */
export interface EnrichmentSettings {
  /** Decimal text: `0.06` in Azure China, `0` elsewhere. */
  readonly taxRate: string;
  readonly matcher: ApplicationTagMatcher;
  /** sha-256 of the UTF-8 bytes of a text as 64 hexadecimal digits; an argument, since domain code has no node:crypto. */
  readonly sha256: (text: string) => string;
}
