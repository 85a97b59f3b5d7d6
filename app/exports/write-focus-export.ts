import { basename } from "node:path";
import type { MooseClient } from "../runtime/clickhouse/moose-client";
import type { FocusExportMetadata } from "./focus-export-metadata";
import type { FocusExportRequest } from "./focus-export-request";
import { openFocusExport } from "./open-focus-export";
import { verifyFocusFile } from "./verify-focus-file";
import { writeCheckedFile } from "./write-checked-file";

/**
 * Writes the FOCUS rows of a month to a file, read back by the engine and compared with the published snapshots, and `<file>.metadata.json` beside it.
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
  const { content, open } = await openFocusExport(client, request);
  return writeCheckedFile(
    path,
    {
      rows: await open(signal),
      isGzip: request.format === "csv.gz",
      verify: (written) => verifyFocusFile(client, written, content, deps.randomId()),
      metadataOf: (file): FocusExportMetadata => ({ ...content, file: basename(path), ...file, created: deps.now().toISOString() }),
    },
    signal,
    onBytes,
  );
}
