import { z } from "zod";
import type { BillingMonth } from "../../domain/calendar/billing-month";
import type { Delivery, ObjectReader, StoredObject } from "../source";
import { SourceError } from "../source-error";
import { type InputFile, inputFile, readBytes } from "./input-file";

/**
 * The files that a manifest named and a list found, in the versions that were listed.
 * @throws SourceError `changed`: one of them was not there
 */
export function listedFiles(objects: ObjectReader, delivery: Delivery, signal: AbortSignal): readonly InputFile[] {
  return delivery.files.map(({ name, bytes, version }) => {
    if (version === null || bytes === null)
      throw new SourceError(
        "changed",
        `${name} is in the manifest of ${delivery.name} and not there: the export is still being written, or a file is missing`,
      );
    return inputFile(objects, { name, bytes, version }, signal);
  });
}

/**
 * The delivery of a month that is there, and cannot be read: with a version, so that it is not looked at again until something changes.
 * @param account where it is known without reading; null otherwise
 */
export function faultyDelivery(
  name: string,
  account: string | null,
  month: BillingMonth | null,
  fault: SourceError,
  version: string,
): Delivery {
  return { name, account, accountName: "", period: month, currency: null, version, rows: null, files: [], fault };
}

/** Names of manifests that are not read: what is known to be broken, and that no bill needs. */
export const leaveOut = z.array(z.string().min(1)).default([]);

/** Says that a month has a manifest that cannot be read, where another one of the month may be older. */
export function unreadableManifest(name: string, reason: string, month: BillingMonth): SourceError {
  const remedy = "let the run be written again, remove the manifest, or name it in leaveOut to read the other runs";
  return new SourceError("malformed", `${name} ${reason}, and may be the newest of ${month.toString()}: ${remedy}`);
}

/** The text of a manifest; null when it is longer than any is. */
export async function readManifestText(objects: ObjectReader, manifest: StoredObject, signal: AbortSignal): Promise<string | null> {
  if (manifest.bytes > longestManifest) return null;
  const bytes = await readBytes(inputFile(objects, manifest, signal), { from: 0, to: manifest.bytes });
  return bytes.toString("utf8").replace(/^\uFEFF/, "");
}

const longestManifest = 4 << 20;

/** Undefined for a text that is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
