import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { devHelp, parseDevArguments } from "./dev-arguments.mjs";
import { registerTsx } from "./register-tsx.mjs";
import { setUp } from "./set-up.mjs";
import { findExecutable } from "./set-up/find-executable.mjs";
import { UserProblem } from "./user-problem.mjs";

/**
 * `npm run dev`. One process from set-up to the last line: a shell or a wrapper in between would swallow the signal that has to stop
 * the stack. The launcher is TypeScript and can only be imported once set-up has installed tsx.
 */
async function main() {
  const options = parseDevArguments(process.argv.slice(2));
  if (options.help) {
    console.log(devHelp);
    return;
  }
  const root = dirname(dirname(fileURLToPath(import.meta.url)));
  const built = await setUp(root, { builds: startsEmbedded(options.stack), temporal: !withoutWorkflows(root) });
  await registerTsx();
  const { launch } = await import("./launcher/launch.js");
  await launch(root, options, built);
}

/**
 * As far as it can be said before the packages are there: `auto` may find Docker.
 * @param {import("./dev-arguments.mjs").StackChoice} stack
 */
function startsEmbedded(stack) {
  return stack === "embedded" || (stack === "auto" && findExecutable(["docker"]) === undefined);
}

/** @param {string} root */
function withoutWorkflows(root) {
  const file = join(root, "moose.config.toml");
  return existsSync(file) && /^\s*workflows\s*=\s*false/m.test(readFileSync(file, "utf8"));
}

try {
  await main();
} catch (error) {
  if (!(error instanceof UserProblem)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
