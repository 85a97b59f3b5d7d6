import type { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { SourceError } from "../source-error";
import type { HttpRun } from "./run";

/** Below this size a high ratio is a small body of repeated rows, not a bomb. */
const ratioFloorBytes = 1 << 20;

/** Counts a body as it arrives and throws when it gets too large, too dense or too slow. */
export class BodyMeter {
  readonly #run: HttpRun;
  #windowStart: number;
  #windowBytes = 0;
  wireBytes = 0;
  bodyBytes = 0;

  constructor(run: HttpRun) {
    this.#run = run;
    this.#windowStart = run.options.clock.now();
  }

  /** Bytes as they came from the socket. */
  countWire(bytes: number): void {
    const { limits, deadlines, options } = this.#run;
    this.wireBytes += bytes;
    if (this.wireBytes > limits.maxWireBytes)
      throw new SourceError("too-large", `a page from ${options.server} is larger than ${limits.maxWireBytes} bytes`);
    this.#windowBytes += bytes;
    const now = options.clock.now();
    const elapsed = now - this.#windowStart;
    if (elapsed < deadlines.speedWindowMs) return;
    const perSecond = (this.#windowBytes * 1000) / elapsed;
    if (perSecond < deadlines.minBytesPerSecond) {
      throw new SourceError("transient", `${options.server} sent a page at ${Math.floor(perSecond)} bytes per second`, {
        code: "too-slow",
      });
    }
    this.#windowStart = now;
    this.#windowBytes = 0;
  }

  /** Bytes after decompression. */
  countBody(bytes: number): void {
    const { limits, options } = this.#run;
    this.bodyBytes += bytes;
    if (this.bodyBytes > limits.maxBodyBytes)
      throw new SourceError("too-large", `a page from ${options.server} is larger than ${limits.maxBodyBytes} bytes after decompression`);
    if (this.bodyBytes > ratioFloorBytes && this.bodyBytes > this.wireBytes * limits.maxRatio) {
      throw new SourceError("too-large", `a page from ${options.server} decompresses to more than ${limits.maxRatio} times its size`);
    }
  }
}

/**
 * Reads a body to its end, decompressing it on the way. `expected` is the expected length, 0 if unknown.
 * `onPiece` is called for every piece from the socket. The meter's errors pass through.
 */
export async function receiveBody(
  body: Readable,
  decoder: Transform | null,
  meter: BodyMeter,
  onPiece: () => void,
  expected: number,
): Promise<Buffer> {
  const received = new BodyBuffer(expected);
  const collect = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const piece of source) {
      meter.countBody(piece.length);
      received.add(piece);
    }
  };
  const measure = async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of source) {
      onPiece();
      meter.countWire(piece.length);
      yield piece;
    }
  };
  if (decoder === null) await pipeline(body, measure, collect);
  else await pipeline(body, measure, decoder, collect);
  return received.content;
}

const firstBytes = 1 << 16;

/**
 * Collects a body in one piece of memory. With the length known beforehand nothing is copied twice and the pieces are free at once, which for
 * pages of several megabytes halves what a run holds outside the heap.
 */
class BodyBuffer {
  #bytes: Buffer;
  #length = 0;

  /** `expected` is a hint; a body that turns out longer still fits. */
  constructor(expected: number) {
    this.#bytes = Buffer.allocUnsafeSlow(Math.max(expected, firstBytes));
  }

  add(piece: Uint8Array): void {
    const length = this.#length + piece.length;
    if (length > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(length, this.#bytes.length * 2));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    this.#bytes.set(piece, this.#length);
    this.#length = length;
  }

  /** What was added so far. */
  get content(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }
}

/** The stream that undoes a Content-Encoding, or null for a plain body. Throws `malformed` for more than one layer or an unknown one. */
export function contentDecoder(header: string | string[] | undefined, server: string): Transform | null {
  const layers = (typeof header === "string" ? [header] : (header ?? []))
    .flatMap((value) => value.split(","))
    .map((layer) => layer.trim().toLowerCase())
    .filter((layer) => layer !== "" && layer !== "identity");
  const [layer] = layers;
  if (layer === undefined) return null;
  if (layers.length > 1)
    throw new SourceError("malformed", `${server} encoded a page ${layers.length} times over`, { code: "content-encoding" });
  if (layer === "gzip" || layer === "x-gzip") return createGunzip();
  if (layer === "deflate") return createInflate();
  if (layer === "br") return createBrotliDecompress();
  throw new SourceError("malformed", `${server} used a content encoding that was not requested`, { code: "content-encoding" });
}
