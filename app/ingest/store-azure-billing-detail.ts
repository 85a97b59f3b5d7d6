import { setTimeout as sleep } from "node:timers/promises";
import { gatherTurn } from "../runtime/gather-turn";
import type { AzureBillingDetailBlock } from "./azure-billing-detail-block";
import { storeRecords } from "./store-records";
import { unpackRecords } from "./unpack-records";

let begunAt = Number.NEGATIVE_INFINITY;

const storeTurn = gatherTurn(async (blocks: readonly AzureBillingDetailBlock[]) => {
  // While this one waits, the next blocks gather: a few thousand rows at once cost the engine a third of what they cost one by one.
  await sleep(Math.max(0, begunAt + leastIntervalMs - performance.now()));
  begunAt = performance.now();
  for (const records of unpackRecords(blocks)) await storeRecords(records);
});

const leastIntervalMs = 300;

/** Stores a block; resolves when its charges can be read. */
export function storeAzureBillingDetail(block: AzureBillingDetailBlock): Promise<void> {
  return storeTurn(block).result;
}
