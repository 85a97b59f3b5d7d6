import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

const compiled = ".moose/compiled";
const folder = ".embedded/compiled-for-tests";

/** Keeps what Moose compiled in `clone`, an unchanged copy of this project, for later copies: their compiler then looks only at what differs. */
export function keepCompiled(clone: string): void {
  const kept = keptCompile();
  if (existsSync(kept)) return;
  const draft = `${kept}-${process.pid}`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(clone, compiled), draft, { recursive: true });
  renameSync(draft, kept);
}

/** Gives a copy of this project what was kept. Returns whether there is something of the same sources. */
export function useKeptCompile(clone: string): boolean {
  const kept = keptCompile();
  if (!existsSync(kept)) return false;
  cpSync(kept, join(clone, compiled), { recursive: true });
  return true;
}

/** The folder is named by all that is compiled and by what compiles it. */
function keptCompile(): string {
  const hash = createHash("sha256");
  const sources = readdirSync("app", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  for (const file of ["tsconfig.json", "package-lock.json", ...sources.sort().map((name) => join("app", name))])
    hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  return join(folder, hash.digest("hex").slice(0, 32));
}
