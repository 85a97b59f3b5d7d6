import { readFileSync } from "node:fs";
import { z } from "zod";
import { SettingsError } from "./settings-error";

type Environment = Readonly<Record<string, string | undefined>>;

/** docs/configuration.md is made of the descriptions. */
export const sourceEnvironment = z.object({
  AZURE_BILLING_STORAGE_HOSTS: z
    .string()
    .regex(/^[\w.:[\]-]*(?:[\s,]+[\w.:[\]-]+)*$/, "must be host or host:port, separated by commas")
    .optional()
    .describe(
      "Hosts of object storage that sources may ask beside those of Azure Blob and AWS S3, also at private addresses: `minio.corp:9000,10.1.2.3`",
    ),
});

/** Hosts of object storage that sources may ask beside those of Azure Blob and AWS S3, also at private addresses. Throws SettingsError. */
function readAllowedHosts(env: Environment): readonly string[] {
  const reading = sourceEnvironment.safeParse(env);
  if (!reading.success) throw new SettingsError(reading.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`));
  return (reading.data.AZURE_BILLING_STORAGE_HOSTS ?? "").split(/[\s,]+/).filter((host) => host !== "");
}

/**
 * The secret that a connection's configuration names: the variable itself, or the file that `<name>_FILE` names, without the line's end. Null when there is
 * none. Only names that begin with `ABI_SECRET_`: a configuration must not reach for other variables of the process.
 */
function readSecret(env: Environment, name: string): string | null {
  if (!/^ABI_SECRET_\w+$/.test(name)) return null;
  const value = env[name];
  if (value !== undefined && value !== "") return value;
  const file = env[`${name}_FILE`];
  if (file === undefined || file === "") return null;
  try {
    return readFileSync(file, "utf8").replace(/\r?\n$/, "");
  } catch {
    return null;
  }
}

/** What the environment of this process says about sources. Throws SettingsError. */
export function processSources(): { readonly allowedHosts: readonly string[]; readonly secret: (name: string) => string | null } {
  return { allowedHosts: readAllowedHosts(process.env), secret: (name) => readSecret(process.env, name) };
}
