import { describe, expect, it } from "vitest";
import { readAwsTerm } from "../../../app/domain/aws/commitment-term";
import type { CommitmentLines } from "../../../app/domain/commitment/stated-term";

type Texts = Readonly<Record<string, readonly string[]>>;

const lines = (texts: Texts, more: Partial<CommitmentLines> = {}): CommitmentLines => ({
  texts: (column) => texts[column] ?? [],
  fees: [],
  upfront: "0",
  recurring: "0",
  isSpend: false,
  unit: "Hrs",
  ...more,
});
const reservation: Texts = {
  reservationstarttime: ["2026-10-01T00:00:00.000Z"],
  reservationendtime: ["2027-09-30T23:59:59.000Z"],
  reservationnumberofreservations: ["2"],
  pricingleasecontractlength: ["1yr"],
};

it("a reservation has the period, term, number and payment that any of its lines says", () => {
  expect(readAwsTerm(lines({ ...reservation, pricingpurchaseoption: ["All Upfront"] }))).toEqual({
    startsAt: Date.parse("2026-10-01"),
    endsAt: Date.parse("2027-10-01"),
    months: 12,
    quantity: "2",
    unit: "Hrs",
    upfrontShare: "1",
    problems: [],
  });
});

it("a savings plan has its own columns, and the money that each hour comes to", () => {
  const texts = {
    ...reservation,
    savingsplanstarttime: ["2026-02-28 10:00:00"],
    savingsplanendtime: ["2029-02-27 09:59:59"],
    savingsplanpurchaseterm: ["3yr"],
    savingsplanpaymentoption: ["No Upfront"],
  };
  const fees = [
    { quantity: "0.7", hours: 1 },
    { quantity: "16.8", hours: 24 },
  ];
  expect(readAwsTerm(lines(texts, { isSpend: true, unit: "USD", fees }))).toEqual({
    startsAt: Date.parse("2026-02-28T10:00:00Z"),
    endsAt: Date.parse("2029-02-27T10:00:00Z"),
    months: 36,
    quantity: "0.7",
    unit: "USD",
    upfrontShare: "0",
    problems: [],
  });
});

it("a bill without columns of terms says nothing", () => {
  expect(readAwsTerm(lines({}))).toEqual({
    startsAt: null,
    endsAt: null,
    months: null,
    quantity: null,
    unit: "",
    upfrontShare: null,
    problems: [],
  });
});

describe("what is not said clearly is not known:", () => {
  it.each([
    [
      "two begins",
      { reservationstarttime: ["2026-10-01T00:00:00Z", "2026-10-02T00:00:00Z"] },
      { startsAt: null, problems: ["terms-differ"] },
    ],
    ["an end that is no time", { reservationendtime: ["2027-13-01"] }, { endsAt: null, problems: ["terms-differ"] }],
    ["one begin that is written twice", { reservationstarttime: ["2026-10-01T00:00:00Z", "2026-10-01 00:00:00.000"] }, { problems: [] }],
    ["an end within a day", { reservationendtime: ["2027-03-05T14:20:00Z"] }, { endsAt: Date.parse("2027-03-05T14:20:00Z") }],
    ["two terms", { pricingleasecontractlength: ["1yr", "3yr"] }, { months: null }],
    ["two numbers", { reservationnumberofreservations: ["2", "3"] }, { quantity: null, unit: "" }],
    ["a number of doubles", { reservationnumberofreservations: ["2.0"] }, { quantity: "2" }],
    ["a number that is none", { reservationnumberofreservations: ["two"] }, { quantity: null }],
  ] as const)("%s", (_what, texts, expected) => {
    expect(readAwsTerm(lines({ ...reservation, ...texts }))).toMatchObject(expected);
  });

  it.each([
    ["a reservation that is not counted in hours", { unit: "ReadCapacityUnit-Hrs" }],
    [
      "a plan whose hours come to different amounts",
      {
        isSpend: true,
        fees: [
          { quantity: "1", hours: 1 },
          { quantity: "2", hours: 1 },
        ],
      },
    ],
    ["a plan whose lines need rounding", { isSpend: true, fees: [{ quantity: "1", hours: 3 }] }],
    ["a plan with a line of no hour", { isSpend: true, fees: [{ quantity: "1", hours: 0 }] }],
  ] as const)("the quantity of %s", (_what, more) => {
    expect(readAwsTerm(lines(reservation, more))).toMatchObject({ quantity: null, unit: "" });
  });
});

it.each([
  ["a half", "Partial Upfront", "37.2", "37.2", "0.5"],
  ["a third, rounded to 18 decimals", "", "1", "2", "0.333333333333333333"],
  ["nothing, as the fees say", "", "0", "2", "0"],
  ["all, as the fees say", "", "3", "0", "1"],
  ["nothing, as the option says", "No Upfront", "0", "0", "0"],
  ["unknown without amounts", "Partial Upfront", "0", "0", null],
  ["unknown with an amount below 0", "", "-1", "3", null],
] as const)("the part that is paid at the beginning is %s", (_what, option, upfront, recurring, expected) => {
  const texts = option === "" ? reservation : { ...reservation, pricingpurchaseoption: [option] };
  expect(readAwsTerm(lines(texts, { upfront, recurring })).upfrontShare).toBe(expected);
});
