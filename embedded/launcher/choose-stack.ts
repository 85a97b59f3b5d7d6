import { spawnSync } from "node:child_process";
import { UserProblem } from "../user-problem.mjs";
import type { StackChoice } from "../dev-arguments.mjs";
import type { Stack } from "./plan-ports.js";

/**
 * The stack to start. `auto` takes Docker when an engine responds and Compose is installed, as Moose users expect.
 * @throws {UserProblem} Docker was asked for and does not answer
 */
export function chooseStack(choice: StackChoice, environment: NodeJS.ProcessEnv = process.env): Stack {
  if (choice === "embedded" || choice === "native") return choice;
  // The variable by which Moose itself is told to use finch or nerdctl.
  const cli = environment["MOOSE_DEV__CONTAINER_CLI_PATH"] ?? "docker";
  const lacking = dockerLacks(cli, environment);
  if (lacking === undefined) return "docker";
  if (choice === "docker") throw new UserProblem(`--stack docker: ${lacking}, or use --stack embedded.`);
  return "embedded";
}

function dockerLacks(cli: string, environment: NodeJS.ProcessEnv): string | undefined {
  if (!answers(cli, ["info"], environment)) return `"${cli} info" gets no answer: start Docker`;
  if (!answers(cli, ["compose", "version"], environment)) return `"${cli} compose" is missing: install the Compose plugin`;
  return undefined;
}

/** An engine that hangs counts as absent. */
function answers(cli: string, args: readonly string[], env: NodeJS.ProcessEnv): boolean {
  return spawnSync(cli, args, { stdio: "ignore", timeout: 5_000, killSignal: "SIGKILL", env }).status === 0;
}
