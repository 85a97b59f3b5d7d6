import { trimInvisible } from "../trim-invisible";
import { type HeaderMatch, matchHeader } from "./match-header";
import { normalizeHeader } from "./normalize-header";
import { isDetailField, isSubjectField } from "./usage-fields";

/** Whether a column says what a row is about, and not its day or an amount: rows that agree in all such columns have one subject. */
export function isSubjectHeader(header: string): boolean {
  return isOfSubject(matchHeader(header), columnName(header));
}

/** The same of a header that was looked up. */
export function isOfSubject(match: HeaderMatch | null, name: string): boolean {
  return match === null ? !variesByRow.test(name) : isSubjectField(match.field) || isDetailField(match.field);
}

/** What a column is called where spelling does not count; the header itself where it has no letters or digits. */
export function columnName(header: string): string {
  return normalizeHeader(header) || trimInvisible(header);
}

/** Columns without a field that are amounts or days, as `costInUsd` and `paygCostInBillingCurrency`: each row has its own. */
const variesByRow = /cost|quantity|amount|usage|date|hour/;
