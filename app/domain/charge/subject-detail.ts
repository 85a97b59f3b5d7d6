import type { UsageDetail } from "../azure-ea/usage-detail";

/** What a usage row says of its subject: everything but its day and its numbers. */
export type SubjectDetail = Omit<UsageDetail, "date" | "day" | "month" | "year" | "consumed_quantity" | "resource_rate" | "extended_cost">;
