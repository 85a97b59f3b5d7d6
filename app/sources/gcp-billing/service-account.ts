import { createPrivateKey, type KeyObject, sign } from "node:crypto";
import { z } from "zod";
import type { TokenGrant } from "../http/oauth2";
import { SourceError } from "../source-error";

/** What of a key file of a service account is used. Its `token_uri` is not: a file must not say where a signed assertion is sent. */
const keyFile = z.object({ client_email: z.string().min(1), private_key: z.string().min(1), private_key_id: z.string().default("") });

/**
 * Asks for tokens with an assertion that the key of a service account signs
 * (developers.google.com/identity/protocols/oauth2/service-account#httprest, RFC 7523). `name` is that of the secret, for errors.
 * @throws SourceError `config` the secret is no key file; nothing of it is repeated
 */
export function serviceAccountGrant(secret: string, name: string, endpoint: URL, nowMs: () => number): TokenGrant {
  const { client_email: account, private_key_id: keyId, key } = readKeyFile(secret, name);
  return {
    endpoint,
    identity: JSON.stringify([endpoint.href, secret]),
    form: () => ({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion: assertion() }),
    explain: (answer) => {
      if (answer["error"] !== "invalid_grant") return null;
      const said = String(answer["error_description"]);
      if (/token must be a short-lived token|iat|expired/i.test(said))
        return { kind: "config", code: "invalid_grant", hint: "the clock of this machine is wrong, or the request took an hour" };
      return { kind: "auth", code: "invalid_grant", hint: "the key was deleted or disabled, or its service account was; make a new one" };
    },
  };

  function assertion(): string {
    const now = Math.floor(nowMs() / 1000);
    const header = { alg: "RS256", typ: "JWT", ...(keyId === "" ? {} : { kid: keyId }) };
    const claims = { iss: account, scope, aud: endpoint.href, iat: now, exp: now + lifeSeconds };
    const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
    return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), key).toString("base64url")}`;
  }
}

function readKeyFile(secret: string, name: string): z.infer<typeof keyFile> & { readonly key: KeyObject } {
  const wrong = `${name} is not a service account key: use the JSON file that Google Cloud makes, with client_email and private_key`;
  let content: unknown;
  try {
    content = JSON.parse(secret);
  } catch {
    throw new SourceError("config", wrong);
  }
  const reading = keyFile.safeParse(content);
  if (!reading.success) throw new SourceError("config", wrong);
  try {
    const key = createPrivateKey(reading.data.private_key);
    if (key.asymmetricKeyType === "rsa") return { ...reading.data, key };
  } catch {
    // The error of OpenSSL may hold what it could not read.
  }
  throw new SourceError("config", `${name} has a private_key that is not an RSA key`);
}

/** Queries and tables, nothing is written: developers.google.com/identity/protocols/oauth2/scopes#bigquery. */
const scope = "https://www.googleapis.com/auth/bigquery.readonly";
/** The longest that Google takes. */
const lifeSeconds = 3600;
