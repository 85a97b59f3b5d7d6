import { Transform } from "node:stream";
import type { TransformCallback } from "node:stream";
import { decompress } from "fzstd";
import { compressSync, uncompressSync } from "lz4-napi";
import { cityHash128 } from "./city-hash-128";
import { HttpException } from "./http-exception";
import { SizedPieces } from "./sized-pieces";

/**
 * ClickHouse's native compression: frames of 16 bytes CityHash128, then method, compressed size (with these 9 bytes), raw size, payload.
 * `compress` writes LZ4 frames of at most 1 MiB; `decompress` reads LZ4, Zstandard and uncompressed frames and checks every checksum.
 * https://clickhouse.com/docs/native-protocol/basics
 */
export const nativeFrames = { compress: (): Transform => new FrameWriter(), decompress: (): Transform => new FrameReader() };

class FrameWriter extends Transform {
  #parts: Buffer[] = [];
  #size = 0;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + blockSize - this.#size);
      this.#parts.push(part);
      this.#size += part.length;
      at += part.length;
      if (this.#size === blockSize) this.#emitFrame();
    }
    done();
  }

  override _flush(done: TransformCallback): void {
    this.#emitFrame();
    done();
  }

  #emitFrame(): void {
    if (this.#size === 0) return;
    const raw = Buffer.concat(this.#parts);
    this.#parts = [];
    this.#size = 0;
    // lz4-napi puts the raw size, four bytes, before the block; here it becomes the last field of the frame's header.
    const block = compressSync(raw);
    const frame = Buffer.allocUnsafe(checksumSize + 5 + block.length);
    frame[checksumSize] = lz4Method;
    frame.writeUInt32LE(block.length + 5, checksumSize + 1);
    block.copy(frame, checksumSize + 5);
    cityHash128(frame.subarray(checksumSize)).copy(frame);
    this.push(frame);
  }
}

class FrameReader extends SizedPieces {
  #header: Buffer | undefined;

  constructor() {
    super(checksumSize + headerSize);
  }

  protected override mayEnd(): boolean {
    return this.#header === undefined;
  }

  protected override takePiece(piece: Buffer): number {
    if (this.#header === undefined) {
      this.#header = piece;
      return frameLength(piece) - piece.length;
    }
    this.push(readFrame(Buffer.concat([this.#header, piece])));
    this.#header = undefined;
    return checksumSize + headerSize;
  }
}

function frameLength(buffer: Buffer): number {
  const compressed = buffer.readUInt32LE(checksumSize + 1);
  const raw = buffer.readUInt32LE(checksumSize + 5);
  if (compressed > maxSize || raw > maxSize) {
    throw new HttpException(
      39,
      "TOO_LARGE_SIZE_COMPRESSED",
      `Too large size of a compressed block: ${compressed} compressed, ${raw} decompressed.`,
    );
  }
  if (compressed < headerSize)
    throw new HttpException(
      271,
      "CANNOT_DECOMPRESS",
      `Can't decompress data: the compressed data size is ${compressed}, less than its header.`,
    );
  return checksumSize + compressed;
}

function readFrame(frame: Buffer): Buffer {
  const body = frame.subarray(checksumSize);
  const actual = cityHash128(body);
  if (!actual.equals(frame.subarray(0, checksumSize))) {
    const expected = frame.subarray(0, checksumSize);
    throw new HttpException(
      40,
      "CHECKSUM_DOESNT_MATCH",
      `Checksum doesn't match: corrupted data. Reference: ${expected.toString("hex")}. Actual: ${actual.toString("hex")}. Size of compressed block: ${body.length}.`,
    );
  }
  const rawSize = body.readUInt32LE(5);
  const payload = body.subarray(headerSize);
  const method = body[0] ?? 0;
  try {
    const raw = uncompress(method, body, payload, rawSize);
    if (raw.length === rawSize) return raw;
  } catch (error) {
    if (error instanceof HttpException) throw error;
    // The checksum was right, so the sender compressed wrongly: the same answer as for a wrong size.
  }
  throw new HttpException(271, "CANNOT_DECOMPRESS", `Cannot decompress data of compression method ${method}.`);
}

function uncompress(method: number, body: Buffer, payload: Buffer, rawSize: number): Buffer {
  switch (method) {
    case noneMethod:
      return payload;
    case lz4Method:
      return uncompressSync(body.subarray(5));
    case zstdMethod:
      return Buffer.from(decompress(payload, new Uint8Array(rawSize)).buffer);
    default:
      throw new HttpException(
        89,
        "UNKNOWN_COMPRESSION_METHOD",
        `Unknown compression method: ${method}; this server reads LZ4, ZSTD and NONE.`,
      );
  }
}

const checksumSize = 16;
const headerSize = 9;
const blockSize = 1 << 20;
/** ClickHouse's own limit. */
const maxSize = 1 << 30;
const lz4Method = 0x82;
const noneMethod = 0x02;
const zstdMethod = 0x90;
