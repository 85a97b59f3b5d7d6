import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { registerTsx } from "./register-tsx.mjs";
import { UserProblem } from "./user-problem.mjs";

/** `npm run moose -- …`: the Moose CLI, pointed at the stack of this clone. */
async function main() {
  await registerTsx();
  const { runMoose } = await import("./launcher/run-moose.js");
  return runMoose(dirname(dirname(fileURLToPath(import.meta.url))), process.argv.slice(2));
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof UserProblem)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
