import type { IncomingMessage, ServerResponse } from "node:http";
import { type ArmApplication, type ArmService, refuseArm, sendJson, startArmService } from "./arm-service";
import { jsonBody } from "./json-body";

/** The emissions of a resource in a month, by scope: kilograms as they stand in the answer, digit by digit. */
export interface CarbonResource {
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly type: string;
  readonly name: string;
  readonly location: string;
  readonly kilograms: Readonly<Record<string, string>>;
}

export interface AzureCarbonOptions extends ArmApplication {
  /** Months with emissions, `2026-01`. */
  readonly range: readonly [first: string, last: string];
  readonly resources: (month: string) => readonly CarbonResource[];
  /** Subscriptions that the application may not read. */
  readonly denied: readonly string[];
  /** Items on a page, whatever is asked for. Default: as many as are asked for. */
  readonly pageItems?: number;
}

export type CarbonFault =
  | "forbidden"
  | "throttle-once"
  | "loop"
  | "page-again"
  | "cut-once"
  | "no-decision"
  | "not-there"
  | "number-as-text";

/** A running Carbon Optimization. */
export interface AzureCarbon extends ArmService {
  /** Bodies of the requests for reports, oldest first. */
  readonly asked: readonly unknown[];
  readonly setFault: (fault: CarbonFault | null) => void;
}

/**
 * Starts the service as its specification has it (azure-rest-api-specs, Microsoft.Carbon 2025-04-01): POST carbonEmissionReports with an ItemDetailsReport by
 * resource, and POST queryCarbonEmissionDataAvailableDateRange. What the specification forbids is refused with 400.
 */
export async function startAzureCarbon(options: AzureCarbonOptions): Promise<AzureCarbon> {
  const asked: unknown[] = [];
  let fault: CarbonFault | null = null;
  let struck = false;
  const strikes = (one: CarbonFault): boolean => fault === one && !struck && (struck = true);

  async function answer(request: IncomingMessage, response: ServerResponse, { pathname, searchParams }: URL): Promise<void> {
    const body = await jsonBody(request);
    if (fault === "forbidden") {
      refuseArm(response, 403, "AuthorizationFailed");
      return;
    }
    if (request.method !== "POST" || searchParams.get("api-version") !== "2025-04-01") {
      refuseArm(response, 400, "InvalidApiVersion");
      return;
    }
    if (fault === "not-there") {
      refuseArm(response, 404, "InvalidResourceNamespace");
      return;
    }
    if (strikes("throttle-once")) return void response.writeHead(429, { "retry-after": "7" }).end("{}");
    const [first, last] = options.range;
    if (pathname === "/providers/Microsoft.Carbon/queryCarbonEmissionDataAvailableDateRange") {
      sendJson(response, 200, { startDate: `${first}-01`, endDate: `${last}-01` });
      return;
    }
    if (pathname !== "/providers/Microsoft.Carbon/carbonEmissionReports") {
      refuseArm(response, 404, "NotFound");
      return;
    }
    asked.push(body);
    const question = questionOf(body);
    if (question === null || question.month < first || question.month > last) {
      refuseArm(response, 400, "InvalidRequest");
      return;
    }
    const text = report(question);
    if (strikes("cut-once")) return void response.writeHead(200, { "content-type": "application/json" }).end(text.slice(0, -20));
    response.writeHead(200, { "content-type": "application/json" }).end(text);
  }

  function report({ month, scopes, subscriptions, pageSize, skip }: CarbonQuestion): string {
    const allowed = subscriptions.filter((id) => !options.denied.includes(id));
    const items = options.resources(month).filter(({ subscription }) => allowed.includes(subscription));
    const size = options.pageItems ?? pageSize;
    const begin = fault === "page-again" ? Math.max(0, skip - size) : skip;
    const value = items.slice(begin, begin + size).map(({ subscription, resourceGroup, type, name, location, kilograms }) => {
      const of = {
        dataType: "ResourceItemDetailsData",
        itemName: name,
        resourceGroup,
        subscriptionId: subscription,
        categoryType: "Resource",
      };
      const resourceId = `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/${type}/${name}`;
      // The sum of the scopes that are asked for: with one of them, its own digits.
      const [number = "0"] = scopes.map((scope) => kilograms[scope] ?? "0");
      const emissions = fault === "number-as-text" ? `"${number}"` : number;
      return `${JSON.stringify({ ...of, resourceId, resourceType: type, location }).slice(0, -1)},"latestMonthEmissions":${emissions},"previousMonthEmissions":1.5}`;
    });
    const next = skip + size < items.length ? (fault === "loop" ? "0" : String(skip + size)) : "";
    const decisions = subscriptions.map((subscriptionId) =>
      options.denied.includes(subscriptionId)
        ? { subscriptionId, decision: "Denied", denialReason: "Carbon Optimization Reader permission required" }
        : { subscriptionId, decision: "Allowed" },
    );
    const list = JSON.stringify(fault === "no-decision" ? decisions.slice(1) : decisions);
    return `{"subscriptionAccessDecisionList":${list},"value":[${value.join(",")}],"skipToken":${JSON.stringify(next)}}`;
  }

  const service = await startArmService(options, answer);
  return {
    ...service,
    asked,
    setFault: (one) => {
      fault = one;
      struck = false;
    },
  };
}

interface CarbonQuestion {
  readonly month: string;
  readonly scopes: readonly string[];
  readonly subscriptions: readonly string[];
  readonly pageSize: number;
  readonly skip: number;
}

/** Null for what the specification forbids. */
function questionOf(body: unknown): CarbonQuestion | null {
  if (typeof body !== "object" || body === null) return null;
  const {
    reportType,
    categoryType,
    orderBy,
    sortDirection,
    subscriptionList,
    carbonScopeList,
    dateRange,
    pageSize,
    skipToken,
  }: Readonly<Record<string, unknown>> = { ...body };
  const subscriptions = textsOf(subscriptionList);
  const scopes = textsOf(carbonScopeList);
  const { start, end }: Readonly<Record<string, unknown>> = typeof dateRange === "object" && dateRange !== null ? { ...dateRange } : {};
  const isAsked = reportType === "ItemDetailsReport" && categoryType === "Resource" && orderBy === "ItemName" && sortDirection === "Asc";
  const isMonth = typeof start === "string" && /^20\d\d-\d\d-01$/.test(start) && start === end;
  const isLot = subscriptions.length > 0 && subscriptions.length <= 100 && subscriptions.every((id) => id === id.toLowerCase());
  const isScope = scopes.length === 1 && ["Scope1", "Scope2", "Scope3"].includes(scopes[0] ?? "");
  if (!isAsked || !isMonth || !isLot || !isScope) return null;
  if (typeof pageSize !== "number" || pageSize < 1 || pageSize > 5000) return null;
  return { month: start.slice(0, 7), scopes, subscriptions, pageSize, skip: typeof skipToken === "string" ? Number(skipToken) : 0 };
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
}
