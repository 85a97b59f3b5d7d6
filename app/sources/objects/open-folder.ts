import { createReadStream } from "node:fs";
import { mkdir, readdir, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import type { ObjectReader, ObjectWriter, StoredObject } from "../source";
import { SourceError } from "../source-error";
import { type AllowedFolders, checkFolder } from "./allowed-folders";

/**
 * The files under a folder, as objects: names with `/`, in their order. Dot files, links and what is not a file are left out. A folder that may not be read is
 * refused when it is asked for something.
 */
export function openFolder(root: string, allowed: AllowedFolders): ObjectReader {
  return {
    async *list(prefix, signal) {
      await checkFolder(root, allowed);
      const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
        throw new SourceError("not-found", `the folder ${root} cannot be read`, { cause: error });
      });
      const names = entries
        .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
        .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
        .filter((name) => name.startsWith(prefix))
        .sort();
      for (const name of names) {
        signal.throwIfAborted();
        yield { name, ...(await versionOf(root, name)) };
      }
    },
    async stat(name, signal) {
      signal.throwIfAborted();
      await checkFolder(pathOf(root, name), allowed);
      const found = await stat(pathOf(root, name)).catch(() => null);
      return found?.isFile() === true ? { name, ...(await versionOf(root, name)) } : null;
    },
    // The engine may be another machine, and reads no folder that is not its own.
    engineTable: () => null,
    async *read(object, signal, range) {
      await checkFolder(pathOf(root, object.name), allowed);
      await refuseOther(root, object);
      if (range !== undefined && range.from >= range.to) return;
      const stream = createReadStream(pathOf(root, object.name), {
        signal,
        ...(range === undefined ? {} : { start: range.from, end: range.to - 1 }),
      });
      for await (const chunk of stream) if (chunk instanceof Uint8Array) yield chunk;
      await refuseOther(root, object);
    },
  };
}

/** Stores files under a folder: each is there whole or not at all. `setting` is what an error names. */
export function openFolderWriter(root: string, allowed: AllowedFolders, setting: string): ObjectWriter {
  return {
    async put({ name, bytes }, signal) {
      signal.throwIfAborted();
      const path = pathOf(root, name);
      await checkFolder(root, allowed, setting);
      try {
        await mkdir(dirname(path), { recursive: true });
        // A link in the folder may lead out of it.
        await checkFolder(dirname(path), allowed, setting);
        await writeFile(`${path}.part`, bytes);
        await rename(`${path}.part`, path);
      } catch (error) {
        if (error instanceof SourceError) throw error;
        throw new SourceError("permission", `${name} cannot be written in ${root}`, { cause: error });
      }
    },
  };
}

async function refuseOther(root: string, { name, version }: StoredObject): Promise<void> {
  if ((await versionOf(root, name)).version !== version)
    throw new SourceError("changed", `${name} changed while it was being read; read it again`);
}

/** A name that leads out of the folder is none. */
function pathOf(root: string, name: string): string {
  if (name.split("/").includes("..")) throw new SourceError("not-found", `${name} is not in ${root}`);
  return join(root, name);
}

async function versionOf(root: string, name: string): Promise<{ readonly bytes: number; readonly version: string }> {
  try {
    const { size, mtimeMs, ino } = await stat(pathOf(root, name));
    return { bytes: size, version: `${size}-${mtimeMs}-${ino}` };
  } catch (error) {
    throw new SourceError("changed", `${name} was listed and no longer exists`, { cause: error });
  }
}
