import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

type Setting = "host" | "port" | "management_port";

/**
 * A setting of Moose's own server, as its CLI reads it: the environment over moose.config.toml in the working directory. Moose tells its API workers
 * none of them.
 */
export function mooseHttpServer(setting: Setting): string {
  const file = join(process.cwd(), "moose.config.toml");
  const section = /^\[http_server_config\]$([^[]*)/m.exec(existsSync(file) ? readFileSync(file, "utf8") : "")?.[1] ?? "";
  const configured = new RegExp(`^${setting}\\s*=\\s*"?([\\w.:-]+)`, "m").exec(section)?.[1];
  return process.env[`MOOSE_HTTP_SERVER_CONFIG__${setting.toUpperCase()}`] ?? configured ?? defaults[setting];
}

const defaults: Readonly<Record<Setting, string>> = { host: "localhost", port: "4000", management_port: "5001" };
