import { FocusFileError } from "./focus-file-error";
import { type InputFile, readBytes } from "./input-file";

/**
 * The footer of a Parquet file as a file of its own: magic, footer, length, magic. It has the schema and no data, so that it is small whatever the size of
 * the file. https://parquet.apache.org/docs/file-format/
 */
export async function readParquetFooter(file: InputFile): Promise<Buffer> {
  const { name, bytes } = file;
  const isLong = bytes >= tailBytes + magic.length;
  const tail = isLong ? await readBytes(file, { from: bytes - tailBytes, to: bytes }) : Buffer.alloc(tailBytes);
  const length = tail.readUInt32LE(0);
  if (tail.toString("latin1", 4) !== magic)
    throw new FocusFileError({ file: name }, "is truncated: it starts as Parquet but does not end as Parquet");
  if (length > largestFooter || length > bytes - tailBytes - magic.length)
    throw new FocusFileError({ file: name }, `has a footer of ${length} bytes`);
  const footer = await readBytes(file, { from: bytes - tailBytes - length, to: bytes - tailBytes });
  return Buffer.concat([Buffer.from(magic), footer, tail]);
}

const magic = "PAR1";
const tailBytes = 8;
/** Some ten thousand row groups; it goes to the engine inside of a statement. */
const largestFooter = 16 << 20;
