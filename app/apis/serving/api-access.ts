import { type Caller, includesRole, type Role } from "../../domain/access/caller";
import { RequestBudget, type RequestRate } from "../../domain/access/request-budget";
import { processAccessSettings } from "../../runtime/config/process-access-settings";
import { currentExchange } from "../../runtime/moose/current-exchange";
import { processWide } from "../../runtime/moose/process-wide";
import { processSharedRates } from "../../runtime/redis/shared-rates";
import { sha256Hex } from "../../runtime/sha256-hex";
import { ApiError } from "./api-error";
import { identifyCaller } from "./identify-caller";

/** Who may ask an API. */
export interface ApiAccess {
  /** This role and those above it. */
  readonly role: Role;
  /** Only callers of all billing accounts: for data that belongs to no account. */
  readonly everyAccount?: true;
  /** Callers with the ingest key may too: for endpoints that take records. */
  readonly ingestKey?: true;
}

/**
 * Lets a request in, or throws why not: 403 for a page of a foreign origin, 401, 403 for a role too low or too few accounts, 429 beyond the caller's budget, which all
 * API workers keep together where they have a Redis, and else each for itself. `note` learns who asks as soon as it is known, so that refusals are logged with a name.
 */
export async function admit(
  access: ApiAccess,
  claims: Readonly<Record<string, unknown>> | undefined,
  note: (caller: Caller) => void,
  nowMs = Date.now(),
): Promise<Caller> {
  const settings = processAccessSettings();
  const headers = currentExchange.get()?.request.headers ?? {};
  refuseForeignOrigin(headers.origin, headers.host, settings.allowedOrigins);
  const caller = identifyCaller(settings, { authorization: headers.authorization, claims, ingestKey: access.ingestKey === true }, nowMs);
  note(caller);
  if (!includesRole(caller.role, access.role)) throw new ApiError("forbidden", `This requires the role ${access.role} or higher`);
  if (access.everyAccount === true && caller.accounts !== "all")
    throw new ApiError("forbidden", "This requires access to all billing accounts");
  const wait = await secondsToWait(caller.name, settings.rate, nowMs);
  if (wait > 0) throw new ApiError("too-many-requests", `Too many requests; retry in ${wait} s`, { retryAfterSeconds: wait });
  return caller;
}

/** A caller who is refused here costs Redis nothing. */
async function secondsToWait(name: string, rate: RequestRate, nowMs: number): Promise<number> {
  const own = (processWide().budget ??= new RequestBudget(rate)).take(name, nowMs);
  if (own > 0) return own;
  const shared = await processSharedRates()?.takeNow(`caller:${sha256Hex(name)}`, rate);
  return Math.ceil((shared ?? 0) / 1000);
}

/** Moose answers every consumption API with `Access-Control-Allow-Origin: *`; so a page that may not read the answer gets none. */
function refuseForeignOrigin(origin: string | undefined, host: string | undefined, allowed: readonly string[]): void {
  if (origin === undefined || allowed.includes(origin)) return;
  if (host !== undefined && (origin === `http://${host}` || origin === `https://${host}`)) return;
  throw new ApiError("forbidden", "This origin is not allowed; an operator can add it to AZURE_BILLING_ALLOWED_ORIGINS");
}
