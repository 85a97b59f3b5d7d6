/**
 * Which EA interface is spoken. `china`: ea.azure.cn, `{ content, nextLink }`, page numbers in the address.
 * `consumption-v2`, `consumption-v3`: consumption.azure.com by billing period, `{ id, data, nextLink }`, opaque paging tokens.
 * `custom-date-v2`, `custom-date-v3`: the same rows by first and last day.
 */
export const eaWireForms = ["china", "consumption-v2", "consumption-v3", "custom-date-v2", "custom-date-v3"] as const;

export type EaWireForm = (typeof eaWireForms)[number];
