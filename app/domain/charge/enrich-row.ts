import type { UsageDetailReading } from "../azure-ea/usage-detail-reading";
import type { Problem } from "../problem-code";
import type { TrackingDecision } from "../resource-tracking/decide-tracking";
import { type Amounts, readAmounts } from "./amounts";
import type { ChargeDetails, OwnerColumns } from "./charge";
import { chargeIdText, type RowScope } from "./charge-id";
import type { EnrichmentContext } from "./enrichment-context";
import { readUsageDay } from "./read-usage-day";
import { withOtherColumns } from "./to-charge-details";
import type { UsageDay } from "./usage-day";
import type { UsageSubject } from "./usage-subject";

/** A charge in its parts: what it shares with the other charges of its subject, by reference, and what is its own. */
export interface EnrichedRow {
  readonly subject: UsageSubject;
  /** Those of the subject, the very same object, unless the row has other columns of its own. */
  readonly details: ChargeDetails;
  readonly day: UsageDay;
  readonly amounts: Amounts;
  readonly owner: OwnerColumns;
  readonly tracking: TrackingDecision;
  /** sha-256 of `chargeIdText`. */
  readonly contentHash: string;
  readonly problems: readonly Problem[];
}

/**
 * Derives everything that follows from a usage row. Total: every row is returned, with its problems named; rows without an instance
 * id and rows whose money cannot be read (null, never zero) included.
 */
export function enrichRow(reading: UsageDetailReading, scope: RowScope, context: EnrichmentContext): EnrichedRow {
  const { others } = reading;
  const subject = context.subjects(reading);
  const problems: Problem[] = [];
  if (reading.problems.length > 0) problems.push(...reading.problems);
  if (subject.problems.length > 0) problems.push(...subject.problems);
  const day = readUsageDay(reading, subject.details, scope.billingMonth, context.days, problems);
  const read = readAmounts(reading, context.addTax, problems);
  const amounts =
    subject.currency === "" || subject.currency === scope.currency ? read : inOtherCurrency(read, subject.currency, scope, problems);
  if (subject.enrollment !== "" && subject.enrollment !== scope.billingAccountId && enrollmentNumber.test(scope.billingAccountId)) {
    problems.push({
      code: "billing-account-differs",
      field: "row_billing_account_id",
      detail: `${subject.enrollment} in a delivery of ${scope.billingAccountId}`,
    });
  }
  const tracking = subject.tracked.on(day.date);
  const { winner } = tracking;
  const isRounded = problems.some(({ code }) => code === "number-rounded");
  return {
    subject,
    details: others.length === 0 ? subject.details : withOtherColumns(subject.details, others),
    day,
    amounts,
    owner: {
      resource_tracking: winner?.application ?? subject.untracked,
      resource_tracking_rule_id: winner?.tag.id ?? null,
      cmdb_mapped_application_service: subject.app === "" ? (winner?.tag.cmdb_service ?? "") : subject.app,
    },
    tracking,
    contentHash: context.sha256(chargeIdText(scope, subject.hash, reading, day, amounts, isRounded)),
    problems,
  };
}

/** An amount in another currency than the delivery's must not be added to it: it becomes null, with a problem that names the currency and the amount sent. */
function inOtherCurrency(amounts: Amounts, currency: string, scope: RowScope, problems: Problem[]): Amounts {
  const { extended_cost } = amounts;
  problems.push({
    code: "currency-differs",
    field: "extended_cost",
    detail: `${extended_cost ?? "an unknown cost"} ${currency} in a delivery in ${scope.currency}`,
  });
  return { ...amounts, extended_cost: null, extended_cost_tax: null, resource_rate: null };
}

const enrollmentNumber = /^\d+$/;
