import type { DashboardLab } from "./dashboard-lab";

/** Of a worker that is to read from the simulator: the secret that the connection names, and the host that may have it. */
export function connectionEnvironment(lab: DashboardLab): NodeJS.ProcessEnv {
  return { ABI_SECRET_SIMULATOR: "simulator-key", AZURE_BILLING_STORAGE_HOSTS: new URL(lab.simulator.url).host };
}

/** Pages of what `seedOperations` has made. */
export const seededAddresses = [
  { name: "sources-connection", address: "/ui/sources?open=ea-china" },
  { name: "sources-settings", address: "/ui/sources?open=ea-china&tab=settings" },
  { name: "emissions-services", address: "/ui/emissions?tab=service&method=location" },
] as const;

/**
 * What operators have done: a connection that is active and one whose test fails, two weeks of runs, a bill that is being read, a target that was changed, a view
 * that others see, a report and an alert.
 */
export async function seedOperations(url: string, lab: DashboardLab): Promise<void> {
  const post = async (path: string, body: object): Promise<void> => {
    const response = await fetch(`${url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} ${JSON.stringify(body)}: ${await response.text()}`);
  };
  const sources = (body: object): Promise<void> => post("/operations/sources", body);
  const config = {
    enrollment: lab.enrollment,
    baseUrl: lab.simulator.url,
    form: "china",
    currency: "CNY",
    key: { env: "ABI_SECRET_SIMULATOR" },
  };
  await sources({ operation: "add", id: "ea-china", source: "azure-ea", config, reason: "The enrollment of the demo" });
  await sources({ operation: "test", id: "ea-china" });
  await sources({ operation: "activate", id: "ea-china", reason: "Tested" });
  await sources({ operation: "add", id: "old-folder", source: "focus-files", config: { storage: { kind: "folder", path: "/srv/gone" } } });
  await sources({ operation: "test", id: "old-folder" });
  const target = { id: "all", billing_account: lab.enrollment, scope_kind: "account", month: lab.months.at(-1), currency: "CNY" };
  await post("/operations/budgets", { operation: "set", ...target, amount: "130000", reason: "A new application" });
  await post("/operations/shared-cost-rules", {
    operation: "set",
    id: "support",
    billing_account: lab.enrollment,
    name: "Support plan",
    filters: [{ field: "meter_category", values: ["Azure Support"] }],
    method: "proportional",
    reason: "Everyone calls support",
  });
  const question = {
    endpoint: "query",
    body: {
      measures: ["billed_cost"],
      dimensions: ["service_name", "region"],
      timeRange: { from: lab.months[0], to: lab.months.at(-1) },
      orderBy: [{ by: "billed_cost", direction: "desc" }],
      limit: 20,
    },
  };
  await post("/views", { operation: "save", name: "Services by region", question, shared: true });
  const report = {
    operation: "save",
    format: "html",
    language: "en",
    destinations: [{ kind: "objects", location: { kind: "folder", path: "data/reports" }, prefix: "finance" }],
  };
  await post("/operations/reports", { ...report, name: "Month end", what: { kind: "ready", report: "month-end" }, schedule: "0 6 5 * *" });
  const causes = ["budget-passed", "budget-forecast", "anomaly"];
  await post("/operations/reports", {
    ...report,
    name: "Unusual cost",
    what: { kind: "alert", causes, minimum: "100" },
    schedule: "0 7 * * *",
  });
  await seedRunningDelivery(lab);
  await lab.server.query("INSERT INTO WorkflowExecution FORMAT JSONEachRow", { database: "billing" }, runs(new Date()));
}

/** Another reading of the first month, 500 rows of which were stored in a minute. */
export async function seedRunningDelivery(lab: DashboardLab): Promise<void> {
  const [month = ""] = lab.months;
  const snapshot = { billing_account_id: lab.enrollment, billing_period: `${month}-01`, snapshot_id: "s-being-read" };
  const at = (secondsAgo: number): string => new Date(Date.now() - secondsAgo * 1000).toISOString().replace("T", " ").replace("Z", "");
  const insert = (table: string, row: object): Promise<string> =>
    lab.server.query(`INSERT INTO ${table} FORMAT JSONEachRow`, { database: "billing" }, JSON.stringify({ ...snapshot, ...row }));
  await insert("BillingSnapshot", { step: 1, status: "opened", currency: "CNY", source: "azure-ea", at: at(65) });
  await insert("BillingSnapshotBlock", { first_page: 0, last_page: 3, state: "stored", rows: 500, at: at(5) });
}

/** A run of each night before now, two of which failed. */
function runs(now: Date): string {
  const nights = Array.from({ length: 14 }, (_, index) => {
    const day = new Date(now.getTime() - index * 86_400_000).toISOString().slice(0, 10);
    const hasFailed = index === 3 || index === 9;
    return {
      workflow: index % 7 === 6 ? "sync-sources" : "extract-open-months",
      started_at: `${day} 00:00:00.000`,
      ended_at: `${day} 00:04:10.000`,
      outcome: hasFailed ? "failed" : "succeeded",
      charges: hasFailed ? 0 : 24_018 + index,
      detail: hasFailed ? "100100: the key has expired; renew it in the Azure portal" : "2 months published",
    };
  });
  return nights.map((run) => JSON.stringify(run)).join("\n");
}
