import { CostRange } from "../../domain/cost/cost-range";
import type { BillingMonth } from "../../domain/calendar/billing-month";
import { readCostSnapshots } from "../cost-questions/read-cost-snapshots";
import type { CostScope } from "../cost-questions/cost-rows";
import type { CostFilter } from "../cost-questions/cost-filter";
import type { ApiRequest } from "../serving/api-request";

/** The charges of a billing month, of one billing account or of all of the caller's: as /api/costs counts a month. */
export function monthScope(request: ApiRequest, month: BillingMonth, billingAccount: string | undefined): Promise<CostScope> {
  return scopeOf(request, CostRange.ofMonth(month), billingAccount);
}

/** The charges that are dated on days, `YYYY-MM-DD`, both included: as /api/costs counts days. */
export function daysScope(request: ApiRequest, firstDay: string, lastDay: string, billingAccount: string | undefined): Promise<CostScope> {
  return scopeOf(request, CostRange.ofDays(firstDay, lastDay), billingAccount);
}

/** All charges. */
export function alwaysScope(request: ApiRequest, billingAccount: string | undefined): Promise<CostScope> {
  return scopeOf(request, CostRange.always, billingAccount);
}

async function scopeOf(request: ApiRequest, range: CostRange, billingAccount: string | undefined): Promise<CostScope> {
  const filters: readonly CostFilter[] =
    billingAccount === undefined ? [] : [{ field: { kind: "dimension", name: "billing_account" }, op: "in", values: [billingAccount] }];
  return { range, filters, snapshots: await readCostSnapshots(request, range, filters) };
}
