import { existsSync } from "node:fs";
import { z } from "zod";
import { givenSettings } from "./given-settings";
import { readSecret } from "./read-source-settings";
import { SettingsError } from "./settings-error";

type Environment = Readonly<Record<string, string | undefined>>;

/** docs/configuration.md is made of the descriptions. */
export const reportEnvironment = z.object({
  AZURE_BILLING_SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/[A-Za-z0-9.[\]:-]+\/?(?:\?tls=off)?$/, "must be smtp://host:port or smtps://host:port, without user and password")
    .optional()
    .describe(
      "Mail server that reports are sent by: `smtps://mail.corp:465`, or `smtp://mail.corp:587`, which must offer STARTTLS. `smtp://relay:25?tls=off` sends without TLS, for a relay on this machine or network, and without a login",
    ),
  AZURE_BILLING_SMTP_FROM: z
    .string()
    .regex(/^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+$/, "must be an address")
    .optional()
    .describe("Address that reports come from. Required with AZURE_BILLING_SMTP_URL"),
  AZURE_BILLING_SMTP_USER: z
    .string()
    .optional()
    .describe(
      "User of the mail server; its password is in `ABI_SECRET_SMTP_PASSWORD`, or in the file that `ABI_SECRET_SMTP_PASSWORD_FILE` names",
    ),
  AZURE_BILLING_REPORT_RECIPIENTS: z
    .string()
    .regex(/^\s*[^\s,@]*@[A-Za-z0-9.-]+(?:[\s,]+[^\s,@]*@[A-Za-z0-9.-]+)*\s*$/, "must be addresses or @domains, separated by commas")
    .optional()
    .describe(
      "Who may be sent reports by e-mail: addresses, and domains with an @ before them. `@corp.cn,auditor@kpmg.com`. Not set: nobody",
    ),
  AZURE_BILLING_REPORT_HOSTS: z
    .string()
    .regex(/^[\w.:[\]-]*(?:[\s,]+[\w.:[\]-]+)*$/, "must be host or host:port, separated by commas")
    .optional()
    .describe(
      "Hosts that reports may be sent to beside object storage of Azure and AWS and the webhooks of Slack, Teams, Feishu and DingTalk, also by http and at private addresses. `minio.corp:9000,hooks.corp`",
    ),
  AZURE_BILLING_REPORT_FOLDERS: z
    .string()
    .regex(/^\s*\/[^,]*(?:,\s*\/[^,]*)*$/, "must be folders, each from / on, separated by commas")
    .optional()
    .describe(
      "Folders of this machine that reports may be stored in, with all below them, beside `data/reports` of the project. `/srv/reports`",
    ),
  AZURE_BILLING_CHROMIUM: z
    .string()
    .regex(/^\/\S/, "must be the path of an executable")
    .optional()
    .describe("Chromium or Chrome that prints reports as PDF. Not set: `/usr/bin/chromium` or `/usr/bin/google-chrome`, where one is"),
});

/** How mail is sent. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** `always`: TLS from the first byte. `starttls`: refused where the server does not offer it. */
  readonly tls: "always" | "starttls" | "off";
  readonly from: string;
  /** Null: without a login. */
  readonly user: string | null;
}

/** What the environment says about reports. */
export interface ReportSettings {
  /** Null: no mail can be sent. */
  readonly mail: MailServer | null;
  /** In lower case: addresses, and domains with an @ before them. */
  readonly recipients: readonly string[];
  readonly allowedHosts: readonly string[];
  readonly allowedFolders: readonly string[];
  /** Null: there is none here. */
  readonly chromium: string | null;
  /** Null: there is none of this name. */
  readonly secret: (name: string) => string | null;
}

/** What the environment of this process says about reports. Throws SettingsError. */
export function processReportSettings(): ReportSettings {
  return readReportSettings(process.env);
}

/** What an environment says about reports; a variable that is empty counts as not set. Throws SettingsError with a line for each invalid variable. */
export function readReportSettings(env: Environment): ReportSettings {
  const reading = reportEnvironment.safeParse(givenSettings(env));
  if (!reading.success) throw new SettingsError(reading.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`));
  const {
    AZURE_BILLING_SMTP_URL: url,
    AZURE_BILLING_SMTP_FROM: from,
    AZURE_BILLING_SMTP_USER: user,
    AZURE_BILLING_REPORT_RECIPIENTS: recipients = "",
    AZURE_BILLING_REPORT_HOSTS: hosts = "",
    AZURE_BILLING_REPORT_FOLDERS: folders = "",
    AZURE_BILLING_CHROMIUM: chromium,
  } = reading.data;
  const mail = url === undefined ? null : mailServerOf(url, from, user);
  return {
    mail,
    recipients: listOf(recipients).map((one) => one.toLowerCase()),
    allowedHosts: listOf(hosts),
    allowedFolders: ["data/reports", ...folders.split(",").map((folder) => folder.trim())].filter((folder) => folder !== ""),
    chromium: chromium ?? usualPlaces.find((path) => existsSync(path)) ?? null,
    secret: (name) => readSecret(env, name),
  };
}

function mailServerOf(text: string, from: string | undefined, user: string | undefined): MailServer {
  const url = new URL(text.replace(/^smtps?:/, "http:"));
  const tls = text.startsWith("smtps:") ? "always" : url.search === "" ? "starttls" : "off";
  const problems = [
    ...(from === undefined ? ["AZURE_BILLING_SMTP_FROM: is missing, and AZURE_BILLING_SMTP_URL needs it"] : []),
    ...(tls === "off" && user !== undefined ? ["AZURE_BILLING_SMTP_USER: a password is not sent without TLS"] : []),
  ];
  if (problems.length > 0 || from === undefined) throw new SettingsError(problems);
  // A URL of http hides its own port.
  const given = /:(\d+)\/?(?:\?|$)/.exec(text)?.[1];
  const usual = tls === "always" ? 465 : 587;
  return { host: url.hostname, port: given === undefined ? usual : Number(given), tls, from, user: user ?? null };
}

function listOf(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((item) => item !== "");
}

const usualPlaces = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];
