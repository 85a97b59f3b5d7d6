import type { UsageDetail } from "./usage-detail";

/** The name of a column of a usage detail row. */
export type UsageDetailField = keyof UsageDetail;
