import { z } from "zod";
import { SettingsError } from "./settings-error";

/** docs/configuration.md is made of the descriptions. */
export const clusterEnvironment = z.object({
  AZURE_BILLING_CLICKHOUSE_CLUSTER: z
    .string()
    .regex(/^[A-Za-z_][\w-]{0,62}$/, "must be the name of a cluster in ClickHouse's remote_servers: letters, digits, - and _")
    .optional()
    .describe(
      "Name of the ClickHouse cluster whose replicas hold the tables ([replicas](operate.md#clickhouse-with-replicas)); for `npm start` and a new database only. Not set: one server",
    ),
});

/**
 * The cluster of replicas that holds the tables; undefined: one server.
 * @throws {SettingsError} it cannot be a name
 */
export function readCluster(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const given = env["AZURE_BILLING_CLICKHOUSE_CLUSTER"];
  const reading = clusterEnvironment.safeParse({ AZURE_BILLING_CLICKHOUSE_CLUSTER: given === "" ? undefined : given });
  if (!reading.success) throw new SettingsError(reading.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`));
  return reading.data.AZURE_BILLING_CLICKHOUSE_CLUSTER;
}

/** The cluster in this process's environment. */
export function processCluster(): string | undefined {
  return readCluster(process.env);
}
