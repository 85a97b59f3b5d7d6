import type { Secret } from "../sources/source";
import type { EaWireForm } from "../domain/azure-ea/wire-form";
import type { FocusRulePolicy } from "../domain/focus/rules/decide-focus-findings";

/** What the environment says about extraction. */
export interface ExtractionSettings {
  readonly enrollments: readonly EnrollmentSettings[];
  readonly requestsPerMinute: number;
  /** Months before the current one that Azure may still change. */
  readonly lagMonths: number;
  /** Published snapshots kept for each month. */
  readonly keep: number;
  /** What broken rules of FOCUS do to a publication. */
  readonly focusRules: FocusRulePolicy;
}

export interface EnrollmentSettings {
  readonly number: string;
  readonly baseUrl: string;
  readonly form: EaWireForm;
  /** ISO 4217. */
  readonly currency: string;
  /** Its display name, FOCUS BillingAccountName; empty when nothing is configured. */
  readonly accountName: string;
  /** Prints as [redacted]. */
  readonly key: Secret;
}
