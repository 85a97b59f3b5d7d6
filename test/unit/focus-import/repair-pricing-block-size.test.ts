import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RowPricing, multiplyDecimals, repairPricingBlockSize } from "../../../app/domain/focus/import/repair-focus-cells";

/** 30,000 operations at 0.05 for 10,000, as Azure bills them and FOCUS wants them. */
const right: RowPricing = {
  pricingBlockSize: "10000",
  billedCost: "0.15",
  effectiveCost: "0.15",
  pricingQuantity: "3",
  consumedQuantity: "30000",
  contractedUnitPrice: "0.05",
  contractedCost: "0.15",
  listUnitPrice: "0.06",
  listCost: "0.18",
};

/** The same as Microsoft exports it. */
const wrong: RowPricing = {
  ...right,
  pricingQuantity: "0.0003",
  consumedQuantity: "3",
  contractedCost: "0.000015",
  listCost: "0.000018",
};

describe("the block-size defect of Microsoft's files", () => {
  it("is put right to the values that Azure billed", () => {
    expect(repairPricingBlockSize(wrong)).toEqual({
      kind: "repaired",
      pricingBlockSize: "10000",
      values: { PricingQuantity: "3", ConsumedQuantity: "30000", ContractedCost: "0.15", ListCost: "0.18" },
    });
  });

  it("is found from the row's own quantities, prices and costs where the file says no pricing block size", () => {
    expect(repairPricingBlockSize({ ...wrong, pricingBlockSize: null })).toEqual(repairPricingBlockSize(wrong));
    const official: RowPricing = {
      pricingBlockSize: null,
      billedCost: "0.000015",
      effectiveCost: "0.000015",
      pricingQuantity: "0.00000003",
      consumedQuantity: "0.0003",
      contractedUnitPrice: "0.05",
      contractedCost: "0.0000000015",
      listUnitPrice: "0.05",
      listCost: "0.000015",
    };
    expect(repairPricingBlockSize(official)).toEqual({
      kind: "repaired",
      pricingBlockSize: "10000",
      values: { PricingQuantity: "0.0003", ConsumedQuantity: "3", ContractedCost: "0.000015" },
    });
    // The file rounds the cost that is too small to two digits; the product has them all.
    const cost = { billedCost: "0.000001638", effectiveCost: "0.000001638", contractedCost: "0.00000000016", listCost: "0.000001638" };
    const rounded = { ...official, ...cost, pricingQuantity: "0.00000009", consumedQuantity: "0.0009", contractedUnitPrice: "0.00182" };
    expect(repairPricingBlockSize(rounded)).toEqual({
      kind: "repaired",
      pricingBlockSize: "10000",
      values: { PricingQuantity: "0.0009", ConsumedQuantity: "9", ContractedCost: "0.000001638" },
    });
    for (const contractedCost of ["0", "0.000001638", "0.5"]) {
      expect(repairPricingBlockSize({ ...rounded, contractedCost })).toMatchObject({
        values: { PricingQuantity: "0.0009", ConsumedQuantity: "9" },
      });
      expect(repairPricingBlockSize({ ...rounded, contractedCost })).not.toMatchObject({
        values: { ContractedCost: expect.anything() as unknown },
      });
    }
    // 730 hours are priced as one month: a whole quotient that is not a block.
    const monthly = { ...official, billedCost: "5", effectiveCost: "5", pricingQuantity: "1", consumedQuantity: "730" };
    expect(repairPricingBlockSize({ ...monthly, contractedUnitPrice: "5", contractedCost: "5" })).toEqual({ kind: "fine" });
  });

  it("is not seen in a row that is right", () => {
    expect(repairPricingBlockSize(right)).toEqual({ kind: "fine" });
  });

  it.each<readonly [string, Partial<RowPricing>, object]>([
    [
      "a refund has it too",
      {
        billedCost: "-0.15",
        effectiveCost: "-0.15",
        pricingQuantity: "-0.0003",
        consumedQuantity: "-3",
        contractedCost: "-0.000015",
        listCost: "-0.000018",
      },
      { kind: "repaired", values: { PricingQuantity: "-3", ConsumedQuantity: "-30000", ContractedCost: "-0.15", ListCost: "-0.18" } },
    ],
    [
      "a cost that is right stays, beside a quantity that is not",
      { contractedCost: "0.15" },
      { kind: "repaired", values: { PricingQuantity: "3", ConsumedQuantity: "30000", ListCost: "0.18" } },
    ],
    [
      "without a unit price only the cost is proven wrong",
      { contractedUnitPrice: null },
      { kind: "repaired", values: { ContractedCost: "0.15" } },
    ],
    [
      "a list cost that is right stays",
      { listCost: "0.18" },
      { kind: "repaired", values: { PricingQuantity: "3", ConsumedQuantity: "30000", ContractedCost: "0.15" } },
    ],
    [
      "units that were consumed stay",
      { consumedQuantity: "30000" },
      { kind: "repaired", values: { PricingQuantity: "3", ContractedCost: "0.15", ListCost: "0.18" } },
    ],
    ["a rounded price still proves it", { contractedUnitPrice: "0.04999", contractedCost: "0.000014997" }, { kind: "repaired" }],
    [
      "hours in blocks of 100 that Azure counted in hours are right",
      {
        pricingBlockSize: "100",
        pricingQuantity: "0.24",
        consumedQuantity: "24",
        contractedUnitPrice: "5",
        contractedCost: "1.2",
        billedCost: "1.2",
        effectiveCost: "1.2",
      },
      { kind: "fine" },
    ],
    ["a commitment hides the proof", { effectiveCost: "0.1" }, { kind: "suspected" }],
    ["a free row proves nothing", { billedCost: "0", effectiveCost: "0" }, { kind: "fine" }],
    [
      "a block of one does not explain a contracted cost that is ten thousand times too small",
      { pricingBlockSize: "1" },
      { kind: "suspected" },
    ],
    [
      "no pricing block size and no quantity to tell it by, no repair",
      { pricingBlockSize: null, consumedQuantity: null },
      { kind: "suspected" },
    ],
    ["a pricing block size that is no whole number is none", { pricingBlockSize: "0.5" }, { kind: "suspected" }],
    [
      "quantities that contradict the costs prove nothing",
      { pricingBlockSize: null, pricingQuantity: "3", consumedQuantity: "3", contractedCost: "0.00015" },
      { kind: "suspected" },
    ],
    [
      "nor do they where the small cost is rounded",
      {
        pricingBlockSize: null,
        pricingQuantity: null,
        consumedQuantity: null,
        contractedCost: "0.0000000000002",
        effectiveCost: "0.00000000163",
      },
      { kind: "suspected" },
    ],
    [
      "a contracted cost above what was paid is a discount",
      { pricingBlockSize: null, pricingQuantity: null, contractedCost: "1.5", effectiveCost: "0.15" },
      { kind: "fine" },
    ],
    [
      "a contracted cost of half of what was paid is no power of ten",
      { pricingBlockSize: null, pricingQuantity: null, contractedCost: "0.075" },
      { kind: "fine" },
    ],
    ["a contracted cost of 0 is another defect", { contractedCost: "0", pricingQuantity: null }, { kind: "fine" }],
  ])("%s", (_name, change, expected) => {
    expect(repairPricingBlockSize({ ...wrong, ...change })).toMatchObject(expected);
  });

  it("is repaired for any price, quantity and block, to the last digit, once, and never where it is not", () => {
    const whole = (max: number) => fc.integer({ min: 1, max });
    const price = whole(1_000_000).map((units) => (units / 1_000_000).toFixed(6));
    fc.assert(
      fc.property(
        price,
        whole(1_000_000),
        fc.constantFrom("10", "100", "1000", "10000", "1000000"),
        fc.boolean(),
        (unitPrice, blocks, pricingBlockSize, refund) => {
          const sign = refund ? "-" : "";
          const quantity = `${sign}${blocks}`;
          const cost = multiplyDecimals(quantity, unitPrice);
          const divide = (text: string): string => multiplyDecimals(text, `0.${"0".repeat(pricingBlockSize.length - 2)}1`);
          const billed: RowPricing = {
            pricingBlockSize,
            billedCost: cost,
            effectiveCost: cost,
            pricingQuantity: quantity,
            consumedQuantity: multiplyDecimals(quantity, pricingBlockSize),
            contractedUnitPrice: unitPrice,
            contractedCost: cost,
            listUnitPrice: unitPrice,
            listCost: cost,
          };
          expect(repairPricingBlockSize(billed)).toEqual({ kind: "fine" });
          const exported = {
            ...billed,
            pricingQuantity: divide(quantity),
            consumedQuantity: quantity,
            contractedCost: divide(cost),
            listCost: divide(cost),
          };
          const repair = repairPricingBlockSize(exported);
          expect(repair).toEqual({
            kind: "repaired",
            pricingBlockSize,
            values: { PricingQuantity: quantity, ConsumedQuantity: billed.consumedQuantity, ContractedCost: cost, ListCost: cost },
          });
        },
      ),
    );
  });
});
