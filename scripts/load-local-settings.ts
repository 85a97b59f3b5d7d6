import { existsSync, readFileSync } from "node:fs";
import { parseEnv } from "node:util";

/** Adds the variables of an env file to `env`, except those that are set already. A missing file adds nothing. `moose dev` reads the same file. */
export function loadLocalSettings(file: string, env: Record<string, string | undefined>): void {
  if (!existsSync(file)) return;
  for (const [name, value] of Object.entries(parseEnv(readFileSync(file, "utf8")))) env[name] ??= value;
}
