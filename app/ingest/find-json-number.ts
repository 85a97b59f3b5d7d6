import { matchHeader } from "../domain/azure-ea/match-header";
import { usageField } from "../domain/azure-ea/usage-fields";
import { memoize } from "../domain/memoize";

/**
 * Why a number of JSON cannot be taken: it passed through a double on its way here, so its original digits are unknown. Moose refuses those of the
 * spellings that AzureBillingDetailRecord declares; these are the others. A whole number is one that a double holds, unless it stands for an amount.
 */
export function findJsonNumber(record: Readonly<Record<string, unknown>>): string | null {
  for (const name in record) {
    const value = record[name];
    if (typeof value !== "number" || (Number.isSafeInteger(value) && !isAmount(name))) continue;
    return `${name} is the JSON number ${value}, which may have lost digits; send it as a string ("${value}"), or post it to /records`;
  }
  return null;
}

const isAmount = memoize(1000, (header: string): boolean => {
  const match = matchHeader(header);
  return match !== null && usageField(match.field).limits !== undefined;
});
