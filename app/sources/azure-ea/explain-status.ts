import type { SourceErrorKind } from "../source-error";

/** One sentence that an operator can act on at 02:00: what EA refused, for which enrollment and month, and what to do. */
export function explainStatus(
  kind: SourceErrorKind,
  status: number,
  slice: { readonly enrollment: string; readonly month: string },
  key: string,
  nowMs: number,
): string {
  const what = `enrollment ${slice.enrollment}, month ${slice.month}`;
  switch (kind) {
    case "auth":
      return `EA refused the API key for ${what} (401): ${renewal(key, nowMs)}`;
    case "permission":
      return `EA does not let this API key read ${what} (403): use a key of that enrollment, created by an enterprise administrator who may view charges`;
    case "not-found":
      return `EA knows no usage for ${what} (404): check the enrollment number, that the month has begun, and that the wire form fits the server`;
    case "stale-link":
      return `EA no longer accepts a page link of ${what} (${status}): start a new run of the month`;
    case "throttled":
      return `EA throttles requests for ${what} (${status})`;
    case "transient":
      return `EA failed to answer for ${what} (${status})`;
    case "malformed":
      return `EA answered ${status} instead of a page for ${what}`;
    case "rejected":
    case "tls":
    case "untrusted-link":
    case "paging":
    case "changed":
    case "too-large":
    case "deadline":
    case "cancelled":
    case "config":
      return status >= 300 && status < 400
        ? `EA redirected the request for ${what} (${status}); redirects are not followed, because the API key would go along`
        : `EA rejected the request for ${what} (${status})`;
  }
}

function renewal(key: string, nowMs: number): string {
  const expiry = keyExpiry(key);
  const day = expiry?.toISOString().slice(0, 10);
  if (expiry !== null && expiry.getTime() <= nowMs)
    return `it expired on ${day ?? "an earlier day"}; create a new one ${whereKeysAre} and set it for this enrollment`;
  return `renew it ${whereKeysAre} and set it for this enrollment${day === undefined ? "" : `; by its own date it is valid until ${day}`}`;
}

/** As the README says it. */
const whereKeysAre =
  "(Azure China: https://ea.azure.cn, Reports > Download Usage > API Access Key; global Azure: https://portal.azure.com, Cost Management + Billing > Billing scopes > your enrollment > Usage + Charges > Manage API Access Keys)";

/** When an EA key (a JWT) expires, from its `exp` claim; null if it is not a JWT or has none. The signature is not checked: this only helps to say what is wrong. */
function keyExpiry(key: string): Date | null {
  const [, payload] = key.split(".");
  if (payload === undefined) return null;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    if (typeof claims !== "object" || claims === null || !("exp" in claims) || typeof claims.exp !== "number") return null;
    const date = new Date(claims.exp * 1000);
    return Number.isNaN(date.getTime()) ? null : date;
  } catch {
    return null;
  }
}
