/** A month to change, and optionally what to change it to; what is left out moves on by one. */
export interface MonthSelection {
  readonly enrollment: string;
  readonly month: string;
  readonly revision?: number;
  readonly throughDay?: number;
}
