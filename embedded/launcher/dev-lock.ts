import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { processStartTime } from "./process-start-time.js";

const schema = z.object({
  pid: z.number(),
  startTime: z.string(),
  stack: z.enum(["docker", "native", "embedded"]),
  url: z.string(),
  /** MOOSE_* variables the stack was started with, so that `npm run moose` finds moved ports. */
  environment: z.record(z.string()),
});

export type DevLock = z.infer<typeof schema>;

/**
 * Takes the lock of this clone, or returns the living launcher that has it. A lock whose process is gone, or whose pid now belongs to
 * another process, is taken over.
 */
export function takeDevLock(file: string, mine: DevLock): DevLock | undefined {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(mine));
  try {
    for (;;) {
      if (tryLink(draft, file)) return undefined;
      const text = readOrUndefined(file);
      const holder = text === undefined ? undefined : parseLock(text);
      if (holder !== undefined && isAlive(holder)) return holder;
      if (text !== undefined) setAside(file, text);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes the lock if it is still this process's. */
export function releaseDevLock(file: string): void {
  const text = readOrUndefined(file);
  if (text !== undefined && parseLock(text)?.pid === process.pid) rmSync(file, { force: true });
}

/** The living launcher of this clone. */
export function readDevLock(file: string): DevLock | undefined {
  const text = readOrUndefined(file);
  const lock = text === undefined ? undefined : parseLock(text);
  return lock !== undefined && isAlive(lock) ? lock : undefined;
}

/** Removes the stale lock only: between reading and moving it, another launcher may have taken its place. */
function setAside(file: string, stale: string): void {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (readOrUndefined(aside) !== stale) tryLink(aside, file);
  rmSync(aside, { force: true });
}

function isAlive({ pid, startTime }: DevLock): boolean {
  return processStartTime(pid) === startTime;
}

function parseLock(text: string): DevLock | undefined {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function readOrUndefined(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
