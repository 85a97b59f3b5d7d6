import { createReadStream } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { ChdbResult } from "chdb";
import type { Answer } from "./answer";
import type { EngineSession } from "./engine";
import { quoteSql } from "./quote-sql";
import { ResultPipe } from "./result-pipe";
import type { Spool } from "./spool";

/** How to run one query whose result may be larger than memory. */
export interface SelectRun {
  readonly session: EngineSession;
  readonly spool: Spool;
  readonly answer: Answer;
  readonly sql: string;
  readonly outfileAt: number;
  readonly format: string;
  /** The whole result goes into memory. */
  readonly isSmall: boolean;
  readonly waitEndOfQuery: boolean;
  /** Asks the engine to stop this query. */
  readonly stop: () => Promise<void>;
}

/**
 * Streams a query's result. The engine writes it, as one whole document in the client's format, with `INTO OUTFILE` to a named pipe (or to
 * a file, with `wait_end_of_query`). Not chdb's queryStream: that makes every chunk a document of its own, which is wrong for each format
 * that has a header or an end (JSON, RowBinaryWithNamesAndTypes, CSVWithNames, Parquet).
 * A client that goes away stops the query.
 */
export function runSelect(run: SelectRun): Promise<ChdbResult> {
  const encoding = run.answer.encodingOfEngine;
  if (encoding !== undefined) return runToFile(run, encoding);
  if (run.isSmall) return runToMemory(run);
  return run.waitEndOfQuery ? runToFile(run) : runToPipe(run);
}

async function runToMemory(run: SelectRun): Promise<ChdbResult> {
  const result = await stoppedWhenGone(run, run.session.run(run.sql, run.format));
  await run.answer.write(bytesOf(result));
  return result;
}

/** A result as a buffer over the same memory. */
export function bytesOf(result: ChdbResult): Buffer {
  const bytes = result.bytes();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

async function runToPipe(run: SelectRun): Promise<ChdbResult> {
  const path = run.spool.takePipe();
  const pipe = new ResultPipe(path);
  try {
    const result = run.session.run(withOutfile(run, path, "APPEND"), run.format).finally(() => {
      pipe.finish();
    });
    const [finished, copied] = await Promise.allSettled([
      stoppedWhenGone(run, result),
      copy(pipe.stream, run.answer).catch((error: unknown) => {
        // The engine would wait for ever for a reader of the pipe.
        pipe.destroy();
        throw error;
      }),
    ]);
    if (finished.status === "rejected") throw finished.reason;
    if (copied.status === "rejected") throw copied.reason;
    return finished.value;
  } finally {
    pipe.destroy();
    run.spool.returnPipe(path);
  }
}

/** The engine compresses into files only, and not into pipes. */
async function runToFile(run: SelectRun, encoding?: string): Promise<ChdbResult> {
  const path = run.spool.newFile();
  const mode = encoding === undefined ? "" : `COMPRESSION ${quoteSql(encoding)}`;
  try {
    const result = await stoppedWhenGone(run, run.session.run(withOutfile(run, path, mode), run.format));
    if (encoding !== undefined) run.answer.response.setHeader("Content-Encoding", encoding);
    await copy(createReadStream(path, { highWaterMark: 1 << 18 }), run.answer);
    return result;
  } finally {
    await run.spool.remove(path);
  }
}

/**
 * Waits for the engine, and stops the query when the connection closes first. Asks again and again: the engine forgets a request to stop
 * that comes before it has begun to execute.
 */
async function stoppedWhenGone(run: SelectRun, result: Promise<ChdbResult>): Promise<ChdbResult> {
  let done = false;
  const stop = async (): Promise<void> => {
    while (!done) {
      await run.stop().catch(() => undefined);
      await sleep(100);
    }
  };
  const gone = (): void => void stop();
  if (run.answer.response.destroyed) gone();
  run.answer.response.once("close", gone);
  try {
    return await result;
  } finally {
    done = true;
    run.answer.response.off("close", gone);
  }
}

function withOutfile(run: SelectRun, path: string, mode: string): string {
  return `${run.sql.slice(0, run.outfileAt)} INTO OUTFILE ${quoteSql(path)} ${mode} ${run.sql.slice(run.outfileAt)}`;
}

async function copy(source: AsyncIterable<unknown>, answer: Answer): Promise<void> {
  for await (const chunk of source) {
    if (Buffer.isBuffer(chunk)) await answer.write(chunk);
  }
}
