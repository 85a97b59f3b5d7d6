/** A rule that cannot be used, and what its author has to change. The other rules work without it. */
export interface BrokenApplicationTag {
  readonly id: number;
  readonly pattern: string;
  readonly reason: string;
}
