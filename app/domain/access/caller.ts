import { isAccountId } from "./is-account-id";

/** The caller, and the data they can see. */
export interface Caller {
  /** For the access log and the rate limit: the token's subject, or the name of the key. Never a secret. */
  readonly name: string;
  readonly via: "open" | "ingest-key" | "consumption-key" | "admin-key" | "jwt";
  readonly role: Role;
  /** Billing account ids. Never empty: such a token is rejected. */
  readonly accounts: "all" | readonly string[];
  readonly seesPersonalFields: boolean;
  /** When the token ends, RFC 3339; null for a key, which does not. */
  readonly expiresAt: string | null;
}

/** Roles, each including those before it: query; change budgets and rules; see operations, roll back, see personal data. */
export const roles = ["reader", "editor", "operator"] as const;
export type Role = (typeof roles)[number];

/** Whether a role may do what another one may. */
export function includesRole(held: Role, needed: Role): boolean {
  return roles.indexOf(held) >= roles.indexOf(needed);
}

function isRole(text: unknown): text is Role {
  return roles.some((role) => role === text);
}

export type ClaimsReading =
  | { readonly kind: "caller"; readonly caller: Caller }
  /** 401: the token is not valid. */
  | { readonly kind: "refused"; readonly reason: string }
  /** 403: the token is valid but grants no access. */
  | { readonly kind: "nothing-granted"; readonly reason: string };

/**
 * The caller of a verified token. Claims: `sub`; `exp`; `iat`, at most a day before `exp` and not in the future; `roles`, as Entra ID writes app roles, of
 * `reader`, `editor`, `operator` and `personal-data`; `billing_accounts`, a list of ids, or `"*"` for all. Moose has checked signature, issuer
 * and audience, but not that a token expires at all.
 */
export function callerOfClaims(claims: Readonly<Record<string, unknown>>, nowSeconds: number): ClaimsReading {
  const { sub, exp, iat } = claims;
  if (typeof sub !== "string" || sub === "" || sub.length > 256) return refused("the token has no sub");
  if (!isNumericDate(exp)) return refused("the token has no exp, in seconds since 1970");
  if (exp <= nowSeconds) return refused("the token has expired");
  if (!isNumericDate(iat)) return refused("the token has no iat, in seconds since 1970");
  // A token that is dated ahead would live longer than a day, however close its exp is to its iat.
  if (iat > nowSeconds + clockSkewSeconds)
    return refused(`iat is in the future by more than ${clockSkewSeconds} seconds; set the clock of the issuer, or ask for a new token`);
  if (exp - iat > maximumAgeSeconds) return refused("exp is more than a day after iat; ask for a token that is valid for a day at most");
  const granted = listOf(claims["roles"]);
  const role = [...roles].reverse().find((one) => granted.includes(one));
  if (role === undefined || !isRole(role)) return nothing(`the token has none of the roles ${roles.join(", ")}`);
  const accounts = accountsOf(claims["billing_accounts"]);
  if (accounts === null) {
    return nothing(`billing_accounts must be "*" or a list of 1 to ${maximumAccounts} billing account ids`);
  }
  const expiresAt = new Date(exp * 1000).toISOString();
  return {
    kind: "caller",
    caller: { name: sub, via: "jwt", role, accounts, seesPersonalFields: seesPersonalFields(role, granted), expiresAt },
  };
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

/** Within the years that a date can have. */
function isNumericDate(claim: unknown): claim is number {
  return typeof claim === "number" && claim > 0 && claim < 1e11;
}

const refused = (reason: string): ClaimsReading => ({ kind: "refused", reason });
const nothing = (reason: string): ClaimsReading => ({ kind: "nothing-granted", reason });

const maximumAgeSeconds = 86_400;
/** How far the clock of an issuer may be ahead of ours. */
const clockSkewSeconds = 60;
/** They are sent to ClickHouse with every query, once per table. */
const maximumAccounts = 100;
