import { gatherTurn } from "../runtime/gather-turn";
import type { AzureBillingDetailBlock } from "./azure-billing-detail-block";
import type { AzureBillingDetailRecord } from "./azure-billing-detail-record";
import { isMessage, packRecords } from "./pack-records";
import { storeRecords } from "./store-records";
import { unpackRecords } from "./unpack-records";

const packTurn = gatherTurn(async (records: readonly AzureBillingDetailRecord[]) => {
  const messages: AzureBillingDetailBlock[] = [];
  const tooLong: AzureBillingDetailBlock[] = [];
  for (const block of packRecords(records)) (isMessage(block) ? messages : tooLong).push(block);
  for (const part of unpackRecords(tooLong)) await storeRecords(part);
  return messages;
});

/**
 * Makes blocks of what Moose hands over record by record: the first record of a turn answers for all of them. Not an async function, since Moose
 * runs it under async hooks, where each promise of each record costs.
 */
export function gatherAzureBillingDetail(record: AzureBillingDetailRecord): Promise<AzureBillingDetailBlock[]> | undefined {
  const { result, isFirst } = packTurn(record);
  return isFirst ? result : undefined;
}
