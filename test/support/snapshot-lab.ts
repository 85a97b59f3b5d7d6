import { createHash } from "node:crypto";
import { SecretText } from "../../app/sources/secret-text";
import { azureEa } from "../../app/sources/azure-ea/azure-ea";
import type { EaWireForm } from "../../app/domain/azure-ea/wire-form";
import { connect } from "../../app/sources/connection";
import { createEnrichmentContext } from "../../app/domain/charge/enrichment-context";
import type { ApplicationTag } from "../../app/domain/resource-tracking/application-tag";
import { compileApplicationTags } from "../../app/domain/resource-tracking/compile-application-tags";
import { sha256Hex } from "../../app/runtime/sha256-hex";
import { openSurroundings } from "../../app/pipeline/open-surroundings";
import type { PipelineDeps, PipelineSettings } from "../../app/pipeline/pipeline-deps";
import { openSnapshotDatabase } from "../../app/pipeline/open-snapshot-database";
import { connectClickhouse } from "./connect-clickhouse";

/** Where a test's services are. */
export interface LabAddress {
  readonly clickhousePort: number;
  readonly database: string;
  readonly simulatorUrl: string;
  readonly form?: EaWireForm;
  /** CNY by default. */
  readonly currency?: string;
  /** The day that the extraction believes it is. */
  readonly today: string;
  readonly settings?: Partial<PipelineSettings>;
  /** The rules that give charges their owner; none by default. */
  readonly rules?: readonly ApplicationTag[];
}

export interface Lab {
  readonly deps: PipelineDeps;
  /** What the log was told of an event, in order. */
  readonly logged: (event: string) => readonly Readonly<Record<string, unknown>>[];
  readonly close: () => Promise<void>;
}

/** Everything an extraction needs, against a simulator and an embedded server; rate limits off. */
export function openLab({
  clickhousePort,
  database,
  simulatorUrl,
  form = "china",
  currency = "CNY",
  today,
  settings,
  rules = [],
}: LabAddress): Lab {
  const client = connectClickhouse(clickhousePort, database);
  const surroundings = openSurroundings(() => new SecretText("simulator-key"), [new URL(simulatorUrl).host]);
  const { matcher } = compileApplicationTags(rules, "level-first");
  const logged: { readonly event: string; readonly fields: Readonly<Record<string, unknown>> }[] = [];
  const started = Date.now();
  const context = createEnrichmentContext({ taxRate: "0.06", matcher, sha256: sha256Hex });
  const deps: PipelineDeps = {
    database: openSnapshotDatabase(client),
    connectionOf: (enrollment) =>
      connect(azureEa, {
        enrollment,
        baseUrl: simulatorUrl,
        form,
        currency,
        key: { env: "SIMULATOR_KEY" },
        requestsPerMinute: 60_000_000,
        compress: false,
      }),
    surroundings,
    enrichment: () => context,
    sha256: (data) => createHash("sha256").update(data).digest("hex"),
    log: (_, event, fields) => void logged.push({ event, fields }),
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
    logged: (event) => logged.filter((one) => one.event === event).map(({ fields }) => fields),
    close: async () => {
      await client.close();
      await surroundings.http.dispatcher.close();
    },
  };
}
