/** Remembers when each component came into the state it is in. */
export class HealthHistory {
  readonly #known = new Map<string, ComponentHealth>();
  readonly #errors = new Map<string, ComponentError>();

  /** Takes in what a check found at `at`, RFC 3339. The state's beginning moves only when the state changes. */
  observe(component: string, state: ComponentHealth["state"], detail: string, at: string): void {
    const before = this.#known.get(component);
    if (state === "unhealthy") this.#errors.set(component, { at, detail });
    this.#known.set(component, { component, state, detail, since: before?.state === state ? before.since : at });
  }

  /** The last time that a component was unhealthy, by its name: also of one that has recovered. */
  get errors(): ReadonlyMap<string, ComponentError> {
    return this.#errors;
  }

  /** In order of name. */
  all(): readonly ComponentHealth[] {
    return [...this.#known.values()].sort((a, b) => (a.component < b.component ? -1 : 1));
  }
}

/** What was wrong with a component, and when a check last found it so, RFC 3339. */
export interface ComponentError {
  readonly at: string;
  readonly detail: string;
}

/** How one part of the system is, and since when. */
export interface ComponentHealth {
  readonly component: string;
  /** `stale`: it works, and what it has is older than expected. `unknown`: it could not be determined, which is not a fault of the component. */
  readonly state: "healthy" | "unhealthy" | "stale" | "unknown";
  /** RFC 3339: when the state began, as far as this process saw or the data says; null: unknown. */
  readonly since: string | null;
  /** One sentence for an operator. */
  readonly detail: string;
}
