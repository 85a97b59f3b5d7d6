import { createServer } from "node:net";
import { UserProblem } from "../user-problem.mjs";
import { findPortHolder } from "./find-port-holder.js";
import type { PlannedPort } from "./plan-ports.js";

/**
 * Refuses to start while a port is in use, and names the process when it is known.
 * @throws {UserProblem} naming all taken ports, in one line
 */
export async function checkPorts(ports: readonly PlannedPort[]): Promise<void> {
  const taken = await findTakenPorts(ports.map(({ port }) => port));
  if (taken.length === 0) return;
  const byHolder = new Map<string, PlannedPort[]>();
  for (const planned of ports.filter(({ port }) => taken.includes(port))) {
    const holder = byWhom(planned.port);
    byHolder.set(holder, [...(byHolder.get(holder) ?? []), planned]);
  }
  throw new UserProblem(
    `Cannot start: ${[...byHolder].map(([holder, held]) => describe(held, holder)).join("; ")}. Stop what holds it, or move it.`,
  );
}

/** One port with the variable that moves it; several, as another stack holds them, without: they are better stopped than moved. */
function describe(held: readonly PlannedPort[], holder: string): string {
  const [only] = held;
  if (only !== undefined && held.length === 1)
    return `port ${only.port} for ${only.service} is taken${holder}; set ${settingOf(only.variable)} to use another`;
  return `ports ${held.map(({ port, service }) => `${port} (${service})`).join(", ")} are taken${holder}`;
}

/** Some ports are set by two variables, in words. */
function settingOf(variable: string): string {
  return /^\w+$/.test(variable) ? `${variable}=<port>` : variable;
}

/** The ports that are in use, on either loopback address: Node may resolve localhost to either. */
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
