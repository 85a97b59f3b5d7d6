import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSurroundings } from "../../app/pipeline/open-surroundings";
import { SecretText } from "../../app/sources/secret-text";
import { checkHost, isPublicAddress } from "../../app/sources/objects/allowed-hosts";
import { objectLocation, type ObjectLocation, openObjects } from "../../app/sources/objects/open-objects";
import { parseXml } from "../../app/sources/objects/xml";
import type { ObjectReader, SourceEvent, StoredObject } from "../../app/sources/source";
import { SourceError } from "../../app/sources/source-error";
import { accountSas, type ObjectServer, startAzureBlob, startS3 } from "../support/object-servers";

const never = new AbortController().signal;
const closing: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  for (const close of closing) await close();
});

/** A reader, with the secrets that its location names; retries wait for nothing. */
function reader(
  location: ObjectLocation,
  secrets: Readonly<Record<string, string>>,
  hosts: readonly string[],
  events: SourceEvent[] = [],
): ObjectReader {
  const surroundings = openSurroundings(({ env }) => new SecretText(secrets[env] ?? ""), hosts);
  closing.push(async () => {
    await surroundings.objects.dispatcher.close();
    await surroundings.http.dispatcher.close();
  });
  const clock = { ...surroundings.clock, sleep: () => Promise.resolve() };
  return openObjects(location, { ...surroundings, clock, heard: (event) => events.push(event) });
}

async function listed(objects: ObjectReader, prefix = ""): Promise<readonly StoredObject[]> {
  const found: StoredObject[] = [];
  for await (const object of objects.list(prefix, never)) found.push(object);
  return found;
}

async function textOf(
  objects: ObjectReader,
  object: StoredObject,
  range?: { readonly from: number; readonly to: number },
): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of objects.read(object, never, range)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function kindOf(run: Promise<unknown>): Promise<string> {
  const error: unknown = await run.then(
    () => "nothing was thrown",
    (thrown: unknown) => thrown,
  );
  return error instanceof SourceError ? error.kind : String(error);
}

/** Names as people and programs write them, and what an escape that is forgotten would break. */
const names = [
  "2026/plain.csv",
  "2026/FOCUS Reports/with blank.csv",
  "2026/a+b=c&d%20e.csv",
  "2026/ünïcode-账单.csv",
  "2026/quote'and(bracket)!*.csv",
  "2026/semi;colon,comma@at:colon$.csv",
  "2026/~tilde#hash?question.csv",
];

describe.each([
  ["S3 (versitygw)", startS3],
  ["Azure Blob (Azurite)", startAzureBlob],
] as const)("%s", (_name, start) => {
  let server: ObjectServer;
  let objects: ObjectReader;

  beforeAll(async () => {
    server = await start();
    closing.push(server.close);
    objects = reader(server.location, server.secrets, [server.host]);
    for (const name of names) await server.put(name, `content of ${name}`);
    await server.put("2027/other.csv", "other");
  });

  it("lists every name as it is, under a prefix, with sizes and ETags, and reads each", async () => {
    const found = await listed(objects, "2026/");
    expect(found.map(({ name }) => name).sort()).toEqual([...names].sort());
    for (const object of found) {
      expect(await textOf(objects, object)).toBe(`content of ${object.name}`);
      expect(object.bytes).toBe(Buffer.byteLength(`content of ${object.name}`));
      expect(await objects.stat(object.name, never)).toEqual(object);
    }
    expect(await objects.stat("2026/not there.csv", never)).toBeNull();
  });

  it("reads a range, and nothing of an empty one", async () => {
    const [object] = await listed(objects, "2026/plain");
    if (object === undefined) throw new Error("no object");
    expect(await textOf(objects, object, { from: 3, to: 10 })).toBe("tent of");
    expect(await textOf(objects, object, { from: 3, to: 3 })).toBe("");
  });

  it("lists more than one page", async () => {
    const many = Array.from({ length: 1205 }, (_, index) => `many/${String(index).padStart(5, "0")}`);
    for (let at = 0; at < many.length; at += 50) await Promise.all(many.slice(at, at + 50).map((name) => server.put(name, name)));
    expect((await listed(objects, "many/")).map(({ name }) => name)).toEqual(many);
  });

  it("refuses a file that was overwritten or removed since it was listed, and sees the change by its ETag although size and name are the same", async () => {
    await server.put("pinned.csv", "one");
    const [before] = await listed(objects, "pinned");
    if (before === undefined) throw new Error("no object");
    await server.put("pinned.csv", "two");
    expect(await kindOf(textOf(objects, before))).toBe("changed");
    const [after] = await listed(objects, "pinned");
    expect(after).toMatchObject({ name: before.name, bytes: before.bytes });
    expect(after?.version).not.toBe(before.version);
    await server.remove("pinned.csv");
    expect(await kindOf(textOf(objects, before))).toBe("changed");
  });

  it("says that a credential is wrong, and no secret with it", async () => {
    const wrong = Object.fromEntries(
      Object.entries(server.secrets).map(([name, value]) => [name, name === "TEST_S3_ID" ? value : value.replace(/[a-f]/g, "0")]),
    );
    const error: unknown = await listed(reader(server.location, wrong, [server.host])).catch((thrown: unknown) => thrown);
    // Azurite has one code for a wrong signature and for one that may not.
    expect(["auth", "permission"]).toContain(error instanceof SourceError ? error.kind : error);
    for (const secret of [...Object.values(wrong), ...Object.values(server.secrets)])
      expect(String(error)).not.toContain(secret === "tester" ? "\0" : secret);
    expect(String(error)).not.toMatch(/sig=|Signature=/);
  });

  it("is not asked at all unless the settings list its host", () => {
    expect(() => reader(server.location, server.secrets, [])).toThrow(/AZURE_BILLING_STORAGE_HOSTS/);
  });
});

describe("Azure Blob", () => {
  it("reads with the key of the account, and refuses an expired signature and one that may not list", async () => {
    const server = await startAzureBlob();
    closing.push(server.close);
    await server.put("a b/c+d.csv", "by key");
    const byKey = reader(server.accountKeyLocation, server.secrets, [server.host]);
    const [object] = await listed(byKey, "a b/");
    expect(object === undefined ? null : await textOf(byKey, object, { from: 1, to: 6 })).toBe("y key");
    const withSas = (sas: string): ObjectReader => reader(server.location, { TEST_SAS: sas }, [server.host]);
    expect(await kindOf(listed(withSas(accountSas("rl", Date.now() - 60_000))))).toBe("permission");
    expect(await kindOf(listed(withSas(accountSas("r", Date.now() + 60_000))))).toBe("permission");
    expect(() => withSas("sv=1")).toThrow(/not a shared access signature/);
  });
});

describe("a server that misbehaves", () => {
  const serve = async (handler: RequestListener): Promise<{ readonly objects: ObjectReader; readonly events: SourceEvent[] }> => {
    const server = createServer(handler);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closing.push(() => new Promise((resolve) => server.close(resolve)));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const location = objectLocation.parse({
      kind: "s3",
      bucket: "bills",
      region: "eu-west-1",
      endpoint: `http://${host}`,
      credentials: { accessKeyId: { env: "ID" }, secretAccessKey: { env: "KEY" }, sessionToken: { env: "TOKEN" } },
    });
    const events: SourceEvent[] = [];
    return { objects: reader(location, { ID: "id", KEY: "key", TOKEN: "session" }, [host], events), events };
  };
  const list = (contents: string, more = "<IsTruncated>false</IsTruncated>"): string =>
    `<?xml version="1.0"?><ListBucketResult>${more}${contents}</ListBucketResult>`;
  const entry = (name: string): string => `<Contents><Key>${name}</Key><Size>10</Size><ETag>&quot;e1&quot;</ETag></Contents>`;

  it.each([
    ["lists in a loop", list(entry("a"), "<IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>"), "paging"],
    ["says that there is more and not where", list(entry("a"), "<IsTruncated>true</IsTruncated>"), "malformed"],
    ["lists a file of another folder", list(entry("b/secret")), "malformed"],
    ["lists a file without an ETag", list("<Contents><Key>a</Key><Size>1</Size></Contents>"), "malformed"],
    ["lists a file without a size", list("<Contents><Key>a</Key><ETag>e</ETag></Contents>"), "malformed"],
    ["ends its XML early", list(entry("a")).slice(0, -12), "malformed"],
    ["answers HTML", "<!DOCTYPE html><html></html>", "malformed"],
    ["answers nothing", "", "malformed"],
  ])("%s: refused", async (_what, body, kind) => {
    const { objects } = await serve((_request, response) => response.end(body));
    expect(await kindOf(listed(objects, "a"))).toBe(kind);
  });

  it.each([
    [301, "PermanentRedirect", "config"],
    [400, "AuthorizationHeaderMalformed", "config"],
    [400, "ExpiredToken", "auth"],
    [403, "AuthenticationFailed", "auth"],
    [403, "AccessDenied", "permission"],
    [403, "RequestTimeTooSkewed", "auth"],
    [403, "SignatureDoesNotMatch", "auth"],
    [404, "NoSuchBucket", "not-found"],
    [409, "BlobArchived", "rejected"],
    [500, "InternalError", "transient"],
    [503, "SlowDown", "throttled"],
  ])("%i %s is %s", async (status, code, kind) => {
    let asked = 0;
    const { objects } = await serve((_request, response) => {
      asked += 1;
      response
        .writeHead(asked > 20 ? 404 : status, { location: "http://169.254.169.254/" })
        .end(`<Error><Code>${asked > 20 ? "NoSuchBucket" : code}</Code><Message>sig=secret</Message></Error>`);
    });
    const error: unknown = await listed(objects).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: kind === "throttled" ? "not-found" : kind });
    expect(String(error)).not.toContain("secret");
    expect(asked).toBe(kind === "transient" ? 6 : kind === "throttled" ? 21 : 1);
  });

  it("goes on with a body that is cut off where it ended, asks for the same version, and says so", async () => {
    const asked: unknown[] = [];
    const { objects, events } = await serve((request, response) => {
      const { range, "if-match": match, "x-amz-security-token": token } = request.headers;
      asked.push([range, match, token]);
      const from = Number(/bytes=(\d+)/.exec(range ?? "")?.[1] ?? 0);
      if (from === 0) response.writeHead(200, { etag: '"e1"', "content-length": 10 });
      else response.writeHead(206, { etag: '"e1"', "content-range": `bytes ${from}-9/10`, "content-length": 10 - from });
      response.write("0123456789".slice(from, from + 4), () => {
        if (from + 4 < 10) response.destroy();
        else response.end();
      });
    });
    expect(await textOf(objects, { name: "a", bytes: 10, version: "e1" })).toBe("0123456789");
    expect(asked).toEqual([
      [undefined, '"e1"', "session"],
      ["bytes=4-9", '"e1"', "session"],
      ["bytes=8-9", '"e1"', "session"],
    ]);
    expect(events.map((event) => event.type)).toEqual(["retry", "retry"]);
  });

  it.each([
    ["is overwritten in the middle", 412, {}, "changed"],
    ["is served from its beginning although a range was asked", 200, { etag: '"e1"' }, "changed"],
    ["is served in another version", 206, { etag: '"e2"', "content-range": "bytes 5-9/10" }, "changed"],
    ["is gone", 404, {}, "changed"],
  ])("a file that %s is refused", async (_what, status, headers, kind) => {
    const { objects } = await serve((_request, response) => response.writeHead(status, headers).end("56789"));
    expect(await kindOf(textOf(objects, { name: "a", bytes: 10, version: "e1" }, { from: 5, to: 10 }))).toBe(kind);
  });

  it("may close its connections at the end of each answer, however slowly it is read", async () => {
    const body = Buffer.alloc(5 << 20, "x");
    const { objects } = await serve((request, response) => {
      const [, from = "0", to = String(body.length - 1)] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? "") ?? [];
      const piece = body.subarray(Number(from), Number(to) + 1);
      const range = { "content-range": `bytes ${from}-${to}/${body.length}`, "content-length": piece.length };
      response.writeHead(206, { etag: '"e1"', connection: "close", ...range }).end(piece);
    });
    let bytes = 0;
    for await (const chunk of objects.read({ name: "a", bytes: body.length, version: "e1" }, never)) {
      if (bytes === 0) await new Promise((resolve) => setTimeout(resolve, 300));
      bytes += chunk.length;
    }
    expect(bytes).toBe(body.length);
  });

  it("ends when it is cancelled", async () => {
    const { objects } = await serve(() => undefined);
    const abort = new AbortController();
    setTimeout(() => {
      abort.abort(new Error("enough"));
    }, 50);
    await expect(objects.stat("a", abort.signal)).rejects.toThrow("enough");
  });
});

describe("an application of Entra ID", () => {
  const serve = async (
    answer: (asked: number, form: URLSearchParams) => readonly [status: number, body: object],
  ): Promise<{
    readonly objects: (events?: SourceEvent[]) => ObjectReader;
    readonly asked: string[];
    readonly shift: (ms: number) => void;
  }> => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { url = "", headers } = request;
        asked.push(`${request.method ?? ""} ${url} ${headers.authorization ?? ""}`);
        if (url.includes("oauth2")) {
          const [status, body] = answer(
            asked.filter((text) => text.includes("oauth2")).length,
            new URLSearchParams(Buffer.concat(chunks).toString()),
          );
          response.writeHead(status).end(JSON.stringify(body));
        } else response.end('<?xml version="1.0"?><EnumerationResults><Blobs></Blobs><NextMarker/></EnumerationResults>');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closing.push(() => new Promise((resolve) => server.close(resolve)));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const surroundings = openSurroundings(() => new SecretText("client-secret"), [host]);
    closing.push(() => surroundings.objects.dispatcher.close());
    const credentials = {
      kind: "oauth2",
      tenant: "t/1",
      clientId: "c",
      clientSecret: { env: "S" },
      cloud: "china",
      login: `http://${host}`,
    };
    const location = objectLocation.parse({ kind: "azure-blob", container: `http://${host}/account/bills`, credentials });
    let shifted = 0;
    const clock = { now: () => Date.now() + shifted, sleep: () => Promise.resolve() };
    return {
      objects: () => openObjects(location, { ...surroundings, clock, heard: () => undefined }),
      asked,
      shift: (ms) => {
        shifted += ms;
      },
    };
  };

  it("asks for one token for all who need it, keeps it, and renews it five minutes before its end", async () => {
    const forms: string[] = [];
    const { objects, asked, shift } = await serve((count, form) => {
      forms.push(form.toString());
      return [200, { access_token: `token-${count}`, expires_in: 3600 }];
    });
    await Promise.all([listed(objects()), listed(objects()), listed(objects())]);
    shift(54 * 60_000);
    await listed(objects());
    shift(2 * 60_000);
    await listed(objects());
    const list = (token: string): string => `GET /account/bills?restype=container&comp=list&maxresults=5000 Bearer ${token}`;
    const one = list("token-1");
    expect(asked).toEqual(["POST /t%2F1/oauth2/v2.0/token ", one, one, one, one, "POST /t%2F1/oauth2/v2.0/token ", list("token-2")]);
    expect(forms[0]).toBe(
      "grant_type=client_credentials&client_id=c&client_secret=client-secret&scope=https%3A%2F%2Fstorage.azure.com%2F.default",
    );
  });

  it.each([
    [401, { error_description: "AADSTS7000215: Invalid client secret client-secret" }, "auth", /secret's value/],
    [401, { error_description: "AADSTS7000222: expired" }, "auth", /has expired/],
    [400, { error_description: "AADSTS700016: not found" }, "config", /no such application/],
    [400, { error_description: "AADSTS90002: not found" }, "config", /no such tenant/],
    [400, {}, "auth", /answers 400/],
    [200, { token: "none" }, "malformed", /answers 200/],
    [503, {}, "transient", /answers 503/],
  ])("%i %j is %s", async (status, body, kind, message) => {
    const { objects } = await serve(() => [status, body]);
    const error: unknown = await listed(objects()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind });
    expect(String(error)).toMatch(message);
    expect(String(error)).not.toContain("client-secret");
  });
});

describe("hosts", () => {
  it.each([
    ["https://account.blob.core.windows.net/c", true],
    ["https://account.blob.core.chinacloudapi.cn/c", true],
    ["https://bills.s3.eu-west-1.amazonaws.com", true],
    ["https://s3.cn-north-1.amazonaws.com.cn", true],
    ["https://a.b.s3.dualstack.us-gov-west-1.amazonaws.com", true],
    ["https://bills.s3.amazonaws.com", true],
    ["https://s3-fips.us-east-1.amazonaws.com", true],
    ["https://bills.vpce-1-2.s3.us-east-1.vpce.amazonaws.com", true],
    ["https://abc123.execute-api.us-east-1.amazonaws.com/c", false],
    ["https://ec2-1-2-3-4.eu-west-1.compute.amazonaws.com/c", false],
    ["https://s3.evil.elb.amazonaws.com/c", false],
    ["http://account.blob.core.windows.net/c", false],
    ["https://account.blob.core.windows.net.evil.example/c", false],
    ["https://evilamazonaws.com", false],
    ["https://169.254.169.254", false],
    ["https://[::1]:9000", false],
    ["https://minio.corp", false],
    ["http://minio.listed:9000", true],
    ["http://minio.listed:9001", false],
  ])("%s may be asked: %s", (url, isAllowed) => {
    let allowed = true;
    try {
      checkHost(new URL(url), ["minio.listed:9000"]);
    } catch {
      allowed = false;
    }
    expect(allowed).toBe(isAllowed);
  });

  it.each([
    "127.0.0.1",
    "10.1.2.3",
    "172.31.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "::1",
    "fe80::1",
    "fd00::1",
    "::ffff:10.0.0.1",
    "::ffff:a00:1",
    "224.0.0.1",
  ])("%s is not a public address", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(["52.239.148.1", "2603:1030::1", "::ffff:52.239.148.1"])("%s is public", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it("a configuration that has a signature in its address is refused, and the signature is not repeated", () => {
    const credentials = { kind: "sas", sas: { env: "SAS" } };
    const reading = objectLocation.safeParse({
      kind: "azure-blob",
      container: "https://a.blob.core.windows.net/c?sv=1&sig=abcdef",
      credentials,
    });
    expect(reading.success).toBe(false);
    expect(JSON.stringify(reading.error?.issues)).not.toContain("abcdef");
  });
});

describe("a folder", () => {
  it("lists and reads what is in it, and nothing that is not", async () => {
    const directory = mkdtempSync(join(tmpdir(), "objects-"));
    try {
      mkdirSync(join(directory, "a/b"), { recursive: true });
      writeFileSync(join(directory, "a/b/c d.csv"), "0123456789");
      writeFileSync(join(directory, "outside.csv"), "no");
      symlinkSync(join(directory, "outside.csv"), join(directory, "a/link.csv"));
      const objects = reader({ kind: "folder", path: join(directory, "a") }, {}, []);
      const [object, ...more] = await listed(objects);
      expect([object?.name, more]).toEqual(["b/c d.csv", []]);
      if (object === undefined) throw new Error("no object");
      expect(await textOf(objects, object, { from: 2, to: 5 })).toBe("234");
      expect(await objects.stat("b/c d.csv", never)).toEqual(object);
      expect(await kindOf(textOf(objects, { ...object, name: "../outside.csv" }))).toBe("not-found");
      writeFileSync(join(directory, "a/b/c d.csv"), "012345678");
      expect(await kindOf(textOf(objects, object))).toBe("changed");
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});

it("text that is not XML, or XML with a DOCTYPE, is rejected", () => {
  for (const text of [
    "",
    "text",
    "<a>",
    "<a></b>",
    "</a>",
    "<a>&unknown;</a>",
    "<a>&</a>",
    '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    "<a b></a>",
  ])
    expect([text, parseXml(text)]).toEqual([text, null]);
  expect(parseXml("\uFEFF<?xml version='1.0'?><a x=\"1\"><b>&lt;&#65;&#x42;<![CDATA[<c>]]></b><d/></a>")).toMatchObject({
    name: "a",
    children: [
      { name: "b", text: "<AB<c>" },
      { name: "d", text: "" },
    ],
  });
});
