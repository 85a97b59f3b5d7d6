import { ApiKey } from "../../app/sources/azure-ea/api-key";
import { createEaDispatcher } from "../../app/sources/azure-ea/create-ea-dispatcher";
import { EaGate } from "../../app/sources/azure-ea/ea-gate";
import type { EaWireForm } from "../../app/sources/azure-ea/ea-wire-form";
import { systemClock } from "../../app/sources/azure-ea/system-clock";
import { createEnrichmentContext } from "../../app/domain/charge/create-enrichment-context";
import type { ApplicationTag } from "../../app/domain/resource-tracking/application-tag";
import { compileApplicationTags } from "../../app/domain/resource-tracking/compile-application-tags";
import { sha256Hex } from "../../app/runtime/sha256-hex";
import type { ExtractDeps, ExtractSettings } from "../../app/pipeline/extract-deps";
import { openSnapshotDatabase } from "../../app/pipeline/open-snapshot-database";
import { connectClickhouse } from "./connect-clickhouse";

/** Where a test's services are. */
export interface LabAddress {
  readonly clickhousePort: number;
  readonly database: string;
  readonly simulatorUrl: string;
  readonly form?: EaWireForm;
  /** The day that the extraction believes it is. */
  readonly today: string;
  readonly settings?: Partial<ExtractSettings>;
  /** The rules that give charges their owner; none by default. */
  readonly rules?: readonly ApplicationTag[];
}

export interface Lab {
  readonly deps: ExtractDeps;
  readonly close: () => Promise<void>;
}

/** Everything an extraction needs, against a simulator and an embedded server; rate limits off. */
export function openLab({ clickhousePort, database, simulatorUrl, form = "china", today, settings, rules = [] }: LabAddress): Lab {
  const client = connectClickhouse(clickhousePort, database);
  const dispatcher = createEaDispatcher();
  const { matcher } = compileApplicationTags(rules, "level-first");
  const started = Date.now();
  const deps: ExtractDeps = {
    database: openSnapshotDatabase(client),
    enrollment: {
      currency: "CNY",
      client: {
        baseUrl: simulatorUrl,
        form,
        key: new ApiKey("simulator-key"),
        dispatcher,
        gate: new EaGate({ perMinute: 60_000_000, burst: 1_000_000 }, systemClock),
        clock: systemClock,
        random: Math.random,
        compress: false,
      },
      context: createEnrichmentContext({ taxRate: "0.06", matcher, sha256: sha256Hex }),
    },
    now: () => new Date(Date.parse(`${today}T02:00:00Z`) + Date.now() - started),
    randomId: () => Math.random().toString(16).slice(2, 10).padEnd(8, "0"),
    settings: {
      lagMonths: 1,
      keep: 3,
      focusRules: "refuse",
      blockLimits: { rows: 4000, bytes: 64 << 20 },
      resumeWithinMs: 7_200_000,
      ...settings,
    },
  };
  return {
    deps,
    close: async () => {
      await client.close();
      await dispatcher.close();
    },
  };
}
