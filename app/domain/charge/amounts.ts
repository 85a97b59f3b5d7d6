import type { Charge } from "./charge";

/** The numbers of a charge. */
export type Amounts = Pick<Charge, "consumed_quantity" | "resource_rate" | "extended_cost" | "extended_cost_tax">;
