import type { ClickHouseClient } from "@clickhouse/client";
import { inject } from "vitest";
import { ServerProcess } from "../clickhouse/server-process";
import { connectClickhouse } from "./connect-clickhouse";

/** An engine of the test's own with all tables in the database `billing`, and a client of it. */
export interface Billing {
  readonly server: ServerProcess;
  readonly client: ClickHouseClient;
  readonly stop: () => Promise<void>;
}

export async function startBilling(): Promise<Billing> {
  const server = await startBillingServer();
  const client = connectClickhouse(server.port);
  const stop = async (): Promise<void> => {
    await client.close();
    await server.dispose();
  };
  return { server, client, stop };
}

/** The same without a client. */
export function startBillingServer(): Promise<ServerProcess> {
  return ServerProcess.start(inject("tablesDirectory"));
}
