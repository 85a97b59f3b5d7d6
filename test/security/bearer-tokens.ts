import { createHmac, generateKeyPairSync, pbkdf2Sync, randomBytes, sign } from "node:crypto";

/** An identity provider: a key pair, and tokens signed with it or badly. */
export class TokenIssuer {
  readonly #keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  readonly issuer = "https://issuer.test";
  readonly audience = "azure-billing-intelligence";

  get publicKey(): string {
    return this.#keys.publicKey.export({ type: "spki", format: "pem" }).toString();
  }

  /** The flags with which Moose's CLI starts an API worker that knows this issuer. */
  flags(...more: readonly string[]): readonly string[] {
    return ["--jwt-secret", this.publicKey, "--jwt-issuer", this.issuer, "--jwt-audience", this.audience, ...more];
  }

  /** Claims that grant something; a claim given as undefined is left out. */
  claims(change: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
    const now = Math.floor(Date.now() / 1000);
    return {
      iss: this.issuer,
      aud: this.audience,
      sub: "somebody",
      iat: now - 10,
      exp: now + 3600,
      roles: ["reader"],
      billing_accounts: ["100"],
      ...change,
    };
  }

  token(change: Readonly<Record<string, unknown>> = {}): string {
    const unsigned = `${part({ alg: "RS256", typ: "JWT" })}.${part(this.claims(change))}`;
    return `${unsigned}.${sign("sha256", Buffer.from(unsigned), this.#keys.privateKey).toString("base64url")}`;
  }

  /** `alg: none`, as libraries once accepted. */
  unsigned(spelling = "none"): string {
    return `${part({ alg: spelling, typ: "JWT" })}.${part(this.claims())}.`;
  }

  /** HS256 with the public key as its secret, as libraries once accepted. */
  confused(): string {
    const unsigned = `${part({ alg: "HS256", typ: "JWT" })}.${part(this.claims())}`;
    return `${unsigned}.${createHmac("sha256", this.publicKey).update(unsigned).digest("base64url")}`;
  }

  /** A good token with other claims put in afterwards. */
  tampered(): string {
    const [header = "", , signature = ""] = this.token().split(".");
    return `${header}.${part(this.claims({ roles: ["operator"], billing_accounts: "*" }))}.${signature}`;
  }
}

/** A key as `moose generate hash-token` makes it: the Bearer token, and the hash for the environment. */
export function makeKey(): { readonly bearer: string; readonly hash: string } {
  const token = randomBytes(16).toString("hex");
  const salt = randomBytes(16).toString("hex");
  return { bearer: `${token}.${salt}`, hash: pbkdf2Sync(token, salt, 1000, 20, "sha256").toString("hex") };
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
