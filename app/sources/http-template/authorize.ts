import { z } from "zod";
import { accessToken } from "../http/oauth2";
import type { SecretReference, SourceContext } from "../source";
import { checkPublicHost } from "../objects/allowed-hosts";
import { SourceError } from "../source-error";

const secret = z.object({ env: z.string().min(1, "is empty") }).strict();

/** How a server is told who asks. Secrets are references. */
export const authentication = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }).strict(),
  z.object({ kind: z.literal("bearer"), token: secret }).strict(),
  /** A header of its own, such as `X-Api-Key`. */
  z.object({ kind: z.literal("header"), name: z.string().regex(/^[\w-]{1,60}$/, "must be a header name"), value: secret }).strict(),
  z.object({ kind: z.literal("basic"), user: z.string().min(1, "is empty"), password: secret }).strict(),
  /** Client credentials (RFC 6749, section 4.4). */
  z
    .object({
      kind: z.literal("oauth2"),
      tokenUrl: z.string().url("must be a URL"),
      clientId: z.string().min(1, "is empty"),
      clientSecret: secret,
      scope: z.string().optional(),
      /** Where the client's id and secret stand in the request for a token. */
      clientIn: z.enum(["body", "header"]).default("body"),
    })
    .strict(),
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
