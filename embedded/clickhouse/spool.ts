import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { StartError } from "./start-error";

/**
 * A directory for what passes between sockets and the engine: request bodies as files (so that a body is complete before the engine sees
 * it, and memory stays bounded), and results as named pipes (so that they stream with back-pressure). Wiped at start.
 */
export class Spool {
  readonly #freePipes: string[] = [];
  #pipesMade = 0;

  constructor(readonly directory: string) {
    try {
      rmSync(directory, { recursive: true, force: true });
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      this.#makePipes(pipesAtOnce);
    } catch (cause) {
      throw new StartError(`cannot write to ${directory}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
  }

  /** A path for one body or one buffered result. The name has no known extension, or the engine would try to decompress it. */
  newFile(): string {
    return join(this.directory, `${randomUUID()}.body`);
  }

  remove(file: string): Promise<void> {
    return rm(file, { force: true });
  }

  /** An unused pipe. Return it only when the engine has closed its end, or the next result would begin with this one's rest. */
  takePipe(): string {
    if (this.#freePipes.length === 0) this.#makePipes(pipesAtOnce);
    const pipe = this.#freePipes.pop();
    if (pipe === undefined) throw new Error("mkfifo made no pipe");
    return pipe;
  }

  returnPipe(pipe: string): void {
    this.#freePipes.push(pipe);
  }

  /** Node cannot make named pipes itself; one `mkfifo` makes many, and they are used again and again. */
  #makePipes(count: number): void {
    const names = Array.from({ length: count }, (_, index) => join(this.directory, `pipe-${this.#pipesMade + index}`));
    execFileSync("mkfifo", ["-m", "600", ...names]);
    this.#pipesMade += count;
    this.#freePipes.push(...names);
  }
}

const pipesAtOnce = 110;
