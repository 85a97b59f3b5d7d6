import { z } from "zod";
import { secretReference } from "../secret-reference";
import type { SecretReference } from "../source";
import type { SourceErrorKind } from "../source-error";
import type { TokenGrant } from "./oauth2";

const hostOnly = z
  .string()
  .url("must be a URL")
  .regex(/^https?:\/\/[^/?#@]+\/?$/i, "must be a host, without user, path or query");

/** An application of Microsoft Entra ID: the fields of a configuration. The secret is a reference. */
export const entraApplication = z
  .object({
    tenant: z.string().min(1, "is empty").describe("Tenant: id or domain of the directory"),
    clientId: z.string().min(1, "is empty").describe("Client id: of the application"),
    clientSecret: secretReference.describe("Client secret: the secret that has its value, not its id"),
    cloud: z.enum(["global", "china"]).describe("Cloud: global, or china, which 21Vianet operates"),
    login: hostOnly
      .optional()
      .describe(
        "Login address: instead of the cloud's own https://login.microsoftonline.com and https://login.partner.microsoftonline.cn; listed in AZURE_BILLING_STORAGE_HOSTS",
      ),
  })
  .strict();

export type EntraApplication = z.infer<typeof entraApplication>;

/**
 * Client credentials of an application (learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow). Whoever takes a configured `login`
 * checks first that it may be asked.
 * @param scope `https://storage.azure.com/.default`
 */
export function entraGrant(
  { tenant, clientId, clientSecret, cloud, login }: EntraApplication,
  scope: string,
  reveal: (reference: SecretReference) => string,
): TokenGrant {
  const secret = reveal(clientSecret);
  const endpoint = new URL(`/${encodeURIComponent(tenant)}/oauth2/v2.0/token`, login ?? logins[cloud]);
  return {
    endpoint,
    identity: JSON.stringify([endpoint.href, clientId, secret, scope]),
    form: () => ({ grant_type: "client_credentials", client_id: clientId, client_secret: secret, scope }),
    explain: (answer) => {
      const code = /AADSTS(\d+)/.exec(String(answer["error_description"]))?.[1];
      if (code === undefined) return null;
      return { code: `AADSTS${code}`, ...(explained[code] ?? { kind: null, hint: "" }) };
    },
  };
}

const logins = { global: "https://login.microsoftonline.com", china: "https://login.partner.microsoftonline.cn" } as const;

const explained: Readonly<Record<string, { readonly kind: SourceErrorKind; readonly hint: string } | undefined>> = {
  "7000215": { kind: "auth", hint: "the client secret is wrong; it is the secret's value, not its id" },
  "7000222": { kind: "auth", hint: "the client secret has expired; make a new one" },
  "700016": { kind: "config", hint: "there is no such application in this tenant; is the client id right, and the cloud?" },
  "90002": { kind: "config", hint: "there is no such tenant; is the tenant right, and the cloud?" },
};
