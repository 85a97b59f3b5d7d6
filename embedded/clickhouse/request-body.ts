import { open } from "node:fs/promises";
import type { Readable } from "node:stream";

/** A body read in two steps: its head into memory, to find the statement in it; then either all of it as text, or the rest to a file. */
export class RequestBody {
  /** Null: it is whole. */
  readonly #chunks: AsyncIterator<unknown> | null;
  #ended: boolean;

  private constructor(
    chunks: AsyncIterator<unknown> | null,
    public head: Buffer,
  ) {
    this.#chunks = chunks;
    this.#ended = chunks === null;
  }

  /** Reads all of a body that fits into the head of any statement. Without an iterator, which takes longer to make than such a body to read. */
  static async ofSmall(stream: Readable): Promise<RequestBody> {
    const chunks: Buffer[] = [];
    await new Promise<void>((resolve, reject) => {
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.once("end", resolve);
      stream.once("error", reject);
    });
    return new RequestBody(null, chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks));
  }

  /** Reads until the head is large enough to hold any statement's header, or the body ends. */
  static async open(stream: Readable): Promise<RequestBody> {
    const body = new RequestBody(stream[Symbol.asyncIterator](), Buffer.alloc(0));
    await body.#grow(headSize);
    return body;
  }

  /** The whole body, for a statement that is all text. Undefined when it is larger than `limit`. */
  async whole(limit: number): Promise<Buffer | undefined> {
    await this.#grow(limit + 1);
    return this.head.length > limit ? undefined : this.head;
  }

  /** Writes the body to a file, some two megabytes in memory at a time. */
  async spool(file: string): Promise<void> {
    const handle = await open(file, "wx", 0o600);
    try {
      do {
        await this.#grow(writeSize);
        await handle.writeFile(this.head);
        this.head = Buffer.alloc(0);
      } while (!this.#ended);
    } finally {
      await handle.close();
    }
  }

  async #grow(size: number): Promise<void> {
    const parts = [this.head];
    let length = this.head.length;
    while (length < size) {
      const chunk = await this.#next();
      if (chunk === undefined) break;
      parts.push(chunk);
      length += chunk.length;
    }
    this.head = Buffer.concat(parts);
  }

  async #next(): Promise<Buffer | undefined> {
    if (this.#ended || this.#chunks === null) return undefined;
    const step = await this.#chunks.next();
    if (step.done === true) {
      this.#ended = true;
      return undefined;
    }
    if (!Buffer.isBuffer(step.value)) throw new TypeError("a request body is made of bytes");
    return step.value;
  }
}

/** As ClickHouse's `max_query_size`: a statement's header that is longer is refused there too. */
export const headSize = 256 * 1024;

/** A socket brings 64 KiB at a time; each write is a trip to a thread and back. */
const writeSize = 1024 * 1024;
