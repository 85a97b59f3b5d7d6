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
