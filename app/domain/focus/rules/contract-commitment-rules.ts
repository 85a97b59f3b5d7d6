import { iso4217 } from "../../currency-code";
import { sqlLiterals } from "../../sql-literal";
import { contractCommitmentColumns } from "../contract-commitment-columns";
import { datasetColumnRules } from "./dataset-column-rules";
import type { DatasetRule } from "./dataset-rule";

const rule = (column: string, what: string, fails: string): DatasetRule => ({ id: `ContractCommitment.${column}-${what}`, column, fails });
const of = (name: string): string => `ContractCommitment${name}`;
const isSpend = "ContractCommitmentCategory = 'Spend'";
/** As FOCUS writes units: one or more words, perhaps a number of them, or one for another. */
const unit = "^([0-9]+ )?[A-Za-z][A-Za-z ]*([/-][A-Za-z][A-Za-z ]*)?$";

/** The executable requirements of the dataset, of rows of the view FocusContractCommitment. */
export const contractCommitmentRules: readonly DatasetRule[] = [
  ...datasetColumnRules("ContractCommitment", contractCommitmentColumns),
  rule("BillingCurrency", "currency", `BillingCurrency IS NOT NULL AND BillingCurrency NOT IN ${sqlLiterals(iso4217)}`),
  rule("BillingCurrency", "spend", `${isSpend} AND BillingCurrency IS NULL`),
  rule("PricingCurrency", "currency", `PricingCurrency NOT IN ${sqlLiterals(iso4217)}`),
  rule(
    of("Applicability"),
    "object",
    `JSONType(${of("Applicability")}) != 'Object' OR NOT (JSONExtractBool(${of("Applicability")}, 'IsGlobalScope') OR JSONExtractBool(${of("Applicability")}, 'IsComplexScope') OR JSONType(${of("Applicability")}, 'Inclusions') = 'Array')`,
  ),
  rule(of("Cost"), "spend", `${isSpend} AND ${of("Cost")} IS NULL`),
  rule("PricingCurrencyContractCommitmentCost", "spend", `${isSpend} AND PricingCurrencyContractCommitmentCost IS NULL`),
  rule(of("Description"), "not-null", `ifNull(trimBoth(${of("Description")}), '') = ''`),
  rule(of("DiscountPercentage"), "discount", `${of("BenefitCategory")} = 'Discount' AND ${of("DiscountPercentage")} IS NULL`),
  rule(of("DiscountPercentage"), "availability", `${of("BenefitCategory")} = 'Availability' AND ${of("DiscountPercentage")} IS NOT NULL`),
  rule(of("DiscountPercentage"), "range", `${of("DiscountPercentage")} < 0 OR ${of("DiscountPercentage")} > 1`),
  rule(of("DurationType"), "format", `NOT match(${of("DurationType")}, '^[1-9][0-9]* (Minute|Hour|Day|Week|Month|Quarter|Year)s?$')`),
  rule(of("FulfillmentInterval"), "continuous", `${of("Model")} = 'Continuous' AND ${of("FulfillmentInterval")} = 'Full Period'`),
  rule(
    of("Id"),
    "one-contract",
    `${of("Id")} IN (SELECT ${of("Id")} FROM FocusContractCommitment GROUP BY ${of("Id")} HAVING uniqExact(ContractId) > 1)`,
  ),
  rule(of("Model"), "full-period", `${of("FulfillmentInterval")} = 'Full Period' AND ${of("Model")} != 'Discontinuous'`),
  rule(of("PaymentInterval"), "all-upfront", `${of("PaymentModel")} = 'All Upfront' AND ${of("PaymentInterval")} != 'One-Time'`),
  rule(of("PaymentUpfrontPercentage"), "range", `${of("PaymentUpfrontPercentage")} < 0 OR ${of("PaymentUpfrontPercentage")} > 1`),
  rule(of("PaymentUpfrontPercentage"), "all-upfront", `${of("PaymentModel")} = 'All Upfront' AND ${of("PaymentUpfrontPercentage")} != 1`),
  rule(of("PaymentUpfrontPercentage"), "no-upfront", `${of("PaymentModel")} = 'No Upfront' AND ${of("PaymentUpfrontPercentage")} != 0`),
  rule(of("Quantity"), "usage", `ContractCommitmentCategory = 'Usage' AND ${of("Quantity")} IS NULL`),
  rule(of("Unit"), "format", `NOT match(${of("Unit")}, '${unit}')`),
  rule(of("Unit"), "null", `${of("Quantity")} IS NULL AND ${of("Unit")} IS NOT NULL`),
  rule(of("Unit"), "not-null", `${of("Quantity")} IS NOT NULL AND ${of("Unit")} IS NULL`),
];
