import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";

/**
 * The billing account that a dead letter `d` names as its enrollment, without the invisible characters and blanks around it that are no part of an id; empty when
 * it names none that could be one. The original may be any text, so it is not relied on for who may see it.
 */
export const letterAccount = SqlText.of`extract(JSONExtractString(d.original, 'enrollment'), '^[\\s\\x{FEFF}\\x{200B}-\\x{200D}\\x{2060}]*([A-Za-z0-9_.:-]{1,128})[\\s\\x{FEFF}\\x{200B}-\\x{200D}\\x{2060}]*$')`;

/** `AND …` for the letters of one billing account, else nothing. */
export function ofLetterAccount(billingAccount: string | undefined): SqlText {
  return billingAccount === undefined ? SqlText.of`` : SqlText.of`AND ${letterAccount} = ${Bound.text(billingAccount)}`;
}
