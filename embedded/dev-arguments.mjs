import { parseArgs } from "node:util";
import { UserProblem } from "./user-problem.mjs";

/** @typedef {"auto" | "docker" | "native" | "embedded"} StackChoice */
/** @typedef {{ readonly stack: StackChoice, readonly help: boolean, readonly quiet: boolean, readonly kafka: boolean, readonly mooseFlags: readonly string[] }} DevArguments */

/**
 * Reads the arguments after `npm run dev --`.
 * @param {readonly string[]} argv
 * @returns {DevArguments}
 * @throws {UserProblem} an unknown flag or stack, with what is allowed
 */
export function parseDevArguments(argv) {
  let values;
  try {
    ({ values } = parseArgs({ args: [...argv], options, allowPositionals: false }));
  } catch {
    const known = new Set(Object.keys(options).map((name) => `--${name}`));
    const wrong = argv.find((word) => !known.has(word.split("=")[0] ?? "") && !stacks.includes(/** @type {StackChoice} */ (word)));
    throw new UserProblem(`Unknown or incomplete argument ${wrong ?? argv.join(" ")}: allowed are ${[...known].join(", ")}.`);
  }
  const stack = stacks.find((name) => name === values.stack);
  if (stack === undefined) throw new UserProblem(`Unknown stack "${values.stack}": allowed are ${stacks.join(", ")}.`);
  const mooseFlags = /** @type {const} */ (["yes-all", "yes-destructive", "yes-rename"]).filter((name) => values[name] === true);
  const kafka = values.kafka === true;
  if (kafka && (stack === "docker" || stack === "native"))
    throw new UserProblem(`--kafka is for the embedded stack: ${stack === "docker" ? "docker has Redpanda" : "native brings its own"}.`);
  return {
    stack: kafka ? "embedded" : stack,
    help: values.help === true,
    quiet: values.quiet === true,
    kafka,
    mooseFlags: mooseFlags.map((name) => `--${name}`),
  };
}

const stacks = /** @type {const} */ (["auto", "docker", "native", "embedded"]);

const options = /** @type {const} */ ({
  stack: { type: "string", default: "auto" },
  quiet: { type: "boolean" },
  kafka: { type: "boolean" },
  "yes-all": { type: "boolean" },
  "yes-destructive": { type: "boolean" },
  "yes-rename": { type: "boolean" },
  help: { type: "boolean", short: "h" },
});

export const devHelp = `Usage: npm run dev -- [options]

Installs what is missing, starts the stack, and stops all of it on Ctrl-C.

  --stack auto       docker if a Docker engine responds, else embedded (default)
  --stack docker     moose dev: each service in a container
  --stack native     moose dev --dockerless: Moose downloads ClickHouse and Temporal into ~/.moose
  --stack embedded   moose dev --dockerless with chDB and a locally built Temporal; needs package registries only
  --kafka            embedded with Apache Kafka, which keeps its messages on disk, in place of the one in Moose's memory; needs Java 11 or newer, and
                     Maven the first time
  --quiet            write Moose's output only to .embedded/logs/moose.log
  --yes-rename, --yes-destructive, --yes-all
                     passed to moose dev, which otherwise refuses to rename columns or drop data
  --help, -h

Ports come from moose.config.toml, and MOOSE_* environment variables override them (MOOSE_HTTP_SERVER_CONFIG__PORT=4010).`;
