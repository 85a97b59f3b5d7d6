import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { open, rename, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { MooseClient } from "../runtime/clickhouse/moose-client";
import type { FocusExportMetadata } from "./focus-export-metadata";
import type { FocusExportRequest } from "./focus-export-request";
import { openFocusExport } from "./open-focus-export";
import { verifyFocusFile } from "./verify-focus-file";

/**
 * Writes the FOCUS rows of a month to a file, and `<file>.metadata.json` beside it. Streamed: memory does not depend on the month. The file is written as
 * `<file>.partial`, read back by the engine and only then renamed, so that a file of that name is complete and correct. A failure leaves an existing file unchanged.
 * @throws FocusExportError there is nothing to export, or the file is not what its snapshots are
 */
export async function writeFocusExport(
  client: MooseClient,
  request: FocusExportRequest,
  path: string,
  deps: { readonly now: () => Date; readonly randomId: () => string },
  signal: AbortSignal,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<FocusExportMetadata> {
  const found = await openFocusExport(client, request);
  const partial = `${path}.partial`;
  const metadataPath = `${path}.metadata.json`;
  try {
    const hash = createHash("sha256");
    let bytes = 0;
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        bytes += chunk.length;
        onBytes(bytes);
        done(null, chunk);
      },
    });
    const rows = await found.open(signal);
    const target = createWriteStream(partial);
    if (request.format === "csv.gz") await pipeline(rows, createGzip(), meter, target, { signal });
    else await pipeline(rows, meter, target, { signal });
    await verifyFocusFile(client, partial, found.content, deps.randomId());
    const metadata: FocusExportMetadata = {
      ...found.content,
      file: basename(path),
      bytes,
      sha256: hash.digest("hex"),
      created: deps.now().toISOString(),
    };
    await flush(partial);
    await writeFile(`${metadataPath}.partial`, `${JSON.stringify(metadata, null, 2)}\n`);
    await flush(`${metadataPath}.partial`);
    await rename(partial, path);
    await rename(`${metadataPath}.partial`, metadataPath);
    return metadata;
  } catch (error) {
    await rm(partial, { force: true });
    await rm(`${metadataPath}.partial`, { force: true });
    throw error;
  }
}

/** After a power failure a name without its bytes must not remain. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, "r+");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
