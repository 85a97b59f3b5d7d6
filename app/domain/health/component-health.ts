/** How one part of the system is, and since when. */
export interface ComponentHealth {
  readonly component: string;
  /** `stale`: it works, and what it has is older than expected. `unknown`: nobody can say, which is not a fault of the component. */
  readonly state: "healthy" | "unhealthy" | "stale" | "unknown";
  /** RFC 3339: when the state began, as far as this process saw or the data says; null: unknown. */
  readonly since: string | null;
  /** One sentence for an operator. */
  readonly detail: string;
}
