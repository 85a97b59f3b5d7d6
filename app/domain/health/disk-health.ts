import type { ComponentHealth } from "./health-history";

/** Whether ClickHouse still has room, in bytes. A full disk makes everything that writes fail, and each part blames another. */
export function diskHealth({ free, total }: { readonly free: number; readonly total: number }): Pick<ComponentHealth, "state" | "detail"> {
  const room = `${gigabytes(free)} of ${gigabytes(total)} GB free`;
  if (free >= leastFreeBytes) return { state: "healthy", detail: room };
  return { state: "unhealthy", detail: `${room}: free disk space; ClickHouse cannot store new data` };
}

const gigabytes = (bytes: number): string => (bytes / 1e9).toFixed(1);
/** A block being written and the merge of a month's parts fit in it. */
const leastFreeBytes = 0.5e9;
