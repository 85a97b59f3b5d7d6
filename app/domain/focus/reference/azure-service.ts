/** A service as FOCUS names and classes it. */
export interface AzureService {
  readonly name: string;
  readonly category: string;
  readonly subcategory: string;
  /** Lower-cased texts that alone are enough to know the service. */
  readonly consumedServices: readonly string[];
}
