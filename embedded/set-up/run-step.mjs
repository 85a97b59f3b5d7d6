import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import { createInterface } from "node:readline";
import { clearHeartbeat, seconds, startHeartbeat } from "./heartbeat.mjs";

/**
 * @typedef {object} Step
 * @property {string} label what is being done, for the user
 * @property {string} command
 * @property {readonly string[]} args
 * @property {string} directory
 * @property {NodeJS.ProcessEnv} env
 * @property {string} log file that gets everything the command says
 * @property {AbortSignal | undefined} [signal] ends the command
 */

/**
 * Runs one long command: a line at its start and end, and in between a sign of life with the time and its last line
 * (rewritten in place on a terminal; otherwise every 15 s, and a line that was shown is not repeated). Ctrl-C ends the command too.
 * @param {Step} step
 * @returns {Promise<{ readonly code: number, readonly reason: string }>} the exit code, and for a failure the line that says most
 * about it (130 and up: stopped by a signal)
 */
export async function runStep({ label, command, args, directory, env, log, signal }) {
  mkdirSync(dirname(log), { recursive: true });
  const file = createWriteStream(log);
  const started = Date.now();
  const lines = [""];
  let heard = started;
  clearHeartbeat();
  console.log(`${label} ...`);
  const child = spawn(command, args, { cwd: directory, env, stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      file.write(`${line}\n`);
      heard = Date.now();
      if (line.trim() === "") return;
      lines.push(line.replace(colours, "").trim());
    });
  }
  let shown = 0;
  const endHeartbeat = startHeartbeat(() => {
    if (lines.length === 1) return `${basename(command)}: no output yet`;
    const isNew = lines.length > shown || process.stdout.isTTY;
    shown = lines.length;
    return `${basename(command)}, last output ${seconds(heard)} ago${isNew ? `: ${lines.at(-1) ?? ""}` : ""}`;
  });
  const stop = () => child.kill("SIGTERM");
  process.once("SIGINT", stop).once("SIGTERM", stop);
  signal?.addEventListener("abort", stop);
  let code = 0;
  await new Promise((resolve) => {
    child.once("error", (error) => lines.push(error.message));
    child.once("close", (exit) => {
      code = exit ?? 130;
      resolve(undefined);
    });
  });
  process.removeListener("SIGINT", stop).removeListener("SIGTERM", stop);
  signal?.removeEventListener("abort", stop);
  endHeartbeat();
  file.end();
  console.log(`${label}: ${code === 0 ? "done" : "failed"} after ${seconds(started)}`);
  return { code, reason: lines.find((line) => telling.test(line)) ?? lines.at(-1) ?? "" };
}

const colours = /\u001b[[(][0-9;]*[A-Za-z]/g;

/** The first line with an error; npm's log of requests and warnings, and its frame around an error, are skipped. */
const telling =
  /^(?!npm (?:http|warn|info|error (?:code|errno|path|command|syscall|cwd|A complete)))(?=.*(?:\berror\b|cannot |no space|not found))/i;
