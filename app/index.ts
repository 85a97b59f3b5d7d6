export * from "./apis/costs";
export * from "./ingest/azure-billing-detail";
export * from "./tables/azure-billing-detail";
export * from "./tables/workflow-execution";
export * from "./views/charge-freshness";
export * from "./workflows/count-live-charges";
