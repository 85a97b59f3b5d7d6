import { readFileSync } from "node:fs";
import { z } from "zod";
import { SealingKeys } from "../sealing";
import { givenSettings } from "./given-settings";
import { SettingsError } from "./settings-error";

type Environment = Readonly<Record<string, string | undefined>>;

/** docs/configuration.md is made of the descriptions. */
export const sourceEnvironment = z.object({
  AZURE_BILLING_STORAGE_HOSTS: z
    .string()
    .regex(/^[\w.:[\]-]*(?:[\s,]+[\w.:[\]-]+)*$/, "must be host or host:port, separated by commas")
    .optional()
    .describe(
      "Hosts that sources may ask beside those of the clouds, also by http and at private addresses: object storage and endpoints of your own, and APIs of `http-template` that are not public. `minio.corp:9000,10.1.2.3`",
    ),
  AZURE_BILLING_STORAGE_FOLDERS: z
    .string()
    .regex(/^\s*\/[^,]*(?:,\s*\/[^,]*)*$/, "must be folders, each from / on, separated by commas")
    .optional()
    .describe(
      "Folders of this machine that sources may read, with all below them, beside `data` of the project. `/srv/exports,/mnt/bills`",
    ),
  AZURE_BILLING_SOURCE_PACKAGES: z
    .string()
    .regex(/^\s*(?:@[\w.-]+\/)?[\w.-]+(?:\s*,\s*(?:@[\w.-]+\/)?[\w.-]+)*\s*$/, "must be names of packages, separated by commas")
    .optional()
    .describe("Packages of npm, installed in the project, with sources beside the built-in ones. `@acme/billing-sources`"),
  AZURE_BILLING_SEALING_KEY: z
    .string()
    .regex(
      /^\s*[A-Za-z0-9+/]{43}=\s*(?:,\s*[A-Za-z0-9+/]{43}=\s*)*$/,
      "must be 32 bytes in base64, as `openssl rand -base64 32` writes them, or several such keys separated by commas",
    )
    .optional()
    .describe(
      "Seals secrets that are entered with a connection: 32 bytes in base64 (`openssl rand -base64 32`). Several, separated by commas: the first seals, all open",
    ),
});

/**
 * The secret that a connection's configuration names: the variable itself, or the file that `<name>_FILE` names, without the line's end. Null when there is
 * none. Only names that begin with `ABI_SECRET_`: a configuration must not reach for other variables of the process.
 */
export function readSecret(env: Environment, name: string): string | null {
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

/** Null without a key. */
function readSealingKeys(text: string | undefined): SealingKeys | null {
  const [first, ...others] = (text ?? "")
    .split(",")
    .map((key) => key.trim())
    .filter((key) => key !== "")
    .map((key) => Buffer.from(key, "base64"));
  return first === undefined ? null : new SealingKeys([first, ...others]);
}

/** What the environment says about sources. */
export interface SourceSettings {
  readonly allowedHosts: readonly string[];
  /** `data` of the project among them. */
  readonly allowedFolders: readonly string[];
  readonly sourcePackages: readonly string[];
  /** Null: there is none of this name. */
  readonly secret: (name: string) => string | null;
  /** Null: nothing can be sealed, and nothing opened. */
  readonly sealingKeys: SealingKeys | null;
}

/** What the environment of this process says about sources. Throws SettingsError. */
export function processSources(): SourceSettings {
  return readSourceSettings(process.env);
}

/** What an environment says about sources; a variable that is empty counts as not set. Throws SettingsError with a line for each invalid variable. */
export function readSourceSettings(env: Environment): SourceSettings {
  const reading = sourceEnvironment.safeParse(givenSettings(env));
  if (!reading.success) throw new SettingsError(reading.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`));
  const {
    AZURE_BILLING_STORAGE_HOSTS: hosts = "",
    AZURE_BILLING_STORAGE_FOLDERS: folders = "",
    AZURE_BILLING_SOURCE_PACKAGES: packages = "",
    AZURE_BILLING_SEALING_KEY: keys,
  } = reading.data;
  return {
    sourcePackages: packages
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
    allowedHosts: hosts.split(/[\s,]+/).filter((host) => host !== ""),
    allowedFolders: ["data", ...folders.split(",").map((folder) => folder.trim())].filter((folder) => folder !== ""),
    secret: (name) => readSecret(env, name),
    sealingKeys: readSealingKeys(keys),
  };
}
