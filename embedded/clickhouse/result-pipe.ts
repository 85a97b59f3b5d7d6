import { closeSync, constants, openSync } from "node:fs";
import { Socket } from "node:net";

/**
 * The reading end of a named pipe that the engine writes a result into. A writing end is held open too: without it the reader would see
 * the end of the stream before the engine has opened the pipe. Call `finish` when the engine is done, `destroy` to stop caring.
 */
export class ResultPipe {
  readonly stream: Socket;
  #writer: number | undefined;

  constructor(path: string) {
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    this.#writer = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    this.stream = new Socket({ fd: reader, readable: true, writable: false });
    this.stream.on("error", () => undefined);
  }

  finish(): void {
    if (this.#writer !== undefined) closeSync(this.#writer);
    this.#writer = undefined;
  }

  destroy(): void {
    this.stream.destroy();
    this.finish();
  }
}
