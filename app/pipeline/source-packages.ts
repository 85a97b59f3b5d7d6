import { createRequire } from "node:module";
import { join } from "node:path";
import { z } from "zod";
import type { FocusFileReading, FocusFileReport } from "../sources/files/read-focus-file";
import type { Source } from "../sources/source";
import { SourceError } from "../sources/source-error";

/** What sources take of this process. */
export interface SourceParts extends FocusFileReading {
  /** Hears what each file of a folder of FOCUS was. */
  readonly onFile: (report: FocusFileReport) => void;
}

/**
 * The sources of packages that are installed in the project, as AZURE_BILLING_SOURCE_PACKAGES names them. A package exports `sources`: what makes its sources of
 * what this process has and of its `z` of zod, since forms are made of schemas of that; each as the contract in `app/sources/source.ts` says. Code is loaded from `node_modules` and never fetched.
 * @throws SourceError `config` a package that is not there, or exports something else; it names the setting
 */
export function packageSources(packages: readonly string[], parts: SourceParts): readonly Source<unknown, unknown>[] {
  const require = createRequire(join(process.cwd(), "package.json"));
  return packages.flatMap((name) => {
    const refuse = (reason: string, cause?: unknown): SourceError =>
      new SourceError("config", `AZURE_BILLING_SOURCE_PACKAGES names ${JSON.stringify(name)}, which ${reason}`, { cause });
    let loaded: unknown;
    try {
      loaded = require(name);
    } catch (error) {
      throw refuse(`cannot be loaded: ${(error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? ""}`, error);
    }
    const exported = packageExports.safeParse(loaded);
    if (!exported.success) throw refuse("exports no function sources");
    const made: unknown = exported.data.sources({ ...parts, z });
    if (!Array.isArray(made) || !made.every(isSource)) throw refuse("makes something that is no list of sources: see docs/sources.md");
    return made;
  });
}

const packageExports = z.object({ sources: z.function().args(z.unknown()).returns(z.unknown()) }).passthrough();

const functions = z.function();
const sourceShape = z
  .object({
    spec: z
      .object({
        id: z.string().regex(/^[a-z][a-z0-9-]{1,62}$/),
        title: z.string().min(1),
        version: z.string().min(1),
        yields: functions,
        config: z.object({ safeParse: functions }).passthrough(),
        withoutEffect: z.array(z.string()),
        cursor: z.object({ safeParse: functions }).passthrough(),
      })
      .passthrough(),
    check: functions,
    discover: functions,
    read: functions,
    controlTotals: functions.optional(),
  })
  .passthrough();

function isSource(value: unknown): value is Source<unknown, unknown> {
  return sourceShape.safeParse(value).success;
}
