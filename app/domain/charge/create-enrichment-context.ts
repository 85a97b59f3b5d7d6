import { parseUsageDate } from "../calendar/parse-usage-date";
import { compileTax } from "../decimal/compile-tax";
import type { NumberStyle } from "../decimal/number-style";
import { memoize } from "../memoize";
import type { EnrichmentContext } from "./enrichment-context";
import type { EnrichmentSettings } from "./enrichment-settings";
import { rememberSubjects } from "./remember-subjects";
import { toUsageDay } from "./to-usage-day";
import { toUsageSubject } from "./to-usage-subject";
import type { UsageDay } from "./usage-day";

/** Compiles settings for `enrichUsageDetail`. Throws RangeError for a tax rate that is no decimal of 0 or more. */
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
