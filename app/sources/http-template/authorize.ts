import { z } from "zod";
import { accessToken } from "../http/oauth2";
import type { SecretReference, SourceContext } from "../source";
import { checkPublicHost } from "../objects/allowed-hosts";
import { secretReference } from "../secret-reference";
import { SourceError } from "../source-error";

/** How a server is told who asks. Secrets are references. */
export const authentication = z.discriminatedUnion("kind", [
  z
    .object({ kind: z.literal("none") })
    .strict()
    .describe("Nothing: the server asks for no credential"),
  z
    .object({ kind: z.literal("bearer"), token: secretReference.describe("Token: the secret that has it") })
    .strict()
    .describe("Bearer token: in the header Authorization"),
  z
    .object({
      kind: z.literal("header"),
      name: z
        .string()
        .regex(/^[\w-]{1,60}$/, "must be a header name")
        .describe("Header: its name, such as X-Api-Key"),
      value: secretReference.describe("Value: the secret that has it"),
    })
    .strict()
    .describe("Header: one of the server's own"),
  z
    .object({
      kind: z.literal("basic"),
      user: z.string().min(1, "is empty").describe("User: its name"),
      password: secretReference.describe("Password: the secret that has it"),
    })
    .strict()
    .describe("User and password: in the header Authorization, as RFC 7617 says"),
  z
    .object({
      kind: z.literal("oauth2"),
      tokenUrl: z
        .string()
        .url("must be a URL")
        .regex(/^https?:\/\/[^/?#@]+(?:\/[^?#]*)?$/i, "must have no user, query or fragment: it is stored and shown")
        .describe("Token address: where tokens are asked for"),
      clientId: z.string().min(1, "is empty").describe("Client id: of the application"),
      clientSecret: secretReference.describe("Client secret: the secret that has it"),
      scope: z.string().optional().describe("Scope: what the token is asked for, where the server wants it"),
      clientIn: z.enum(["body", "header"]).default("body").describe("Client in: where id and secret stand in the request for a token"),
    })
    .strict()
    .describe("OAuth2: client credentials, as RFC 6749 says in section 4.4"),
]);

export type Authentication = z.infer<typeof authentication>;

/**
 * What makes the headers that prove who asks, anew for each request.
 * @throws SourceError `config` a secret is not there, or cannot stand in a header; the address for tokens may not be asked
 */
export function openAuthorization(
  auth: Authentication,
  context: Pick<SourceContext, "objects" | "clock" | "secret">,
): (signal: AbortSignal) => Promise<Readonly<Record<string, string>>> {
  const reveal = (reference: SecretReference): string => {
    const text = context.secret(reference).reveal();
    if (!/^[\x20-\x7e]+$/.test(text))
      throw new SourceError("config", `${reference.env} is empty or has characters that are not allowed in a header`);
    return text;
  };
  const fixed = (headers: Readonly<Record<string, string>>) => () => Promise.resolve(headers);
  switch (auth.kind) {
    case "none":
      return fixed({});
    case "bearer":
      return fixed({ authorization: `Bearer ${reveal(auth.token)}` });
    case "header":
      return fixed({ [auth.name.toLowerCase()]: reveal(auth.value) });
    case "basic":
      return fixed({ authorization: basic(auth.user, reveal(auth.password)) });
    case "oauth2": {
      const { clientId, scope, clientIn } = auth;
      const endpoint = new URL(auth.tokenUrl);
      checkPublicHost(endpoint, context.objects.allowedHosts);
      const clientSecret = reveal(auth.clientSecret);
      const grant = {
        endpoint,
        identity: JSON.stringify([endpoint.href, clientId, clientSecret, scope ?? "", clientIn]),
        form: () => ({
          grant_type: "client_credentials",
          ...(scope === undefined ? {} : { scope }),
          ...(clientIn === "body" ? { client_id: clientId, client_secret: clientSecret } : {}),
        }),
        // RFC 6749, section 2.3.1: both are encoded as in a form first.
        ...(clientIn === "header"
          ? { headers: { authorization: basic(encodeURIComponent(clientId), encodeURIComponent(clientSecret)) } }
          : {}),
      };
      const access = { dispatcher: context.objects.dispatcher, clock: context.clock };
      return async (signal) => ({ authorization: `Bearer ${await accessToken(grant, access, signal)}` });
    }
  }
}

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}
