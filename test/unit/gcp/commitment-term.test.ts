import { expect, it } from "vitest";
import type { gcpTermColumns } from "../../../app/domain/gcp/commitment-term";
import { readGcpTerm } from "../../../app/domain/gcp/commitment-term";
import type { StatedTerm } from "../../../app/domain/commitment/stated-term";

type Texts = Readonly<Partial<Record<(typeof gcpTermColumns)[number], readonly string[]>>>;

const read = (texts: Texts, descriptions: readonly string[] = [], currency = "USD"): StatedTerm =>
  readGcpTerm({ texts: (column) => texts[column] ?? [], descriptions, currency });

it.each([
  [["Commitment v1: Cpu in Americas for 1 Year"], 12],
  [["Commitment v1: Cpu in Americas for 3 Years", "Commitment v1: Ram in Americas for 3 Years"], 36],
  [["Commitment v1: Cpu in Americas for 3 Years", "Commitment v1: Ram in Americas for 1 Year"], null],
  [["Commitment v1: Cpu in Americas for 3 Years", "Commitment v1: Ram in Americas"], null],
  [["Commitment fee"], null],
  [[], null],
] as const)("fees of %j hold %s months, where the table of commitments says nothing", (descriptions, months) => {
  expect(read({}, descriptions).months).toBe(months);
});

it("a commitment has the begin, end, term and money of an hour of the table of commitments", () => {
  const texts: Texts = {
    xcommitmentstarttime: ["2024-09-27T18:08:20.000000Z"],
    xcommitmentendtime: ["2025-09-27T18:08:20Z"],
    xcommitmentterm: ["P1Y"],
    xcommitmentamount: ["0.05"],
    xcommitmentamountunit: ["$/hr"],
  };
  expect(read(texts, ["Commitment - dollar based v1: GCE for 3 year"])).toEqual({
    startsAt: Date.UTC(2024, 8, 27, 18, 8, 20),
    endsAt: Date.UTC(2025, 8, 27, 18, 8, 20),
    months: 12,
    quantity: "0.05",
    unit: "USD",
    upfrontShare: "0",
    problems: [],
  });
  expect(read({ ...texts, xcommitmentendtime: ["2025-09-27T18:08:20Z", "2026-09-27T18:08:20Z"] })).toMatchObject({
    endsAt: null,
    problems: ["terms-differ"],
  });
});

it.each([
  [["100"], ["$/hr"], "USD", "100"],
  [["0.05"], ["EUR/hr"], "EUR", "0.05"],
  // Dollars of another country have the same sign.
  [["0.05"], ["$/hr"], "CAD", null],
  [["0.05"], ["vCPU"], "USD", null],
  [["much"], ["$/hr"], "USD", null],
  [["1", "2"], ["$/hr"], "USD", null],
  [["1"], [], "USD", null],
] as const)("%j of %j in a bill in %s is %s an hour", (xcommitmentamount, xcommitmentamountunit, currency, quantity) => {
  const { quantity: found, unit } = read({ xcommitmentamount, xcommitmentamountunit }, [], currency);
  expect([found, unit]).toEqual([quantity, quantity === null ? "" : currency]);
});
