import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { amortize } from "../../../app/domain/commitment/amortize";
import type { CommitmentTransaction } from "../../../app/domain/commitment/commitment-transaction";
import { shareDay } from "../../../app/domain/commitment/share-day";
import { addDecimals } from "../../../app/domain/decimal/add-decimals";

const minute = 60_000;
const day = 1440 * minute;
const at = (date: string): number => Date.parse(date);
const purchase = (date: string, until: string, amount: string, quantity = "1"): CommitmentTransaction => ({
  kind: "purchase",
  from: at(date),
  until: at(until),
  amount,
  quantity,
  currency: "CNY",
});
const giveBack = (date: string, amount: string, quantity = "1"): CommitmentTransaction => ({
  kind: "return",
  from: at(date),
  until: null,
  amount,
  quantity,
  currency: "CNY",
});
/** Days of UTC from one to the other, both included. */
const daysOf = (transactions: readonly CommitmentTransaction[], first: string, last: string) => {
  const { life } = amortize(transactions);
  const days = [];
  for (let start = at(first); start <= at(last); start += day)
    days.push(life?.on(new Date(start).toISOString().slice(0, 10), start, start + day));
  return days;
};

describe("amortize", () => {
  it("gives each day of a year its share, and the year the price to the last digit", () => {
    const bought = [purchase("2026-01-01", "2027-01-01", "1234.567890123456789")];
    const days = daysOf(bought, "2026-01-01", "2026-12-31");
    expect(days.slice(0, 2)).toEqual([
      { day: "2026-01-01", cost: "3.382377781160155586", settled: "0", hours: "24" },
      { day: "2026-01-02", cost: "3.382377781160155587", settled: "0", hours: "24" },
    ]);
    expect(addDecimals(days.map((one) => one?.cost ?? ""))).toBe("1234.567890123456789");
    expect(amortize(bought)).toMatchObject({ problems: [], life: { currency: "CNY", total: "1234.567890123456789" } });
  });

  it("shares a day that a term begins or ends in by its hours", () => {
    const bought = [purchase("2026-01-01T18:00:00Z", "2026-01-03T06:00:00Z", "36", "2")];
    expect(daysOf(bought, "2026-01-01", "2026-01-03")).toEqual([
      { day: "2026-01-01", cost: "6", settled: "0", hours: "12" },
      { day: "2026-01-02", cost: "24", settled: "0", hours: "48" },
      { day: "2026-01-03", cost: "6", settled: "0", hours: "12" },
    ]);
  });

  it("ends what is given back on its day, with the rest of its price less the refund", () => {
    const transactions = [purchase("2026-01-01", "2026-01-11", "100", "4"), giveBack("2026-01-03", "-15", "1")];
    expect(daysOf(transactions, "2026-01-02", "2026-01-04")).toEqual([
      { day: "2026-01-02", cost: "10", settled: "0", hours: "96" },
      { day: "2026-01-03", cost: "7.5", settled: "5", hours: "72" },
      { day: "2026-01-04", cost: "7.5", settled: "0", hours: "72" },
    ]);
  });

  it("ends a commitment that is cancelled", () => {
    const transactions = [purchase("2026-01-01", "2026-01-11", "100"), giveBack("2026-01-03", "-80")];
    expect(amortize(transactions).life).toMatchObject({ until: at("2026-01-03"), total: "20" });
    expect(daysOf(transactions, "2026-01-02", "2026-01-03")).toEqual([
      { day: "2026-01-02", cost: "10", settled: "0", hours: "24" },
      { day: "2026-01-03", cost: "0", settled: "0", hours: "0" },
    ]);
  });

  it("spreads each monthly payment over its own month", () => {
    const paid = [purchase("2026-01-01", "2026-02-01", "31"), purchase("2026-02-01", "2026-03-01", "31")];
    expect(daysOf(paid, "2026-01-31", "2026-02-01")).toEqual([
      { day: "2026-01-31", cost: "1", settled: "0", hours: "24" },
      { day: "2026-02-01", cost: "1.107142857142857143", settled: "0", hours: "24" },
    ]);
  });

  it("spreads a correction of the price over what is still held", () => {
    const transactions = [purchase("2026-01-01", "2026-01-11", "100"), giveBack("2026-01-06", "-25", "0")];
    expect(daysOf(transactions, "2026-01-05", "2026-01-06")).toEqual([
      { day: "2026-01-05", cost: "10", settled: "0", hours: "24" },
      { day: "2026-01-06", cost: "5", settled: "0", hours: "24" },
    ]);
  });

  it("names what it cannot spread, and spreads nothing of it", () => {
    const bought = purchase("2026-01-01", "2027-01-01", "365");
    expect(amortize([{ ...bought, until: null }])).toEqual({ problems: ["term-unknown"], life: null });
    expect(amortize([bought, { ...bought, currency: "USD" }])).toEqual({ problems: ["currency-differs"], life: null });
    expect(amortize([])).toEqual({ problems: [], life: null });
  });

  it("names what is odd, and keeps its amount on its day", () => {
    expect(amortize([purchase("2026-01-02", "2026-01-01", "5")])).toMatchObject({ problems: ["term-empty"], life: { total: "5" } });
    const transactions = [purchase("2026-01-01", "2026-01-11", "100", "2"), giveBack("2026-01-06", "-90", "3")];
    expect(amortize(transactions).problems).toEqual(["returned-more-than-bought"]);
    expect(daysOf(transactions, "2026-01-06", "2026-01-06")).toEqual([{ day: "2026-01-06", cost: "0", settled: "-40", hours: "0" }]);
  });

  it("adds up to what was paid to the last digit, whatever is bought, exchanged and given back, by any clock", () => {
    const amount = fc
      .tuple(fc.bigInt({ min: 0n, max: 10n ** 24n }), fc.integer({ min: 0, max: 18 }))
      .map(([digits, scale]) => toText(digits, scale));
    const quantity = fc.oneof(fc.integer({ min: 1, max: 300 }).map(String), fc.constantFrom("0.5", "7.3848", "0.000000000000000001"));
    const instant = fc.integer({ min: at("2024-01-01") / minute, max: at("2027-01-01") / minute }).map((minutes) => minutes * minute);
    const bought = fc.record({ from: instant, days: fc.constantFrom(30, 31, 365, 366, 1095, 1096, 0.04), amount, quantity }).map(
      ({ from, days, ...rest }): CommitmentTransaction => ({
        kind: "purchase",
        from,
        until: from + days * day,
        currency: "CNY",
        ...rest,
      }),
    );
    const returned = fc.record({ from: instant, amount, quantity: fc.oneof(quantity, fc.constant("0")) }).map(
      ({ amount: paid, ...rest }): CommitmentTransaction => ({
        kind: "return",
        until: null,
        currency: "CNY",
        amount: paid === "0" ? paid : `-${paid}`,
        ...rest,
      }),
    );
    fc.assert(
      fc.property(
        fc.array(bought, { minLength: 1, maxLength: 6 }),
        fc.array(returned, { maxLength: 5 }),
        clock,
        (purchases, returns, clockOf) => {
          const transactions = [...purchases, ...returns];
          const paid = addDecimals(transactions.map(({ amount: text }) => text));
          const { life } = amortize(transactions);
          expect(life?.total).toBe(paid);
          const days = [];
          let start = clockOf(at("2023-12-30"));
          for (let date = at("2023-12-30"); date < at("2030-02-01"); date += day) {
            const end = clockOf(date + day);
            days.push(life?.on("", start, end));
            start = end;
          }
          expect(addDecimals(days.flatMap((one) => [one?.cost ?? "", one?.settled ?? ""]))).toBe(paid);
          expect(life?.before(start)).toBe(paid);
          expect(days.every((one) => one?.hours.startsWith("-") === false)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("shareDay", () => {
  it("divides the cost of a day by the hours that were bought, or by those that were used where they are more", () => {
    expect(shareDay({ cost: "48", hours: "24" }, "12")).toEqual({ hourlyRate: "2", isOverused: false });
    expect(shareDay({ cost: "48", hours: "24" }, "36")).toEqual({ hourlyRate: "1.333333333333333333333333333333", isOverused: true });
    expect(shareDay({ cost: "48", hours: "0" }, "0")).toEqual({ hourlyRate: null, isOverused: false });
  });
});

/** The instant at which a day of UTC's calendar begins by some clock: fixed offsets, and one that changes twice a year. */
const clock = fc.oneof(
  fc.integer({ min: -12 * 60, max: 14 * 60 }).map((offset) => (date: number) => date - offset * 60_000),
  fc.constant((date: number) => date + (new Date(date).getUTCMonth() > 2 && new Date(date).getUTCMonth() < 10 ? 7 : 8) * 3_600_000),
);

function toText(digits: bigint, scale: number): string {
  const text = digits.toString().padStart(scale + 1, "0");
  const fraction = text.slice(text.length - scale).replace(/0+$/, "");
  return scale === 0 || fraction === "" ? text.slice(0, text.length - scale) || "0" : `${text.slice(0, -scale)}.${fraction}`;
}
