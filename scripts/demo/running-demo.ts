import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { processStartTime } from "../../embedded/launcher/process-start-time.js";

const schema = z.object({ pid: z.number(), startTime: z.string(), environment: z.record(z.string()) });

/**
 * Leaves what reads the demo's simulated enrollment for other commands of this clone, so that `npm run extract` works beside it. The key is the
 * simulator's, which lives as long as this process. Returns what takes the note away.
 */
export function noteRunningDemo(root: string, environment: Readonly<Record<string, string>>): () => void {
  const file = fileIn(root);
  mkdirSync(join(root, ".embedded"), { recursive: true });
  writeFileSync(file, JSON.stringify({ pid: process.pid, startTime: processStartTime(process.pid) ?? "", environment }), { mode: 0o600 });
  return () => {
    rmSync(file, { force: true });
  };
}

/** The settings of the living demo of this clone; undefined when none runs. */
export function readRunningDemo(root: string): Readonly<Record<string, string>> | undefined {
  try {
    const { pid, startTime, environment } = schema.parse(JSON.parse(readFileSync(fileIn(root), "utf8")));
    return processStartTime(pid) === startTime ? environment : undefined;
  } catch {
    return undefined;
  }
}

function fileIn(root: string): string {
  return join(root, ".embedded/demo.json");
}
