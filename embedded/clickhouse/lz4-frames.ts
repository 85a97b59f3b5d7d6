import { Transform } from "node:stream";
import type { TransformCallback } from "node:stream";
import { compressSync, uncompressSync } from "lz4-napi";
import { HttpException } from "./http-exception";
import { SizedPieces } from "./sized-pieces";

/**
 * `Content-Encoding: lz4`, which is LZ4's frame format. `compress` writes one frame with a block for each chunk, since some clients read no second frame;
 * `decompress` reads any number of frames. Checksums are skipped: TCP has its own.
 * https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md
 */
export const lz4Frames = { compress: (): Transform => new FrameWriter(), decompress: (): Transform => new FrameReader() };

class FrameWriter extends Transform {
  #begun = false;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#begin();
    for (let at = 0; at < chunk.length; at += blockSize) this.#pushBlock(chunk.subarray(at, at + blockSize));
    done();
  }

  override _flush(done: TransformCallback): void {
    this.#begin();
    this.push(Buffer.alloc(4));
    done();
  }

  #begin(): void {
    if (!this.#begun) this.push(frameHeader);
    this.#begun = true;
  }

  #pushBlock(raw: Buffer): void {
    // lz4-napi puts the raw size, four bytes, before the block.
    const block = compressSync(raw).subarray(rawSizeSize);
    const isSmaller = block.length < raw.length;
    const size = Buffer.alloc(4);
    size.writeUInt32LE(isSmaller ? block.length : (raw.length | uncompressedBit) >>> 0);
    this.push(size);
    this.push(isSmaller ? block : raw);
  }
}

interface Frame {
  readonly blocksAreLinked: boolean;
  readonly blockChecksumSize: number;
  readonly contentChecksumSize: number;
  readonly maxBlockSize: number;
}

/** What the next piece is. */
type Piece =
  | { readonly kind: "frame" }
  | { readonly kind: "rest-of-header"; readonly frame: Frame }
  | { readonly kind: "block-size"; readonly frame: Frame }
  | { readonly kind: "block"; readonly frame: Frame; readonly size: number; readonly isCompressed: boolean }
  | { readonly kind: "content-checksum" };

class FrameReader extends SizedPieces {
  #next: Piece = { kind: "frame" };
  #window: Buffer = Buffer.alloc(0);

  constructor() {
    super(fixedHeaderSize);
  }

  protected override mayEnd(): boolean {
    return this.#next.kind === "frame";
  }

  protected override takePiece(piece: Buffer): number {
    const next = this.#next;
    switch (next.kind) {
      case "frame":
        return this.#takeFixedHeader(piece);
      case "rest-of-header":
        return this.#go({ kind: "block-size", frame: next.frame }, 4);
      case "block-size":
        return this.#takeBlockSize(piece.readUInt32LE(0), next.frame);
      case "block":
        this.#pushBlock(piece.subarray(0, next.size), next);
        return this.#go({ kind: "block-size", frame: next.frame }, 4);
      case "content-checksum":
        return this.#go({ kind: "frame" }, fixedHeaderSize);
    }
  }

  #go(next: Piece, size: number): number {
    this.#next = next;
    return size;
  }

  #takeFixedHeader(header: Buffer): number {
    const flags = header.readUInt8(4);
    const sizeCode = (header.readUInt8(5) >> 4) & 7;
    const isFrame = header.readUInt32LE(0) === magic && flags >> 6 === 1 && sizeCode >= 4 && (flags & dictionaryFlag) === 0;
    if (!isFrame)
      throw new HttpException(618, "LZ4_DECODER_FAILED", "LZ4 decode failed: the body has no frame of LZ4 without a dictionary.");
    const frame: Frame = {
      blocksAreLinked: (flags & independentFlag) === 0,
      blockChecksumSize: (flags & blockChecksumFlag) === 0 ? 0 : 4,
      contentChecksumSize: (flags & contentChecksumFlag) === 0 ? 0 : 4,
      maxBlockSize: 1 << (8 + 2 * sizeCode),
    };
    this.#window = Buffer.alloc(0);
    return this.#go({ kind: "rest-of-header", frame }, (flags & contentSizeFlag) === 0 ? 1 : 9);
  }

  #takeBlockSize(field: number, frame: Frame): number {
    if (field === 0)
      return frame.contentChecksumSize === 0 ? this.#go({ kind: "frame" }, fixedHeaderSize) : this.#go({ kind: "content-checksum" }, 4);
    const size = field & ~uncompressedBit;
    if (size > frame.maxBlockSize) throw new HttpException(618, "LZ4_DECODER_FAILED", `LZ4 decode failed: a block of ${size} bytes.`);
    const isCompressed = (field & uncompressedBit) === 0;
    return this.#go({ kind: "block", frame, size, isCompressed }, size + frame.blockChecksumSize);
  }

  #pushBlock(block: Buffer, { frame, isCompressed }: Extract<Piece, { kind: "block" }>): void {
    const raw = isCompressed ? uncompressBlock(block, frame, this.#window) : block;
    if (frame.blocksAreLinked) this.#window = Buffer.concat([this.#window, raw]).subarray(-windowSize);
    this.push(raw);
  }
}

function uncompressBlock(block: Buffer, { maxBlockSize }: Frame, window: Buffer): Buffer {
  const sized = Buffer.allocUnsafe(rawSizeSize + block.length);
  // The raw size is not in the frame: room for the largest, and lz4-napi returns what there is.
  sized.writeUInt32LE(maxBlockSize);
  block.copy(sized, rawSizeSize);
  try {
    return uncompressSync(sized, window.length === 0 ? undefined : window);
  } catch {
    throw new HttpException(618, "LZ4_DECODER_FAILED", `LZ4 decode failed: a block of ${block.length} bytes cannot be decompressed.`);
  }
}

const magic = 0x184d2204;
const fixedHeaderSize = 6;
const rawSizeSize = 4;
const windowSize = 1 << 16;
const blockSize = 1 << 20;
const uncompressedBit = 0x80000000;
const independentFlag = 0x20;
const blockChecksumFlag = 0x10;
const contentSizeFlag = 0x08;
const contentChecksumFlag = 0x04;
const dictionaryFlag = 0x01;

/** Version 1, independent blocks of at most 1 MiB, no checksums; the last byte is the checksum of the two before it. */
const frameHeader = Buffer.from("04224d18606051", "hex");
