import { randomBytes } from "node:crypto";
import { z } from "zod";
import { createEnrichmentContext, defaultTaxRate } from "../domain/charge/enrichment-context";
import { activeRecordSets } from "../domain/snapshot/active-record-sets";
import { isOpenPeriod } from "../domain/snapshot/plan-months";
import { compileApplicationTags } from "../domain/resource-tracking/compile-application-tags";
import { loadApplicationTags } from "../runtime/moose/follow-application-tags";
import { logEvent } from "../runtime/observability/log-event";
import type { MooseClient } from "../runtime/clickhouse/moose-client";
import type { DeliveryPolicy } from "../runtime/config/extraction-settings";
import type { Settings } from "../runtime/config/read-settings";
import { sha256Hex } from "../runtime/sha256-hex";
import { type Connection, versionOfDelivery } from "../sources/connection";
import type { AllowedFolders } from "../sources/objects/allowed-folders";
import { SecretText } from "../sources/secret-text";
import { type Delivery, isRecordKind, type SourceContext } from "../sources/source";
import { SourceError } from "../sources/source-error";
import { defaultBlockLimits } from "./blocks";
import { openParquetEngine } from "./open-parquet-engine";
import { openSnapshotDatabase } from "./open-snapshot-database";
import { openSurroundings } from "./open-surroundings";
import type { PipelineDeps } from "./pipeline-deps";
import { snapshotTables } from "./snapshot-tables";
import { findSource, sourceCatalog } from "./source-catalog";

/** What a connection's file says: which source, and its configuration. */
const connectionFile = z.object({ source: z.string(), config: z.unknown() }).strict();

export interface ConnectionFile {
  readonly source: string;
  readonly config: unknown;
}

export interface SourceChoices extends DeliveryPolicy {
  readonly enrichment: Settings;
  readonly allowedHosts: readonly string[];
  readonly allowedFolders: AllowedFolders;
  /** Packages of npm with further sources. */
  readonly sourcePackages?: readonly string[];
  /** Null: there is none of this name. */
  readonly secret: (name: string) => string | null;
  readonly report: (text: string) => void;
}

/** A connection with what its deliveries need. */
export interface OpenSource {
  readonly connection: Connection;
  readonly deps: PipelineDeps;
  readonly context: (signal: AbortSignal) => SourceContext;
  /**
   * Whether this version of a delivery is what readers see; false for one that has none. A closed month is seen whatever it was read with: another
   * configuration does not change it. `today`: which months are closed.
   */
  readonly isPublished: (delivery: Pick<Delivery, "version" | "period">, today: Date) => Promise<boolean>;
  /** The ClickHouse client stays with its owner. */
  readonly close: () => Promise<void>;
}

/**
 * What a connection's file says.
 * @throws SourceError `config` with everything that is wrong with its shape
 */
export function readConnectionFile(file: unknown): ConnectionFile {
  const reading = connectionFile.safeParse(file);
  if (reading.success) return { source: reading.data.source, config: reading.data.config };
  const problems = reading.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
  throw new SourceError("config", `a connection is { "source": …, "config": … }: ${problems.join("; ")}`);
}

/**
 * Opens the connection that a file describes, or a kept one by its id.
 * @throws SourceError `config` with everything that is wrong with it
 */
export async function openSource(file: unknown, choices: SourceChoices, client: MooseClient, id = ""): Promise<OpenSource> {
  const { enrichment, secret } = choices;
  const { source, config } = readConnectionFile(file);
  const parquet = await openParquetEngine(client);
  const connection = findSource(
    sourceCatalog({ parquet, sha256: sha256Hex, onFile: () => undefined }, choices.sourcePackages),
    source,
  ).connect(config, id);
  const { matcher, broken } = compileApplicationTags(await loadApplicationTags(client), enrichment.matchOrder);
  for (const { id, pattern, reason } of broken) choices.report(`ApplicationTag ${id} (${JSON.stringify(pattern)}) is not used: ${reason}`);
  const surroundings = openSurroundings(
    ({ env }) => {
      const found = secret(env);
      if (found === null)
        throw new SourceError("config", `secret ${env} is not set: set the variable ${env}, or ${env}_FILE to the path of a file`);
      return new SecretText(found);
    },
    choices.allowedHosts,
    choices.allowedFolders,
  );
  const database = openSnapshotDatabase(client);
  const deps: PipelineDeps = {
    database,
    connectionOf: () => null,
    surroundings,
    enrichment: (currency) =>
      createEnrichmentContext({ taxRate: enrichment.taxRate ?? defaultTaxRate(currency), matcher, sha256: sha256Hex }),
    sha256: sha256Hex,
    now: () => new Date(),
    randomId: () => randomBytes(4).toString("hex"),
    settings: {
      lagMonths: choices.lagMonths,
      keep: choices.keep,
      focusRules: choices.focusRules,
      blockLimits: defaultBlockLimits,
      resumeWithinMs,
    },
    log: logEvent,
  };
  return {
    connection,
    deps,
    context: (signal) => ({ ...surroundings, signal, heard: () => undefined }),
    isPublished: async ({ version, period }, today) => {
      if (version === null) return false;
      const isClosed = period !== null && !isOpenPeriod(period, today, choices.lagMonths);
      // Versions that were stored before they said their account and period do not say what they were read with. A source's own version may have slashes.
      const same = isClosed
        ? "(delivery_version = {own:String} OR substring(delivery_version, 1, length(delivery_version) - position(reverse(delivery_version), '/')) = {own:String})"
        : "delivery_version IN ({version:String}, {own:String})";
      if (connection.yields === "business-metrics") {
        // Values are replaced one by one, also by those that are posted, and say nothing of a delivery: what the connection read last does.
        const [last] = await database.rows<{ readonly version: string }>(
          `SELECT argMax(d.delivery_version, d.ended_at) AS version FROM SourceDelivery AS d WHERE d.connection = {id:String} AND d.connection != '' AND d.outcome = 'published'`,
          { id },
        );
        return last?.version === version;
      }
      if (isRecordKind(connection.yields)) {
        const sets = await database.rows(
          `SELECT 1 AS found FROM ActiveRecordSet WHERE source = {source:String} AND delivery_version IN ({version:String}, {own:String})
             AND set_id IN (${activeRecordSets(connection.yields)}) LIMIT 1`,
          { source: connection.source, version, own: versionOfDelivery(version) },
        );
        return sets.length > 0;
      }
      const rows = await database.rows(
        `SELECT 1 AS found FROM ${snapshotTables.events} WHERE source = {source:String} AND ${same} AND status = 'published'
           AND snapshot_id IN (SELECT snapshot_id FROM CurrentBillingSnapshot) LIMIT 1`,
        { source: connection.source, version, own: versionOfDelivery(version) },
      );
      return rows.length > 0;
    },
    close: async () => {
      await surroundings.objects.dispatcher.close();
      await surroundings.http.dispatcher.close();
    },
  };
}

/** Files are pinned to their versions: what was stored of them can be gone on with as long as they are there. */
const resumeWithinMs = 24 * 3_600_000;
