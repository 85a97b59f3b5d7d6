import { type Caller, callerOfClaims } from "../../domain/access/caller";
import { type AccessSettings, matchesKeyHash } from "../../runtime/config/access-settings";
import { ApiError } from "./api-error";

export interface Credentials {
  /** The Authorization header. */
  readonly authorization: string | undefined;
  /** The claims of a token that Moose has verified. */
  readonly claims: Readonly<Record<string, unknown>> | undefined;
  /** Whether the ingest key opens what is asked for. */
  readonly ingestKey: boolean;
}

/**
 * Who asks. With a JWT key the token decides; else the consumption key; the admin key always is an operator's, and the ingest key an editor's where records are taken. Without any of them the project is open:
 * in development only, since production does not start so. Throws 401 and 403.
 */
export function identifyCaller(settings: AccessSettings, { authorization, claims, ingestKey }: Credentials, nowMs: number): Caller {
  const bearer = /^Bearer ([\w.-]+)$/.exec(authorization ?? "")?.[1];
  const holds = (hash: string | undefined): boolean => bearer !== undefined && hash !== undefined && matchesKeyHash(bearer, hash);
  if (holds(settings.adminKeyHash)) {
    return { name: "admin-key", via: "admin-key", role: "operator", accounts: "all", seesPersonalFields: true, expiresAt: null };
  }
  if (ingestKey && holds(settings.ingestKeyHash)) {
    return { name: "ingest-key", via: "ingest-key", role: "editor", accounts: "all", seesPersonalFields: false, expiresAt: null };
  }
  if (settings.jwt) return ofClaims(claims, nowMs);
  if (settings.consumptionKeyHash !== undefined) {
    if (!holds(settings.consumptionKeyHash)) throw unauthenticated();
    const role = settings.consumptionKeyRole;
    return {
      name: "consumption-key",
      via: "consumption-key",
      role,
      accounts: "all",
      seesPersonalFields: role === "operator",
      expiresAt: null,
    };
  }
  if (settings.production || (ingestKey && settings.ingestKeyHash !== undefined)) throw unauthenticated();
  return { name: "development", via: "open", role: "operator", accounts: "all", seesPersonalFields: true, expiresAt: null };
}

function ofClaims(claims: Credentials["claims"], nowMs: number): Caller {
  if (claims === undefined) throw unauthenticated();
  const reading = callerOfClaims(claims, nowMs / 1000);
  switch (reading.kind) {
    case "caller":
      return reading.caller;
    case "refused":
      throw new ApiError("unauthenticated", `Token rejected: ${reading.reason}`);
    case "nothing-granted":
      throw new ApiError("forbidden", `The token grants no access: ${reading.reason}`);
  }
}

function unauthenticated(): ApiError {
  return new ApiError("unauthenticated", "Missing or invalid credentials; send Authorization: Bearer with a valid key or token");
}
