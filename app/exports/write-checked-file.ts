import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { open, rename, rm, writeFile } from "node:fs/promises";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";

/** What is written, and how it is proved. */
export interface CheckedFile<Metadata> {
  /** Uncompressed. */
  readonly rows: Readable;
  readonly isGzip: boolean;
  /** Reads the written file back; throws where it is not what it should be. */
  readonly verify: (path: string) => Promise<void>;
  readonly metadataOf: (file: { readonly bytes: number; readonly sha256: string }) => Metadata;
}

/**
 * Writes a file, and `<file>.metadata.json` beside it. Streamed: memory does not depend on the rows. The file is written as `<file>.partial`, verified and only then
 * renamed, so that a file of that name is complete and correct. A failure leaves an existing file unchanged.
 * @throws what the rows and `verify` throw
 */
export async function writeCheckedFile<Metadata>(
  path: string,
  { rows, isGzip, verify, metadataOf }: CheckedFile<Metadata>,
  signal: AbortSignal,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<Metadata> {
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
    const target = createWriteStream(partial);
    if (isGzip) await pipeline(rows, createGzip(), meter, target, { signal });
    else await pipeline(rows, meter, target, { signal });
    await verify(partial);
    const metadata = metadataOf({ bytes, sha256: hash.digest("hex") });
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
