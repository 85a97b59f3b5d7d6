import { join, resolve } from "node:path";
import { type MooseClient, mooseClient } from "../app/runtime/moose-client";
import { readDevLock } from "../embedded/launcher/dev-lock.js";

/** The ClickHouse of the stack that `npm run dev` started in this clone, else of moose.config.toml and the environment. The caller closes it. */
export function openStackClient(): Promise<MooseClient> {
  const lock = readDevLock(join(resolve(__dirname, ".."), ".embedded/dev.lock"));
  for (const [name, value] of Object.entries(lock?.environment ?? {})) process.env[name] ??= value;
  // Moose's client announces itself on stdout, where the answers go.
  console.log = console.error;
  return mooseClient();
}
