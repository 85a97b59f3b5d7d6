import { randomBytes } from "node:crypto";
import { createEaDispatcher } from "../sources/azure-ea/create-ea-dispatcher";
import { EaGate } from "../sources/azure-ea/ea-gate";
import { systemClock } from "../sources/azure-ea/system-clock";
import { createEnrichmentContext } from "../domain/charge/create-enrichment-context";
import { defaultTaxRate } from "../domain/charge/default-tax-rate";
import { compileApplicationTags } from "../domain/resource-tracking/compile-application-tags";
import type { ExtractionSettings } from "../runtime/extraction-settings";
import { loadApplicationTags } from "../runtime/load-application-tags";
import type { MooseClient } from "../runtime/moose-client";
import type { Settings } from "../runtime/read-settings";
import { sha256Hex } from "../runtime/sha256-hex";
import { defaultBlockLimits } from "./block-writer";
import type { ExtractDeps } from "./extract-deps";
import { openSnapshotDatabase } from "./open-snapshot-database";

/** The connections of one run of a workflow or of the command. */
export interface Extraction {
  readonly depsOf: (enrollment: string) => ExtractDeps;
  /** Closes the connections to Azure; the ClickHouse client stays with its owner. */
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
  const dispatcher = createEaDispatcher();
  const rate = { perMinute: settings.requestsPerMinute, burst: Math.max(1, Math.ceil(settings.requestsPerMinute / 6)) };
  // One server has one limit, however many enrollments are read from it.
  const gate = new EaGate(rate, systemClock);
  const database = openSnapshotDatabase(client);
  return {
    depsOf: (number) => {
      const found = settings.enrollments.find((enrollment) => enrollment.number === number);
      const options = { dispatcher, gate, clock: systemClock, random: Math.random };
      return {
        database,
        enrollment:
          found === undefined
            ? null
            : {
                currency: found.currency,
                accountName: found.accountName,
                client: { ...options, baseUrl: found.baseUrl, form: found.form, key: found.key },
                context: createEnrichmentContext({
                  taxRate: enrichment.taxRate ?? defaultTaxRate(found.currency),
                  matcher,
                  sha256: sha256Hex,
                }),
              },
        now: () => new Date(),
        randomId: () => randomBytes(4).toString("hex"),
        settings: {
          lagMonths: settings.lagMonths,
          keep: settings.keep,
          focusRules: settings.focusRules,
          blockLimits: defaultBlockLimits,
          resumeWithinMs,
        },
      };
    },
    close: () => dispatcher.close(),
  };
}

/** Azure refreshes a month every few hours; after that, pages stored and pages to come are of two readings. */
const resumeWithinMs = 2 * 3_600_000;
