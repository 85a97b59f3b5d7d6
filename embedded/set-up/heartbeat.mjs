/** The running steps, by start time. @type {Map<number, () => string>} */
const beating = new Map();
/** @type {NodeJS.Timeout | undefined} */
let timer;

/**
 * Shows during a long step how long it has taken, and `text`: rewritten in place every second on a terminal, otherwise as a line every
 * 15 s. Several steps share the terminal's line.
 * @param {() => string} text
 * @returns {() => void} ends it
 */
export function startHeartbeat(text) {
  const terminal = process.stdout.isTTY;
  let started = Date.now();
  while (beating.has(started)) started += 1;
  beating.set(started, text);
  timer ??= setInterval(terminal ? rewrite : printLines, terminal ? 1_000 : 15_000);
  return () => {
    beating.delete(started);
    clearHeartbeat();
    if (beating.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Clears the line on the terminal before other output. */
export function clearHeartbeat() {
  if (process.stdout.isTTY && timer !== undefined) process.stdout.write("\r\x1b[2K");
}

function rewrite() {
  const line = [...beating].map(([started, text]) => `${seconds(started)}  ${text()}`).join("  |  ");
  process.stdout.write(`\r\x1b[2K  ${line.slice(0, (process.stdout.columns || 80) - 3)}`);
}

function printLines() {
  for (const [started, text] of beating) console.log(`  ${seconds(started)}  ${text()}`.slice(0, longest));
}

/** @param {number} started */
export function seconds(started) {
  return `${Math.round((Date.now() - started) / 1000)} s`;
}

const longest = 200;
