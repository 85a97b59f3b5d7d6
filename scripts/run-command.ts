import { resolve } from "node:path";
import { loadLocalSettings } from "./load-local-settings";

/**
 * Runs a command with the settings of `.env.local`. What `main` returns is the exit code. An error is a line on stderr and exit code 1, or 2 when the
 * command was wrong, which is said by RangeError and by the TypeError of `parseArgs`. A stack that is not there is named, with how to start it.
 */
export function runCommand(main: () => Promise<number>): void {
  loadLocalSettings(resolve(__dirname, "../.env.local"), process.env);
  main().then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      const said = error instanceof Error ? error.message : String(error);
      const isAbsent = error instanceof Error && "code" in error && error.code === "ECONNREFUSED";
      process.stderr.write(`${said}${isAbsent ? ": is the stack running? npm run dev starts it" : ""}\n`);
      process.exitCode = error instanceof RangeError || error instanceof TypeError ? 2 : 1;
    },
  );
}
