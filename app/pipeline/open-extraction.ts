import { randomBytes } from "node:crypto";
import { createEnrichmentContext, defaultTaxRate, type EnrichmentContext } from "../domain/charge/enrichment-context";
import { compileApplicationTags } from "../domain/resource-tracking/compile-application-tags";
import type { EnrollmentSettings, ExtractionSettings } from "../runtime/config/extraction-settings";
import { loadApplicationTags } from "../runtime/moose/follow-application-tags";
import { logEvent } from "../runtime/observability/log-event";
import type { MooseClient } from "../runtime/clickhouse/moose-client";
import type { Settings } from "../runtime/config/read-settings";
import { sha256Hex } from "../runtime/sha256-hex";
import { azureEa, type EaConfig } from "../sources/azure-ea/azure-ea";
import { connect } from "../sources/connection";
import { SourceError } from "../sources/source-error";
import { defaultBlockLimits } from "./blocks";
import { openSnapshotDatabase } from "./open-snapshot-database";
import { openSurroundings } from "./open-surroundings";
import type { PipelineDeps } from "./pipeline-deps";

/** The connections of one run of a workflow or of the command. */
export interface Extraction {
  readonly deps: PipelineDeps;
  /** Closes the connections to the sources; the ClickHouse client stays with its owner. */
  readonly close: () => Promise<void>;
}

/** Opens what extractions need, with the rules of resource tracking as they are now: one month is owned by one set of rules. */
export async function openExtraction(
  settings: ExtractionSettings,
  enrichment: Settings,
  client: MooseClient,
  report: (text: string) => void,
): Promise<Extraction> {
  const { matcher, broken } = compileApplicationTags(await loadApplicationTags(client), enrichment.matchOrder);
  for (const { id, pattern, reason } of broken) report(`ApplicationTag ${id} (${JSON.stringify(pattern)}) is not used: ${reason}`);
  const surroundings = openSurroundings(
    ({ env }) => {
      const found = settings.enrollments.find((enrollment) => keyOf(enrollment) === env);
      if (found === undefined) throw new SourceError("config", `${env} is not set`);
      return found.key;
    },
    // Who sets AZURE_EA_BASE_URL says by it where the key may go.
    settings.enrollments.map(({ baseUrl }) => new URL(baseUrl).host),
  );
  const contexts = new Map<string, EnrichmentContext>();
  const deps: PipelineDeps = {
    database: openSnapshotDatabase(client),
    connectionOf: (account) => {
      const found = settings.enrollments.find(({ number }) => number === account);
      return found === undefined ? null : connect(azureEa, configOf(found, settings.requestsPerMinute));
    },
    surroundings,
    enrichment: (currency) => {
      const known = contexts.get(currency);
      if (known !== undefined) return known;
      const context = createEnrichmentContext({ taxRate: enrichment.taxRate ?? defaultTaxRate(currency), matcher, sha256: sha256Hex });
      contexts.set(currency, context);
      return context;
    },
    sha256: sha256Hex,
    now: () => new Date(),
    randomId: () => randomBytes(4).toString("hex"),
    settings: {
      lagMonths: settings.lagMonths,
      keep: settings.keep,
      focusRules: settings.focusRules,
      blockLimits: defaultBlockLimits,
      resumeWithinMs,
    },
    log: logEvent,
  };
  return {
    deps,
    close: () => surroundings.http.dispatcher.close(),
  };
}

function configOf(enrollment: EnrollmentSettings, requestsPerMinute: number): EaConfig {
  const { number, accountName, baseUrl, form, currency } = enrollment;
  return { enrollment: number, accountName, baseUrl, form, currency, key: { env: keyOf(enrollment) }, requestsPerMinute, compress: true };
}

/** The settings have read it, or AZURE_EA_API_KEY where the enrollment has none of its own. */
function keyOf({ number }: EnrollmentSettings): string {
  return `AZURE_EA_API_KEY_${number}`;
}

/** Azure refreshes a month every few hours; after that, pages stored and pages to come are of two readings. */
const resumeWithinMs = 2 * 3_600_000;
