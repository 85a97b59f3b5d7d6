import type { FocusRow } from "../domain/focus/import/focus-row";
import { ExactSum } from "../domain/snapshot/exact-sum";

/** Finds commitments whose purchase has an effective cost and whose usage has it too: the sum of effective costs then holds it twice. */
export class CommitmentCosts {
  /** Effective costs of purchases, by currency and commitment. */
  readonly #purchases = new Map<string, ExactSum>();
  readonly #used = new Set<string>();

  add({ commitment, currency }: FocusRow): void {
    if (commitment === null || commitment.effectiveCost === "0") return;
    const key = `${currency}\n${commitment.id.toLowerCase()}`;
    if (!commitment.isPurchase) {
      this.#used.add(key);
      return;
    }
    const sum = this.#purchases.get(key) ?? new ExactSum();
    sum.add(commitment.effectiveCost);
    this.#purchases.set(key, sum);
  }

  notes(): readonly string[] {
    const twice = new Map<string, ExactSum>();
    for (const [key, sum] of this.#purchases) {
      if (!this.#used.has(key)) continue;
      const currency = key.slice(0, key.indexOf("\n"));
      const total = twice.get(currency) ?? new ExactSum();
      total.add(sum.toString());
      twice.set(currency, total);
    }
    return [...twice].map(
      ([currency, sum]) =>
        `EffectiveCost of ${sum.toString()} ${currency} stands in purchases of commitments and in the usage that they pay for: effective costs hold it twice`,
    );
  }
}
