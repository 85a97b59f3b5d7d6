import { readEnvFile } from "../embedded/launcher/env-file.js";

/**
 * Adds the variables of an env file to `env`, except those that are set already. A missing file adds nothing. `moose dev` reads the same file.
 * @throws {UserProblem} as `readEnvFile`
 */
export function loadLocalSettings(file: string, env: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(readEnvFile(file))) env[name] ??= value;
}
