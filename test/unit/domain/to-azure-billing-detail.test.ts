import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toAzureBillingDetail } from "../../../app/domain/to-azure-billing-detail";

const record = {
  billing_account_id: "100",
  charge_id: "c1",
  date: "2026-10-05T00:00:00",
  extended_cost: "0.000000123456789012",
  resource_group: "RG-Pay",
  tags: '{"app":"pay"}',
} as const;

describe("toAzureBillingDetail", () => {
  it("keeps the digits of the cost and the calendar day of the date", () => {
    expect(toAzureBillingDetail(record)).toEqual({
      billing_account_id: "100",
      charge_id: "c1",
      subscription_guid: "",
      meter_category: "",
      resource_group: "rg-pay",
      instance_id: "",
      date: "2026-10-05",
      month_date: "2026-10-01",
      extended_cost: "0.000000123456789012",
      tags: '{"app":"pay"}',
      problems: [],
    });
  });

  it.each(["2026-13-01", "05/10/2026", "", "yesterday"])("turns the unreadable date %j into null and a named problem", (date) => {
    expect(toAzureBillingDetail({ ...record, date })).toMatchObject({ date: null, month_date: null, problems: ["date-unreadable"] });
  });

  it.each(["1,5", "NaN", "", "0.1234567890123456789"])("turns the unreadable cost %j into null and a named problem", (extended_cost) => {
    expect(toAzureBillingDetail({ ...record, extended_cost })).toMatchObject({
      extended_cost: null,
      problems: ["extended-cost-unreadable"],
    });
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (date, extended_cost) => {
        toAzureBillingDetail({ ...record, date, extended_cost });
      }),
    );
  });
});
