import { createConnection } from "node:net";
import { HealthHistory } from "../../domain/health/health-history";

/** Not in the history of `watchHealth`: nobody would look at a store again until components are asked for the next time, and /status would call it ill meanwhile. */
const history = new HealthHistory();

/** Whether each object store of one's own takes a connection, asked just now. What a bucket holds, and whether it lets anybody in, is for the test of a connection. */
export async function checkStores(hosts: readonly string[]): Promise<HealthHistory> {
  await Promise.all(
    hosts.map(async (host) => {
      const takes = await connects(host);
      const at = new Date().toISOString();
      history.observe(
        `object-store ${host}`,
        takes ? "healthy" : "unhealthy",
        takes ? "takes connections" : "takes no connection within 2 s",
        at,
      );
    }),
  );
  return history;
}

/** Whether `host:port` takes a connection within two seconds. */
export function connects(host: string): Promise<boolean> {
  const [, name = host, port = "443"] = /^\[?([^\]]+?)\]?(?::(\d+))?$/.exec(host) ?? [];
  return new Promise((resolve) => {
    const socket = createConnection({ host: name, port: Number(port) });
    const end = (answer: boolean): void => {
      clearTimeout(deadline);
      socket.destroy();
      resolve(answer);
    };
    const deadline = setTimeout(() => {
      end(false);
    }, 2000);
    socket.once("connect", () => {
      end(true);
    });
    socket.once("error", () => {
      end(false);
    });
  });
}
