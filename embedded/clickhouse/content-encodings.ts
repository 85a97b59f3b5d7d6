import { Transform } from "node:stream";
import type { TransformCallback } from "node:stream";
import { constants, createBrotliCompress, createBrotliDecompress, createDeflate, createGunzip, createGzip, createInflate } from "node:zlib";
import { Decompress } from "fzstd";
import { HttpException } from "./http-exception";
import { lz4Frames } from "./lz4-frames";

/** A `Content-Encoding`. Null: the engine writes the answer in it, because Node 20 cannot. */
interface Encoding {
  readonly decode: () => Transform;
  readonly encode: (() => Transform) | null;
}

/** Those of bodies and answers. An answer takes the first that its client accepts. */
const encodings: ReadonlyMap<string, Encoding> = new Map<string, Encoding>([
  ["lz4", { decode: lz4Frames.decompress, encode: lz4Frames.compress }],
  ["gzip", { decode: () => createGunzip(), encode: () => createGzip({ level: 3 }) }],
  [
    "br",
    {
      decode: () => createBrotliDecompress(),
      encode: () => createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 3 } }),
    },
  ],
  ["deflate", { decode: () => createInflate(), encode: () => createDeflate({ level: 3 }) }],
  ["zstd", { decode: () => new ZstdReader(), encode: null }],
]);

/** What an answer is encoded with, for an `Accept-Encoding`; undefined when it stays as it is. */
export function encodingFor(acceptEncoding: string): { readonly name: string; readonly encode: Encoding["encode"] } | undefined {
  const accepted = acceptEncoding
    .split(",")
    .filter((part) => !/;\s*q=0(?:\.0*)?\s*$/.test(part))
    .map((part) => part.split(";")[0]?.trim());
  for (const [name, { encode }] of encodings) if (accepted.includes(name)) return { name, encode };
  return undefined;
}

/** What takes the `Content-Encoding` off a body. Throws exception 48 for one that is not known. */
export function decoderOf(encoding: string): Transform | undefined {
  if (encoding === "" || encoding === "identity") return undefined;
  const known = encodings.get(encoding.replace(/^x-/, ""));
  if (known !== undefined) return known.decode();
  const names = [...encodings.keys()].join(", ");
  throw new HttpException(48, "NOT_IMPLEMENTED", `Unknown compression method ${encoding}; this server reads ${names}.`);
}

/** Reads any number of frames of Zstandard. */
class ZstdReader extends Transform {
  readonly #decoder = new Decompress((raw) => this.push(raw));

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#push(chunk, false, done);
  }

  override _flush(done: TransformCallback): void {
    this.#push(Buffer.alloc(0), true, done);
  }

  #push(chunk: Buffer, isLast: boolean, done: TransformCallback): void {
    try {
      this.#decoder.push(chunk, isLast);
      done();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      done(new HttpException(561, "ZSTD_DECODER_FAILED", `ZSTD decode failed: ${reason}.`));
    }
  }
}
