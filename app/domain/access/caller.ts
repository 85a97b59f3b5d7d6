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

export function isRole(text: unknown): text is Role {
  return roles.some((role) => role === text);
}
