import { countDecimals, unscaled } from "../decimal/divide-decimals";
import { toDecimalText, toPlainDecimal } from "../decimal/to-plain-decimal";

/** Scopes of the GHG Protocol, or what a provider calls the total of those that it reports. */
export type EmissionScope = "scope-1" | "scope-2" | "scope-3" | "total";

/** How electricity is counted: by contracts (market) or by the grid (location); unspecified where the provider does not say, or the scope has no electricity. */
export type EmissionMethod = "market" | "location" | "unspecified";

/** Why an emission has no kilograms, or not all their digits. */
export type EmissionProblem =
  /** The report has the row and no value in it. */
  | "no-value"
  /** The provider refused to tell of the subscription. */
  | "access-denied"
  /** More decimals than the column holds. */
  | "rounded";

/** One value of a provider's report of a month, as a row of the table Emission without account, month and set. */
export interface Emission {
  /** As FOCUS names it: `Microsoft`, `AWS`, `Google Cloud`. */
  readonly provider: string;
  /** Subscription, usage account or project, as SubAccountId of charges; empty where the report names none. */
  readonly sub_account_id: string;
  /** In lower case; empty where the report has no resources. */
  readonly resource_id: string;
  /** Resource type at Azure, product code at AWS, name of the service at Google Cloud; empty where the report names none. */
  readonly service: string;
  /** As RegionId of charges where it is known; empty where the report names none. */
  readonly region: string;
  readonly scope: EmissionScope;
  readonly method: EmissionMethod;
  /** Version of the provider's model; empty where the report names none. */
  readonly model_version: string;
  /** Kilograms of CO2 equivalent, digits; null is missing, and never zero. */
  readonly kilograms: string | null;
  readonly problem: EmissionProblem | "";
}

/** What a report counts in: metric tons (MTCO2e) or kilograms of CO2 equivalent. */
export type EmissionUnit = "tonnes" | "kilograms";

/** How many decimals of a kilogram are kept: those of a double down to 10^-21 kg, all of them. */
export const kilogramDecimals = 38;

/**
 * Kilograms of a number as a report writes it, such as `1.2E-05`, exact: a ton is a thousand kilograms by moving the point. An empty text is a missing value.
 * Undefined for what is no number, or more than 10^30. Total.
 */
export function readKilograms(text: string, unit: EmissionUnit): Pick<Emission, "kilograms" | "problem"> | undefined {
  if (text.trim() === "") return { kilograms: null, problem: "no-value" };
  const moved = unit === "tonnes" ? 3 : 0;
  const read = toPlainDecimal(text, { integerDigits: 30, fractionDigits: kilogramDecimals + moved }, "plain");
  const number = typeof read === "string" ? read : read.code === "number-rounded" ? read.value : null;
  if (number === null) return undefined;
  const scale = Math.max(moved, countDecimals(number));
  return { kilograms: toDecimalText(unscaled(number, scale), scale - moved), problem: typeof read === "string" ? "" : "rounded" };
}
