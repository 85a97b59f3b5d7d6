import type { Answered } from "../../api/ask";
import { daysOf } from "../../dates/month";
import { compareAmounts, differenceOf, shareOf, signOf, sizeOf } from "../../money/amount";

type CostsRow = Answered<"/api/costs">["data"][number];

/** What a resource used of one unit in a month and in the month before it, and what that cost. Amounts and quantities are digits. */
export interface Use {
  readonly resource: string;
  readonly name: string;
  readonly unit: string;
  readonly currency: string;
  readonly cost: string;
  readonly costBefore: string | null;
  readonly quantity: string;
  readonly quantityBefore: string | null;
}

/** The rows of /api/costs by resource, with quantities: those of one resource and one unit. */
export function usesOf(rows: readonly CostsRow[], currency: string | null): readonly Use[] {
  return rows.flatMap((row) => {
    const [resource, unit, quantity] = [row["resource"], row["unit"], row["quantity"]];
    if (row.currency !== currency || row["others"] !== 0 || row.cost === null) return [];
    if (typeof resource !== "string" || resource === "" || typeof unit !== "string" || typeof quantity !== "string") return [];
    const name = row["resource_name"];
    return {
      resource,
      name: typeof name === "string" && name !== "" ? name : resource,
      unit,
      currency: row.currency,
      cost: row.cost,
      costBefore: digitsOf(row["previous_cost"]),
      quantity,
      quantityBefore: digitsOf(row["previous_quantity"]),
    };
  });
}

function digitsOf(value: string | number | null | undefined): string | null {
  return typeof value === "string" ? value : null;
}

/** Of the quantity that must be gone at least, and of the cost that may differ at most. */
export const leastFall = "0.2";
export const mostDifference = "0.02";

/** Resources whose quantity fell by a fifth or more while their cost stayed within two hundredths: those that cost most first. */
export function flatCosts(uses: readonly Use[]): readonly Use[] {
  return uses
    .filter(({ cost, costBefore, quantity, quantityBefore }) => {
      if (costBefore === null || quantityBefore === null || signOf(cost) <= 0) return false;
      const fall = shareOf(differenceOf(quantityBefore, quantity), quantityBefore);
      const difference = shareOf(sizeOf(differenceOf(cost, costBefore)), costBefore);
      return (
        fall !== null && difference !== null && compareAmounts(fall, leastFall) >= 0 && compareAmounts(difference, mostDifference) <= 0
      );
    })
    .sort((a, b) => compareAmounts(b.cost, a.cost));
}

/** Resources that are billed by the hour, the most expensive first. Resources billed in blocks of hours or other units are left out. */
export function hourly(uses: readonly Use[]): readonly Use[] {
  return uses.filter(({ unit }) => /^(1 )?hours?$/i.test(unit)).sort((a, b) => compareAmounts(b.cost, a.cost));
}

/** Hours billed for each hour of a month: 1 is one machine that always runs, 0.25 one that runs a quarter of the time. */
export function hoursShare(quantity: string, month: string): string {
  return shareOf(quantity, String(daysOf(month).length * 24)) ?? "0";
}
