import { openObjectWriter, type ObjectLocation } from "../sources/objects/open-objects";
import { SourceError } from "../sources/source-error";
import type { SourceSurroundings } from "../sources/source";
import type { DeliveryResult, Parcel } from "./delivery";

/**
 * Stores the files of a report, and last `delivery.json` with what they are: where it is, all are. Names are made of the delivery's key, so that storing
 * it again changes nothing.
 */
export async function deliverObjects(
  { location, prefix }: { readonly location: ObjectLocation; readonly prefix: string },
  { reportId, document, files, key }: Parcel,
  surroundings: SourceSurroundings,
  signal: AbortSignal,
): Promise<DeliveryResult> {
  try {
    const context = { ...surroundings, heard: () => undefined };
    const writer = openObjectWriter(location, context, { hosts: "AZURE_BILLING_REPORT_HOSTS", folders: "AZURE_BILLING_REPORT_FOLDERS" });
    const folder = [prefix.replace(/\/+$/, ""), reportId, key.slice(0, 32)].filter((part) => part !== "").join("/");
    for (const { name, content, contentType } of files)
      await writer.put({ name: `${folder}/${name}`, bytes: content, contentType }, signal);
    const manifest = {
      delivery_key: key,
      report: reportId,
      name: document.name,
      title: document.title,
      period: document.period,
      as_of: document.asOf,
      snapshots: document.snapshots,
      files: files.map(({ name, contentType, bytes, sha256, rows }) => ({ name, content_type: contentType, bytes, sha256, rows })),
    };
    const body = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
    await writer.put({ name: `${folder}/delivery.json`, bytes: body, contentType: "application/json" }, signal);
    return { kind: "sent", detail: `stored under ${folder}/` };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return error.retryable ? { kind: "later", detail: error.message } : { kind: "refused", detail: error.message };
  }
}
