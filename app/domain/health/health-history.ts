import type { ComponentHealth } from "./component-health";

/** Remembers when each component came into the state it is in. */
export class HealthHistory {
  readonly #known = new Map<string, ComponentHealth>();

  /** Takes in what a check found at `at`, RFC 3339. The state's beginning moves only when the state changes. */
  observe(component: string, state: ComponentHealth["state"], detail: string, at: string): void {
    const before = this.#known.get(component);
    this.#known.set(component, { component, state, detail, since: before?.state === state ? before.since : at });
  }

  /** In order of name. */
  all(): readonly ComponentHealth[] {
    return [...this.#known.values()].sort((a, b) => (a.component < b.component ? -1 : 1));
  }
}
