import { basename } from "node:path";
import { findRepeatedFile } from "../../sources/focus-files/find-repeated-file";
import { FocusFileError } from "../../sources/focus-files/focus-file-error";
import type { FocusImportDeps } from "./focus-import-deps";
import type { FocusImportOutcome } from "./focus-import-outcome";
import type { FocusImportRequest } from "./focus-import-request";
import { isLeaseLost } from "../lease";
import { FocusDelivery } from "./focus-delivery";
import { readFocusFile } from "./read-focus-file";

/**
 * Reads FOCUS files of any provider into FocusCostAndUsage: a new snapshot for each account and month in them, sealed by count and exact sum and published
 * together, like a month that was extracted. Importing a delivery again replaces its months; nothing is counted twice. One row that cannot be read refuses
 * the delivery, with file, line and column, and readers see what they saw. A crash leaves open snapshots, which the next import abandons.
 * Throws only what is wrong with the database, or a bug.
 */
export async function importFocusFiles(
  request: FocusImportRequest,
  deps: FocusImportDeps,
  signal: AbortSignal,
  onProgress: (progress: { readonly file: string; readonly rows: number }) => void,
): Promise<FocusImportOutcome> {
  if (request.account !== undefined && !/^[\w-]{1,128}$/.test(request.account)) {
    return { kind: "refused", detail: `${JSON.stringify(request.account)} is no name for an account: letters, digits, _ and - only` };
  }
  const encoding = request.encoding === undefined ? null : labelOf(request.encoding);
  if (encoding === undefined)
    return { kind: "refused", detail: `${JSON.stringify(request.encoding)} is no encoding: gb18030, windows-1252, utf-16le, …` };
  const repeated = await findRepeatedFile(request.paths);
  if (repeated !== null) {
    const detail = `${basename(repeated.path)} has the same bytes as ${basename(repeated.of)}: its charges would count twice`;
    return { kind: "refused", detail };
  }
  const delivery = new FocusDelivery(request, deps);
  try {
    const files = [];
    for (const path of request.paths) files.push(await readFocusFile(path, encoding, delivery, deps, signal, onProgress));
    const sealed = await delivery.seal();
    if (typeof sealed === "string") {
      await delivery.abandon(sealed);
      return { kind: "abandoned", detail: sealed };
    }
    signal.throwIfAborted();
    return { kind: "published", snapshots: await delivery.publish(sealed), files };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    if (isLeaseLost(error)) return { kind: "superseded", detail: supersededDetail };
    await delivery.abandon(detail.slice(0, 500)).catch(() => undefined);
    if (signal.aborted) return { kind: "cancelled" };
    if (error instanceof FocusFileError) return { kind: "refused", detail };
    throw error;
  }
}

/** The name that the standard gives an encoding; null for UTF-8, undefined for none that it knows. */
function labelOf(encoding: string): string | null | undefined {
  try {
    const label = new TextDecoder(encoding).encoding;
    return label === "utf-8" ? null : label;
  } catch {
    return undefined;
  }
}

const supersededDetail =
  "another import or extraction of the same account and month began after this one and has taken its place: nothing of this one is published";
