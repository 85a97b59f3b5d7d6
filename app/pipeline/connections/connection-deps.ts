import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { MooseClient } from "../../runtime/clickhouse/moose-client";
import { processDeliveryPolicy, processSettings } from "../../runtime/config/process-settings";
import { processSources } from "../../runtime/config/read-source-settings";
import type { SealingKeys } from "../../runtime/sealing";
import { openSnapshotDatabase } from "../open-snapshot-database";
import { type OpenSource, openSource, type SourceChoices } from "../open-source";
import type { PipelineDeps } from "../pipeline-deps";
import type { SnapshotDatabase } from "../snapshot-database";
import { type CatalogSource, describedSources } from "../source-catalog";
import { secretsOf } from "./connection-secrets";
import type { KeptConnection } from "./connection-store";

/** What operations on connections take, whoever asks for them. */
export interface ConnectionDeps {
  readonly database: SnapshotDatabase;
  readonly catalog: readonly CatalogSource[];
  /** Null: nothing can be sealed here. */
  readonly sealingKeys: SealingKeys | null;
  /** Secrets of the environment. */
  readonly secret: SourceChoices["secret"];
  readonly now: () => Date;
  /** Eight hexadecimal digits of chance. */
  readonly randomId: () => string;
  /** How long a claim waits to see the claims that were written beside it. */
  readonly settle: () => Promise<void>;
  /** Who asks, as the history names them. */
  readonly by: string;
  /** Opens a connection to read from it. Throws SourceError `config`. */
  readonly open: (connection: KeptConnection) => Promise<OpenSource>;
}

export interface ConnectionChoices extends SourceChoices {
  readonly sealingKeys: SealingKeys | null;
  readonly by: string;
}

/** What the environment of this process says. Throws SettingsError. */
export function processChoices(by: string, report: (text: string) => void): ConnectionChoices {
  return { enrichment: processSettings(), ...processDeliveryPolicy(), ...processSources(), by, report };
}

/** The operations' surroundings over a ClickHouse client, which stays with its owner. `pipeline`: what a test puts in place of its clock and log. */
export function openConnections(
  client: MooseClient,
  choices: ConnectionChoices,
  { settleMs = 1000, ...pipeline }: Partial<Pick<PipelineDeps, "now" | "log">> & { readonly settleMs?: number } = {},
): ConnectionDeps {
  const { by, secret, sealingKeys } = choices;
  return {
    database: openSnapshotDatabase(client),
    catalog: describedSources(choices.sourcePackages),
    sealingKeys,
    secret,
    now: pipeline.now ?? (() => new Date()),
    randomId: () => randomBytes(4).toString("hex"),
    settle: () => sleep(settleMs),
    by,
    open: async (connection) => {
      const { id, source, config } = connection;
      const own = { ...choices, secret: secretsOf(connection, sealingKeys, secret) };
      const open = await openSource({ source, config }, own, client, id);
      return { ...open, deps: { ...open.deps, ...pipeline } };
    },
  };
}
