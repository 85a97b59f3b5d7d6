import type { SnapshotStatus } from "./snapshot-status";

/** A snapshot of one period, as retention sees it. */
export interface KnownSnapshot {
  readonly snapshotId: string;
  readonly status: SnapshotStatus;
  /** Larger for what was opened later. */
  readonly openedAt: string;
}

/**
 * The snapshots of one period whose rows may go: abandoned ones, and published ones beyond the last `keep`. Never the active one, and never one
 * that is still being written.
 */
export function planRetention(snapshots: readonly KnownSnapshot[], active: string | null, keep: number): readonly string[] {
  const newestFirst = [...snapshots].sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1));
  const kept = new Set(
    newestFirst
      .filter(({ status }) => status === "published")
      .slice(0, keep)
      .map(({ snapshotId }) => snapshotId),
  );
  return newestFirst
    .filter(({ snapshotId, status }) => {
      if (snapshotId === active || kept.has(snapshotId)) return false;
      return status === "abandoned" || status === "published";
    })
    .map(({ snapshotId }) => snapshotId);
}
