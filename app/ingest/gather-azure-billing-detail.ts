import { gatherTurn } from "../runtime/gather-turn";
import type { AzureBillingDetailBlock } from "./azure-billing-detail-block";
import type { AzureBillingDetailRecord } from "./azure-billing-detail-record";
import { isMessage, packRecords } from "./pack-records";
import { storeAzureBillingDetail } from "./store-azure-billing-detail";

const packTurn = gatherTurn(async (records: readonly AzureBillingDetailRecord[]) => {
  const blocks = packRecords(records);
  // What no message can carry is stored here, as the other function would.
  await Promise.all(blocks.filter((block) => !isMessage(block)).map(storeAzureBillingDetail));
  return blocks.filter(isMessage);
});

/**
 * Makes blocks of what Moose hands over record by record: the first record of a turn answers for all of them. Not an async function, since Moose
 * runs it under async hooks, where each promise of each record costs.
 */
export function gatherAzureBillingDetail(record: AzureBillingDetailRecord): Promise<AzureBillingDetailBlock[]> | undefined {
  const { result, isFirst } = packTurn(record);
  return isFirst ? result : undefined;
}
