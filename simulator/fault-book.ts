import type { FaultName } from "./fault-name";
import type { FaultRule } from "./fault-rule";

/** The faults that are switched on, and how often each has been due. */
export class FaultBook {
  #rules: { readonly rule: FaultRule; seen: number }[] = [];

  set(rules: readonly FaultRule[]): void {
    this.#rules = rules.map((rule) => ({ rule, seen: 0 }));
  }

  /** The fault that a request for this page meets now; null for none. Counts the request. */
  due(page: number): FaultName | null {
    let due: FaultName | null = null;
    for (const entry of this.#rules) {
      const { rule } = entry;
      if (rule.page !== undefined && rule.page !== page) continue;
      entry.seen += 1;
      const first = rule.nth ?? 1;
      const times = rule.times ?? 1;
      if (due === null && entry.seen >= first && (times === 0 || entry.seen < first + times)) due = rule.name;
    }
    return due;
  }
}
