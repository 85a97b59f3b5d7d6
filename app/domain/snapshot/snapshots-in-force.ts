/** One move of the pointer of a period, in the order of the moves. */
export interface Activation {
  readonly snapshotId: string;
  readonly reason: "published" | "rolled-back";
}

/**
 * The snapshots that a period goes back through, the one in force last: rolling back takes the last one off. What was rolled back from does not come
 * back by another roll back, so after three publications, two roll backs and a fourth publication the one before the fourth is the first.
 */
export function snapshotsInForce(activations: readonly Activation[]): readonly string[] {
  const trail: string[] = [];
  for (const { snapshotId, reason } of activations) {
    const earlier = reason === "rolled-back" ? trail.lastIndexOf(snapshotId) : -1;
    if (earlier >= 0) trail.splice(earlier + 1);
    // A crash between the pointer and the next step may move it twice to the same place.
    else if (trail.at(-1) !== snapshotId) trail.push(snapshotId);
  }
  return trail;
}
