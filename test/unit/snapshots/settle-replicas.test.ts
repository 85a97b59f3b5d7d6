import { expect, it } from "vitest";
import { settleReplicas } from "../../../app/pipeline/settle-replicas";

/** A client that notes the statements it is given, with the settings that decide what a missing replica means. */
function noting() {
  const said: string[] = [];
  return {
    said,
    query: ({ query }: { readonly query: string }) => {
      said.push(query);
      return Promise.resolve({ json: () => Promise.resolve([{ name: "billing" }] as never[]), text: () => Promise.resolve("") });
    },
    command: ({ query, clickhouse_settings }: { readonly query: string; readonly clickhouse_settings?: object }) => {
      said.push(`${query} ${JSON.stringify(clickhouse_settings)}`);
      return Promise.resolve();
    },
  };
}

it("one server is not asked anything before a publication", async () => {
  const client = noting();
  await settleReplicas(client, undefined);
  expect(client.said).toEqual([]);
});

it("of a cluster every replica must have each table that a pointer leads to, and one that does not answer is an error", async () => {
  const client = noting();
  await settleReplicas(client, "prod-1");
  const settings = '{"wait_end_of_query":1,"distributed_ddl_task_timeout":25,"distributed_ddl_output_mode":"throw"}';
  const tables = [
    "AzureBillingSnapshotDetail",
    "FocusCostAndUsage",
    "DailyFocusCost",
    "DailyFocusServiceCost",
    "MonthlyFocusCost",
    "MonthlyFocusResourceCost",
    "DailyFocusUsage",
    "FocusSnapshotDays",
    "CommitmentTransaction",
    "CommitmentTerm",
    "CommitmentDay",
    "TaggingAudit",
    "BillingSnapshotBlock",
    "BillingSnapshot",
    "BillingPeriod",
  ];
  expect(client.said).toEqual([
    "SELECT currentDatabase() AS name",
    ...tables.map((table) => `SYSTEM SYNC REPLICA ON CLUSTER \`prod-1\` \`billing\`.\`${table}\` LIGHTWEIGHT ${settings}`),
  ]);
});
