import type { ClickHouseDefault, ClickHouseMaterialized, DateTime64, LowCardinality } from "@514labs/moose-lib";

/**
 * Grain: one version of a target that somebody set for a month; the latest version of an id stands, and ids are unique within a billing account.
 * The texts are as posted; domain/budget reads them. What cannot be read is a named problem in /api/budgets, not a refused request.
 */
export interface BudgetRow {
  id: string;
  billing_account_id: string & LowCardinality;
  /** `account`, `subscription` (its GUID), `service` (FOCUS ServiceName), `resource_group` or `owner`. */
  scope_kind: string & LowCardinality;
  /** Which one; empty for `account`. */
  scope_value: string & ClickHouseDefault<"''">;
  /** `YYYY-MM`, or another spelling that readBudgetMonth knows. */
  month: string & LowCardinality;
  currency: string & LowCardinality;
  /** Digits, as text: a JSON number would lose some. */
  amount: string;
  enabled: boolean & ClickHouseDefault<"true">;
  /** When this version was stored, which decides what the latest is. Never the client's to say: a clock that is ahead would make a version for ever. */
  updated_at: DateTime64<3> & ClickHouseMaterialized<"now64(3)">;
}
