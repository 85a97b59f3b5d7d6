/** The reference tables of FOCUS, their source and version left out. Keys are lower-cased but for `unit_of_measure`, which is verbatim. */
export interface ReferenceTables {
  readonly FocusService: readonly ServiceRow[];
  readonly FocusResourceType: readonly ResourceTypeRow[];
  readonly FocusRegion: readonly RegionRow[];
  readonly FocusPricingUnit: readonly PricingUnitRow[];
}

/** An empty part of the key stands for any. */
export interface ServiceRow {
  readonly consumed_service: string;
  readonly resource_type: string;
  readonly service_name: string;
  readonly service_category: string;
  readonly service_subcategory: string;
  readonly publisher_name: string;
}

export interface ResourceTypeRow {
  readonly resource_type: string;
  readonly display_name: string;
}

export interface RegionRow {
  readonly original_value: string;
  readonly region_id: string;
  readonly region_name: string;
}

export interface PricingUnitRow {
  readonly unit_of_measure: string;
  /** Digits. */
  readonly block_size: string;
  readonly pricing_unit: string;
}

/** The tables, in the order in which they are loaded. */
export const referenceTableNames = [
  "FocusService",
  "FocusResourceType",
  "FocusRegion",
  "FocusPricingUnit",
] as const satisfies readonly (keyof ReferenceTables)[];
