/** What the compose template inside moose-cli 0.6.533 defines when streaming, tables and workflows are on. */
export const mooseCompose = {
  services: [
    "redis",
    "redpanda",
    "clickhouse-keeper",
    "clickhousedb",
    "postgresql",
    "temporal",
    "temporal-admin-tools",
    "temporal-ui",
  ] as readonly string[],
  networks: ["temporal-network", "clickhouse-network"] as readonly string[],
  /** Its services' ports, and those of Moose itself. */
  ports: [6379, 19092, 18123, 9000, 5432, 7233, 8080, 4000, 4001, 5001] as readonly number[],
};
