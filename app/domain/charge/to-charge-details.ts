import { type DetailField, detailFieldNames, type OtherColumn, type SubjectDetail, usageField } from "../azure-ea/usage-fields";
import { type NumberStyle, unclearSeparators } from "../decimal/separators";
import type { Problem } from "../problem-code";
import type { ChargeDetails } from "./charge";
import { readNumber } from "./amounts";

/** What the Cost Management schemas say of a charge; the very same object for all rows that say nothing there. */
export function toChargeDetails(
  detail: SubjectDetail,
  others: readonly OtherColumn[],
  style: NumberStyle,
): { readonly columns: ChargeDetails; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const said: Partial<Record<DetailField, string>> = {};
  for (const field of detailFieldNames) {
    if (detail[field] === null) continue;
    const { limits } = usageField(field);
    const value = limits === undefined ? detail[field] : readNumber(detail[field], field, limits, style, unclearSeparators, problems);
    if (value !== null && value !== "") said[field] = value;
  }
  const isEmpty = others.length === 0 && Object.keys(said).length === 0;
  return { columns: isEmpty ? noDetails : { ...noDetails, ...said, other_columns: otherColumnsJson(others) }, problems };
}

/** The details of a row that has other columns of its own beside those of its subject. */
export function withOtherColumns(details: ChargeDetails, ofRow: readonly OtherColumn[]): ChargeDetails {
  const text = otherColumnsJson(ofRow);
  return { ...details, other_columns: details.other_columns === "" ? text : `${details.other_columns.slice(0, -1)},${text.slice(1)}` };
}

/** Written by hand, so that a column called `__proto__` is one like any other. */
function otherColumnsJson(others: readonly OtherColumn[]): string {
  if (others.length === 0) return "";
  return `{${others.map(({ header, value }) => `${JSON.stringify(header)}:${JSON.stringify(value)}`).join(",")}}`;
}

export const noDetails: ChargeDetails = {
  charge_type: "",
  frequency: "",
  pricing_model: "",
  benefit_id: "",
  benefit_name: "",
  reservation_id: "",
  reservation_name: "",
  publisher_type: "",
  publisher_name: "",
  plan_name: "",
  billing_currency: "",
  pricing_currency: "",
  exchange_rate: null,
  invoice_id: "",
  invoice_section_id: "",
  row_billing_account_id: "",
  billing_account_name: "",
  billing_profile_id: "",
  billing_profile_name: "",
  billing_period_start: "",
  billing_period_end: "",
  cost_allocation_rule_name: "",
  payg_price: null,
  unit_price: null,
  term: "",
  product_order_id: "",
  product_order_name: "",
  part_number: "",
  offer_id: "",
  service_family: "",
  availability_zone: "",
  service_period_start: "",
  service_period_end: "",
  other_columns: "",
};
