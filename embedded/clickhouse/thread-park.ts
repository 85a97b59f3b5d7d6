import { execFileSync } from "node:child_process";
import { openSync, read, writeSync } from "node:fs";

/**
 * Keeps threads of libuv's pool asleep until they are needed. libuv gives work to the thread that has waited longest, so that with many threads each small
 * query met one with cold caches, which cost the engine half as much again. A thread is parked by reading a byte of a named pipe, and woken by writing one.
 */
export class ThreadPark {
  #parked = 0;

  private constructor(
    private readonly pipe: number,
    private readonly threads: number,
  ) {}

  /** @param path where the pipe is made; nothing is there yet */
  static open(path: string, threads: number): ThreadPark {
    execFileSync("mkfifo", ["-m", "600", path]);
    // For both, so that neither end of the pipe waits for the other.
    const park = new ThreadPark(openSync(path, "r+"), threads);
    park.serve(0);
    // The process cannot end while a thread sleeps, however it comes to end.
    process.once("exit", () => {
      park.#wakeAll();
    });
    return park;
  }

  /** Has a thread awake for each of `running` calls of the engine, and some for the work on files. */
  serve(running: number): void {
    const needed = Math.min(this.threads, running + spare);
    while (this.threads - this.#parked < needed) this.#wake();
    while (this.threads - this.#parked > needed + slack) {
      this.#parked += 1;
      read(this.pipe, Buffer.alloc(1), 0, 1, null, () => undefined);
    }
  }

  #wakeAll(): void {
    while (this.#parked > 0) this.#wake();
  }

  #wake(): void {
    this.#parked -= 1;
    writeSync(this.pipe, ".");
  }
}

const spare = 3;
/** So that a query that comes and goes parks and wakes nothing. */
const slack = 1;
