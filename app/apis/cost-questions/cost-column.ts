import type { CostDimension, CostField } from "../../domain/cost/cost-dimension";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";

/** The field in SnapshotCharge and LiveCharge, and in the rollups that have it. */
export function costColumn(field: CostField): SqlText {
  return field.kind === "tag" ? SqlText.of`JSONExtractString(tags, ${Bound.text(field.key)})` : columns[field.name];
}

const columns: Readonly<Record<CostDimension, SqlText>> = {
  billing_account: SqlText.of`billing_account_id`,
  charge_category: SqlText.of`charge_category`,
  service_category: SqlText.of`service_category`,
  service_subcategory: SqlText.of`service_subcategory`,
  service_name: SqlText.of`service_name`,
  meter_category: SqlText.of`meter_category`,
  region: SqlText.of`region`,
  subscription: SqlText.of`subscription`,
  subscription_name: SqlText.of`subscription_name`,
  resource_group: SqlText.of`resource_group`,
  owner: SqlText.of`owner`,
  department: SqlText.of`department`,
  cost_center: SqlText.of`cost_center`,
  meter: SqlText.of`meter`,
  resource: SqlText.of`resource`,
  resource_name: SqlText.of`resource_name`,
  resource_type: SqlText.of`resource_type`,
};
