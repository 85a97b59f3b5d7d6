import { createHash } from "node:crypto";
import { encodePath, type S3Keys, signS3 } from "../../app/sources/objects/sign";

/** A bucket of a server of S3 on this machine. */
export interface LocalBucket {
  /** `127.0.0.1:9500` */
  readonly host: string;
  readonly bucket: string;
  readonly keys: S3Keys;
}

/** Writes an object, or removes it when there is no body. @throws {Error} the server refuses it, in its words */
export async function putObject({ host, bucket, keys }: LocalBucket, name: string, body: Uint8Array | string | null): Promise<void> {
  const method = body === null ? "DELETE" : "PUT";
  const path = `/${bucket}/${encodePath(name)}`;
  const sha256 = createHash("sha256")
    .update(body ?? "")
    .digest("hex");
  const headers = signS3({ method, host, path, query: [], headers: {} }, keys, "us-east-1", Date.now(), sha256);
  const answer = await fetch(`http://${host}${path}`, { method, headers, ...(body === null ? {} : { body: Buffer.from(body) }) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
}
