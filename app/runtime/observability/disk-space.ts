import { mooseClient } from "../clickhouse/moose-client";

/** Bytes as text. */
export interface DiskSpace {
  readonly free: string;
  readonly total: string;
}

/** The room on ClickHouse's fullest local disk. Rejects when ClickHouse does not answer within three seconds. */
export async function readDiskSpace(): Promise<DiskSpace> {
  const client = await mooseClient();
  const result = await client.query({
    query:
      "SELECT toString(min(free_space)) AS free, toString(argMin(total_space, free_space)) AS total FROM system.disks WHERE type = 'Local'",
    format: "JSONEachRow",
    abort_signal: AbortSignal.timeout(3000),
  });
  const [row] = await result.json<DiskSpace>();
  if (row === undefined) throw new Error("system.disks has no answer");
  return row;
}
