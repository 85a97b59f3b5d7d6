/** The steps of a snapshot's life, in the only order they can come. */
export const snapshotStatuses = ["opened", "sealed", "published", "abandoned", "dropped"] as const;

export type SnapshotStatus = (typeof snapshotStatuses)[number];
