import { setTimeout as sleep } from "node:timers/promises";
import { clusterEnvironment } from "../../app/runtime/config/cluster-settings";
import type { MooseConfig } from "../../embedded/launcher/read-moose-config.js";
import { startHeartbeat } from "../../embedded/set-up/heartbeat.mjs";
import { type Check, isFit } from "./check";
import { checkClickHouse } from "./check-clickhouse";
import { checkMachine } from "./check-machine";
import { checkServices } from "./check-services";
import { checkSettings } from "./check-settings";

export interface Production {
  readonly root: string;
  /** With the .env files below it. */
  readonly env: NodeJS.ProcessEnv;
  readonly config: MooseConfig;
  readonly createDatabase: boolean;
}

/** Everything that has to be right before Moose is started, each looked at once, and all of it whatever is wrong first. */
async function checkProduction({ root, env, config, createDatabase }: Production): Promise<readonly Check[]> {
  // What cannot be a name is said by checkSettings.
  const cluster = clusterEnvironment.safeParse(env).data?.AZURE_BILLING_CLICKHOUSE_CLUSTER;
  const checks = await Promise.all([checkMachine(root, config), checkClickHouse(config, createDatabase, cluster), checkServices(config)]);
  return [...checkSettings(env, config), ...checks.flat()];
}

/**
 * The same, again and again while all that is wrong is services that do not answer, for up to `waitMs`. Says at once, and then every 15 s, which they are.
 * Returns the last checks; null when `stop` came first.
 */
export async function awaitProduction(production: Production, waitMs: number, stop: AbortSignal): Promise<readonly Check[] | null> {
  const deadline = Date.now() + waitMs;
  let checks = await checkProduction(production);
  if (!waits(checks) || Date.now() >= deadline) return checks;
  const away = (): string =>
    checks
      .filter(({ state }) => state === "away")
      .map(({ name, detail }) => `${name}, which ${detail}`)
      .join("; ");
  console.log(`Waiting up to ${waitMs / 1000} s for ${away()}`);
  const endHeartbeat = startHeartbeat(() => `waiting for ${away()}`);
  try {
    while (waits(checks) && Date.now() < deadline) {
      if (!(await sleep(lookEveryMs, true, { signal: stop }).catch(() => false))) return null;
      checks = await checkProduction(production);
    }
    return checks;
  } finally {
    endHeartbeat();
  }
}

/** Whether time alone may mend it. */
function waits(checks: readonly Check[]): boolean {
  return !isFit(checks) && checks.every(({ state }) => state !== "problem");
}

const lookEveryMs = 1000;
