/** A type of Azure resources. */
export interface AzureResourceType {
  /** Lower-cased, with its namespace: "microsoft.compute/disks". */
  readonly type: string;
  readonly displayName: string;
  /** Name of a service of azureServices. */
  readonly service: string;
}
