import { expect, it } from "vitest";
import { planCommitmentTable, readSubscriptions } from "../../../app/sources/gcp-billing/commitment-table";
import { commitmentTable } from "../../../simulator/google/billing-tables";

const field = ({
  fields = [],
  ...rest
}: ReturnType<typeof commitmentTable>["schema"][number]): Parameters<typeof planCommitmentTable>[1][number] => ({
  ...rest,
  fields: fields.map(field),
});
const schema = commitmentTable("p.d.t", []).schema.map(field);

it("the commitments of a billing account are asked once each, whatever the number of days", () => {
  expect(planCommitmentTable("p.d.t", schema)("A")).toEqual({
    text:
      "SELECT DISTINCT subscription.instance_id AS `c0`, start_time AS `c1`, end_time AS `c2`, term AS `c3`, commitent_amount.value AS `c4`, " +
      "commitent_amount.unit AS `c5` FROM `p.d.t` WHERE billing_account_id = @account",
    parameters: [{ name: "account", type: "STRING", value: "A" }],
  });
});

it("the amount is found under the word that Google's page has, and under the right one", () => {
  const renamed = schema.map((one) => (one.name === "commitent_amount" ? { ...one, name: "commitment_amount" } : one));
  expect(planCommitmentTable("p.d.t", renamed)("A").text).toContain("commitment_amount.value AS `c4`");
});

it("another table is refused by what it has not", () => {
  const other = schema.filter(({ name }) => name !== "end_time" && name !== "commitent_amount");
  expect(() => planCommitmentTable("p.d.t", other)).toThrow(
    "commitments: p.d.t has no end_time, commitment_amount.value, commitment_amount.unit: it is not the export of committed use discounts",
  );
});

it("of several rows of a commitment the one that ends last counts, and what several of these say differently is not known, in any order", () => {
  const rows = [
    ["a", "2025-01-01", "2026-01-01", "ONE_YEAR", "1", "$/hr"],
    ["a", "2026-01-01", "2027-01-01", "ONE_YEAR", "2", "$/hr"],
    ["a", "2026-01-01", "2027-01-01", "ONE_YEAR", "3", "$/hr"],
    [null, "2026-01-01", "2027-01-01", "ONE_YEAR", "4", "$/hr"],
  ];
  const known = new Map([["a", ["2026-01-01", "2027-01-01", "ONE_YEAR", null, "$/hr"]]]);
  expect(readSubscriptions(rows)).toEqual(known);
  expect(readSubscriptions([...rows].reverse())).toEqual(known);
});
