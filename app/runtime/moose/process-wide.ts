import type { AsyncLocalStorage } from "node:async_hooks";
import type { Counter, Histogram, Registry } from "prom-client";
import type { RequestBudget } from "../../domain/access/request-budget";
import type { HealthHistory } from "../../domain/health/health-history";
import type { SharedRows } from "../clickhouse/shared-rows";

/** What there must be one of in a process. */
export interface ProcessWide {
  exchanges?: AsyncLocalStorage<unknown>;
  budget?: RequestBudget;
  health?: HealthHistory;
  sharedRows?: SharedRows;
  metrics?: {
    readonly registry: Registry;
    readonly duration: Histogram<"endpoint" | "status">;
    readonly lost: Counter;
  };
}

declare global {
  var azureBillingIntelligence: ProcessWide | undefined;
}

/** Moose's API worker loads the app once for its APIs and once more for its WebApps: what a module keeps for itself, the other half does not see. */
export function processWide(): ProcessWide {
  globalThis.azureBillingIntelligence ??= {};
  return globalThis.azureBillingIntelligence;
}
