import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isMessage, packRecords, unpackRecords } from "../../../app/ingest/pack-records";

const delivery = { enrollment: "100", currency: "CNY" } as const;

/** Text that deflate makes hardly shorter. */
const noise = (length: number): string =>
  randomBytes(Math.ceil(length * 0.75))
    .toString("base64")
    .slice(0, length);

describe("packRecords", () => {
  it("makes one message of a thousand records as Azure sends them", () => {
    const records = Array.from({ length: 1000 }, (_, index) => ({
      ...delivery,
      date: "2026-10-05T00:00:00",
      extendedCost: `${index}.5`,
      instanceId: `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm${index}`,
    }));
    expect(packRecords(records).map(isMessage)).toEqual([true]);
    expect(packRecords([])).toEqual([]);
  });

  it("keeps every record unchanged and in order, for any content", () => {
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.string(), fc.oneof(fc.string({ unit: "binary" }), fc.constant(null)))), (fields) => {
        const records = fields.map((one) => ({ ...one, ...delivery }));
        expect([...unpackRecords(packRecords(records))].flat()).toEqual(records);
      }),
      { numRuns: 200 },
    );
  });

  it("takes as many messages as long records need; only a single one may be too long for a message", () => {
    const lengths = fc.array(fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 200_000, max: 1_300_000 })), { maxLength: 8 });
    fc.assert(
      fc.property(lengths, (chosen) => {
        const records = chosen.map((length) => ({ ...delivery, additionalInfo: noise(length) }));
        const blocks = packRecords(records);
        expect([...unpackRecords(blocks)].flat()).toEqual(records);
        for (const block of blocks) if (!isMessage(block)) expect([...unpackRecords([block])].flat()).toHaveLength(1);
      }),
      { numRuns: 15 },
    );
  });
});

describe("unpackRecords", () => {
  it("unpacks piece by piece, so that what gathered in a day needs no day's memory", () => {
    const blocks = Array.from({ length: 6 }, (_, index) =>
      packRecords([{ ...delivery, additionalInfo: noise(1000), product: `${index}` }]),
    ).flat();
    const pieces = [...unpackRecords(blocks, 2000)];
    expect(pieces.map((records) => records.map(({ product }) => product as string))).toEqual([
      ["0", "1"],
      ["2", "3"],
      ["4", "5"],
    ]);
  });
});
