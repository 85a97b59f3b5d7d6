import type { Role } from "./role";

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
