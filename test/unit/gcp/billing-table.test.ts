import { describe, expect, it } from "vitest";
import { planBillingTable, type TableField } from "../../../app/sources/gcp-billing/billing-table";

const whole = { isPartitioned: false, withoutInvoiceMonth: "refuse" } as const;
const partitioned = { ...whole, isPartitioned: true };

describe("queries of a table", () => {
  const scalar = (name: string, type = "STRING"): TableField => ({
    name,
    type,
    mode: "NULLABLE",
    fields: [],
  });
  const record = (
    name: string,
    mode: string,
    fields: readonly ReturnType<typeof scalar>[],
  ): Parameters<typeof planBillingTable>[1][number] => ({
    name,
    type: "RECORD",
    mode,
    fields,
  });
  const slice = { account: "A", month: "202610", until: "2026-10-20T00:00:00.000000Z" };
  const usage = [
    scalar("billing_account_id"),
    record("invoice", "NULLABLE", [scalar("month")]),
    scalar("usage_start_time", "TIMESTAMP"),
    scalar("usage_end_time", "TIMESTAMP"),
    scalar("cost", "FLOAT"),
    scalar("currency"),
    record("labels", "REPEATED", [scalar("key"), scalar("value")]),
    record("credits", "REPEATED", [scalar("type"), scalar("amount", "FLOAT")]),
    scalar("export_time", "TIMESTAMP"),
    scalar("a_field_of_next_year"),
  ];

  it("of the usage export cast money as Google does, and read no partition before the month", () => {
    const plan = planBillingTable("p.d.t", usage, partitioned);
    expect(plan.rows(slice)).toEqual({
      text:
        "SELECT `billing_account_id`, `invoice`.`month` AS `invoice_month`, `usage_start_time`, `usage_end_time`, TO_JSON_STRING(`labels`) AS `labels`, " +
        "CAST(`cost` AS NUMERIC) AS `cost`, `currency`, TO_JSON_STRING(ARRAY(SELECT AS STRUCT CAST(CAST(c.amount AS NUMERIC) AS STRING) AS amount, " +
        "c.`type` FROM UNNEST(credits) AS c)) AS `credits`, `export_time` FROM `p.d.t` WHERE billing_account_id = @account AND invoice.month = @month " +
        "AND export_time <= @until AND (_PARTITIONTIME >= @since OR _PARTITIONTIME IS NULL)",
      parameters: [
        { name: "account", type: "STRING", value: "A" },
        { name: "month", type: "STRING", value: "202610" },
        { name: "until", type: "TIMESTAMP", value: "2026-10-20T00:00:00.000000Z" },
        { name: "since", type: "TIMESTAMP", value: "2026-09-30T00:00:00.000Z" },
      ],
    });
    expect(plan.totals(slice).text).toBe(
      "SELECT currency AS currency, CAST(SUM(CAST(cost AS NUMERIC) + IFNULL((SELECT SUM(CAST(c.amount AS NUMERIC)) FROM UNNEST(credits) AS c), 0)) " +
        "AS STRING) AS total, COUNT(*) AS charges FROM `p.d.t` WHERE billing_account_id = @account AND invoice.month = @month AND export_time <= @until " +
        "GROUP BY currency",
    );
    expect(planBillingTable("p.d.t", usage, whole).rows(slice).text).not.toContain("_PARTITIONTIME");
  });

  it("put rows without an invoice month on that of their usage in each query alike, when that is asked for", () => {
    const month = "IFNULL(invoice.month, FORMAT_TIMESTAMP('%Y%m', usage_start_time, 'America/Los_Angeles'))";
    const plan = planBillingTable("p.d.t", usage, { ...whole, withoutInvoiceMonth: "usage-month" });
    expect(plan.months.text).toContain(`${month} AS month,`);
    expect(plan.rows(slice).text).toContain(`${month} AS \`invoice_month\`,`);
    for (const { text } of [plan.rows(slice), plan.totals(slice)]) expect(text).toContain(`AND ${month} = @month AND`);
  });

  it("are not made of a table that is no bill", () => {
    expect(() => planBillingTable("p.d.t", usage.slice(1), whole)).toThrow("has no billing_account_id");
    expect(() => planBillingTable("p.d.t", [scalar("BilledCost", "NUMERIC")], whole)).toThrow("is FOCUS without BillingAccountId");
  });
});
