import { createServer } from "node:net";
import { UserProblem } from "../user-problem.mjs";
import { findPortHolder } from "./find-port-holder.js";
import type { PlannedPort } from "./plan-ports.js";

/**
 * Refuses to start while a port is taken, and says by whom when the system tells.
 * @throws {UserProblem} naming all taken ports, in one line
 */
export async function checkPorts(ports: readonly PlannedPort[]): Promise<void> {
  const taken = await findTakenPorts(ports.map(({ port }) => port));
  if (taken.length === 0) return;
  const parts = ports
    .filter(({ port }) => taken.includes(port))
    .map(({ port, service, variable }) => `port ${port} for ${service} is taken${byWhom(port)}, ${variable} moves it`);
  throw new UserProblem(`Cannot start: ${parts.join("; ")}. Stop what holds it, or move it.`);
}

/** Those of `ports` on which nobody can listen now. Both loopbacks count: Node may resolve localhost to either. */
export async function findTakenPorts(ports: readonly number[]): Promise<readonly number[]> {
  const taken: number[] = [];
  for (const port of ports) {
    if ((await isTaken(port, "127.0.0.1")) || (await isTaken(port, "::1"))) taken.push(port);
  }
  return taken;
}

/** Any other failure than "in use" (no IPv6, say) is not a conflict. */
function isTaken(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      resolve(error.code === "EADDRINUSE");
    });
    server.listen({ port, host, exclusive: true }, () => {
      server.close(() => {
        resolve(false);
      });
    });
  });
}

function byWhom(port: number): string {
  const holder = findPortHolder(port);
  return holder === undefined ? "" : ` by process ${holder.pid} (${holder.command})`;
}
