/**
 * Settings for statements over the FOCUS mapping. ClickHouse looks for comparisons that follow from others (`a < b AND b < 5`) and hashes every operand
 * together with the subqueries that its columns come from: over the steps of the mapping that was more than half of the time until the first row.
 */
export const planning = { optimize_and_compare_chain: 0 } as const;
