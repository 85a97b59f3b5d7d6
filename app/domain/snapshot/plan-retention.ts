/** A snapshot of one period, as retention sees it. */
export interface KnownSnapshot {
  readonly snapshotId: string;
  readonly status: SnapshotStatus;
  /** Larger for what was opened later. */
  readonly openedAt: string;
}

/**
 * The snapshots of one period whose rows may go: abandoned ones, and published ones that are neither of the newest `keep` nor of the last `keep` in
 * `inForce`, which roll backs go through and whose last is what everybody reads. What is in force stays whatever the number, and so does what is still
 * being written.
 */
export function planRetention(snapshots: readonly KnownSnapshot[], inForce: readonly string[], keep: number): readonly string[] {
  const newestFirst = [...snapshots].sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1));
  const published = newestFirst.filter(({ status }) => status === "published").map(({ snapshotId }) => snapshotId);
  const active = inForce.at(-1);
  const wayBack = [...inForce].reverse().filter((id) => id === active || published.includes(id));
  const most = Math.max(keep, 1);
  const kept = new Set([...wayBack.slice(0, most), ...published.slice(0, most)]);
  return newestFirst
    .filter(({ snapshotId, status }) => !kept.has(snapshotId) && (status === "abandoned" || status === "published"))
    .map(({ snapshotId }) => snapshotId);
}

/** The steps of a snapshot's life, in the only order they can come. */
export const snapshotStatuses = ["opened", "sealed", "published", "abandoned", "dropped"] as const;

export type SnapshotStatus = (typeof snapshotStatuses)[number];

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
