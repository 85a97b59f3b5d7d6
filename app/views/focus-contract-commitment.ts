import { sql, View } from "@514labs/moose-lib";
import { ActiveBillingSnapshotTable } from "../tables/active-billing-snapshot";
import { CommitmentTermTable } from "../tables/commitment-term";

/**
 * Grain: one commitment of one account whose terms are known: the FOCUS 1.4 dataset Contract Commitment, as the newest published bill knows it. A commitment whose period or
 * payment is not known is left out, since FOCUS allows no null in them. What a bill does not say is null (the discount), or as FOCUS has it for what cannot be said
 * (the scope). The order is the contract: Azure and AWS sell each order by itself.
 */
export const FocusContractCommitmentView = new View("FocusContractCommitment", {
  baseTables: [CommitmentTermTable, ActiveBillingSnapshotTable],
  selectStatement: sql.statement`
    SELECT CAST(t.currency, 'Nullable(String)') AS BillingCurrency,
      '{"IsComplexScope":true}' AS ContractCommitmentApplicability,
      'Discount' AS ContractCommitmentBenefitCategory,
      t.kind AS ContractCommitmentCategory,
      CAST(t.cost, 'Nullable(Decimal(38, 18))') AS ContractCommitmentCost,
      assumeNotNull(t.starts_at) AS ContractCommitmentCreated,
      nullIf(toString(t.product), '') AS ContractCommitmentDescription,
      CAST(NULL, 'Nullable(Decimal(38, 18))') AS ContractCommitmentDiscountPercentage,
      multiIf(t.months = 0, concat(toString(assumeNotNull(dateDiff('day', t.starts_at, t.ends_at))), ' Days'), t.months % 12 != 0, concat(toString(t.months), if(t.months = 1, ' Month', ' Months')), t.months = 12, '1 Year', concat(toString(intDiv(t.months, 12)), ' Years')) AS ContractCommitmentDurationType,
      'Hourly' AS ContractCommitmentFulfillmentInterval,
      t.commitment_id AS ContractCommitmentId,
      t.updated AS ContractCommitmentLastUpdated,
      multiIf(t.starts_at > now(), 'Pending', t.ends_at > now(), 'Active', t.ends_at < addMonths(t.starts_at, t.months) - toIntervalDay(1), 'Canceled', 'Expired') AS ContractCommitmentLifecycleStatus,
      'Continuous' AS ContractCommitmentModel,
      'Public' AS ContractCommitmentOfferCategory,
      if(t.upfront = 1, 'One-Time', 'Monthly') AS ContractCommitmentPaymentInterval,
      multiIf(t.upfront = 0, 'No Upfront', t.upfront = 1, 'All Upfront', 'Partial Upfront') AS ContractCommitmentPaymentModel,
      t.upfront AS ContractCommitmentPaymentUpfrontPercentage,
      assumeNotNull(t.ends_at) AS ContractCommitmentPeriodEnd,
      assumeNotNull(t.starts_at) AS ContractCommitmentPeriodStart,
      CAST(t.quantity, 'Nullable(Decimal(38, 18))') AS ContractCommitmentQuantity,
      if(t.commitment_type = '', 'Reservation', toString(t.commitment_type)) AS ContractCommitmentType,
      CAST(multiIf(t.quantity IS NULL, NULL, t.unit = '', 'Normalized Hours', toString(t.unit)), 'Nullable(String)') AS ContractCommitmentUnit,
      t.commitment_order AS ContractId,
      assumeNotNull(t.ends_at) AS ContractPeriodEnd,
      assumeNotNull(t.starts_at) AS ContractPeriodStart,
      multiIf(t.invoice_issuer != '', toString(t.invoice_issuer), t.currency = 'CNY', '21Vianet', 'Microsoft') AS InvoiceIssuerName,
      toString(t.currency) AS PricingCurrency,
      CAST(t.cost, 'Nullable(Decimal(38, 18))') AS PricingCurrencyContractCommitmentCost,
      multiIf(t.service_provider != '', toString(t.service_provider), t.currency = 'CNY', '21Vianet', 'Microsoft') AS ServiceProviderName,
      t.billing_account_id AS x_BillingAccountId, t.billing_period AS x_BillingPeriod, t.snapshot_id AS x_SnapshotId, t.evidence AS x_Evidence, t.problems AS x_Problems
    FROM (
      SELECT c.*, a.updated AS updated, ifNull(c.term_months, 0) AS months, if(c.category = '', 'Usage', toString(c.category)) AS kind,
        assumeNotNull(ifNull(c.upfront_share, toDecimal128(NOT c.is_recurring, 18))) AS upfront,
        multiIf(c.category = 'Spend', toDecimal256(c.quantity, 18) * dateDiff('hour', c.starts_at, c.ends_at), c.evidence = 'amortized-report' AND c.is_recurring, NULL, c.purchased) AS cost
      FROM ${CommitmentTermTable} AS c
      INNER JOIN (
        SELECT billing_account_id AS account, billing_period AS period, argMax(snapshot_id, (activation, activated_at)) AS snapshot, max(activated_at) AS updated
        FROM ${ActiveBillingSnapshotTable} GROUP BY account, period) AS a
      ON a.account = c.billing_account_id AND a.period = c.billing_period AND a.snapshot = c.snapshot_id
      WHERE c.starts_at IS NOT NULL AND c.ends_at IS NOT NULL AND (c.upfront_share IS NOT NULL OR c.evidence != 'amortized-report')
      ORDER BY c.billing_period DESC LIMIT 1 BY c.billing_account_id, c.commitment_order, c.currency) AS t`,
});
