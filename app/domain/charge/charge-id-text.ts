import type { UsageDetail } from "../azure-ea/usage-detail";
import type { Amounts } from "./amounts";
import { idPart } from "./id-part";
import type { UsageDay } from "./usage-day";

/**
 * The text whose sha-256 identifies the content of a charge: account, hash of the subject (`usageSubjectText`), day and numbers. Together these
 * are all source fields and no derived one, so that new rules change no id. Numbers and dates are canonical, `9.6E-06` as `0.0000096`: a producer
 * who retries through another JSON library does not make a second charge. What could not be read stands as it was sent.
 */
export function chargeIdText(billingAccountId: string, subjectHash: string, detail: UsageDetail, day: UsageDay, amounts: Amounts): string {
  return (
    idPart(billingAccountId) +
    idPart(subjectHash) +
    idPart(day.date ?? detail.date) +
    (day.agrees ? "" : idPart(detail.day) + idPart(detail.month) + idPart(detail.year)) +
    idPart(amounts.consumed_quantity ?? detail.consumed_quantity) +
    idPart(amounts.resource_rate ?? detail.resource_rate) +
    idPart(amounts.extended_cost ?? detail.extended_cost)
  );
}
