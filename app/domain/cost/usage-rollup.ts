import {
  chargeCount,
  costKeyColumns,
  costMeasures,
  keysOf,
  quantityMeasures,
  selectColumns,
  sumColumns,
  usageDateColumn,
} from "./cost-columns";
import { usageColumns } from "./cost-rollup";

/** The key of DailyFocusUsage, as rows of FocusCostAndUsage have it. */
export const usageRollupKeys = { ...costKeyColumns, usage_date: usageDateColumn, ...usageColumns } as const;

const measures = { ...costMeasures, ...quantityMeasures } as const;

/** The columns of `usageRollupSelect`, in its order. */
export const usageRollupColumns: readonly string[] = [...keysOf(usageRollupKeys), ...keysOf(measures), "charges"];

/** SQL: the rows of DailyFocusUsage, of rows of FocusCostAndUsage. `source` is the table, with its WHERE. */
export function usageRollupSelect(source: string): string {
  return `SELECT ${selectColumns(usageRollupKeys)}, ${sumColumns(measures, chargeCount)}
    FROM ${source}
    GROUP BY ${keysOf(usageRollupKeys).join(", ")}`;
}
