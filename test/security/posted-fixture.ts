import { WebApp } from "@514labs/moose-lib";
import { z } from "zod";
import { Bound } from "../../app/apis/serving/bound";
import { serveQuestion } from "../../app/apis/serving/serve-question";
import { SqlText } from "../../app/apis/serving/sql-text";

/** Stands in app/apis of the security tests' copy of the project: a posted question that reads charges. */
export const PostedFixture = new WebApp(
  "posted-fixture",
  serveQuestion({
    name: "posted-fixture",
    role: "reader",
    body: z
      .object({
        currency: z.string().max(10_000),
        accounts: z.array(z.string().max(10_000)).max(100).default([]),
        kind: z.enum(["day", "month"]).default("day"),
        limit: z.number().int().min(1).max(1000).default(10),
      })
      .strict(),
    example: { currency: "CNY" },
    answer: async ({ currency, accounts, limit }, request) => ({
      data: await request.rows(SqlText.of`
        SELECT billing_account_id, charge_id, account_owner_id FROM CurrentAzureBillingDetail
        WHERE currency = ${Bound.text(currency)} AND (empty(${Bound.texts(accounts)}) OR billing_account_id IN ${Bound.texts(accounts)})
        ORDER BY charge_id LIMIT ${Bound.count(limit)}`),
      snapshots: [],
      currency: null,
      totals: [],
      page: { next: null },
      problems: [],
    }),
  }),
  { mountPath: "/posted-fixture" },
);
