/** A snapshot that an export reads, whatever is published while it does. */
export interface PinnedSnapshot {
  readonly billingAccountId: string;
  readonly snapshotId: string;
}
