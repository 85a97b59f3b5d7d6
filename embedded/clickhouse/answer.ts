import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Transform, Writable } from "node:stream";
import { encodingFor } from "./content-encodings";
import { exceptionText } from "./exception-text";
import type { HttpException } from "./http-exception";
import { httpStatusOf } from "./http-status-of";
import { nativeFrames } from "./native-frames";

/**
 * The answer to one request. The first MiB is held back, as ClickHouse does, so that an error met by then gets its own status; later
 * ones follow the data, marked with the tag that the `X-ClickHouse-Exception-Tag` header announced, and the connection is cut.
 */
export class Answer {
  readonly #held: Buffer[] = [];
  #heldSize = 0;
  #sink: Writable | undefined;
  /** 16 hexadecimal digits that no data can foresee; ids come from entropy that Node fetches for many at once. */
  readonly #tag = randomUUID().replaceAll("-", "").slice(0, 16);

  constructor(
    readonly response: ServerResponse,
    private readonly options: { readonly framed: boolean; readonly acceptEncoding: string; readonly version: string },
  ) {
    response.setHeader("X-ClickHouse-Exception-Tag", this.#tag);
    response.setHeader("Content-Type", "text/plain; charset=UTF-8");
  }

  /** The encoding that the engine has to write the result in, because Node cannot; undefined for none. */
  get encodingOfEngine(): string | undefined {
    const encoding = this.options.framed ? undefined : encodingFor(this.options.acceptEncoding);
    return encoding?.encode === null ? encoding.name : undefined;
  }

  /** Sends bytes of the result, waiting while the client is slow. Fails when the client is gone. */
  async write(chunk: Buffer): Promise<void> {
    if (this.#sink !== undefined) return this.#send(this.#sink, chunk);
    this.#held.push(chunk);
    this.#heldSize += chunk.length;
    if (this.#heldSize > holdBack) await this.#start(200);
  }

  /** Ends the answer; `headers` are known only now, and are sent when the answer was short enough to wait for them. */
  async end(headers: Readonly<Record<string, string>>): Promise<void> {
    if (this.#sink === undefined) for (const [name, value] of Object.entries(headers)) this.response.setHeader(name, value);
    const steps = this.#sink === undefined ? this.#steps() : [];
    if (this.#sink === undefined && steps.length === 0) {
      // Headers and bytes in one packet.
      const whole = Buffer.concat(this.#held.splice(0));
      this.response.statusCode = 200;
      this.response.setHeader("Content-Length", whole.length);
      this.response.end(whole);
      return;
    }
    const sink = this.#sink ?? (await this.#start(200, steps));
    sink.end();
  }

  async fail(error: HttpException): Promise<void> {
    if (this.response.destroyed) return;
    const text = exceptionText(error, this.options.version);
    if (this.#sink === undefined) {
      this.#held.splice(0, this.#held.length, Buffer.from(text));
      this.response.removeHeader("X-ClickHouse-Format");
      this.response.removeHeader("Content-Encoding");
      this.response.setHeader("Content-Type", "text/plain; charset=UTF-8");
      this.response.setHeader("X-ClickHouse-Exception-Code", String(error.code));
      (await this.#start(httpStatusOf(error.code))).end();
      return;
    }
    const length = Buffer.byteLength(text);
    const mark = `\r\n__exception__\r\n${this.#tag}\r\n${text}${length} ${this.#tag}\r\n__exception__\r\n`;
    const sink = this.#sink;
    if (sink === this.response) sink.write(mark, () => this.response.socket?.destroySoon());
    else {
      this.response.once("finish", () => this.response.socket?.destroySoon());
      sink.end(mark);
    }
  }

  async #start(status: number, steps = this.#steps()): Promise<Writable> {
    this.response.statusCode = status;
    if (steps.length === 0 && status !== 200)
      this.response.setHeader(
        "Content-Length",
        this.#held.reduce((sum, part) => sum + part.length, 0),
      );
    let sink: Writable = this.response;
    for (const step of [...steps].reverse()) {
      step.pipe(sink);
      sink = step;
    }
    this.#sink = sink;
    this.response.flushHeaders();
    for (const part of this.#held.splice(0)) await this.#send(sink, part);
    return sink;
  }

  /** What the bytes go through on their way to the client. */
  #steps(): readonly Transform[] {
    return [...(this.options.framed ? [nativeFrames.compress()] : []), ...this.#encodingStep()];
  }

  #encodingStep(): readonly Transform[] {
    const encoding = encodingFor(this.options.acceptEncoding);
    if (encoding === undefined || encoding.encode === null) return [];
    this.response.setHeader("Content-Encoding", encoding.name);
    return [encoding.encode()];
  }

  #send(sink: Writable, chunk: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.response.destroyed) {
        reject(new Error("the client closed the connection"));
        return;
      }
      if (sink.write(chunk)) {
        resolve();
        return;
      }
      const settle = (): void => {
        sink.off("drain", settle);
        this.response.off("close", settle);
        if (this.response.destroyed && !this.response.writableFinished) reject(new Error("the client closed the connection"));
        else resolve();
      };
      sink.once("drain", settle);
      this.response.once("close", settle);
    });
  }
}

const holdBack = 1 << 20;
