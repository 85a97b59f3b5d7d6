import { classifyFailure, classifyStatus } from "../http/failure-kind";
import type { ObjectAccess, SourceContext } from "../source";
import { SourceError, type SourceErrorKind } from "../source-error";

/** An application of Microsoft Entra ID that may read: client credentials (learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow). */
export interface ClientCredentials {
  /** `https://login.microsoftonline.com`, `https://login.partner.microsoftonline.cn`. */
  readonly login: URL;
  readonly tenant: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** `https://storage.azure.com/.default`. */
  readonly scope: string;
}

/**
 * A token that is good for five more minutes at least. All who ask at once wait for one request; a token is kept as long as the connections are.
 * @throws SourceError what is wrong with the application or its secret, never the secret
 */
export async function accessToken(
  credentials: ClientCredentials,
  context: Pick<SourceContext, "objects" | "clock">,
  signal: AbortSignal,
): Promise<string> {
  const { login, tenant, clientId, clientSecret, scope } = credentials;
  const tokens = tokensOf(context.objects);
  const key = JSON.stringify([login.href, tenant, clientId, clientSecret, scope]);
  const known = tokens.get(key);
  const asked = known !== undefined && known.renewAtMs > context.clock.now() ? known.token : request();
  return Promise.race([asked, aborted(signal)]);

  function request(): Promise<string> {
    const reading = requestToken(credentials, context);
    const token = reading.then(({ text }) => text);
    // Until it is there, everybody waits for this one.
    const entry: Token = { token, renewAtMs: Infinity };
    tokens.set(key, entry);
    reading.then(
      ({ seconds }) => {
        entry.renewAtMs = context.clock.now() + Math.max(0, seconds - early) * 1000;
      },
      () => tokens.delete(key),
    );
    return token;
  }
}

interface Token {
  readonly token: Promise<string>;
  renewAtMs: number;
}

async function requestToken(
  { login, tenant, clientId, clientSecret, scope }: ClientCredentials,
  { objects }: Pick<SourceContext, "objects">,
): Promise<{ readonly text: string; readonly seconds: number }> {
  const form = new URLSearchParams({ grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret, scope });
  let status: number;
  let text: string;
  try {
    const answer = await objects.dispatcher.request({
      origin: login.origin,
      path: `/${encodeURIComponent(tenant)}/oauth2/v2.0/token`,
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: form.toString(),
    });
    status = answer.statusCode;
    text = await answer.body.text();
  } catch (error) {
    if (error instanceof SourceError) throw error;
    const { kind, code } = classifyFailure(error);
    throw new SourceError(kind, `${login.host} does not answer the request for a token: ${code}`);
  }
  const answer = parsed(text);
  const token = answer["access_token"];
  const seconds = Number(answer["expires_in"]);
  if (status === 200 && typeof token === "string" && token !== "" && seconds > 0) return { text: token, seconds };
  const code = /AADSTS(\d+)/.exec(String(answer["error_description"]))?.[1] ?? "";
  const known = explained[code];
  const kind: SourceErrorKind =
    known?.kind ?? (status === 400 || status === 401 ? "auth" : status === 200 ? "malformed" : classifyStatus(status, false, false));
  throw new SourceError(
    kind,
    `${login.host} answers ${status}${code === "" ? "" : ` AADSTS${code}`} to the request for a token${known === undefined ? "" : `: ${known.hint}`}`,
  );
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
    };
    if (signal.aborted) fail();
    else signal.addEventListener("abort", fail, { once: true });
  });
}

function tokensOf(access: ObjectAccess): Map<string, Token> {
  const known = allTokens.get(access) ?? new Map<string, Token>();
  allTokens.set(access, known);
  return known;
}

const allTokens = new WeakMap<ObjectAccess, Map<string, Token>>();
/** Seconds before its end from which a token is renewed. */
const early = 300;

const explained: Readonly<Record<string, { readonly kind: SourceErrorKind; readonly hint: string } | undefined>> = {
  "7000215": { kind: "auth", hint: "the client secret is wrong; it is the secret's value, not its id" },
  "7000222": { kind: "auth", hint: "the client secret has expired; make a new one" },
  "700016": { kind: "config", hint: "there is no such application in this tenant; is the client id right, and the cloud?" },
  "90002": { kind: "config", hint: "there is no such tenant; is the tenant right, and the cloud?" },
};
