import { existsSync, readFileSync } from "node:fs";
import { parseEnv } from "node:util";

/** Adds the variables of an env file to `env`, but for those that it has already. A file that is not there adds nothing. `moose dev` reads the same file. */
export function loadLocalSettings(file: string, env: Record<string, string | undefined>): void {
  if (!existsSync(file)) return;
  for (const [name, value] of Object.entries(parseEnv(readFileSync(file, "utf8")))) env[name] ??= value;
}
