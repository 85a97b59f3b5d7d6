import { WebApp } from "@514labs/moose-lib";
import type { Answer } from "../apis/serving/answer";
import { serveExchange } from "../apis/serving/serve-exchange";
import { type ComponentDetails, describeComponents } from "../runtime/observability/describe-components";

/** GET /operations/components: the parts of the stack with state, version, latency, lag, disk, last error and the address of their own page. */
export const ComponentsWebApp = new WebApp(
  "components",
  serveExchange({ name: "components", role: "operator", everyAccount: true, method: "GET" }, async () => {
    const data = await describeComponents();
    const body: Answer<ComponentDetails> = { data, snapshots: [], currency: null, totals: [], page: { next: null }, problems: [] };
    return { body };
  }),
  { mountPath: "/operations/components", metadata: { description: "Parts of the stack: state, version, latency, lag, disk, last error" } },
);
