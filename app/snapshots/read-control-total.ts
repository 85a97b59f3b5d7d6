import { EaApiError } from "../connectors/azure-ea/ea-api-error";
import type { EaClientOptions } from "../connectors/azure-ea/ea-client-options";
import type { EaSlice } from "../connectors/azure-ea/ea-slice";
import { readUsageTotal } from "../connectors/azure-ea/read-usage-total";
import { decimalLimits } from "../domain/decimal/decimal-limits";
import { toPlainDecimal } from "../domain/decimal/to-plain-decimal";
import { ExactSum } from "../domain/snapshot/exact-sum";

/** What Azure's balance says the month costs; null when there is no balance, or none of this month yet. */
export async function readControlTotal(client: EaClientOptions, slice: EaSlice, signal: AbortSignal): Promise<string | null> {
  try {
    const total = await readUsageTotal(client, slice, signal);
    if (total === null) return null;
    const sum = new ExactSum();
    for (const text of [total.usage, total.marketplace]) {
      const plain = toPlainDecimal(text, decimalLimits.cost, "point");
      if (typeof plain !== "string") throw new EaApiError("malformed", "EA's balance is not a number that a bill can have");
      sum.add(plain);
    }
    return sum.toString();
  } catch (error) {
    if (error instanceof EaApiError && error.kind === "not-found") return null;
    throw error;
  }
}
