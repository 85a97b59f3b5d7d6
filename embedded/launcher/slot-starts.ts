import { readFileSync } from "node:fs";
import { join } from "node:path";
import { quoteWord } from "./quote-word.js";
import { startDetached } from "./start-detached.js";

/** What the embedded stack puts into the slots of the CLI. */
export type SlotService = "clickhouse" | "temporal";

/** A server that Moose starts from its slot, as it was started last. */
interface SlotStart {
  readonly pid: number;
  readonly directory: string;
  readonly words: readonly string[];
}

/** Where a slot's script notes each start. */
export function slotRecord(home: string, service: SlotService): string {
  return join(home, `${service}.started`);
}

/**
 * The lines of a slot's script that note, of a start as a server, the process, its folder and its arguments, each on a line: the launcher can start it again by
 * them. The script has to `exec` afterwards, which keeps the number of the process.
 */
export function noteStart(record: string): string {
  const draft = quoteWord(`${record}.draft`);
  return `if [ "$1" = server ]; then\n  { echo $$; pwd; printf '%s\\n' "$@"; } >${draft} && mv ${draft} ${quoteWord(record)}\nfi\n`;
}

/** The process that was started last; undefined when it was never started. */
export function startedProcess(record: string): number | undefined {
  return readSlotStart(record)?.pid;
}

function readSlotStart(record: string): SlotStart | undefined {
  try {
    const [pid, directory = "", ...words] = readFileSync(record, "utf8").trimEnd().split("\n");
    return { pid: Number(pid), directory, words };
  } catch {
    return undefined;
  }
}

/** Starts what the slot holds as Moose did the last time. Returns the process; 0 when that is not possible, with the reason in `log`. */
export function startAgain(executable: string, record: string, environment: NodeJS.ProcessEnv, log: string): number {
  const last = readSlotStart(record);
  if (last === undefined) return 0;
  return startDetached(executable, last.words, { directory: last.directory, environment, log, again: true });
}
