import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseXml } from "./parse-xml";
import type { XmlElement } from "./parse-xml";
import { StartError } from "./start-error";

/** What the server takes from `config.xml`; the engine reads the same file itself for what concerns it (macros, caches, limits). */
export interface ServerConfig {
  readonly file: string;
  readonly httpPort: number;
  readonly listenHosts: readonly string[];
  readonly dataDirectory: string;
  readonly usersFile: string;
}

/** Reads the configuration that Moose writes. Throws a StartError naming the file and what is missing in it. */
export function readServerConfig(path: string): ServerConfig {
  const file = resolve(path);
  const root = readRoot(file);
  const textOf = (name: string): string | undefined => {
    const text = root.children.find((child) => child.name === name)?.text.trim();
    return text === "" ? undefined : text;
  };
  const dataDirectory = textOf("path");
  const httpPort = Number(textOf("http_port"));
  const usersFile = textOf("users_config") ?? usersFileOfDirectories(root);
  if (!Number.isInteger(httpPort) || httpPort < 1 || httpPort > 65_535) throw new StartError(`${file} has no valid <http_port>`);
  if (dataDirectory === undefined) throw new StartError(`${file} has no <path>, the directory to keep data in`);
  if (usersFile === undefined) throw new StartError(`${file} has no <users_config>`);
  const hosts = root.children.filter((child) => child.name === "listen_host").map((child) => child.text.trim());
  return {
    file,
    httpPort,
    listenHosts: hosts.length > 0 ? hosts : ["127.0.0.1"],
    dataDirectory: resolve(dataDirectory),
    usersFile: resolve(dirname(file), usersFile),
  };
}

function readRoot(file: string): XmlElement {
  try {
    return parseXml(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new StartError(`cannot read configuration ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function usersFileOfDirectories(root: XmlElement): string | undefined {
  const directories = root.children.find((child) => child.name === "user_directories");
  const usersXml = directories?.children.find((child) => child.name === "users_xml");
  return usersXml?.children.find((child) => child.name === "path")?.text.trim();
}
