import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { ObjectReader, StoredObject } from "../source";
import { SourceError } from "../source-error";

/** The files under a folder, as objects: names with `/`, in their order. Dot files and what is no file are left out. */
export function openFolder(root: string): ObjectReader {
  return {
    async *list(prefix, signal) {
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
    async *read(object, signal) {
      await refuseOther(root, object);
      const stream = createReadStream(join(root, object.name), { signal });
      for await (const chunk of stream) if (chunk instanceof Uint8Array) yield chunk;
      await refuseOther(root, object);
    },
  };
}

async function refuseOther(root: string, { name, version }: StoredObject): Promise<void> {
  if ((await versionOf(root, name)).version !== version)
    throw new SourceError("changed", `${name} changed while it was being read; read it again`);
}

async function versionOf(root: string, name: string): Promise<{ readonly bytes: number; readonly version: string }> {
  try {
    const { size, mtimeMs, ino } = await stat(join(root, name));
    return { bytes: size, version: `${size}-${mtimeMs}-${ino}` };
  } catch (error) {
    throw new SourceError("changed", `${name} was listed and is gone`, { cause: error });
  }
}
