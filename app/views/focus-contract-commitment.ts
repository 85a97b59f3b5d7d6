import { sql, View } from "@514labs/moose-lib";
import { ActiveBillingSnapshotTable } from "../tables/active-billing-snapshot";
import { CommitmentTermTable } from "../tables/commitment-term";

/**
 * Grain: one commitment of one account whose terms are known: the FOCUS 1.4 dataset Contract Commitment, as the newest published bill knows it. A commitment whose terms are not
 * known is left out, since FOCUS allows no null in its period. What a bill does not say is null (the discount), or as FOCUS has it for what cannot be said (the
 * scope). The order is the contract: Azure bills each order by itself.
 */
export const FocusContractCommitmentView = new View("FocusContractCommitment", {
  baseTables: [CommitmentTermTable, ActiveBillingSnapshotTable],
  selectStatement: sql.statement`
    SELECT CAST(t.currency, 'Nullable(String)') AS BillingCurrency,
      '{"IsComplexScope":true}' AS ContractCommitmentApplicability,
      'Discount' AS ContractCommitmentBenefitCategory,
      'Usage' AS ContractCommitmentCategory,
      CAST(t.purchased, 'Nullable(Decimal(38, 18))') AS ContractCommitmentCost,
      assumeNotNull(t.starts_at) AS ContractCommitmentCreated,
      nullIf(toString(t.product), '') AS ContractCommitmentDescription,
      CAST(NULL, 'Nullable(Decimal(38, 18))') AS ContractCommitmentDiscountPercentage,
      multiIf(t.months % 12 != 0, concat(toString(t.months), if(t.months = 1, ' Month', ' Months')), t.months = 12, '1 Year', concat(toString(intDiv(t.months, 12)), ' Years')) AS ContractCommitmentDurationType,
      'Hourly' AS ContractCommitmentFulfillmentInterval,
      t.commitment_id AS ContractCommitmentId,
      t.updated AS ContractCommitmentLastUpdated,
      multiIf(t.starts_at > now(), 'Pending', t.ends_at > now(), 'Active', t.ends_at < addMonths(t.starts_at, t.months), 'Canceled', 'Expired') AS ContractCommitmentLifecycleStatus,
      'Continuous' AS ContractCommitmentModel,
      'Public' AS ContractCommitmentOfferCategory,
      if(t.is_recurring, 'Monthly', 'One-Time') AS ContractCommitmentPaymentInterval,
      if(t.is_recurring, 'No Upfront', 'All Upfront') AS ContractCommitmentPaymentModel,
      CAST(NOT t.is_recurring, 'Decimal(38, 18)') AS ContractCommitmentPaymentUpfrontPercentage,
      assumeNotNull(t.ends_at) AS ContractCommitmentPeriodEnd,
      assumeNotNull(t.starts_at) AS ContractCommitmentPeriodStart,
      CAST(t.quantity, 'Nullable(Decimal(38, 18))') AS ContractCommitmentQuantity,
      'Reservation' AS ContractCommitmentType,
      CAST('Normalized Hours', 'Nullable(String)') AS ContractCommitmentUnit,
      t.commitment_order AS ContractId,
      assumeNotNull(t.ends_at) AS ContractPeriodEnd,
      assumeNotNull(t.starts_at) AS ContractPeriodStart,
      if(t.currency = 'CNY', '21Vianet', 'Microsoft') AS InvoiceIssuerName,
      toString(t.currency) AS PricingCurrency,
      CAST(t.purchased, 'Nullable(Decimal(38, 18))') AS PricingCurrencyContractCommitmentCost,
      if(t.currency = 'CNY', '21Vianet', 'Microsoft') AS ServiceProviderName,
      t.billing_account_id AS x_BillingAccountId, t.billing_period AS x_BillingPeriod, t.snapshot_id AS x_SnapshotId, t.evidence AS x_Evidence, t.problems AS x_Problems
    FROM (
      SELECT c.*, a.updated AS updated, ifNull(c.term_months, 1) AS months
      FROM ${CommitmentTermTable} AS c
      INNER JOIN (
        SELECT billing_account_id AS account, billing_period AS period, argMax(snapshot_id, (activation, activated_at)) AS snapshot, max(activated_at) AS updated
        FROM ${ActiveBillingSnapshotTable} GROUP BY account, period) AS a
      ON a.account = c.billing_account_id AND a.period = c.billing_period AND a.snapshot = c.snapshot_id
      WHERE c.starts_at IS NOT NULL AND c.ends_at IS NOT NULL
      ORDER BY c.billing_period DESC LIMIT 1 BY c.billing_account_id, c.commitment_order, c.currency) AS t`,
});
