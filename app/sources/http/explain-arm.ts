import type { SourceErrorKind } from "../source-error";

/** Words for the refusals of one service of Azure Resource Manager. */
export interface ArmWords {
  /** The service: `Cost Management`. */
  readonly server: string;
  /** What was asked for: `the price sheet of 2026-10 of 100100`. */
  readonly what: string;
  /** What belongs to a tenant: `the account`. */
  readonly owned: string;
  /** Which roles may read it: `the role Cost Management Reader on the subscription`. */
  readonly role: string;
  /** Why there may be nothing (404), as a question or a sentence. */
  readonly missing: string;
  /** Why the request may have been refused, by its status. */
  readonly refused?: (status: number) => string;
}

/** Says what a status of the service means, and what to do. One text for all services of Azure Resource Manager. */
export function explainArm({ server, what, owned, role, missing, refused }: ArmWords): (kind: SourceErrorKind, status: number) => string {
  return (kind, status) => {
    switch (kind) {
      case "auth":
        return `${server} does not accept the token for ${what} (${status}): is the application of the tenant that ${owned} belongs to, and of this cloud?`;
      case "permission":
        return `the application may not read ${what} (${status}): it needs ${role}`;
      case "not-found":
        return `${server} does not have ${what} (${status}): ${missing}`;
      case "stale-link":
        return `${server} has lost ${what} (${status})`;
      case "throttled":
        return `${server} throttles requests for ${what} (${status})`;
      case "transient":
        return `${server} failed to answer for ${what} (${status})`;
      case "malformed":
        return `${server} answered ${status} instead of ${what}`;
      case "rejected":
      case "tls":
      case "untrusted-link":
      case "paging":
      case "changed":
      case "too-large":
      case "deadline":
      case "cancelled":
      case "config": {
        const reason = refused?.(status) ?? "";
        return `${server} rejected the request for ${what} (${status})${reason === "" ? "" : `: ${reason}`}`;
      }
    }
  };
}
