import { z } from "zod";
import { checkListedHost } from "../objects/allowed-hosts";
import type { Probes } from "../probes";
import type { SourceContext } from "../source";
import { type EntraApplication, entraGrant } from "./entra-application";
import type { PageRequest } from "./fetch-body";
import { accessToken } from "./oauth2";
import { type HttpRun, openHttpRun } from "./run";

/** Another host than the cloud's own: the field of a configuration. */
export const armEndpoint = z
  .string()
  .url("must be a URL")
  .regex(/^https?:\/\/[^/?#@]+\/?$/i, "must be a host, without user, path or query")
  .optional()
  .describe(
    "Endpoint: instead of https://management.azure.com and https://management.chinacloudapi.cn; listed in AZURE_BILLING_STORAGE_HOSTS",
  );

/** How often a tenant is asked: the field of a configuration. */
export const armRequestsPerMinute = z
  .number()
  .int()
  .min(1)
  .max(100_000_000)
  .default(30)
  .describe("Requests per minute: to Microsoft's API, by all connections of the tenant together");

/** What a configuration says of the way to Azure Resource Manager. */
export interface ArmConfig {
  readonly credentials: EntraApplication;
  readonly endpoint?: string | undefined;
  readonly requestsPerMinute: number;
}

/** Where Azure Resource Manager is, and who asks. */
export interface ArmAccess {
  readonly endpoint: URL;
  readonly authorize: NonNullable<PageRequest["authorize"]>;
}

/** @throws SourceError `config` a host that no setting lists, to which a token or the secret would be sent */
function armAccess({ credentials, endpoint }: ArmConfig, context: SourceContext): ArmAccess {
  const own = endpoints[credentials.cloud];
  for (const host of [endpoint, credentials.login]) if (host !== undefined) checkListedHost(new URL(host), context.objects.allowedHosts);
  const grant = entraGrant(credentials, `${own}/.default`, (reference) => context.secret(reference).reveal());
  const access = { dispatcher: context.http.dispatcher, clock: context.clock };
  return {
    endpoint: new URL(endpoint ?? own),
    authorize: async (signal) => ({ authorization: `Bearer ${await accessToken(grant, access, signal)}` }),
  };
}

/** The first probe of a check: whether the application gets a token; null when it does not. */
export function lookForToken(probes: Probes, config: ArmConfig, context: SourceContext): Promise<string | null> {
  return probes.look(
    "token",
    "credentials",
    async () => (await armAccess(config, context).authorize(context.signal))["authorization"] ?? "",
    () => `the application ${config.credentials.clientId} got one`,
  );
}

/** Asks Azure Resource Manager within one run, which lasts as long as Microsoft may take to make a large report. `doing` is for the error of a cancelled run. */
export async function withArmRun<T>(
  config: ArmConfig,
  { server, doing }: { readonly server: string; readonly doing: string },
  context: SourceContext,
  act: (run: HttpRun, access: ArmAccess) => Promise<T>,
): Promise<T> {
  const access = armAccess(config, context);
  const { http, clock, random, heard, signal } = context;
  const gate = http.gate(`${access.endpoint.origin} ${config.credentials.tenant}`, config.requestsPerMinute);
  const options = { server, dispatcher: http.dispatcher, gate, clock, random, heard, deadlines: { runMs: longestReportMs } };
  const run = openHttpRun(options, doing, signal);
  try {
    return await act(run, access);
  } finally {
    run.close();
  }
}

const endpoints = { global: "https://management.azure.com", china: "https://management.chinacloudapi.cn" } as const;
/** Microsoft makes a large report in some minutes, when nothing is wrong there. */
const longestReportMs = 7_200_000;
