/** What an instance id says. Texts keep the casing they came in, except `resourceType`; empty means that the id does not say it. */
export interface InstanceId {
  readonly kind: "arm" | "bare" | "empty";
  readonly subscriptionGuid: string;
  readonly resourceGroup: string;
  /** Lower case: `microsoft.compute/virtualmachinescalesets/virtualmachines`. */
  readonly resourceType: string;
  /** From the outermost resource to the innermost. */
  readonly names: readonly string[];
  /** The last segment that names something; for a bare name the name itself. */
  readonly lastSegment: string;
}
