import { open } from "node:fs/promises";
import { basename } from "node:path";
import type { FocusFile } from "./focus-file";
import { FocusFileError } from "./focus-file-error";
import { openCsvFile } from "./open-csv-file";
import { openParquetFile } from "./open-parquet-file";
import type { ParquetEngine } from "./parquet-engine";

/**
 * Opens a file of a FOCUS export by what its first bytes are, whatever its name ends in. `encoding`: of CSV that is not UTF-8, as the operator says.
 * @throws FocusFileError it cannot be opened, or is something else
 */
export async function openFocusFile(path: string, engine: ParquetEngine, encoding: string | null): Promise<FocusFile> {
  const begin = await firstBytes(path);
  if (begin.toString("latin1") === "PAR1") return openParquetFile(path, engine);
  return openCsvFile(path, begin[0] === 0x1f && begin[1] === 0x8b, encoding);
}

async function firstBytes(path: string): Promise<Buffer> {
  let handle;
  try {
    handle = await open(path, "r");
  } catch (error) {
    throw new FocusFileError({ file: basename(path) }, "cannot be opened", error);
  }
  try {
    const begin = Buffer.alloc(4);
    const { bytesRead } = await handle.read(begin, 0, begin.length, 0);
    if (bytesRead === 0) throw new FocusFileError({ file: basename(path) }, "is empty");
    return begin.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
