import { getClickhouseClient } from "@514labs/moose-lib";

/** Moose's own client, as app/ gets it, of a server of the tests. */
export function connectMooseClient(port: number, database = "billing"): ReturnType<typeof getClickhouseClient> {
  return getClickhouseClient({
    username: "panda",
    password: "pandapass",
    database,
    useSSL: "false",
    host: "127.0.0.1",
    port: String(port),
  });
}
