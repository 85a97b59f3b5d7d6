import { z } from "zod";
import { toAccountId } from "../../domain/access/is-account-id";
import { type EaWireForm, eaWireForms } from "../../domain/azure-ea/wire-form";
import { isCurrencyCode } from "../../domain/currency-code";
import { focusRulePolicies, type FocusRulePolicy } from "../../domain/focus/rules/decide-focus-findings";
import { parseBaseUrl } from "../../sources/http/base-url";
import { SecretText } from "../../sources/secret-text";
import type { Secret } from "../../sources/source";
import { givenSettings } from "./given-settings";
import { SettingsError } from "./settings-error";

/** What the environment says about extraction. */
export interface ExtractionSettings extends DeliveryPolicy {
  readonly enrollments: readonly EnrollmentSettings[];
  readonly requestsPerMinute: number;
}

/** What holds for the bills of every source. */
export interface DeliveryPolicy {
  /** Months before the current one that their source may still change. */
  readonly lagMonths: number;
  /** Published snapshots kept for each month. */
  readonly keep: number;
  /** What broken rules of FOCUS do to a publication. */
  readonly focusRules: FocusRulePolicy;
}

export interface EnrollmentSettings {
  readonly number: string;
  readonly baseUrl: string;
  readonly form: EaWireForm;
  /** ISO 4217. */
  readonly currency: string;
  /** Its display name, FOCUS BillingAccountName; empty when nothing is configured. */
  readonly accountName: string;
  /** Prints as [redacted]. */
  readonly key: Secret;
}

const whole = (low: number, high: number, fallback: number) =>
  z.coerce
    .number({ message: `must be a whole number from ${low} to ${high}` })
    .int(`must be a whole number from ${low} to ${high}`)
    .min(low, `must be a whole number from ${low} to ${high}`)
    .max(high, `must be a whole number from ${low} to ${high}`)
    .default(fallback);

/** Only what looks like an enrollment number is printed: somebody may have pasted a key into AZURE_EA_ENROLLMENT. */
const isEnrollmentNumber = (id: string): boolean => /^\d{1,12}$/.test(id);

const numbers = "must be an enrollment number, or several separated by commas; allowed are letters, digits, - and _";
/** docs/configuration.md is made of the descriptions. */
export const extractionEnvironment = z.object({
  AZURE_EA_ENROLLMENT: z
    .string({ message: `is missing: ${numbers}` })
    .regex(/^\s*[\w-]{1,64}(\s*,\s*[\w-]{1,64})*\s*$/, numbers)
    .describe("Enrollment number, or several separated by commas"),
  AZURE_EA_API_KEY: z
    .string()
    .optional()
    .describe(
      "API access key of the enrollment. `AZURE_EA_API_KEY_<enrollment>` is the key of one of several. Required for each enrollment",
    ),
  AZURE_EA_BASE_URL: z
    .string({ message: "is missing: https://ea.azure.cn, or https://consumption.azure.com" })
    .min(1, "is empty")
    .describe("`https://ea.azure.cn` (Azure China), `https://consumption.azure.com` (global Azure), or the address of a simulator"),
  AZURE_EA_CURRENCY: z
    .string()
    .refine(isCurrencyCode, 'must be an ISO 4217 code, such as "USD"')
    .optional()
    .describe("ISO 4217 code of the bill, which its rows do not have. Azure China: always CNY. Required for global Azure"),
  AZURE_EA_WIRE_FORM: z
    .enum(eaWireForms, { message: `must be one of ${eaWireForms.join(", ")}` })
    .optional()
    .describe("Form of the EA API. Not set: `china` for Azure China and localhost, else `consumption-v3`"),
  AZURE_EA_BILLING_ACCOUNT_NAME: z
    .string()
    .optional()
    .describe("FOCUS BillingAccountName of the enrollments; `AZURE_EA_BILLING_ACCOUNT_NAME_<enrollment>` is the name of one of several"),
  AZURE_EA_LAG_MONTHS: whole(0, 12, 1).describe("Past months that Azure may still change; they are read every night too"),
  AZURE_EA_KEEP_SNAPSHOTS: whole(1, 100, 3).describe("Published snapshots to keep of each month; with 1, a month cannot be rolled back"),
  AZURE_EA_REQUESTS_PER_MINUTE: whole(1, 100_000_000, 60).describe("Requests per minute to the EA API"),
  AZURE_EA_FOCUS_RULES: z
    .enum(focusRulePolicies, { message: `must be one of ${focusRulePolicies.join(", ")}` })
    .default("refuse")
    .describe("What happens to a delivery of usage rows that breaks a FOCUS rule"),
});

/**
 * Reads the enrollments and how to extract them. AZURE_EA_ENROLLMENT, AZURE_EA_API_KEY and AZURE_EA_BASE_URL are enough for Azure China; elsewhere
 * AZURE_EA_CURRENCY says what the bill is in, which no row does. `AZURE_EA_API_KEY_<enrollment>` is the key of one of several, and
 * `AZURE_EA_BILLING_ACCOUNT_NAME_<enrollment>` its name in FOCUS. Throws one SettingsError with everything that is unusable, what contradicts itself
 * included; no value is repeated in it.
 */
export function readExtractionSettings(env: Readonly<Record<string, string | undefined>>): ExtractionSettings {
  const reading = extractionEnvironment.safeParse(givenSettings(env));
  const problems = reading.success ? [] : reading.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
  const ids = (env["AZURE_EA_ENROLLMENT"] ?? "").split(",").map((id) => id.trim());
  const keys = new Map(ids.map((id) => [id, env[`AZURE_EA_API_KEY_${id}`] ?? env["AZURE_EA_API_KEY"] ?? ""]));
  for (const [id, key] of keys) {
    if (!/^[\x21-\x7e]+$/.test(key))
      problems.push(
        `AZURE_EA_API_KEY${isEnrollmentNumber(id) ? ` (or AZURE_EA_API_KEY_${id})` : ""} is missing or has characters that are not allowed in a key`,
      );
  }
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) problems.push(`AZURE_EA_ENROLLMENT names ${isEnrollmentNumber(repeated) ? repeated : "an enrollment"} twice`);
  for (const name of Object.keys(env)) {
    const [, id] = /^AZURE_EA_API_KEY_(.+)$/.exec(name) ?? [];
    if (id !== undefined && !ids.includes(id)) problems.push(`${name} is the key of an enrollment that is not in AZURE_EA_ENROLLMENT`);
  }
  const url = hostOf(env["AZURE_EA_BASE_URL"], problems);
  const isChina = url === null || url.hostname.endsWith(".azure.cn");
  const isLocal = url !== null && /^(localhost|127\.|\[::1\])/.test(url.hostname);
  const form = env["AZURE_EA_WIRE_FORM"] || (isChina || isLocal ? "china" : "consumption-v3");
  const currency = env["AZURE_EA_CURRENCY"] || (isChina || form === "china" ? "CNY" : undefined);
  if (url?.hostname.endsWith(".azure.cn") === true && currency !== "CNY")
    problems.push("AZURE_EA_CURRENCY must be CNY, in which Azure China bills");
  if (currency === undefined) problems.push("AZURE_EA_CURRENCY is missing: the ISO 4217 code of the bill, which its rows do not have");
  if (!reading.success || currency === undefined || problems.length > 0) throw new SettingsError(problems);
  const { data } = reading;
  return {
    enrollments: ids.map((number) => ({
      number: toAccountId(number),
      baseUrl: data.AZURE_EA_BASE_URL,
      form: data.AZURE_EA_WIRE_FORM ?? (isChina || isLocal ? "china" : "consumption-v3"),
      currency,
      accountName: (env[`AZURE_EA_BILLING_ACCOUNT_NAME_${number}`] ?? env["AZURE_EA_BILLING_ACCOUNT_NAME"] ?? "").trim(),
      key: new SecretText(keys.get(number) ?? ""),
    })),
    requestsPerMinute: data.AZURE_EA_REQUESTS_PER_MINUTE,
    lagMonths: data.AZURE_EA_LAG_MONTHS,
    keep: data.AZURE_EA_KEEP_SNAPSHOTS,
    focusRules: data.AZURE_EA_FOCUS_RULES,
  };
}

/** Whether any of what an extraction cannot do without is set: a project that reads other sources has no enrollment. */
export function namesEnrollment(env: Readonly<Record<string, string | undefined>>): boolean {
  return ["AZURE_EA_ENROLLMENT", "AZURE_EA_API_KEY", "AZURE_EA_BASE_URL"].some((name) => (env[name] ?? "") !== "");
}

/** The policy alone, which a project without an enrollment has too. Throws SettingsError. */
export function readDeliveryPolicy(env: Readonly<Record<string, string | undefined>>): DeliveryPolicy {
  const reading = extractionEnvironment
    .pick({ AZURE_EA_LAG_MONTHS: true, AZURE_EA_KEEP_SNAPSHOTS: true, AZURE_EA_FOCUS_RULES: true })
    .safeParse(givenSettings(env));
  if (!reading.success) throw new SettingsError(reading.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`));
  const { AZURE_EA_LAG_MONTHS: lagMonths, AZURE_EA_KEEP_SNAPSHOTS: keep, AZURE_EA_FOCUS_RULES: focusRules } = reading.data;
  return { lagMonths, keep, focusRules };
}

function hostOf(text: string | undefined, problems: string[]): URL | null {
  if (text === undefined || text === "") return null;
  try {
    return parseBaseUrl(text);
  } catch (error) {
    problems.push(`AZURE_EA_BASE_URL: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}
