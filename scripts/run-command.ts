import { resolve } from "node:path";
import { loadLocalSettings } from "./load-local-settings";

/**
 * Runs a command with the settings of `.env.local`. What `main` returns is the exit code. An error is a line on stderr and exit code 1, or 2 when the
 * command was wrong, which is said by RangeError and by the TypeError of `parseArgs`.
 */
export function runCommand(main: () => Promise<number>): void {
  loadLocalSettings(resolve(__dirname, "../.env.local"), process.env);
  main().then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = error instanceof RangeError || error instanceof TypeError ? 2 : 1;
    },
  );
}
