import { isAccountId } from "./is-account-id";

/** Who asks, and what of the data is theirs to see. */
export interface Caller {
  /** For the access log and the rate limit: a token's subject, or which key it was. Never a secret. */
  readonly name: string;
  readonly via: "open" | "ingest-key" | "consumption-key" | "admin-key" | "jwt";
  readonly role: Role;
  /** Billing account ids. An empty list never becomes a caller: it is refused. */
  readonly accounts: "all" | readonly string[];
  readonly seesPersonalFields: boolean;
}

/** What a caller may do, each role including those before it: ask; change targets and rules; see operations, roll back, see personal data. */
export const roles = ["reader", "editor", "operator"] as const;
export type Role = (typeof roles)[number];

export function includesRole(held: Role, needed: Role): boolean {
  return roles.indexOf(held) >= roles.indexOf(needed);
}

function isRole(text: unknown): text is Role {
  return roles.some((role) => role === text);
}

export type ClaimsReading =
  | { readonly kind: "caller"; readonly caller: Caller }
  /** 401: not a token to trust. */
  | { readonly kind: "refused"; readonly reason: string }
  /** 403: a good token that grants nothing here. */
  | { readonly kind: "nothing-granted"; readonly reason: string };

/**
 * The caller that a verified token speaks of. Claims: `sub`; `exp`, and `iat` at most a day before; `roles`, as Entra ID writes app roles, of
 * `reader`, `editor`, `operator` and `personal-data`; `billing_accounts`, a list of ids, or `"*"` for all. Moose has checked signature, issuer
 * and audience, but not that a token expires at all.
 */
export function callerOfClaims(claims: Readonly<Record<string, unknown>>, nowSeconds: number): ClaimsReading {
  const { sub, exp, iat } = claims;
  if (typeof sub !== "string" || sub === "" || sub.length > 256) return refused("the token has no sub");
  if (typeof exp !== "number" || exp <= nowSeconds) return refused("the token has no exp, or has expired");
  if (typeof iat !== "number" || exp - iat > maximumAgeSeconds) return refused("the token has no iat, or is valid for more than a day");
  const granted = listOf(claims["roles"]);
  const role = [...roles].reverse().find((one) => granted.includes(one));
  if (role === undefined || !isRole(role)) return nothing(`the token has none of the roles ${roles.join(", ")}`);
  const accounts = accountsOf(claims["billing_accounts"]);
  if (accounts === null) {
    return nothing(`billing_accounts must be "*" or a list of 1 to ${maximumAccounts} billing account ids`);
  }
  return { kind: "caller", caller: { name: sub, via: "jwt", role, accounts, seesPersonalFields: seesPersonalFields(role, granted) } };
}

function seesPersonalFields(role: Role, granted: readonly unknown[]): boolean {
  return role === "operator" || granted.includes("personal-data");
}

function accountsOf(claim: unknown): Caller["accounts"] | null {
  const ids = listOf(claim);
  if (ids.includes("*")) return "all";
  const valid = ids.filter(isAccountId);
  return valid.length === ids.length && ids.length > 0 && ids.length <= maximumAccounts ? valid : null;
}

function listOf(claim: unknown): readonly unknown[] {
  return Array.isArray(claim) ? claim : claim === undefined ? [] : [claim];
}

const refused = (reason: string): ClaimsReading => ({ kind: "refused", reason });
const nothing = (reason: string): ClaimsReading => ({ kind: "nothing-granted", reason });

const maximumAgeSeconds = 86_400;
/** They travel to ClickHouse with every query, once per table. */
const maximumAccounts = 100;
