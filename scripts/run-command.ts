import { resolve } from "node:path";
import { loadLocalSettings } from "./load-local-settings";

/**
 * Runs a command with the settings of `.env.local`. What `main` returns is the exit code. An error is a line on stderr and exit code 1, or 2 when the
 * command was wrong, which is said by RangeError and by the TypeError of `parseArgs`. A stack that is not there, or has no tables yet, is named, with what to do.
 */
export function runCommand(main: () => Promise<number>): void {
  const run = async (): Promise<number> => {
    loadLocalSettings(resolve(__dirname, "../.env.local"), process.env);
    return main();
  };
  run().then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      const said = error instanceof Error ? error.message : String(error);
      process.stderr.write(`${explained(error, said)}\n`);
      process.exitCode = error instanceof RangeError || error instanceof TypeError ? 2 : 1;
    },
  );
}

/** `said`, with what to do where the stack or the command line is the reason. */
function explained(error: unknown, said: string): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  switch (code) {
    case "ECONNREFUSED":
      return `${said}: is the stack running? npm run dev starts it`;
    // ClickHouse knows no such table or database. What it says has the whole query.
    case "60":
    case "81":
      return `the tables are not there yet: wait until npm run dev says Ready, and run the command again (${said.slice(0, 100).trim()})`;
    case "ERR_PARSE_ARGS_UNKNOWN_OPTION":
      // Node goes on about arguments that begin with a minus.
      return `${said.replace(/\. To specify .*$/s, "")}; see --help`;
    case "ERR_PARSE_ARGS_INVALID_OPTION_VALUE":
    case "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL":
      return `${said}; see --help`;
    default:
      return said;
  }
}
