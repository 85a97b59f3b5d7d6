import { parseArgs } from "node:util";
import { UserProblem } from "../../embedded/user-problem.mjs";

export interface StartArguments {
  readonly help: boolean;
  /** Only check, and start nothing. */
  readonly check: boolean;
  readonly json: boolean;
  readonly createDatabase: boolean;
  /** How long services that do not answer are waited for. */
  readonly waitMs: number;
}

/**
 * Reads the arguments after `npm start --`.
 * @throws {UserProblem} an unknown or unusable one, with what is allowed
 */
export function parseStartArguments(argv: readonly string[]): StartArguments {
  let values;
  try {
    ({ values } = parseArgs({ args: [...argv], options, allowPositionals: false }));
  } catch {
    const allowed = Object.keys(options).map((name) => `--${name}`);
    throw new UserProblem(`Unknown or incomplete argument in "${argv.join(" ")}": allowed are ${allowed.join(", ")}.`);
  }
  const { check = false, json = false, help = false, wait } = values;
  const seconds = wait ?? (check ? "0" : "120");
  if (!/^\d{1,5}$/.test(seconds)) throw new UserProblem(`--wait is "${seconds}": it must be whole seconds, such as 300.`);
  if (json && !check) throw new UserProblem("--json is for --check only.");
  return { help, check, json, createDatabase: values["create-database"] ?? false, waitMs: Number(seconds) * 1000 };
}

const options = {
  check: { type: "boolean" },
  json: { type: "boolean" },
  "create-database": { type: "boolean" },
  wait: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

export const startHelp = `Usage: npm start -- [options]

Checks settings and services, and runs moose prod. Ends all of it on SIGTERM or Ctrl-C.

  --check            only check: exit code 0 when it could start, else 1
  --json             with --check: one JSON document instead of lines
  --create-database  create the database of clickhouse_config.db_name when it is missing, with --check too
  --wait SECONDS     how long to wait for services that do not answer (default 120; with --check 0)
  --help, -h

Settings come from the environment, .env.local, .env.prod and .env, in this order of precedence, and those of Moose from moose.config.toml too.`;
