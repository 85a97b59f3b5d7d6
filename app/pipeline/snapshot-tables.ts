/** The table of the facts, and what is kept per snapshot beside it. Names only, so that this code runs without Moose's compiler. */
export const snapshotTables = {
  facts: "AzureBillingSnapshotDetail",
  /** The facts in FOCUS; of other providers there is nothing else. */
  focus: "FocusCostAndUsage",
  /** What is known of commitments, by snapshot. */
  commitments: ["CommitmentTransaction", "CommitmentTerm", "CommitmentDay"],
  audit: "TaggingAudit",
  events: "BillingSnapshot",
  blocks: "BillingSnapshotBlock",
  leases: "BillingSnapshotLease",
  deliveryEvents: "DeliveryEvent",
  active: "ActiveBillingSnapshot",
  periods: "BillingPeriod",
  /** Filled by inserts into FocusCostAndUsage, for every bill: every materialized view that is partitioned by snapshot. */
  rollups: [
    "DailyFocusCost",
    "DailyFocusServiceCost",
    "MonthlyFocusCost",
    "MonthlyFocusResourceCost",
    "DailyFocusUsage",
    "FocusSnapshotDays",
  ],
} as const;
