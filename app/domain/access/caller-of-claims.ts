import { type Caller, isRole, type Role, roles } from "./caller";
import { isAccountId } from "./is-account-id";

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
