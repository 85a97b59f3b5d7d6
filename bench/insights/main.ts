import { spawn } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { daysBetween } from "../../app/domain/calendar/calendar-day";
import { isChineseHoliday } from "../../app/domain/calendar/public-holidays";
import { forecastDays, monthlyFees } from "../../app/domain/daily-cost/forecast-days";
import { addScore, emptyScore, judgeByScore, judgeOurs, type Flags, type Score } from "./judge";
import { isSimulatedHoliday, type ProfileName, profiles, simulate, type SimulatedSeries } from "./simulate";

/**
 * What /api/anomalies finds of what is planted in simulated costs, beside a z-score and the STL of statsmodels; and how well /api/forecast and its range
 * hold one month and three months ahead, beside naive forecasts and the ETS of statsmodels. The same series for the same seed. Without Python and
 * statsmodels these two are left out with a word.
 * `npx tsx bench/insights/main.ts [--series 15] [--seed 1] [--python python3] [--json]`
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      series: { type: "string", default: "15" },
      seed: { type: "string", default: "1" },
      python: { type: "string", default: "python3" },
      json: { type: "boolean", default: false },
    },
  });
  const count = Number(values.series);
  const names = Object.keys(profiles).filter((name): name is ProfileName => name in profiles);
  const all = names.flatMap((name, profile) =>
    Array.from({ length: count }, (_, index) =>
      simulate(name, Number(values.seed) * 100_003 + profile * 1009 + index, start, end - start, true),
    ),
  );
  const forecast = all.flatMap((series, index) =>
    index % forecastEvery === 0 ? [index % 2 === 0 ? series : simulate(series.profile, index, start, end - start, false)] : [],
  );
  const asked = forecast.flatMap((series) => origins.map((origin) => ({ series, origin })));
  const peers = await askPeers(values.python, {
    judged: [...all.map(({ usage }) => usage), ...all.map(wholeCosts)],
    forecast: asked.map(({ series, origin }) => ({
      costs: wholeCosts(series).slice(Math.max(0, origin - start - historyDays), origin - start),
      horizons: monthsAhead.map((months) => monthAfter(origin, months) - origin),
    })),
  });
  const tables = { anomalies: anomalyTable(all, peers), forecasts: forecastTable(asked, peers) };
  if (values.json) process.stdout.write(`${JSON.stringify(tables)}\n`);
  else {
    process.stdout.write(`${all.length} series of ${end - start} days, of ${names.join(", ")}\n`);
    console.table(tables.anomalies);
    console.table(tables.forecasts);
  }
}

function anomalyTable(all: readonly SimulatedSeries[], peers: Peers | null): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const judges: Readonly<Record<string, (series: SimulatedSeries, index: number) => Flags>> = {
    ours: (series) => judgeOurs(series, months),
    "z-score, all costs": (series) => judgeByScore(wholeCosts(series)),
    "z-score, usage only": ({ usage }) => judgeByScore(usage),
    ...(peers === null
      ? {}
      : {
          ...byThreshold("STL, all costs", (index) => peers.oddness[all.length + index] ?? []),
          ...byThreshold("STL, usage only", (index) => peers.oddness[index] ?? []),
        }),
  };
  return Object.fromEntries(
    Object.entries(judges).map(([name, judge]) => {
      const score = emptyScore();
      all.forEach((series, index) => {
        addScore(score, series, judge(series, index), months[0] ?? start, isSimulatedHoliday);
      });
      return [name, scoreRow(score)];
    }),
  );
}

/** STL says how odd a day is, and not from where on to report it. */
function byThreshold(
  name: string,
  oddnessOf: (index: number) => readonly number[],
): Readonly<Record<string, (_: SimulatedSeries, index: number) => Flags>> {
  const flag = (threshold: number) => (_: SimulatedSeries, index: number) =>
    oddnessOf(index).map((odd) => (Math.abs(odd) > threshold ? Math.sign(odd) : 0));
  return Object.fromEntries([3.5, 7, 10, 15].map((threshold) => [`${name}, over ${threshold}`, flag(threshold)]));
}

function scoreRow({ alarms, right, onHolidays, onPurchases, found, planted }: Score): Readonly<Record<string, string>> {
  const sum = (of: Score["found"]): number => of.spike + of.drop + of.step;
  const precision = right / alarms;
  const recall = sum(found) / sum(planted);
  return {
    precision: precision.toFixed(2),
    recall: recall.toFixed(2),
    F1: ((2 * precision * recall) / (precision + recall)).toFixed(2),
    "spikes found": share(found.spike, planted.spike),
    "drops found": share(found.drop, planted.drop),
    "steps found": share(found.step, planted.step),
    "wrong alarms": String(alarms - right),
    "on holidays": String(onHolidays),
    "on purchases": String(onPurchases),
  };
}

interface Asked {
  readonly series: SimulatedSeries;
  readonly origin: number;
}

/** A total, and the range that is to hold 80 % of totals, where the forecaster gives one. */
interface Total {
  readonly total: number;
  readonly range?: readonly [number, number];
}

function forecastTable(asked: readonly Asked[], peers: Peers | null): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const forecasters: Readonly<Record<string, (one: Asked, days: number, index: number, ahead: number) => Total | null>> = {
    ours: forecastOurs,
    "last day again": ({ series, origin }, days) => ({ total: (wholeCosts(series)[origin - start - 1] ?? 0) * days }),
    "last week again": ({ series, origin }, days) => {
      const week = wholeCosts(series).slice(origin - start - 7, origin - start);
      return { total: Array.from({ length: days }, (_, day) => week[day % 7] ?? 0).reduce((sum, one) => sum + one, 0) };
    },
    ...(peers === null
      ? {}
      : {
          ETS: (_: Asked, _days: number, index: number, ahead: number) => {
            const [total, low, high] = peers.totals[index]?.[ahead] ?? [];
            return total === undefined || low === undefined || high === undefined ? null : { total, range: [low, high] as const };
          },
        }),
  };
  return Object.fromEntries(
    Object.entries(forecasters).map(([name, forecaster]) => [
      name,
      Object.fromEntries(
        monthsAhead.flatMap((ahead, place) => {
          const errors: number[] = [];
          let [held, ranged, width] = [0, 0, 0];
          asked.forEach((one, index) => {
            const days = monthAfter(one.origin, ahead) - one.origin;
            const actual = wholeCosts(one.series)
              .slice(one.origin - start, one.origin - start + days)
              .reduce((sum, cost) => sum + cost, 0);
            const told = forecaster(one, days, index, place);
            if (told === null || actual <= 0) return;
            errors.push(Math.abs(told.total - actual) / actual);
            if (told.range === undefined) return;
            ranged += 1;
            width += (told.range[1] - told.range[0]) / actual;
            if (actual >= told.range[0] && actual <= told.range[1]) held += 1;
          });
          const sorted = [...errors].sort((one, other) => one - other);
          const of = `${ahead} month${ahead === 1 ? "" : "s"}`;
          return [
            [`${of}: mean error`, percent(errors.reduce((sum, one) => sum + one, 0) / errors.length)],
            [`${of}: median`, percent(sorted[sorted.length >> 1] ?? NaN)],
            [`${of}: 80 % range holds`, ranged === 0 ? "" : percent(held / ranged)],
            [`${of}: width`, ranged === 0 ? "" : percent(width / ranged)],
          ];
        }),
      ),
    ]),
  );
}

/** As /api/forecast: usage by days, and purchases that came in each of the last two months again in each of the next. */
function forecastOurs({ series, origin }: Asked, days: number): Total {
  const begin = Math.max(start, origin - historyDays);
  const known = origin - begin - 1;
  const found = forecastDays({
    costs: series.usage.slice(begin - start),
    first: 0,
    known,
    holidays: Array.from({ length: historyDays }, (_, day) => isChineseHoliday(begin + day)),
  });
  const usage = Array.from({ length: days }, (_, day) => found.expect(known + 1 + day)).reduce((sum, one) => sum + one, 0);
  const bought = (from: number, through: number): number =>
    series.purchases.slice(from - start, through - start).reduce((sum, one) => sum + one, 0);
  const fees = monthlyFees(bought(monthAfter(origin, -1), origin), bought(monthAfter(origin, -2), monthAfter(origin, -1)));
  const months = monthsAhead.find((ahead) => monthAfter(origin, ahead) - origin === days) ?? 1;
  const total = usage + fees * months;
  const half = usage * found.uncertainty(known + 1, known + days);
  return { total, range: [total - half, total + half] };
}

const wholeCosts = ({ usage, purchases }: SimulatedSeries): readonly number[] =>
  usage.map((cost, day) => Math.round((cost + (purchases[day] ?? 0)) * 100) / 100);

const numbers = z.array(z.number().finite());
const peersAnswer = z.object({
  /** By series and day, in robust standard deviations. */
  oddness: z.array(numbers),
  /** By origin and horizon: the total, and its quantiles 0.1 and 0.9. */
  totals: z.array(z.array(numbers.length(3))),
});
type Peers = z.infer<typeof peersAnswer>;

/** Null, and a word on standard error, without Python or statsmodels. */
function askPeers(python: string, question: object): Promise<Peers | null> {
  return new Promise((resolve, reject) => {
    const peer = spawn(python, [join(__dirname, "peers.py")], { stdio: ["pipe", "pipe", "pipe"] });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    peer.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    peer.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
    peer.on("error", (error) => {
      process.stderr.write(`Without STL and ETS: ${python} did not start: ${error.message}\n`);
      resolve(null);
    });
    peer.on("close", (code) => {
      if (code === 0) {
        try {
          resolve(peersAnswer.parse(JSON.parse(Buffer.concat(output).toString())));
        } catch (error) {
          reject(new Error(`peers.py answered what is not an answer: ${String(error)}`));
        }
      } else if (code === missingLibrary) {
        process.stderr.write(`Without STL and ETS: ${Buffer.concat(errors).toString()}`);
        resolve(null);
      } else reject(new Error(Buffer.concat(errors).toString()));
    });
    peer.stdin.on("error", () => undefined);
    peer.stdin.end(JSON.stringify(question));
  });
}

const dayOf = (date: string): number => daysBetween("1970-01-01", date);

/** The first day of the month `count` months after the one in which a day is. */
function monthAfter(day: number, count: number): number {
  const date = new Date(day * 86_400_000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1) / 86_400_000;
}

const share = (part: number, whole: number): string => (part / whole).toFixed(2);
const percent = (ratio: number): string => `${(100 * ratio).toFixed(1)} %`;

const start = dayOf("2025-06-01");
const end = dayOf("2026-12-01");
/** The judged months, September 2025 to November 2026, and the day after them. */
const months = Array.from({ length: 16 }, (_, index) => monthAfter(start, 3 + index));
/** Forecasts are made at the beginning of November 2025 to September 2026. */
const origins = Array.from({ length: 11 }, (_, index) => monthAfter(start, 5 + index)).filter((origin) => monthAfter(origin, 3) <= end);
const monthsAhead = [1, 3] as const;
/** Days before a forecast that it is made of. */
const historyDays = 112;
/** ETS takes its time: every fifth series is forecast, every other of these with nothing planted. */
const forecastEvery = 5;
/** Of peers.py. */
const missingLibrary = 3;

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
