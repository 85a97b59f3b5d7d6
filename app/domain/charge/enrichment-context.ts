import type { UsageDetailReading } from "../azure-ea/usage-detail-reading";
import { parseUsageDate } from "../calendar/parse-usage-date";
import { compileTax } from "../decimal/compile-tax";
import type { NumberStyle } from "../decimal/separators";
import { memoize } from "../memoize";
import type { MatchOrder } from "../resource-tracking/application-tag";
import type { ApplicationTagMatcher } from "../resource-tracking/compile-application-tags";
import { rememberSubjects } from "./remember-subjects";
import { toUsageDay, type UsageDay } from "./usage-day";
import { toUsageSubject, type UsageSubject } from "./usage-subject";

/** Compiles settings for `enrichUsageDetail`. Throws RangeError when the tax rate is not a decimal of at least 0. */
export function createEnrichmentContext({ taxRate, matcher, sha256 }: EnrichmentSettings): EnrichmentContext {
  const share = memoize(sharedTexts, (text) => text);
  return {
    matchOrder: matcher.order,
    sha256,
    addTax: compileTax(taxRate),
    days: { point: memoize(distinctDays, readDay("point")), comma: memoize(distinctDays, readDay("comma")) },
    subjects: rememberSubjects(subjects, share, (reader, cells) =>
      toUsageSubject(reader.readSubject(cells), reader.numberStyle, matcher, sha256),
    ),
  };
}

function readDay(style: NumberStyle): (text: string) => UsageDay {
  return (text) => {
    const reading = parseUsageDate(text, style);
    return toUsageDay(reading?.day ?? null, reading?.ambiguous ?? false);
  };
}

const distinctDays = 1000;
/** Of subscriptions, products and meters there are hundreds; those of resources come with each of their meters. */
const sharedTexts = 5000;
/** Keys in each of two halves; each meter of a resource takes some kilobyte. A month of 25,000 resources is remembered whole, one of 50,000 in part. */
const subjects = 25_000;

/** Compiled settings, and bounded caches of what repeats in a bill. Long-lived; rebuilt when the rules change. */
export interface EnrichmentContext {
  readonly matchOrder: MatchOrder;
  readonly sha256: (text: string) => string;
  readonly addTax: (cost: string) => string | null;
  readonly days: Readonly<Record<NumberStyle, (text: string) => UsageDay>>;
  readonly subjects: (reading: UsageDetailReading) => UsageSubject;
}

/** Input of the enrichment besides the row. */
interface EnrichmentSettings {
  /** Decimal text: `0.06` in Azure China, `0` elsewhere. */
  readonly taxRate: string;
  readonly matcher: ApplicationTagMatcher;
  /** sha-256 of the UTF-8 bytes of a text as 64 hexadecimal digits; an argument, since domain code has no node:crypto. */
  readonly sha256: (text: string) => string;
}

/**
 * The tax rate where no other is configured, as decimal text: Azure China bills in CNY and adds 6 % VAT; elsewhere EA costs carry no tax.
 */
export function defaultTaxRate(currency: string): string {
  return currency === "CNY" ? "0.06" : "0";
}
