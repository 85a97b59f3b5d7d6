import { sql, View } from "@514labs/moose-lib";
import { BillingPeriodTable } from "../tables/billing-period";
import { CurrentBillingSnapshotView } from "./current-billing-snapshot";
import { LiveChargeMonthView } from "./live-charge-month";

/**
 * Grain: billing account and day that a published period covers, from its own first day to its own end, of accounts that have live charges: these days are
 * the bill's, and a live charge dated on one of them does not count (isLiveCharge). A period without a stored end is a month long.
 */
export const PublishedDayView = new View("PublishedDay", {
  // Moose compares these with the tables that it finds in the view as ClickHouse has it, and finds none behind IN where its parser understands the statement: then
  // it says "updated" of an unchanged view at every start. ANY here and GLOBAL elsewhere, which change nothing, are words that the parser does not know.
  baseTables: [CurrentBillingSnapshotView, BillingPeriodTable, LiveChargeMonthView.targetTable],
  selectStatement: sql.statement`
    SELECT DISTINCT c.account AS billing_account_id,
      arrayJoin(arrayMap(number -> c.starts + number, range(toUInt32(greatest(dateDiff('day', c.starts, c.ends), 0))))) AS day
    FROM (
      SELECT a.billing_account_id AS account, a.billing_period AS starts, ifNull(p.ends_on, addMonths(a.billing_period, 1)) AS ends
      FROM ${CurrentBillingSnapshotView} AS a
      ANY LEFT JOIN (SELECT billing_account_id, billing_period, ends_on FROM ${BillingPeriodTable} FINAL) AS p
        ON p.billing_account_id = a.billing_account_id AND p.billing_period = a.billing_period
      WHERE a.billing_account_id IN (SELECT billing_account_id FROM LiveChargeMonth)) AS c`,
});
