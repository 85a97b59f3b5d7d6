import { z } from "zod";
import { sqlLiteral } from "../../domain/sql-literal";
import { entraApplication, entraGrant } from "../http/entra-application";
import { accessToken } from "../http/oauth2";
import type { ObjectReader, ObjectWriter, SecretReference, SourceContext, StoredObject } from "../source";
import { secretReference } from "../secret-reference";
import { SourceError } from "../source-error";
import { checkHost, checkListedHost, storageHosts } from "./allowed-hosts";
import { type ObjectStore, openStore, unquote } from "./object-store";
import { openFolder, openFolderWriter } from "./open-folder";
import { signAzure, signS3 } from "./sign";
import { childOf, childText, type XmlElement } from "./xml";

const url = z.string().url("must be a URL").refine(hasNoSecret, "must have no user, query or fragment: a signature is a secret of its own");

const folder = z
  .object({
    kind: z.literal("folder"),
    path: z
      .string()
      .min(1, "is empty")
      .describe("Path: of the folder; data of the project, or one that AZURE_BILLING_STORAGE_FOLDERS lists"),
  })
  .strict()
  .describe("Folder: files of the machine that reads");

const s3 = z
  .object({
    kind: z.literal("s3"),
    bucket: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{1,254}$/, "must be a bucket name")
      .describe("Bucket: its name"),
    region: z
      .string()
      .regex(/^[a-z0-9-]{1,40}$/, "must be a region")
      .describe("Region: eu-west-1, cn-north-1; of a server of your own what it was set up with, mostly us-east-1"),
    endpoint: url.optional().describe("Endpoint: https address of a server that is not AWS; without it, AWS"),
    style: z
      .enum(["path", "host"])
      .optional()
      .describe(
        "Address style: path has the bucket as the first part of the path, which servers of your own mostly want; host as the first part of the host",
      ),
    credentials: z
      .object({
        accessKeyId: secretReference.describe("Access key id: the secret that has it"),
        secretAccessKey: secretReference.describe("Secret access key: the secret that has it"),
        sessionToken: secretReference.optional().describe("Session token: the secret that has it, of temporary credentials"),
      })
      .strict()
      .describe("Credentials: a key that may list and read the bucket"),
  })
  .strict()
  .describe("S3: a bucket of AWS, or of a server that speaks S3");

const azureBlob = z
  .object({
    kind: z.literal("azure-blob"),
    container: url.describe(
      "Container: its address, https://account.blob.core.windows.net/container or https://account.blob.core.chinacloudapi.cn/container",
    ),
    credentials: z
      .discriminatedUnion("kind", [
        z
          .object({
            kind: z.literal("sas"),
            sas: secretReference.describe("Signature: the secret that has the query of the shared access signature, sv=…&sig=…"),
          })
          .strict()
          .describe("Shared access signature: of the container or the account, that may read and list"),
        z
          .object({ kind: z.literal("account-key"), key: secretReference.describe("Key: the secret that has it") })
          .strict()
          .describe("Account key: of the storage account"),
        entraApplication
          .extend({ kind: z.literal("oauth2") })
          .describe("Application: of Microsoft Entra ID, with the role Storage Blob Data Reader"),
      ])
      .describe("Credentials: what may read the container"),
  })
  .strict()
  .describe("Azure Blob: a container");

/** Where files are: in a folder of this machine, a bucket or a container. Secrets in it are references. */
export const objectLocation = z.discriminatedUnion("kind", [folder, s3, azureBlob]);

export type ObjectLocation = z.infer<typeof objectLocation>;

/**
 * A reader of the files at a location.
 * @throws SourceError `config` when its host may not be asked, or a secret is not there
 */
export function openObjects(location: ObjectLocation, context: Omit<SourceContext, "signal">): ObjectReader {
  switch (location.kind) {
    case "folder":
      return openFolder(location.path, context.objects.allowedFolders);
    case "s3":
    case "azure-blob": {
      const store = storeOf(location, context);
      checkHost(store.origin, context.objects.allowedHosts);
      return openStore(store, context);
    }
  }
}

/**
 * A writer of files at a location. `hostsSetting` and `foldersSetting` are what errors name.
 * @throws SourceError `config` when its host may not be asked, or a secret is not there
 */
export function openObjectWriter(
  location: ObjectLocation,
  context: Omit<SourceContext, "signal">,
  settings: { readonly hosts: string; readonly folders: string },
): ObjectWriter {
  switch (location.kind) {
    case "folder":
      return openFolderWriter(location.path, context.objects.allowedFolders, settings.folders);
    case "s3":
    case "azure-blob": {
      const store = storeOf(location, context);
      checkHost(store.origin, context.objects.allowedHosts, storageHosts, settings.hosts);
      return openStore(store, context);
    }
  }
}

/** For logs and errors. */
export function nameOfLocation(location: ObjectLocation): string {
  switch (location.kind) {
    case "folder":
      return location.path;
    case "s3":
      return `s3://${location.bucket}`;
    case "azure-blob":
      return location.container;
  }
}

function storeOf(location: Exclude<ObjectLocation, { kind: "folder" }>, context: Omit<SourceContext, "signal">): ObjectStore {
  const reveal = (reference: SecretReference): string => context.secret(reference).reveal();
  switch (location.kind) {
    case "s3": {
      const { bucket, region, credentials } = location;
      const origin = new URL(location.endpoint ?? `https://s3.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`);
      if (origin.pathname !== "/") throw new SourceError("config", "the S3 endpoint must not have a path");
      const style = location.style ?? (location.endpoint === undefined ? "host" : "path");
      if (style === "host") {
        if (!bucketInHost.test(bucket))
          throw new SourceError(
            "config",
            `bucket ${bucket} cannot be a part of a host; AWS has no such name, and another server needs "style": "path"`,
          );
        origin.hostname = `${bucket}.${origin.hostname}`;
      }
      const keys = {
        accessKeyId: reveal(credentials.accessKeyId),
        secretAccessKey: reveal(credentials.secretAccessKey),
        sessionToken: credentials.sessionToken === undefined ? null : reveal(credentials.sessionToken),
      };
      return {
        name: `s3://${bucket}`,
        origin,
        basePath: style === "host" ? "" : `/${bucket}`,
        headers: {},
        sign: (request, _signal, bodySha256) =>
          Promise.resolve({ headers: signS3(request, keys, region, context.clock.now(), bodySha256) }),
        putHeaders: {},
        engineTable: (name) => {
          const secrets = [keys.accessKeyId, keys.secretAccessKey, ...(keys.sessionToken === null ? [] : [keys.sessionToken])];
          const address = `${origin.origin}${style === "host" ? "" : `/${bucket}`}/${name}`;
          return (structure) => `s3(${[address, ...secrets, "Parquet"].map(sqlLiteral).join(", ")}, ${structure})`;
        },
        listQuery: (prefix, token) => [
          ["list-type", "2"],
          ["max-keys", "1000"],
          // A name may hold characters that XML cannot.
          ["encoding-type", "url"],
          ...(prefix === "" ? [] : ([["prefix", prefix]] as const)),
          ...(token === null ? [] : ([["continuation-token", token]] as const)),
        ],
        readList: readS3List,
      };
    }
    case "azure-blob": {
      const container = new URL(location.container);
      const { credentials } = location;
      const basePath = container.pathname.replace(/\/+$/, "");
      if (!/^(?:\/[^/]+){1,2}$/.test(basePath)) throw new SourceError("config", `${location.container} is not the URL of a container`);
      return {
        name: `${basePath.slice(basePath.lastIndexOf("/") + 1)} at ${container.host}`,
        origin: container,
        basePath,
        headers: { "x-ms-version": "2023-11-03" },
        putHeaders: { "x-ms-blob-type": "BlockBlob" },
        sign: azureSigner(credentials, accountOf(container), reveal, context),
        engineTable: (name) => {
          // ClickHouse hides a key, and not a signature; and a token would have to live as long as the query.
          if (credentials.kind !== "account-key") return null;
          const cut = basePath.lastIndexOf("/");
          const place = [`${container.origin}${basePath.slice(0, cut)}`, basePath.slice(cut + 1), name];
          const values = [...place, accountOf(container), reveal(credentials.key), "Parquet", "auto"];
          return (structure) => `azureBlobStorage(${values.map(sqlLiteral).join(", ")}, ${structure})`;
        },
        listQuery: (prefix, token) => [
          ["restype", "container"],
          ["comp", "list"],
          ["maxresults", "5000"],
          ...(prefix === "" ? [] : ([["prefix", prefix]] as const)),
          ...(token === null ? [] : ([["marker", token]] as const)),
        ],
        readList: readAzureList,
      };
    }
  }
}

/** A host is written in lower case, whatever case its bucket has, and its parts are short. */
const bucketInHost = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

function azureSigner(
  credentials: z.infer<typeof azureBlob>["credentials"],
  account: string,
  reveal: (reference: SecretReference) => string,
  context: Pick<SourceContext, "clock" | "objects">,
): ObjectStore["sign"] {
  switch (credentials.kind) {
    case "sas": {
      const query = [...new URLSearchParams(reveal(credentials.sas).replace(/^\?/, ""))];
      if (!query.some(([name]) => name === "sig"))
        throw new SourceError("config", `${credentials.sas.env} is not a shared access signature: sig= is missing`);
      return () => Promise.resolve({ query });
    }
    case "account-key": {
      const key = reveal(credentials.key);
      return (request) => {
        const date = { "x-ms-date": new Date(context.clock.now()).toUTCString() };
        const signed = signAzure({ ...request, headers: { ...request.headers, ...date } }, account, key);
        return Promise.resolve({ headers: { ...date, ...signed } });
      };
    }
    case "oauth2": {
      if (credentials.login !== undefined) checkListedHost(new URL(credentials.login), context.objects.allowedHosts);
      const grant = entraGrant(credentials, "https://storage.azure.com/.default", reveal);
      const access = { dispatcher: context.objects.dispatcher, clock: context.clock };
      return async (_request, signal) => ({ headers: { authorization: `Bearer ${await accessToken(grant, access, signal)}` } });
    }
  }
}

/** Storage emulators have the account in the path, the cloud has it in the host. */
function accountOf(container: URL): string {
  const [first = "", second] = container.pathname.split("/").filter((part) => part !== "");
  return second === undefined ? (container.hostname.split(".")[0] ?? "") : first;
}

function readS3List(list: XmlElement): ReturnType<ObjectStore["readList"]> {
  if (list.name !== "ListBucketResult") return null;
  const isEncoded = childText(list, "EncodingType") === "url";
  const objects: StoredObject[] = [];
  for (const entry of list.children) {
    if (entry.name !== "Contents") continue;
    const name = decodeName(childText(entry, "Key"), isEncoded, true);
    const object = objectOf(name, childText(entry, "Size"), childText(entry, "ETag"));
    if (object === null) return null;
    objects.push(object);
  }
  const next = childText(list, "NextContinuationToken");
  if (childText(list, "IsTruncated") !== "true") return { objects, next: null };
  return next === null || next === "" ? null : { objects, next };
}

function readAzureList(list: XmlElement): ReturnType<ObjectStore["readList"]> {
  const blobs = childOf(list, "Blobs");
  if (list.name !== "EnumerationResults" || blobs === null) return null;
  const objects: StoredObject[] = [];
  for (const entry of blobs.children) {
    if (entry.name !== "Blob") continue;
    const properties = childOf(entry, "Properties");
    const written = childOf(entry, "Name");
    if (properties === null || written === null) return null;
    // An account with a hierarchical namespace lists its folders.
    if (childText(properties, "ResourceType") === "directory") continue;
    const name = decodeName(written.text, /Encoded\s*=\s*["']true["']/i.test(written.attributes), false);
    const object = objectOf(name, childText(properties, "Content-Length"), childText(properties, "Etag") ?? childText(properties, "ETag"));
    if (object === null) return null;
    const md5 = childText(properties, "Content-MD5") ?? "";
    objects.push(md5 === "" ? object : { ...object, md5 });
  }
  const next = childText(list, "NextMarker") ?? "";
  return { objects, next: next === "" ? null : next };
}

function objectOf(name: string | null, size: string | null, etag: string | null): StoredObject | null {
  const version = unquote(etag ?? "");
  if (name === null || name === "" || !/^\d{1,15}$/.test(size ?? "") || version === "") return null;
  return { name, bytes: Number(size), version };
}

/** S3 writes a blank as a plus sign. */
function decodeName(text: string | null, isEncoded: boolean, hasPlus: boolean): string | null {
  if (text === null || !isEncoded) return text;
  try {
    return decodeURIComponent(hasPlus ? text.replaceAll("+", "%20") : text);
  } catch {
    return null;
  }
}

function hasNoSecret(text: string): boolean {
  try {
    const { username, password, search, hash } = new URL(text);
    return `${username}${password}${search}${hash}` === "";
  } catch {
    return false;
  }
}
