import type { AlertKind } from "./report";

/** Something that is not as it should be, found by asking the APIs. */
export interface AlertCause {
  readonly kind: AlertKind;
  /** Which one it is: the same text as long as it lasts, and another one for another cause. */
  readonly key: string;
  /** In one sentence, with amounts and currency. */
  readonly message: string;
  /** Path and query of the answer that shows it. */
  readonly address: string;
}

/** What there is to tell: each cause once when it begins, and once when it is over. */
export interface AlertNews {
  readonly begun: readonly AlertCause[];
  readonly over: readonly AlertCause[];
}

/** What is new in `now` against what was told last; both by key. */
export function alertNews(told: readonly AlertCause[], now: readonly AlertCause[]): AlertNews {
  const has = (causes: readonly AlertCause[], key: string): boolean => causes.some((cause) => cause.key === key);
  return { begun: now.filter(({ key }) => !has(told, key)), over: told.filter(({ key }) => !has(now, key)) };
}
