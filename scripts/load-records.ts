import { randomBytes } from "node:crypto";
import { operatorOverrides, type OverrideRequest } from "../app/domain/snapshot/operator-override";
import { deliverRecords } from "../app/pipeline/deliver-records";
import { openParquetEngine } from "../app/pipeline/open-parquet-engine";
import { openSnapshotDatabase } from "../app/pipeline/open-snapshot-database";
import { openSurroundings } from "../app/pipeline/open-surroundings";
import { sha256Hex } from "../app/runtime/sha256-hex";
import type { Connection } from "../app/sources/connection";
import type { FocusFileReading } from "../app/sources/files/read-focus-file";
import type { SourceContext } from "../app/sources/source";
import { SourceError } from "../app/sources/source-error";
import { abortOnInterrupt } from "./abort-on-interrupt";
import { runningStack } from "./running-stack";

/**
 * Records that are no charges, such as the price sheet of an account and a month, from files of this machine: every set of them that the files have, with a line of JSON
 * for each. Answers the exit code.
 */
export async function loadRecords(open: (reading: FocusFileReading) => Connection, request: OverrideRequest): Promise<number> {
  const { clickhouse } = runningStack();
  const surroundings = openSurroundings(() => {
    throw new SourceError("config", "files need no secret");
  });
  try {
    const reading = { parquet: await openParquetEngine(clickhouse), sha256: sha256Hex };
    const connection = open(reading);
    const context: SourceContext = { ...surroundings, signal: abortOnInterrupt(), heard: () => undefined };
    const deps = { database: openSnapshotDatabase(clickhouse), now: () => new Date(), randomId: () => randomBytes(4).toString("hex") };
    let code: 0 | 1 | null = null;
    for await (const delivery of connection.discover({ months: [] }, context)) {
      const outcome = await deliverRecords(connection, delivery, operatorOverrides(request), context, deps);
      process.stdout.write(`${JSON.stringify({ event: "finished", delivery: delivery.name, ...outcome })}\n`);
      code = outcome.kind === "loaded" ? (code ?? 0) : 1;
    }
    return code ?? 1;
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  } finally {
    await surroundings.objects.dispatcher.close();
    await surroundings.http.dispatcher.close();
    await clickhouse.close();
  }
}
