import { readFileSync } from "node:fs";

/**
 * The marker text for one slot, as it lies in the CLI binary: the digest after the name of the service's directory. Neighbouring
 * text can touch it, so the last 64 digits of the run are taken; that holds for Linux x64, where the result is tested.
 */
export function findMarker(binary: string, service: "clickhouse" | "temporal"): string | undefined {
  const bytes = readFileSync(binary);
  for (let at = bytes.indexOf(`native_infra/${service}`); at !== -1; at = bytes.indexOf(`native_infra/${service}`, at + 1)) {
    const run = /[0-9a-f]{64,}/.exec(bytes.toString("latin1", at, at + searched))?.[0];
    if (run !== undefined) return run.slice(-64);
  }
  return undefined;
}

const searched = 1000;
