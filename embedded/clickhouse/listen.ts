import type { Server } from "node:http";
import { StartError } from "./start-error";

/** Binds a server to every host. Throws a StartError that names a port already in use. */
export async function listen(servers: readonly Server[], hosts: readonly string[], port: number): Promise<void> {
  for (const [index, server] of servers.entries()) {
    const host = hosts[index] ?? "127.0.0.1";
    await new Promise<void>((resolve, reject) => {
      server.once("error", (cause: NodeJS.ErrnoException) => {
        const reason =
          cause.code === "EADDRINUSE"
            ? `port ${port} on ${host} is already in use: stop what listens there, or choose another http_port`
            : `cannot listen on ${host}:${port}: ${cause.message}`;
        reject(new StartError(reason, { cause }));
      });
      server.listen(port, host, resolve);
    });
  }
}
