import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline";

/**
 * @typedef {object} Step
 * @property {string} label what is being done, for the user
 * @property {string} command
 * @property {readonly string[]} args
 * @property {string} directory
 * @property {NodeJS.ProcessEnv} env
 * @property {string} log file that gets everything the command says
 */

/**
 * Runs one long command: a line at its start and end, and in between a sign of life with the time and the last thing it said
 * (rewritten in place on a terminal, every 15 s otherwise). Ctrl-C ends the command too.
 * @param {Step} step
 * @returns {Promise<{ readonly code: number, readonly reason: string }>} the exit code, and for a failure the line that says most
 * about it (130 and up: stopped by a signal)
 */
export async function runStep({ label, command, args, directory, env, log }) {
  mkdirSync(dirname(log), { recursive: true });
  const file = createWriteStream(log);
  const started = Date.now();
  const terminal = process.stdout.isTTY;
  const lines = [""];
  console.log(`${label} ...`);
  const child = spawn(command, args, { cwd: directory, env, stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      file.write(`${line}\n`);
      if (line.trim() === "") return;
      lines.push(line.replace(colours, "").trim());
    });
  }
  const heartbeat = setInterval(
    () => {
      const text = `  ${seconds(started)}  ${lines.length - 1} lines  ${lines.at(-1) ?? ""}`;
      if (terminal) process.stdout.write(`\r\x1b[2K${text.slice(0, (process.stdout.columns || 80) - 1)}`);
      else console.log(text.slice(0, 160));
    },
    terminal ? 1_000 : 15_000,
  );
  const stop = () => child.kill("SIGTERM");
  process.once("SIGINT", stop).once("SIGTERM", stop);
  let code = 0;
  await new Promise((resolve) => {
    child.once("error", (error) => lines.push(error.message));
    child.once("close", (exit) => {
      code = exit ?? 130;
      resolve(undefined);
    });
  });
  process.removeListener("SIGINT", stop).removeListener("SIGTERM", stop);
  clearInterval(heartbeat);
  file.end();
  if (terminal) process.stdout.write("\r\x1b[2K");
  console.log(`${label}: ${code === 0 ? "done" : "failed"} after ${seconds(started)}`);
  return { code, reason: lines.find((line) => telling.test(line)) ?? lines.at(-1) ?? "" };
}

const colours = /\u001b[[(][0-9;]*[A-Za-z]/g;

/** The first complaint; npm's log of requests and warnings, and its frame around an error, are none. */
const telling =
  /^(?!npm (?:http|warn|info|error (?:code|errno|path|command|syscall|cwd|A complete)))(?=.*(?:\berror\b|cannot |no space|not found))/i;

/** @param {number} started */
function seconds(started) {
  return `${Math.round((Date.now() - started) / 1000)} s`;
}
