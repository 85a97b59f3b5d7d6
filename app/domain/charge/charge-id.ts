import type { UsageDetailReading } from "../azure-ea/usage-detail-reading";
import type { BillingMonth } from "../calendar/billing-month";
import { allDigits, type Amounts } from "./amounts";
import type { UsageDay } from "./usage-day";
import { idPart, otherColumnsText } from "./usage-subject-text";

/**
 * The text whose sha-256 identifies the content of a charge: account, currency, hash of the subject (`usageSubjectText`), day, numbers and the
 * columns without a field that vary from row to row. Together these are all columns of the row, known or not, and no derived one, so that new rules
 * change no id: two rows that differ in anything are two charges. Numbers and dates are canonical, `9.6E-06` as `0.0000096`: a producer
 * who retries through another JSON library does not make a second charge. What could not be read stands as it was sent, and where a number was rounded
 * (`isRounded`), the numbers stand with all their digits.
 */
export function chargeIdText(
  { billingAccountId, currency }: RowScope,
  subjectHash: string,
  reading: UsageDetailReading,
  day: UsageDay,
  amounts: Amounts,
  isRounded: boolean,
): string {
  const { row, others } = reading;
  return (
    idPart(billingAccountId) +
    idPart(currency) +
    idPart(subjectHash) +
    idPart(day.date ?? row.date) +
    (day.agrees ? "" : idPart(row.day) + idPart(row.month) + idPart(row.year)) +
    idPart(isRounded ? sentDigits(row.consumed_quantity, reading) : (amounts.consumed_quantity ?? row.consumed_quantity)) +
    idPart(isRounded ? sentDigits(row.resource_rate, reading) : (amounts.resource_rate ?? row.resource_rate)) +
    idPart(isRounded ? sentDigits(row.extended_cost, reading) : (amounts.extended_cost ?? row.extended_cost)) +
    (others.length === 0 ? "" : otherColumnsText(others))
  );
}

function sentDigits(sent: string | null, { reader, proof }: UsageDetailReading): string | null {
  return allDigits(sent, reader.numberStyle, proof.separators);
}

/** The id of a charge: the hash of its content, and which of the rows with that content it is. */
export function chargeId(contentHash: string, occurrence: number): string {
  return `${contentHash}-${occurrence}`;
}

/** What is known of a row beside its columns. */
export interface ChargeScope extends RowScope {
  /** Which of the rows with the same content this is, from 1: real bills hold identical rows that must all count. */
  readonly occurrence: number;
}

/** The same where rows are told apart by their place in the delivery and not by counting equal ones. */
export interface RowScope {
  readonly billingAccountId: string;
  readonly currency: string;
  readonly snapshotId: string;
  /** The period that the rows should lie in; null when the delivery does not say. */
  readonly billingMonth: BillingMonth | null;
}
