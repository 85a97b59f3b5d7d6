/**
 * What bills prove of how a resource is used. Each is told with the numbers it is made of, and none is a score.
 *
 * - `paid-of-list`: what its usage cost in effect, of what it costs at list prices.
 * - `hours-billed`: how many hours were billed for each hour of the month.
 * - `flat-cost`: much less was used than in the month before, at the same cost.
 * - `storage-without-access`: stored data is billed, and nothing that reads or writes it.
 */
export const efficiencySignals = ["paid-of-list", "hours-billed", "flat-cost", "storage-without-access"] as const;
export type EfficiencySignal = (typeof efficiencySignals)[number];

/** Of the quantity of the month before: what must be gone at least for `flat-cost`. */
export const leastFall = "0.2";
/** Of the cost of the month before: by how much the cost may differ for `flat-cost`. */
export const mostDifference = "0.02";

/**
 * SQL over `unit`: whether it is one hour. Units of several hours, and of hours of something (`vCore-Hours`), do not say how long a thing ran.
 */
export const unitColumns = { is_hour: "match(unit, '(?i)^(?:1 )?hours?$')" } as const;

/**
 * SQL over `meter`, by the names of Azure's meters (`Hot LRS Data Stored`, `Hot LRS Write Operations`, `Data Retrieval`) and of AWS's usage types
 * (`TimedStorage-ByteHrs`, `Requests-Tier1`): whether it counts stored data, and whether it counts what reads or writes stored data. Disks and provisioned
 * shares are neither: they are paid for whether something reads them or not, and most of their bills have no operations.
 */
export const meterColumns = {
  is_stored: "match(meter, '(?i)Data Stored|TimedStorage')",
  is_access: "match(meter, '(?i)Operations|Retrieval|Requests')",
} as const;
