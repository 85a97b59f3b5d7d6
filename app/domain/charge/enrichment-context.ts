import type { UsageDetailReading } from "../azure-ea/usage-detail-reading";
import type { NumberStyle } from "../decimal/number-style";
import type { MatchOrder } from "../resource-tracking/match-order";
import type { UsageDay } from "./usage-day";
import type { UsageSubject } from "./usage-subject";

/** Compiled settings, and bounded memories of what repeats in a bill. Lives long; made anew when the rules change. */
export interface EnrichmentContext {
  readonly matchOrder: MatchOrder;
  readonly sha256: (text: string) => string;
  readonly addTax: (cost: string) => string | null;
  readonly days: Readonly<Record<NumberStyle, (text: string) => UsageDay>>;
  readonly subjects: (reading: UsageDetailReading) => UsageSubject;
}
