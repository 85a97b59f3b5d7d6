import { expect, it } from "vitest";
import { readGcpTermMonths } from "../../../app/domain/gcp/commitment-term";

it.each([
  [["Commitment v1: Cpu in Americas for 1 Year"], 12],
  [["Commitment v1: Cpu in Americas for 3 Years", "Commitment v1: Ram in Americas for 3 Years"], 36],
  [["Commitment v1: Cpu in Americas for 3 Years", "Commitment v1: Ram in Americas for 1 Year"], null],
  [["Commitment v1: Cpu in Americas for 3 Years", "Commitment v1: Ram in Americas"], null],
  [["Commitment fee"], null],
  [[], null],
] as const)("fees of %j hold %s months", (descriptions, months) => {
  expect(readGcpTermMonths(descriptions)).toBe(months);
});
