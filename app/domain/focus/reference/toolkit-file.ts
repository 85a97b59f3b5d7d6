/** The files of Microsoft's open data (https://github.com/microsoft/finops-toolkit/tree/dev/src/open-data) and the columns that are read. */
export const toolkitColumns = {
  "Services.csv": ["ConsumedService", "ResourceType", "ServiceName", "ServiceCategory", "ServiceSubcategory", "PublisherName"],
  "ResourceTypes.csv": ["ResourceType", "SingularDisplayName"],
  "Regions.csv": ["OriginalValue", "RegionId", "RegionName"],
  "PricingUnits.csv": ["UnitOfMeasure", "PricingBlockSize", "DistinctUnits"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ToolkitFile = keyof typeof toolkitColumns;

/** The records of each file as text by column, in the order of the file. */
export type ToolkitRecords = Readonly<Record<ToolkitFile, readonly Readonly<Record<string, string>>[]>>;
