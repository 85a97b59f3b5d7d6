/** Something that was planted into a series, from its first day through the last on which finding it counts. Days count from 1970-01-01. */
export interface Plant {
  readonly kind: "spike" | "drop" | "step";
  readonly from: number;
  readonly through: number;
  readonly sign: 1 | -1;
}

/** What a service cost day by day, and what is wrong with it. */
export interface SimulatedSeries {
  readonly profile: ProfileName;
  /** Day of the first cost. */
  readonly start: number;
  /** Usage of each day. */
  readonly usage: readonly number[];
  /** Purchases of each day: support and reservations, on the first of a month. */
  readonly purchases: readonly number[];
  readonly plants: readonly Plant[];
}

interface Profile {
  /** Sunday to Saturday. */
  readonly week: readonly number[];
  /** Standard deviation of the logarithm of a day's cost. */
  readonly noise: number;
  /** Growth of a month, between these two. */
  readonly growth: readonly [number, number];
  /** What is left of a day's cost on a public holiday of China. */
  readonly holiday: number;
  /** Standard deviation of the logarithm of the level from one week to the next. */
  readonly drift: number;
  readonly buys: "never" | "monthly" | "now and then";
}

export const profiles = {
  steady: { week: [1, 1, 1, 1, 1, 1, 1], noise: 0.03, growth: [0, 0.01], holiday: 1, drift: 0.005, buys: "never" },
  office: { week: [0.3, 1, 1.05, 1.05, 1, 0.95, 0.25], noise: 0.06, growth: [-0.01, 0.02], holiday: 0.3, drift: 0.01, buys: "never" },
  shop: { week: [1.4, 0.9, 0.9, 0.9, 1, 1.2, 1.5], noise: 0.1, growth: [0, 0.03], holiday: 1.3, drift: 0.02, buys: "monthly" },
  growing: { week: [0.8, 1, 1, 1, 1, 1, 0.8], noise: 0.05, growth: [0.06, 0.15], holiday: 0.9, drift: 0.01, buys: "now and then" },
  batch: { week: [0.7, 1, 1, 1, 1, 1, 0.7], noise: 0.4, growth: [0, 0.02], holiday: 0.8, drift: 0.02, buys: "never" },
  weekly: { week: [0, 1, 0, 0, 0, 0, 0], noise: 0.08, growth: [0, 0.01], holiday: 1, drift: 0.01, buys: "monthly" },
} as const satisfies Readonly<Record<string, Profile>>;

export type ProfileName = keyof typeof profiles;

/** The same series for the same seed. With `plants` false nothing is wrong with it. */
export function simulate(profile: ProfileName, seed: number, start: number, days: number, plants: boolean): SimulatedSeries {
  const random = uniform(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const { week, noise, growth, holiday, drift, buys }: Profile = profiles[profile];
  const level = 50 * 10 ** (2 * random());
  const rate = Math.log(1 + growth[0] + random() * (growth[1] - growth[0])) / 30.4;
  const planted = plants ? plantsOf(random, week, start, days) : [];
  const fee = level * (2 + 4 * random());
  let walk = 0;
  const usage: number[] = [];
  const purchases: number[] = [];
  for (let index = 0; index < days; index += 1) {
    const day = start + index;
    walk += (drift * normal()) / Math.sqrt(7);
    const usual = level * Math.exp(rate * index + walk) * (week[(day + 4) % 7] ?? 0) * (isSimulatedHoliday(day) ? holiday : 1);
    const noisy = usual * Math.exp(noise * normal() - (noise * noise) / 2);
    const factor = planted.reduce((product, one) => product * (one.applies(day) ? one.factor : 1), 1);
    const extra = planted.reduce((sum, one) => sum + (one.applies(day) ? one.extra * level : 0), 0);
    usage.push(cents(noisy * factor + extra));
    const isBought = new Date(day * 86_400_000).getUTCDate() === 1 && (buys === "monthly" || (buys === "now and then" && random() < 0.3));
    purchases.push(isBought ? cents(buys === "monthly" ? fee * (1 + 0.02 * normal()) : level * (5 + 20 * random())) : 0);
  }
  return { profile, start, usage, purchases, plants: planted.map(({ kind, from, through, sign }) => ({ kind, from, through, sign })) };
}

interface Planted extends Plant {
  readonly applies: (day: number) => boolean;
  readonly factor: number;
  /** In levels of the series. */
  readonly extra: number;
}

/** One in about every 26 days, in no holiday, with eight quiet days before the next. A step stays. */
function plantsOf(random: () => number, week: readonly number[], start: number, days: number): readonly Planted[] {
  const planted: Planted[] = [];
  for (let day = start + 70 + Math.floor(random() * 20); day < start + days - 21; day += 24 + Math.floor(random() * 20)) {
    if (isSimulatedHoliday(day) || isSimulatedHoliday(day + 3)) continue;
    const chance = random();
    const size = random();
    if (chance < 0.45) {
      const length = size < 0.7 ? 1 : 2;
      planted.push({
        kind: "spike",
        from: day,
        through: day + length - 1,
        sign: 1,
        applies: during(day, length),
        factor: 1,
        extra: 0.6 + 3 * size,
      });
    } else if (chance < 0.75) {
      const length = 1 + Math.floor(size * 3);
      // Nothing is missing from a day without cost.
      while (week[(day + 4) % 7] === 0) day += 1;
      planted.push({
        kind: "drop",
        from: day,
        through: day + length - 1,
        sign: -1,
        applies: during(day, length),
        factor: 0.5 * size,
        extra: 0,
      });
    } else {
      const isUp = chance < 0.9;
      const factor = isUp ? 1.4 + size : 0.35 + 0.3 * size;
      planted.push({ kind: "step", from: day, through: day + 13, sign: isUp ? 1 : -1, applies: during(day, Infinity), factor, extra: 0 });
      day += 28;
    }
  }
  return planted;
}

const during =
  (first: number, length: number) =>
  (day: number): boolean =>
    day >= first && day < first + length;

/** Golden Week, Labour Day, New Year and the Spring Festivals of 2025 to 2027: written down apart from the code that is tried. */
export function isSimulatedHoliday(day: number): boolean {
  const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
  return spans.some(([from, through]) => date >= from && date <= through);
}

const spans = [2025, 2026, 2027]
  .flatMap((year): readonly (readonly [string, string])[] => [
    [`${year}-01-01`, `${year}-01-01`],
    [`${year}-05-01`, `${year}-05-05`],
    [`${year}-10-01`, `${year}-10-07`],
  ])
  .concat([
    ["2025-01-28", "2025-02-04"],
    ["2026-02-16", "2026-02-23"],
    ["2027-02-05", "2027-02-12"],
  ]);

const cents = (amount: number): number => Math.round(amount * 100) / 100;

/** Mulberry32: the same numbers from the same seed. */
function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
