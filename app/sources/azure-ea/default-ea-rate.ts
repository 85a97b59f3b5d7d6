import type { EaRate } from "./token-bucket";

/**
 * Requests per minute unless configured. The EA usage interface documents no limit of its own and says 429 or 503 when it has enough; Cost
 * Management's 6 per minute would make a month of a few thousand pages take a day.
 */
export const defaultEaRate: EaRate = { perMinute: 60, burst: 10 };
