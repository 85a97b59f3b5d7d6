import type { Probe } from "./source";
import { SourceError } from "./source-error";

/** The probes of a check, in their order. */
export class Probes {
  readonly #probes: Probe[] = [];

  get all(): readonly Probe[] {
    return this.#probes;
  }

  /** Looks, and remembers what was found or which `field` of the configuration to look at; null when it failed. Only a bug is thrown. */
  async look<T>(name: string, field: string, look: () => Promise<T>, say: (found: T) => string): Promise<T | null> {
    try {
      const found = await look();
      this.#probes.push({ name, ok: true, detail: say(found) });
      return found;
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      this.#probes.push({ name, ok: false, kind: error.kind, hint: `${field}: ${error.message}` });
      return null;
    }
  }
}
