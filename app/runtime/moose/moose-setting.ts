import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * A setting of Moose, as its CLI reads it: the environment over moose.config.toml in the working directory. Moose tells its API workers none of them.
 */
export function mooseSetting(setting: MooseSetting): string {
  const [section = "", name = ""] = setting.split(".");
  const file = join(process.cwd(), "moose.config.toml");
  const lines = new RegExp(`^\\[${section}\\]$([^[]*)`, "m").exec(existsSync(file) ? readFileSync(file, "utf8") : "")?.[1] ?? "";
  const configured = new RegExp(`^${name}\\s*=\\s*"?([^"\\s#]+)`, "m").exec(lines)?.[1];
  return process.env[`MOOSE_${section.toUpperCase()}__${name.toUpperCase()}`] ?? configured ?? defaults[setting];
}

/** Moose's own. */
const defaults = {
  "http_server_config.host": "localhost",
  "http_server_config.port": "4000",
  "http_server_config.management_port": "5001",
  "redpanda_config.broker": "localhost:19092",
  "redis_config.url": "redis://127.0.0.1:6379",
  "temporal_config.temporal_host": "localhost",
  "temporal_config.temporal_port": "7233",
  "temporal_config.namespace": "default",
  "features.streaming_engine": "true",
  "features.workflows": "false",
} as const;

type MooseSetting = keyof typeof defaults;

/** The settings of Moose that the project asks for, and what they mean. None of them is a secret, but for a password in the address of Redis. */
export const mooseSettings: readonly { readonly name: MooseSetting; readonly meaning: string }[] = [
  { name: "http_server_config.host", meaning: "The address that Moose listens on" },
  { name: "http_server_config.port", meaning: "The port of ingest and APIs" },
  { name: "http_server_config.management_port", meaning: "The port of Moose's own management" },
  { name: "redpanda_config.broker", meaning: "Brokers of Kafka or Redpanda" },
  { name: "redis_config.url", meaning: "The address of Redis" },
  { name: "temporal_config.temporal_host", meaning: "The host of Temporal" },
  { name: "temporal_config.temporal_port", meaning: "The port of Temporal" },
  { name: "temporal_config.namespace", meaning: "The namespace in Temporal" },
  { name: "features.streaming_engine", meaning: "Whether posted records go through Kafka" },
  { name: "features.workflows", meaning: "Whether workflows run" },
];
