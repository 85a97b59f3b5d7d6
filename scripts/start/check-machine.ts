import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { findTakenPorts } from "../../embedded/launcher/check-ports.js";
import { findMoose } from "../../embedded/launcher/find-moose.js";
import { findPortHolder } from "../../embedded/launcher/find-port-holder.js";
import type { MooseConfig } from "../../embedded/launcher/read-moose-config.js";
import { builtDashboard } from "../../embedded/set-up/build-dashboard.mjs";
import { checkDirectory } from "../../embedded/set-up/check-directory.mjs";
import { UserProblem } from "../../embedded/user-problem.mjs";
import { type Check, found } from "./check";

/** What this machine must have: Moose's CLI, room and rights for what it compiles, the ports; and the dashboard, without which the rest works. */
export async function checkMachine(root: string, config: MooseConfig): Promise<readonly Check[]> {
  return [
    refusal("packages", "moose-cli is installed", "npm run setup", () => findMoose(root)),
    refusal("disk", `${join(root, ".moose")} takes files`, "room and write access", () => {
      checkDirectory(join(root, ".moose"), compiledBytes);
    }),
    ...checkHome(),
    ...(await checkPorts(config)),
    existsSync(join(root, builtDashboard))
      ? found("dashboard", "ok", "is built")
      : found("dashboard", "warning", "is not built, so that /ui answers 503", "npm run setup, where devDependencies are installed"),
  ];
}

/** Moose panics where it cannot keep its own log, after it has compiled. One line only where that is so. */
function checkHome(): readonly Check[] {
  const folder = join(homedir(), ".moose");
  return [
    refusal("disk", "", "HOME", () => {
      checkDirectory(folder, logBytes);
    }),
  ].filter(({ state }) => state !== "ok");
}

function refusal(name: "packages" | "disk", good: string, mend: string, check: () => unknown): Check {
  try {
    check();
    return found(name, "ok", good);
  } catch (error) {
    if (error instanceof UserProblem) return found(name, "problem", error.message.replace(/\.$/, ""), mend);
    throw error;
  }
}

async function checkPorts({ http_server_config: http }: MooseConfig): Promise<readonly Check[]> {
  const ports = [
    [http.port, "MOOSE_HTTP_SERVER_CONFIG__PORT"],
    [http.proxy_port, "MOOSE_HTTP_SERVER_CONFIG__PROXY_PORT"],
    [http.management_port, "MOOSE_HTTP_SERVER_CONFIG__MANAGEMENT_PORT"],
  ] as const;
  const taken = await findTakenPorts(ports.map(([port]) => port));
  if (taken.length === 0) return [found("ports", "ok", `${ports.map(([port]) => port).join(", ")} are free`)];
  return ports
    .filter(([port]) => taken.includes(port))
    .map(([port, variable]) => {
      const holder = findPortHolder(port);
      return found(
        "ports",
        "problem",
        `port ${port} is taken${holder === undefined ? "" : ` by process ${holder.pid} (${holder.command})`}`,
        variable,
      );
    });
}

/** Moose compiles the project as it starts, and writes its logs. */
const compiledBytes = 0.5e9;
const logBytes = 0.05e9;
