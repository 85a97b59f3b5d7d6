import {
  chargeDetails,
  chargeDimensions,
  costColumns,
  costKeyColumns,
  costMeasures,
  isCharge,
  negotiationMeasures,
  quantityMeasures,
  usageDateColumn,
} from "./cost-columns";

/** The columns of a stored charge and of LiveCharge over those of FOCUS: every dimension by the name it is asked by. */
export const chargeSelect = {
  ...costKeyColumns,
  usage_date: usageDateColumn,
  ...costColumns,
  ...chargeDimensions,
  ...chargeDetails,
  ...costMeasures,
  ...negotiationMeasures,
  ...quantityMeasures,
  charges: `toUInt64(${isCharge})`,
} as const;

/** Those of `chargeSelect` that an expression names. */
export function chargeColumnsIn(expression: string): Readonly<Record<string, string>> {
  const words = new Set(expression.match(/\w+/g));
  return Object.fromEntries(Object.entries(chargeSelect).filter(([name]) => words.has(name)));
}
