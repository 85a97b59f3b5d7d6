import { type ChildProcess, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { prepareTestParts } from "../../embedded/set-up/test-parts.mjs";
import type { ObjectLocation } from "../../app/sources/objects/open-objects";
import { encodePath, encodeQuery } from "../../app/sources/objects/sign";
import { putObject } from "../../scripts/demo/put-object";
import { freePorts } from "../e2e/free-ports";

/** A real server of object storage, with a bucket or container of its own. */
export interface ObjectServer {
  readonly host: string;
  /** How a source reaches it: the secrets are in `secrets`. */
  readonly location: ObjectLocation;
  readonly secrets: Readonly<Record<string, string>>;
  readonly put: (name: string, body: Uint8Array | string) => Promise<void>;
  readonly remove: (name: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

const root = join(__dirname, "../..");

/** versitygw, which speaks S3 and checks signatures. */
export async function startS3(): Promise<ObjectServer> {
  const { versitygw } = await prepareTestParts(root);
  const directory = mkdtempSync(join(tmpdir(), "versitygw-"));
  for (const name of ["data/bills", "meta"]) mkdirSync(join(directory, name), { recursive: true });
  const [port = 0] = await freePorts(1);
  const keys = { accessKeyId: "tester", secretAccessKey: "a/secret+of=tests", sessionToken: null };
  const environment = { ...process.env, ROOT_ACCESS_KEY: keys.accessKeyId, ROOT_SECRET_KEY: keys.secretAccessKey };
  const child = spawn(
    versitygw,
    ["--quiet", "--port", `127.0.0.1:${port}`, "posix", "--sidecar", join(directory, "meta"), join(directory, "data")],
    { env: environment, stdio: "ignore" },
  );
  const host = `127.0.0.1:${port}`;
  await waitFor(child, `http://${host}/`);
  return {
    host,
    location: {
      kind: "s3",
      bucket: "bills",
      region: "us-east-1",
      endpoint: `http://${host}`,
      credentials: { accessKeyId: { env: "TEST_S3_ID" }, secretAccessKey: { env: "TEST_S3_KEY" } },
    },
    secrets: { TEST_S3_ID: keys.accessKeyId, TEST_S3_KEY: keys.secretAccessKey },
    put: (name, body) => putObject({ host, bucket: "bills", keys }, name, body),
    remove: (name) => putObject({ host, bucket: "bills", keys }, name, null),
    close: () => stop(child, directory),
  };
}

/** Azurite, which speaks Azure Blob. Its location has a shared access signature; `accountKeyLocation` has the key of the account. */
export async function startAzureBlob(): Promise<ObjectServer & { readonly accountKeyLocation: ObjectLocation }> {
  const { azurite } = await prepareTestParts(root);
  const directory = mkdtempSync(join(tmpdir(), "azurite-"));
  const [port = 0] = await freePorts(1);
  const child = spawn(
    process.execPath,
    [azurite, "--blobPort", String(port), "--inMemoryPersistence", "--skipApiVersionCheck", "--silent", "--disableTelemetry"],
    { stdio: "ignore", cwd: directory },
  );
  const host = `127.0.0.1:${port}`;
  const container = `http://${host}/${account}/bills`;
  const sas = accountSas("rwdlc", Date.now() + 3_600_000);
  await waitFor(child, `http://${host}/`);
  await ask(`${container}?restype=container&${sas}`, "PUT", {}, "");
  return {
    host,
    location: { kind: "azure-blob", container, credentials: { kind: "sas", sas: { env: "TEST_SAS" } } },
    accountKeyLocation: { kind: "azure-blob", container, credentials: { kind: "account-key", key: { env: "TEST_ACCOUNT_KEY" } } },
    secrets: { TEST_SAS: sas, TEST_ACCOUNT_KEY: accountKey },
    put: (name, body) => ask(`${container}/${encodePath(name)}?${sas}`, "PUT", { "x-ms-blob-type": "BlockBlob" }, body),
    remove: (name) => ask(`${container}/${encodePath(name)}?${sas}`, "DELETE", {}, undefined),
    close: () => stop(child, directory),
  };
}

/** Azurite's account, whose key everybody knows (learn.microsoft.com/azure/storage/common/storage-use-azurite). */
const account = "devstoreaccount1";
const accountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

/** A signature of the account for blobs, of these permissions, until a time in milliseconds. */
export function accountSas(permissions: string, untilMs: number): string {
  const expiry = `${new Date(untilMs).toISOString().slice(0, 19)}Z`;
  const text = `${[account, permissions, "b", "sco", "", expiry, "", "https,http", "2022-11-02", ""].join("\n")}\n`;
  const signature = createHmac("sha256", Buffer.from(accountKey, "base64")).update(text).digest("base64");
  return encodeQuery([
    ["sv", "2022-11-02"],
    ["ss", "b"],
    ["srt", "sco"],
    ["sp", permissions],
    ["se", expiry],
    ["spr", "https,http"],
    ["sig", signature],
  ]);
}

async function ask(
  url: string,
  method: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array | string | undefined,
): Promise<void> {
  const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body: Buffer.from(body) }) });
  if (!answer.ok) throw new Error(`${method} ${new URL(url).pathname}: ${answer.status} ${await answer.text()}`);
}

async function waitFor(child: ChildProcess, url: string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    if ((await fetch(url).catch(() => null)) !== null) return;
    await sleep(50);
  }
}

async function stop(child: ChildProcess, directory: string): Promise<void> {
  if (child.exitCode === null) {
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  rmSync(directory, { recursive: true, force: true });
}
