import type { MooseClient } from "../runtime/clickhouse/moose-client";
import type { FocusExportTotals } from "./focus-export-metadata";

/** Runs a SELECT of BillingCurrency and `totalsOf`. */
export async function readFocusTotals(client: MooseClient, query: string): Promise<readonly FocusExportTotals[]> {
  const result = await client.query({ query, format: "JSONEachRow" });
  const found = await result.json<Found>();
  return found.map(({ BillingCurrency, rows, ...sums }) => ({
    BillingCurrency,
    rows: Number(rows),
    BilledCost: sums.SumBilledCost,
    EffectiveCost: sums.SumEffectiveCost,
    ContractedCost: sums.SumContractedCost,
    ListCost: sums.SumListCost,
  }));
}

interface Found {
  readonly BillingCurrency: string;
  readonly rows: string;
  readonly SumBilledCost: string;
  readonly SumEffectiveCost: string;
  readonly SumContractedCost: string;
  readonly SumListCost: string;
}
