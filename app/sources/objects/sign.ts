import { createHash, createHmac } from "node:crypto";

/** A request as it will stand on the wire: `path` is encoded, `query` is not. */
export interface UnsignedRequest {
  readonly method: "GET" | "HEAD" | "PUT" | "DELETE";
  readonly host: string;
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: Readonly<Record<string, string>>;
}

export interface S3Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
}

/**
 * The headers that S3's Signature Version 4 adds (docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html). `bodySha256` is of no body when it
 * is not given.
 */
export function signS3(
  request: UnsignedRequest,
  keys: S3Keys,
  region: string,
  nowMs: number,
  bodySha256 = emptySha256,
): Readonly<Record<string, string>> {
  const time = new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, "");
  const day = time.slice(0, 8);
  const added = {
    "x-amz-content-sha256": bodySha256,
    "x-amz-date": time,
    ...(keys.sessionToken === null ? {} : { "x-amz-security-token": keys.sessionToken }),
  };
  const signed = Object.entries({ ...request.headers, ...added, host: request.host })
    .map(([name, value]) => [name.toLowerCase(), value.trim().replace(/ +/g, " ")] as const)
    .sort(([left], [right]) => compare(left, right));
  const names = signed.map(([name]) => name).join(";");
  const canonical = [
    request.method,
    request.path,
    encodeQuery(request.query, true),
    ...signed.map(([name, value]) => `${name}:${value}`),
    "",
    names,
    bodySha256,
  ].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", time, scope, createHash("sha256").update(canonical).digest("hex")].join("\n");
  const key = [day, region, "s3", "aws4_request"].reduce<string | Buffer>((last, part) => hmac(last, part), `AWS4${keys.secretAccessKey}`);
  const signature = hmac(key, text).toString("hex");
  return {
    ...added,
    authorization: `AWS4-HMAC-SHA256 Credential=${keys.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  };
}

/** The headers that Azure's Shared Key adds; `content-length` of a body must be among the request's (learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key). `account` owns the key, base64. */
export function signAzure(request: UnsignedRequest, account: string, key: string): Readonly<Record<string, string>> {
  const header = (name: string): string => request.headers[name] ?? "";
  const ms = Object.entries(request.headers)
    .filter(([name]) => name.startsWith("x-ms-"))
    .sort(([left], [right]) => compare(left, right))
    .map(([name, value]) => `${name}:${value.trim()}\n`);
  const query = [...request.query]
    .sort(([left], [right]) => compare(left, right))
    .map(([name, value]) => `\n${name.toLowerCase()}:${value}`);
  // Encoding, language, MD5, date, and the times of the two conditions are not sent.
  const text = `${request.method}\n\n\n${header("content-length")}\n\n${header("content-type")}\n\n\n${header("if-match")}\n\n\n${header("range")}\n${ms.join("")}/${account}${request.path}${query.join("")}`;
  const signature = createHmac("sha256", Buffer.from(key, "base64")).update(text).digest("base64");
  return { authorization: `SharedKey ${account}:${signature}` };
}

/** Every byte but RFC 3986's unreserved characters, and `/` unless `keepsSlash`, as `%XX`: as S3 signs it, and what Azure takes. */
export function encodePath(text: string, keepsSlash = true): string {
  let encoded = "";
  for (const byte of Buffer.from(text)) {
    const character = String.fromCharCode(byte);
    encoded +=
      /[A-Za-z0-9\-._~]/.test(character) || (keepsSlash && character === "/")
        ? character
        : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return encoded;
}

/** A query string of encoded pairs, in their order, or sorted by encoded name and value as Signature Version 4 wants it. */
export function encodeQuery(query: UnsignedRequest["query"], sorts = false): string {
  const pairs = query.map(([name, value]) => [encodePath(name, false), encodePath(value, false)] as const);
  if (sorts) pairs.sort(([left, first], [right, second]) => compare(left, right) || compare(first, second));
  return pairs.map(([name, value]) => `${name}=${value}`).join("&");
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

const emptySha256 = createHash("sha256").digest("hex");
