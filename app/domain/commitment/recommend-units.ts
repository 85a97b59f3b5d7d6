import { addDecimals } from "../decimal/add-decimals";
import { countDecimals, divideDecimals, unscaled } from "../decimal/divide-decimals";
import { toDecimalText } from "../decimal/to-plain-decimal";

/** Hours of one meter that no commitment covered, and what is known of a commitment to it. Plain decimal texts. */
export interface UncoveredHours {
  /** Of the month, and what they cost. */
  readonly hours: string;
  readonly cost: string;
  /** Units that ran all the time, and the hours of the month. */
  readonly units: number;
  readonly hoursOfMonth: number;
  /** What a commitment of the same meter cost in the month, and its hours; null where none is known. */
  readonly commitment: { readonly cost: string; readonly hours: string } | null;
}

/** What units of a commitment would have replaced, cost and saved, to 18 decimals. */
export interface Recommendation {
  readonly unitHours: string;
  readonly onDemandCost: string;
  /** Null where no price of a commitment is known. */
  readonly commitmentCost: string | null;
  readonly saving: string | null;
}

const scale = 18;

/** What the units that ran all month would have cost as a commitment, at what an hour of such a commitment cost in the same month. */
export function recommendUnits({ hours, cost, units, hoursOfMonth, commitment }: UncoveredHours): Recommendation {
  const unitHours = units * hoursOfMonth;
  const onDemandCost = divideDecimals(times(cost, unitHours), hours, scale) ?? "0";
  const commitmentCost = commitment === null ? null : divideDecimals(times(commitment.cost, unitHours), commitment.hours, scale);
  const saving = commitmentCost === null ? null : addDecimals([onDemandCost, negated(commitmentCost)]);
  return { unitHours: String(unitHours), onDemandCost, commitmentCost, saving };
}

function times(plain: string, count: number): string {
  const decimals = countDecimals(plain);
  return toDecimalText(unscaled(plain, decimals) * BigInt(count), decimals);
}

function negated(plain: string): string {
  return plain.startsWith("-") ? plain.slice(1) : `-${plain}`;
}
