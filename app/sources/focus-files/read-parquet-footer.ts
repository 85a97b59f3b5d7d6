import { open } from "node:fs/promises";
import { FocusFileError } from "./focus-file-error";

/**
 * The footer of a Parquet file as a file of its own: magic, footer, length, magic. It has the schema and no data, so that it is small whatever the size of
 * the file. https://parquet.apache.org/docs/file-format/
 */
export async function readParquetFooter(path: string, name: string): Promise<Buffer> {
  const handle = await open(path, "r");
  try {
    const { size } = await handle.stat();
    const tail = Buffer.alloc(tailBytes);
    if (size >= tailBytes + magic.length) await handle.read(tail, 0, tailBytes, size - tailBytes);
    const length = tail.readUInt32LE(0);
    if (tail.toString("latin1", 4) !== magic)
      throw new FocusFileError({ file: name }, "is truncated: it starts as Parquet but does not end as Parquet");
    if (length > largestFooter || length > size - tailBytes - magic.length)
      throw new FocusFileError({ file: name }, `has a footer of ${length} bytes`);
    const footer = Buffer.alloc(length);
    await handle.read(footer, 0, length, size - tailBytes - length);
    return Buffer.concat([Buffer.from(magic), footer, tail]);
  } finally {
    await handle.close();
  }
}

const magic = "PAR1";
const tailBytes = 8;
/** Some ten thousand row groups; it goes to the engine inside of a statement. */
const largestFooter = 16 << 20;
