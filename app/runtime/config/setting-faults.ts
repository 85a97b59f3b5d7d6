import type { z } from "zod";
import { traceEnvironment } from "../observability/trace";
import { readAccessSettings } from "./access-settings";
import { readCluster } from "./cluster-settings";
import { consoleEnvironment } from "./console-settings";
import { settingSections } from "./effective-settings";
import { extractionSchedule } from "./extraction-schedule";
import { extractionEnvironment, namesEnrollment, readExtractionSettings } from "./extraction-settings";
import { givenSettings } from "./given-settings";
import { readReportSettings } from "./read-report-settings";
import { readSourceSettings } from "./read-source-settings";
import { readRetention } from "./retention-settings";
import { problemsOf } from "./settings-error";
import { readStreamPartitions } from "./stream-settings";

type Environment = Readonly<Record<string, string | undefined>>;

/** What is asked of the settings beside what they say themselves. */
export interface SettingsUse {
  /** Moose's command line, of which `--jwt-…` counts; none where nothing is served. */
  readonly flags?: readonly string[];
  /** Where Moose listens: what others can reach must not be open. */
  readonly host?: string;
  /** An enrollment is read: without one that is a fault too. */
  readonly enrollment?: boolean;
}

/**
 * Everything that is wrong with the settings, of every reader, a fault each that begins with its variable. No value that may be a secret is repeated. Values of
 * the extraction are judged without an enrollment too, though nothing is missing then: a wrong one would come to light when there is one.
 */
export function settingFaults(env: Environment, { flags = [], host, enrollment = false }: SettingsUse = {}): readonly string[] {
  return [
    ...problemsOf(() => readAccessSettings(env, flags, host)),
    ...problemsOf(() => extractionSchedule(env)),
    ...(namesEnrollment(env)
      ? []
      : enrollment
        ? problemsOf(() => readExtractionSettings(env))
        : faultsOf(extractionEnvironment.partial(), env)),
    ...problemsOf(() => readSourceSettings(env)),
    ...problemsOf(() => readCluster(env)),
    ...problemsOf(() => readStreamPartitions(env)),
    ...problemsOf(() => readRetention(env)),
    ...problemsOf(() => readReportSettings(env)),
  ];
}

/**
 * What has no effect, and whoever set it believes that it has: variables with the project's prefixes that are no setting, each with the nearest one, and values of
 * conveniences that are passed over. They keep nothing from starting: another tool may have named the variable.
 */
export function ineffectiveSettings(env: Environment): readonly string[] {
  const unknown = Object.keys(env)
    // Text that is not a variable name may be a broken line with a secret in it, so it is never printed.
    .filter(
      (name) =>
        prefix.test(name) && /^\w+$/.test(name) && !known.has(name) && !ofOneEnrollment.test(name) && !namesBesideSettings.has(name),
    )
    .sort();
  return [
    ...unknown.map((name) => {
      const meant = nearestSetting(name);
      return `${name} is no setting${meant === null ? "; docs/configuration.md has all" : `; did you mean ${meant}?`}`;
    }),
    ...[consoleEnvironment, traceEnvironment].flatMap((schema) => faultsOf(schema, env)).map((fault) => `${fault}; it is not used`),
  ];
}

function faultsOf(schema: z.AnyZodObject, env: Environment): readonly string[] {
  const given = givenSettings(env);
  return (schema.safeParse(given).error?.issues ?? []).map(({ path, message }) => `${path.join(".")} ${message}`);
}

/** The setting with the nearest name, of which a few letters at most are other ones; the prefix counts only between equals. Null: there is none. */
function nearestSetting(name: string): string | null {
  const [nearest] = [...known]
    .map((setting) => ({ setting, rest: distance(withoutPrefix(name), withoutPrefix(setting)), whole: distance(name, setting) }))
    .filter(({ rest }) => rest <= mostOtherLetters)
    .sort((a, b) => a.rest - b.rest || a.whole - b.whole);
  return nearest?.setting ?? null;
}

/** How many letters have to be put in, left out or changed to make the one of the other (Levenshtein). */
function distance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 0; row < one.length; row += 1) {
    const line = [row + 1];
    for (let column = 0; column < other.length; column += 1) {
      const changed = (above[column] ?? 0) + (one[row] === other[column] ? 0 : 1);
      line.push(Math.min(changed, (above[column + 1] ?? 0) + 1, (line[column] ?? 0) + 1));
    }
    above = line;
  }
  return above.at(-1) ?? 0;
}

const mostOtherLetters = 3;
const prefix = /^AZURE_(?:EA|BILLING)_/;
const withoutPrefix = (name: string): string => name.replace(prefix, "");
const ofOneEnrollment = /^AZURE_EA_(?:API_KEY|BILLING_ACCOUNT_NAME)_./;
const known: ReadonlySet<string> = new Set(
  settingSections.flatMap(({ shapes }) => shapes.flatMap((shape) => Object.keys(shape))).filter((name) => prefix.test(name)),
);
/** How the launcher finds its own processes, and how much the tests ask. */
export const namesBesideSettings: ReadonlySet<string> = new Set(["AZURE_BILLING_STACK", "AZURE_BILLING_TEST_SIZE"]);
