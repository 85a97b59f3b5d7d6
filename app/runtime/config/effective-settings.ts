import { z } from "zod";
import { mooseSetting, mooseSettings } from "../moose/moose-setting";
import { redactSecrets } from "../observability/log-event";
import { traceEnvironment } from "../observability/trace";
import { accessEnvironment } from "./access-settings";
import { clusterEnvironment } from "./cluster-settings";
import { consoleEnvironment } from "./console-settings";
import { scheduleEnvironment } from "./extraction-schedule";
import { extractionEnvironment } from "./extraction-settings";
import { reportEnvironment } from "./read-report-settings";
import { enrichmentEnvironment } from "./read-settings";
import { sourceEnvironment } from "./read-source-settings";
import { retentionEnvironment } from "./retention-settings";
import { streamEnvironment } from "./stream-settings";

/** Every setting of the project by its schema: what docs/configuration.md tells, and what `effectiveSettings` shows. */
export const settingSections: readonly { readonly title: string; readonly shapes: readonly z.ZodRawShape[] }[] = [
  { title: "Reading enrollments", shapes: [extractionEnvironment.shape, scheduleEnvironment.shape] },
  { title: "Files in object storage", shapes: [sourceEnvironment.shape] },
  { title: "Reports and alerts", shapes: [reportEnvironment.shape] },
  { title: "Tax and owners", shapes: [enrichmentEnvironment.shape] },
  { title: "Traces", shapes: [traceEnvironment.shape] },
  { title: "Access", shapes: [accessEnvironment.shape] },
  { title: "Operations", shapes: [consoleEnvironment.shape, clusterEnvironment.shape, streamEnvironment.shape] },
  { title: "How long rows of events are kept", shapes: [retentionEnvironment.shape] },
];

/** A setting as this process has it. */
export interface EffectiveSetting {
  readonly section: string;
  /** The variable; for a setting of Moose its name in moose.config.toml. */
  readonly name: string;
  /** Of a secret `set` or `not set`; null where there is neither a value nor a default. */
  readonly value: string | null;
  readonly source: "environment" | "default" | "moose" | "none";
  readonly secret: boolean;
  readonly meaning: string;
}

/**
 * What this process goes by, from the schemas that the documentation is made of. Of a secret only whether it is set: what could be one by its name is one. Variables
 * of single enrollments and secrets of connections are among them, and no other variable of the environment.
 */
export function effectiveSettings(env: Readonly<Record<string, string | undefined>>): readonly EffectiveSetting[] {
  const declared = settingSections.flatMap(({ title, shapes }) =>
    shapes.flatMap((shape) =>
      Object.entries(shape).map(([name, schema]) => settingOf(title, name, env[name], defaultOf(schema), schema.description ?? "")),
    ),
  );
  const named = Object.keys(env)
    .filter((name) => /^(?:AZURE_EA_API_KEY|AZURE_EA_BILLING_ACCOUNT_NAME|ABI_SECRET)_\w+$/.test(name))
    .sort()
    .map((name) =>
      name.startsWith("ABI_")
        ? settingOf("Secrets of connections", name, env[name], null, "The value of a secret that connections name")
        : settingOf("Reading enrollments", name, env[name], null, "Of one of several enrollments"),
    );
  const moose = mooseSettings.map(({ name, meaning }): EffectiveSetting => {
    const value = withoutCredentials(mooseSetting(name));
    return { section: "Moose", name, value, source: "moose", secret: false, meaning };
  });
  return [...declared, ...named, ...moose];
}

/** The effective settings of this process. */
export function processEffectiveSettings(): readonly EffectiveSetting[] {
  return effectiveSettings(process.env);
}

function settingOf(section: string, name: string, given: string | undefined, fallback: string | null, meaning: string): EffectiveSetting {
  const secret = secretName.test(name) && !plainNames.has(name);
  const isSet = given !== undefined && given !== "";
  const source = isSet ? "environment" : fallback === null ? "none" : "default";
  const shown = isSet ? withoutCredentials(given) : fallback;
  return { section, name, value: secret ? (isSet ? "set" : "not set") : shown, source, secret, meaning };
}

function defaultOf(schema: z.ZodTypeAny): string | null {
  if (!(schema instanceof z.ZodDefault)) return null;
  const value: unknown = schema.parse(undefined);
  return String(value);
}

/** An address without user and password, and no text that is a secret of this process under another name. */
function withoutCredentials(text: string): string {
  return redactSecrets(text.replace(/(?<=\/\/)[^/\s,]*@/g, "[redacted]@"));
}

const secretName = /KEY|PASSWORD|SECRET|TOKEN|HEADERS/;
/** It has the word in its name, and is the name of a role. */
const plainNames: ReadonlySet<string> = new Set(["AZURE_BILLING_CONSUMPTION_KEY_ROLE"]);
