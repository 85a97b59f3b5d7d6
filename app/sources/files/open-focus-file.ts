import { type FocusFile, FocusFileError } from "./focus-file";
import { readGcpUsage } from "./gcp-usage-columns";
import { type InputFile, readBytes } from "./input-file";
import { readLineItems } from "./line-item-file";
import { openCsvFile } from "./open-csv-file";
import { openParquetFile } from "./open-parquet-file";
import type { ParquetEngine } from "./parquet-engine";

/**
 * Opens a file of an export by what its first bytes are, whatever its name ends in. A Cost and Usage Report of AWS and a usage export of Google
 * Cloud come with the columns of FOCUS.
 * `encoding`: of CSV that is not UTF-8, as the operator says.
 * @throws FocusFileError it is empty, or something else
 */
export async function openFocusFile(file: InputFile, engine: ParquetEngine, encoding: string | null): Promise<FocusFile> {
  if (file.bytes === 0) throw new FocusFileError({ file: file.name }, "is empty");
  const begin = await readBytes(file, { from: 0, to: Math.min(4, file.bytes) });
  const isParquet = begin.toString("latin1") === "PAR1";
  const opened = isParquet
    ? await openParquetFile(file, engine)
    : await openCsvFile(file, begin[0] === 0x1f && begin[1] === 0x8b, encoding);
  try {
    return readGcpUsage(readLineItems(opened));
  } catch (error) {
    await opened.close();
    throw error;
  }
}
