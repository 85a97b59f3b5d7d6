import { Transform } from "node:stream";
import type { TransformCallback } from "node:stream";
import { HttpException } from "./http-exception";

/** A format that is read piece by piece, where every piece says how many bytes the next one has. */
export abstract class SizedPieces extends Transform {
  #parts: Buffer[] = [];
  #size = 0;
  #wanted: number;

  constructor(firstSize: number) {
    super();
    this.#wanted = firstSize;
  }

  /** Takes a piece of exactly the size asked for, and returns the size of the next. Throws an HttpException for bytes that the format does not have. */
  protected abstract takePiece(piece: Buffer): number;

  /** Whether the stream may end before this piece. */
  protected abstract mayEnd(): boolean;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#parts.push(chunk);
    this.#size += chunk.length;
    try {
      while (this.#size >= this.#wanted) this.#takeNext();
      done();
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  }

  override _flush(done: TransformCallback): void {
    const isWhole = this.#size === 0 && this.mayEnd();
    const message = `Cannot read all data. Bytes read: ${this.#size}. Bytes expected: ${this.#wanted}.`;
    done(isWhole ? null : new HttpException(33, "CANNOT_READ_ALL_DATA", message));
  }

  #takeNext(): void {
    const buffer = this.#parts.length === 1 && this.#parts[0] !== undefined ? this.#parts[0] : Buffer.concat(this.#parts);
    const rest = buffer.subarray(this.#wanted);
    const next = this.takePiece(buffer.subarray(0, this.#wanted));
    this.#parts = rest.length > 0 ? [rest] : [];
    this.#size = rest.length;
    this.#wanted = next;
  }
}
