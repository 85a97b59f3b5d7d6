import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";

/**
 * The first file that has the same bytes as an earlier one, which would count twice; null when there is none. Only files of one size are read for it, and
 * what cannot be read is left to whoever reads it.
 */
export async function findRepeatedFile(paths: readonly string[]): Promise<{ readonly path: string; readonly of: string } | null> {
  const bySize = new Map<number, string[]>();
  for (const path of paths) {
    const size = await stat(path).then(
      (found) => (found.isFile() ? found.size : null),
      () => null,
    );
    if (size !== null) bySize.set(size, [...(bySize.get(size) ?? []), path]);
  }
  for (const same of bySize.values()) {
    if (same.length < 2) continue;
    const byHash = new Map<string, string>();
    for (const path of same) {
      const hash = createHash("sha256");
      await pipeline(createReadStream(path), hash);
      const digest = hash.digest("hex");
      const earlier = byHash.get(digest);
      if (earlier !== undefined) return { path, of: earlier };
      byHash.set(digest, path);
    }
  }
  return null;
}
