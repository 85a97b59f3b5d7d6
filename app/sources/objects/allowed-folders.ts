import { realpath } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";
import { SourceError } from "../source-error";

/** Folders whose files may be read, with all below them; null: any, for a person at this machine who names files of their own. */
export type AllowedFolders = readonly string[] | null;

/**
 * Refuses a file or folder that is in none of the folders that may be read, wherever links lead: who configures a connection need not be one who may read this
 * machine's files.
 * @throws SourceError `config`, naming the path and the setting
 */
export async function checkFolder(path: string, allowed: AllowedFolders, setting = "AZURE_BILLING_STORAGE_FOLDERS"): Promise<void> {
  if (allowed === null) return;
  const real = await realPath(path);
  for (const folder of allowed) if (isWithin(real, await realPath(folder))) return;
  throw new SourceError("config", `${path} is in no folder that may be used: list its folder in ${setting}`);
}

/** Where a path leads; one that leads nowhere is what it says. */
function realPath(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}

function isWithin(path: string, folder: string): boolean {
  const below = relative(folder, path);
  return below !== ".." && !below.startsWith(`..${sep}`);
}
