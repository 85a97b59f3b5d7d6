import type { ClickHouseDefault, ClickHouseMaterialized, DateTime64, LowCardinality } from "@514labs/moose-lib";

/**
 * Grain: one version of a target for a month; the latest version of an id counts, and ids are unique within a billing account.
 * The texts are as posted; domain/budget reads them. What cannot be read is a named problem in /api/budgets, not a refused request.
 */
export interface BudgetRow {
  id: string;
  billing_account_id: string & LowCardinality;
  /** `account`, `subscription` (its GUID), `service` (FOCUS ServiceName), `resource_group` or `owner`. */
  scope_kind: string & LowCardinality;
  /** Value of the scope; empty for `account`. */
  scope_value: string & ClickHouseDefault<"''">;
  /** `YYYY-MM`, or another spelling of a month. */
  month: string & LowCardinality;
  currency: string & LowCardinality;
  /** Decimal digits as text; a JSON number would lose digits. */
  amount: string;
  enabled: boolean & ClickHouseDefault<"true">;
  /** When this version was stored; the latest version counts. Set by ClickHouse: a client's clock that is ahead would make a version permanent. */
  updated_at: DateTime64<3> & ClickHouseMaterialized<"now64(3)">;
}
