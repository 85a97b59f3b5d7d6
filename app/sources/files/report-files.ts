import { createHash } from "node:crypto";
import { checkHost } from "../objects/allowed-hosts";
import { openStore } from "../objects/object-store";
import type { DeliveryFile, ObjectReader, SourceContext, StoredObject } from "../source";
import { SourceError } from "../source-error";
import type { InputFile } from "./input-file";

/** A report that has been made. It can be asked for again by its `operation`, which gives new links, until it is gone. */
export interface Report {
  readonly operation: URL;
  readonly blobs: readonly ReportBlob[];
  /** Null when the manifest does not count rows. */
  readonly rows: number | null;
}

export interface ReportBlob {
  /** A secret: whoever has it may read the blob for about an hour. */
  readonly link: URL;
  readonly bytes: number | null;
  readonly rows: number | null;
}

/** What an answer about a report says; undefined when it is no JSON. */
export function answerOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8").replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

/** The address of a blob; null for a text that is none. */
export function linkOf(text: string): URL | null {
  try {
    const url = new URL(text);
    return url.protocol === "https:" || url.protocol === "http:" ? url : null;
  } catch {
    return null;
  }
}

/** A blob of a report as it is in storage now. */
interface LinkedBlob {
  readonly reader: ObjectReader;
  readonly object: StoredObject;
}

/**
 * The files of a delivery whose blobs these are, each by the address where the report can be asked for again: the links are secrets, and end.
 * @throws SourceError
 */
export async function reportFiles(report: Report, context: SourceContext): Promise<readonly DeliveryFile[]> {
  const linked = await linkBlobs(report, context);
  return linked.map(({ object }, index): DeliveryFile => {
    const blob = report.blobs[index];
    return {
      name: `${report.operation.href}#${index + 1}`,
      bytes: object.bytes,
      version: versionOf(object),
      counted: { bytes: blob?.bytes ?? null, rows: blob?.rows ?? null },
    };
  });
}

/** Looks at every blob of a report. @throws SourceError `auth`, `permission` or `changed` when a link has ended */
async function linkBlobs(report: Report, context: SourceContext): Promise<readonly LinkedBlob[]> {
  const linked: LinkedBlob[] = [];
  for (const blob of report.blobs) linked.push(await linkBlob(blob, context));
  return linked;
}

/**
 * Reads the blobs of a delivery. Their links end after about an hour, however long the reading takes: then the report is asked for once more, and the blob is
 * gone on with if it is the same to the byte.
 */
export class ReportFiles {
  #linked: readonly LinkedBlob[] | null = null;

  /** @param renew the report of an operation with new links; a new one for null, when the one before has ended too */
  constructor(
    private readonly listed: readonly DeliveryFile[],
    private readonly renew: (operation: URL | null) => Promise<Report | null>,
    private readonly context: SourceContext,
  ) {}

  /** What the parts of the delivery are read from. */
  get files(): readonly InputFile[] {
    return this.listed.map(({ bytes, version }, index): InputFile => {
      const name = `blob ${index + 1} of ${this.listed.length} of the report`;
      return {
        name,
        bytes: bytes ?? 0,
        version: version ?? "",
        read: (range) => this.#read(index, name, range?.from ?? 0, range?.to ?? bytes ?? 0),
        engineTable: null,
        checkVersion: async () => {
          await this.#current(index);
        },
      };
    });
  }

  async *#read(index: number, name: string, from: number, to: number): AsyncGenerator<Uint8Array> {
    const { bytes, version } = this.listed[index] ?? {};
    const md5 = from === 0 && to === bytes && version?.startsWith(md5Prefix) === true ? createHash("md5") : null;
    let at = from;
    for (let renewals = 0; ; ) {
      const { reader, object } = await this.#current(index);
      try {
        for await (const chunk of reader.read(object, this.context.signal, { from: at, to })) {
          at += chunk.length;
          renewals = 0;
          md5?.update(chunk);
          yield chunk;
        }
        break;
      } catch (error) {
        if (!(error instanceof SourceError) || !hasEnded(error) || renewals === mostRenewals) throw error;
        renewals += 1;
        this.#linked = null;
      }
    }
    if (md5 !== null && `${md5Prefix}${md5.digest("base64")}` !== version)
      throw new SourceError("malformed", `${name} does not match its MD5: it was damaged in transit`);
  }

  async #current(index: number): Promise<LinkedBlob> {
    this.#linked ??= await this.#link();
    const linked = this.#linked[index];
    if (linked === undefined) throw new SourceError("changed", "the report has fewer blobs than when it was listed");
    return linked;
  }

  /** The blobs of the report; of a new one when its links have ended although it was asked for anew. */
  async #link(): Promise<readonly LinkedBlob[]> {
    for (const anew of [false, true]) {
      try {
        const report = await this.renew(anew ? null : this.#operation);
        const linked = report === null ? [] : await linkBlobs(report, this.context);
        const isSame = linked.length === this.listed.length && linked.every(({ object }, index) => this.#isListed(object, index));
        if (isSame) return linked;
        throw new SourceError("changed", "the report was generated again with other contents: the month is read from the start");
      } catch (error) {
        if (anew || !(error instanceof SourceError) || !(hasEnded(error) || error.kind === "stale-link")) throw error;
      }
    }
    throw new SourceError("changed", "the report no longer exists");
  }

  get #operation(): URL | null {
    const [first] = this.listed;
    if (first === undefined) return null;
    const operation = new URL(first.name);
    operation.hash = "";
    return operation;
  }

  #isListed(object: StoredObject, index: number): boolean {
    const listed = this.listed[index];
    return listed?.bytes === object.bytes && listed.version === versionOf(object);
  }
}

/** Equal for equal bytes where storage knows their MD5; otherwise every report has one of its own. */
function versionOf({ md5, version }: StoredObject): string {
  return md5 === undefined ? version : `${md5Prefix}${md5}`;
}

async function linkBlob({ link }: ReportBlob, context: SourceContext): Promise<LinkedBlob> {
  checkHost(link, context.objects.allowedHosts);
  const cut = link.pathname.lastIndexOf("/");
  const name = decoded(link.pathname.slice(cut + 1));
  const query = [...link.searchParams];
  const reader = openStore(
    {
      name: `the report at ${link.host}`,
      origin: new URL(link.origin),
      basePath: link.pathname.slice(0, cut),
      headers: { "x-ms-version": "2023-11-03" },
      sign: () => Promise.resolve({ query }),
      putHeaders: {},
      engineTable: () => null,
      listQuery: () => [],
      readList: () => null,
    },
    context,
  );
  const object = await reader.stat(name, context.signal);
  if (object === null) throw new SourceError("changed", `the report at ${link.host} no longer exists`);
  return { reader, object };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new SourceError("malformed", "the report has a link that is not a URL");
  }
}

/** Storage says that a link has ended in any of these ways, and that a blob was removed. */
function hasEnded({ kind }: SourceError): boolean {
  return kind === "auth" || kind === "permission" || kind === "changed" || kind === "not-found";
}

const md5Prefix = "md5:";
const mostRenewals = 2;
