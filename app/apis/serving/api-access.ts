import type { Role } from "../../domain/access/role";

/** Who may ask an API. */
export interface ApiAccess {
  /** This role and those above it. */
  readonly role: Role;
  /** Only callers of all billing accounts: for data that is nobody's in particular. */
  readonly everyAccount?: true;
  /** Whoever holds the ingest key may too: for what takes records. */
  readonly ingestKey?: true;
}
