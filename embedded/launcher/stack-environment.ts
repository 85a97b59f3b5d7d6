import { join } from "node:path";
import { mooseEnvironment } from "./moose-environment.js";
import type { Stack } from "./plan-ports.js";
import { stackVariable } from "./stack-processes.js";

/** The environment of the CLI, and through it of every service and function. Product telemetry is off in every stack. */
export function stackEnvironment(root: string, stack: Stack, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...mooseEnvironment(root, environment),
    MOOSE_TELEMETRY__ENABLED: "false",
    [stackVariable]: root,
    // The CLI finds its executables through HOME; the user's own ~/.moose stays untouched.
    ...(stack === "embedded" ? { HOME: embeddedHome(root) } : {}),
  };
}

/** The home directory that the CLI sees in the embedded stack. */
export function embeddedHome(root: string): string {
  return join(root, ".embedded/home");
}
