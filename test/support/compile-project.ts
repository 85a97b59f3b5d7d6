import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { withoutLineage } from "../../embedded/launcher/without-lineage";
import { makeClone } from "../e2e/make-clone";
import { keepCompiled, useKeptCompile } from "./kept-compile";

/**
 * A copy of this clone, compiled, with the infrastructure that `moose check` reads from it in `.moose/infrastructure_map.json`. A copy, because compiling this
 * folder ends the hot reload of an `npm run dev` in it.
 */
export function compileProject(change?: (directory: string) => void): { readonly directory: string; readonly remove: () => void } {
  const directory = makeClone();
  const remove = (): void => {
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    if (!useKeptCompile(directory)) {
      checkProject(directory);
      keepCompiled(directory);
      if (change === undefined) return { directory, remove };
    }
    change?.(directory);
    checkProject(directory);
    return { directory, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Compiles the copy in `directory` with `variables`, again when it was compiled. */
export function checkProject(directory: string, variables: NodeJS.ProcessEnv = {}): void {
  execFileSync("npx", ["--no-install", "moose", "check", "--write-infra-map"], {
    cwd: directory,
    env: {
      ...withoutLineage(directory, process.env),
      NODE_ENV: "development",
      HOME: join(directory, ".home"),
      MOOSE_TELEMETRY__ENABLED: "false",
      MOOSE_DISABLE_COMPILER_LOGS: "1",
      ...variables,
    },
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
  });
}
