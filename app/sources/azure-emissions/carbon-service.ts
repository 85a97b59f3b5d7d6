import { isLosslessNumber } from "lossless-json";
import { z } from "zod";
import { BillingMonth } from "../../domain/calendar/billing-month";
import { type Emission, type EmissionScope, readKilograms } from "../../domain/emission/emission";
import { type ArmConfig, withArmRun } from "../http/arm-access";
import { explainArm } from "../http/explain-arm";
import { fetchBody } from "../http/fetch-body";
import { jsonAnswer } from "../http/json-answer";
import type { SourceContext } from "../source";
import { SourceError } from "../source-error";

/** The scopes of Microsoft's reports, each of which is asked for by itself: an answer has the sum of all that are asked for. */
export const carbonScopes = [
  { name: "Scope1", scope: "scope-1" },
  { name: "Scope2", scope: "scope-2" },
  { name: "Scope3", scope: "scope-3" },
] as const satisfies readonly { readonly name: string; readonly scope: EmissionScope }[];

/** How many subscriptions may be asked for at once. */
export const mostSubscriptions = 100;
const mostItems = 5000;
const apiVersion = "2025-04-01";

/** The months that Microsoft has emissions of; they come some weeks after the month. */
export interface CarbonRange {
  readonly first: BillingMonth;
  readonly last: BillingMonth;
}

/** What is asked for: one scope of a month, of at most a hundred subscriptions in lower case, from a page on. */
export interface CarbonQuestion {
  readonly month: BillingMonth;
  readonly scope: (typeof carbonScopes)[number];
  readonly subscriptions: readonly string[];
  readonly skipToken: string | null;
  /** From 0, for messages. */
  readonly page: number;
}

export interface CarbonPage {
  readonly emissions: readonly Emission[];
  /** Subscriptions that Microsoft does not tell of: theirs is missing, and not zero. */
  readonly denied: readonly string[];
  /** Null on the last page. */
  readonly skipToken: string | null;
}

/**
 * The months that there are (azure-rest-api-specs, Microsoft.Carbon 2025-04-01, queryCarbonEmissionDataAvailableDateRange).
 * @throws SourceError
 */
export function askCarbonRange(config: ArmConfig, context: SourceContext): Promise<CarbonRange> {
  return post(
    config,
    context,
    { action: "queryCarbonEmissionDataAvailableDateRange", body: "{}", part: 0, what: "the months with emissions" },
    (text) => {
      const answer = rangeAnswer.safeParse(text);
      const [first, last] = answer.success
        ? [answer.data.startDate, answer.data.endDate].map((day) => BillingMonth.parse(day.slice(0, 7)))
        : [];
      if (!first || !last || last.compare(first) < 0) throw new SourceError("malformed", "the answer has no range of months");
      return { first, last };
    },
  );
}

/**
 * A page of the emissions of each resource (the same, carbonEmissionReports with ItemDetailsReport), kilograms by the digits that Microsoft writes.
 * @throws SourceError
 */
export function askCarbonPage(config: ArmConfig, question: CarbonQuestion, context: SourceContext): Promise<CarbonPage> {
  const { month, scope, subscriptions, skipToken, page } = question;
  const body = JSON.stringify({
    reportType: "ItemDetailsReport",
    subscriptionList: subscriptions,
    carbonScopeList: [scope.name],
    dateRange: { start: month.firstDay, end: month.firstDay },
    categoryType: "Resource",
    orderBy: "ItemName",
    sortDirection: "Asc",
    pageSize: mostItems,
    ...(skipToken === null ? {} : { skipToken }),
  });
  const what = `the emissions of ${month.toString()} in ${scope.name}`;
  return post(config, context, { action: "carbonEmissionReports", body, part: page, what }, (answer) => readPage(answer, question, what));
}

interface CarbonRequest {
  readonly action: "carbonEmissionReports" | "queryCarbonEmissionDataAvailableDateRange";
  readonly body: string;
  readonly part: number;
  readonly what: string;
}

function post<T>(
  config: ArmConfig,
  context: SourceContext,
  { action, body, part, what }: CarbonRequest,
  read: (answer: unknown) => T,
): Promise<T> {
  return withArmRun(config, { server, doing: `asking for ${what}` }, context, (run, { endpoint, authorize }) =>
    fetchBody(
      run,
      {
        url: new URL(`/providers/Microsoft.Carbon/${action}?api-version=${apiVersion}`, endpoint),
        headers: { accept: "application/json", "accept-encoding": "gzip" },
        authorize,
        post: body,
        part,
        laterPage: false,
        context: {},
        explainStatus: explainArm({ ...words, what }),
      },
      (response) => read(jsonAnswer(response, what)),
    ),
  );
}

function readPage(answer: unknown, { scope, subscriptions }: CarbonQuestion, what: string): CarbonPage {
  const malformed = (reason: string): SourceError => new SourceError("malformed", `${what}: ${reason}`);
  const reading = reportAnswer.safeParse(answer);
  if (!reading.success) {
    const [issue] = reading.error.issues;
    throw malformed(`the answer is not what is documented: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`);
  }
  const { value, skipToken, subscriptionAccessDecisionList: decisions } = reading.data;
  const decided = new Map((decisions ?? []).map(({ subscriptionId, decision }) => [subscriptionId.toLowerCase(), decision.toLowerCase()]));
  const undecided = decisions === null || decisions === undefined ? undefined : subscriptions.find((id) => !isDecided(decided.get(id)));
  if (undecided !== undefined) throw malformed(`the answer does not say whether the subscription ${undecided} may be read`);
  const denied = subscriptions.filter((id) => decided.get(id) === "denied");
  const emissions = value.map((item, index): Emission => {
    const subscription = item.subscriptionId.toLowerCase();
    if (!subscriptions.includes(subscription) || denied.includes(subscription))
      throw malformed(
        `item ${index + 1} is of the subscription ${JSON.stringify(subscription.slice(0, 80))}, which was not asked for or is denied`,
      );
    const kilograms = readKilograms(item.latestMonthEmissions, "kilograms");
    if (kilograms === undefined) throw malformed(`item ${index + 1} has ${item.latestMonthEmissions.slice(0, 40)} kilograms`);
    return {
      provider: "Microsoft",
      sub_account_id: subscription,
      resource_id: item.resourceId.toLowerCase(),
      service: item.resourceType?.toLowerCase() ?? "",
      // The display name, such as `east us`; without its blanks it is the id of the region.
      region: item.location?.toLowerCase().replace(/ /g, "") ?? "",
      scope: scope.scope,
      method: "unspecified",
      model_version: "",
      ...kilograms,
    };
  });
  return { emissions, denied, skipToken: skipToken === undefined || skipToken === "" ? null : skipToken };
}

const isDecided = (decision: string | undefined): boolean => decision === "allowed" || decision === "denied";

const digits = z.unknown().transform((value, refusal) => {
  if (isLosslessNumber(value)) return value.value;
  refusal.addIssue({ code: "custom", message: "is not a number" });
  return z.NEVER;
});
const rangeAnswer = z.object({ startDate: z.string(), endDate: z.string() });
const reportAnswer = z.object({
  value: z.array(
    z.object({
      latestMonthEmissions: digits,
      subscriptionId: z.string().min(1),
      resourceId: z.string().min(1),
      location: z.string().nullish(),
      resourceType: z.string().nullish(),
    }),
  ),
  skipToken: z.string().nullish(),
  subscriptionAccessDecisionList: z.array(z.object({ subscriptionId: z.string(), decision: z.string() })).nullish(),
});

const server = "Carbon Optimization";

const words = {
  server,
  owned: "the subscription",
  role: "the role Carbon Optimization Reader on the subscriptions",
  missing: "is it the right cloud? Azure China may not have it",
} as const;
