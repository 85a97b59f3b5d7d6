import { EaApiError } from "./ea-api-error";
import type { EaClientOptions } from "./ea-client-options";
import type { EaSlice } from "./ea-slice";
import { readBalance } from "./read-balance";
import { decimalLimits } from "../../domain/decimal/decimal-limits";
import { toPlainDecimal } from "../../domain/decimal/to-plain-decimal";
import type { ControlTotals } from "../source";
import { ExactSum } from "../../domain/snapshot/exact-sum";

/**
 * What Azure's balance says the month costs, without and with the marketplace: its charges have an address of their own, but some enrollments get them
 * among the usage too. Empty when there is no balance, or none of this month yet.
 * A balance that is not one of this enrollment's month and currency is unusable, and says why.
 * @throws {EaApiError} when Azure does not answer
 */
export async function readControlTotals(
  client: EaClientOptions,
  currency: string,
  slice: EaSlice,
  signal: AbortSignal,
): Promise<ControlTotals> {
  try {
    const balance = await readBalance(client, slice, signal);
    if (balance === null) return none;
    if (balance.currency !== null && balance.currency.toUpperCase() !== currency.toUpperCase()) {
      const said = balance.currency.slice(0, 10);
      return {
        totals: [],
        unusable: `EA's balance is in ${said}, and the enrollment is read as ${currency}: AZURE_EA_CURRENCY is that of the bill`,
      };
    }
    const usage = amount(balance.usage);
    const marketplace = balance.marketplace === null ? "0" : amount(balance.marketplace);
    if (marketplace === "0") return { totals: [{ name: "totalUsage", total: usage, leavesOut: null }], unusable: null };
    const both = new ExactSum(usage);
    both.add(marketplace);
    const totals = [
      { name: "totalUsage", total: usage, leavesOut: { name: "azureMarketplaceServiceCharges", cost: marketplace } },
      { name: "totalUsage + azureMarketplaceServiceCharges", total: both.toString(), leavesOut: null },
    ];
    return { totals, unusable: null };
  } catch (error) {
    if (error instanceof EaApiError && error.kind === "not-found") return none;
    if (error instanceof EaApiError && error.kind === "malformed") return { totals: [], unusable: error.message };
    throw error;
  }
}

const none: ControlTotals = { totals: [], unusable: null };

function amount(text: string): string {
  const plain = toPlainDecimal(text, decimalLimits.cost, "point");
  if (typeof plain !== "string") throw new EaApiError("malformed", "EA's balance is not a number that a bill can have");
  return plain;
}
