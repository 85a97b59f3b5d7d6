import { z } from "zod";
import { BillingMonth } from "../../domain/calendar/billing-month";
import type { ApplicationTag } from "../../domain/resource-tracking/application-tag";
import { type ApplicationTagMatcher, compileApplicationTags } from "../../domain/resource-tracking/compile-application-tags";
import { findApplicationTagFault } from "../../domain/resource-tracking/find-application-tag-fault";
import { type OwnerChange, ownerEffect, OwnerPreview } from "../../domain/resource-tracking/preview-owners";
import { openSnapshotDatabase } from "../../pipeline/open-snapshot-database";
import { readOwnedCharges } from "../../pipeline/read-owned-charges";
import { processSettings } from "../../runtime/config/process-settings";
import { loadApplicationTags } from "../../runtime/moose/follow-application-tags";
import type { Answer, AnswerProblem } from "../serving/answer";
import { ApiError, noSuch } from "../serving/api-error";
import type { ApiRequest } from "../serving/api-request";

const month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, "is a calendar month, YYYY-MM");
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "is a day, YYYY-MM-DD");
const id = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const rule = z
  .object({
    id,
    pattern: z.string().max(1000),
    match_kind: z.enum(["contains", "exact", "prefix", "regex"]).default("contains"),
    scope: z.enum(["any", "instance_id", "resource_group", "subscription_guid"]).default("any"),
    application: z.string().max(256),
    cmdb_service: z.string().max(256).default(""),
    priority: z.number().int().min(-2_147_483_648).max(2_147_483_647).default(100),
    valid_from: day.nullable().default(null),
    valid_to: day.nullable().default(null),
  })
  .strict();
const months = { from: month.optional(), to: month.optional() };
const reason = z.string().max(1000).default("");

/** The body of POST /operations/application-tags. `from` and `to` are the months whose effect is shown; this month and the one before unless said. */
export const applicationTagOperation = z.discriminatedUnion("operation", [
  z.object({ operation: z.literal("try"), rule, ...months }).strict(),
  z.object({ operation: z.literal("try-disable"), id, ...months }).strict(),
  z.object({ operation: z.literal("set"), rule, reason, ...months }).strict(),
  z.object({ operation: z.literal("disable"), id, reason, ...months }).strict(),
]);
type ApplicationTagOperation = z.infer<typeof applicationTagOperation>;

interface ApplicationTagChange {
  readonly saved: boolean;
  readonly before: ApplicationTag | null;
  readonly after: ApplicationTag;
  /** The first day of use that the rule holds for; null: every day. A charge gets its owner when its month is read. */
  readonly effective_from: string | null;
  /** Charges whose owner changes when these months are read again; null when there are too many resources to look at. */
  readonly owner_changes: readonly OwnerChange[] | null;
}

/**
 * Tries a rule, sets it or disables it: which published charges of some months would change owner with the next reading, and how much money that is. What is
 * set is used from the next reading and the next posted record on. Throws ApiError.
 */
export async function answerApplicationTagOperation(
  asked: ApplicationTagOperation,
  request: ApiRequest,
): Promise<Answer<ApplicationTagChange>> {
  const client = request.operationsClient();
  const present = await loadApplicationTags(client);
  const wanted = "rule" in asked ? asked.rule.id : asked.id;
  const before = present.find((one) => one.id === wanted) ?? null;
  const after = "rule" in asked ? { ...asked.rule, enabled: true } : disabled(before);
  const fault = after.enabled ? findApplicationTagFault(after) : null;
  if (fault !== null) throw new ApiError("bad-body", `The rule is not valid: ${fault}`, { parameter: "rule" });
  const { from, through } = monthsOf(asked, request.now);
  const database = openSnapshotDatabase(client);
  const tried = [...present.filter((one) => one.id !== wanted), after];
  const changes = await previewChanges(request, { from, through }, present, tried);
  const saved = asked.operation === "set" || asked.operation === "disable";
  if (saved) {
    const change = {
      action: asked.operation === "set" ? "application-tag.set" : "application-tag.disable",
      target: String(wanted),
      reason: asked.reason,
      before,
      after,
      effect: changes === null ? [] : ownerEffect(changes),
      effectiveFrom: after.valid_from,
    } as const;
    await request.audited(change, () => database.insertRows("ApplicationTag", [after]));
  }
  const row = { saved, before, after, effective_from: after.valid_from, owner_changes: changes };
  return {
    data: [row],
    snapshots: [],
    currency: null,
    totals: [],
    page: { next: null },
    problems: changes === null ? [tooMany(from, through)] : [],
  };
}

/** Null when there are too many resources to look at. */
async function previewChanges(
  request: ApiRequest,
  months: { readonly from: BillingMonth; readonly through: BillingMonth },
  present: readonly ApplicationTag[],
  tried: readonly ApplicationTag[],
): Promise<readonly OwnerChange[] | null> {
  const { matchOrder } = processSettings();
  const matcherOf = (rules: readonly ApplicationTag[]): ApplicationTagMatcher => compileApplicationTags(rules, matchOrder).matcher;
  const preview = new OwnerPreview(matcherOf(present), matcherOf(tried));
  const withDays = [...present, ...tried].some((one) => one.valid_from !== null || one.valid_to !== null);
  let groups = 0;
  for await (const one of readOwnedCharges(request.file, { ...months, withDays })) {
    if (++groups > mostGroups) return null;
    preview.add(one);
  }
  return preview.changes();
}

function disabled(before: ApplicationTag | null): ApplicationTag {
  if (before?.enabled !== true) throw noSuch("rule, or it is disabled already", "id");
  return { ...before, enabled: false };
}

function monthsOf(asked: ApplicationTagOperation, now: Date): { readonly from: BillingMonth; readonly through: BillingMonth } {
  const current = BillingMonth.of(now.getUTCFullYear(), now.getUTCMonth() + 1);
  const through = asked.to === undefined ? current : BillingMonth.parse(asked.to);
  const from = asked.from === undefined ? (through?.plus(asked.to === undefined ? -1 : 0) ?? null) : BillingMonth.parse(asked.from);
  if (from === null || through === null || from.compare(through) > 0 || through.compare(from.plus(mostMonths - 1) ?? through) > 0)
    throw new ApiError("bad-body", `from and to must be ${mostMonths} months or fewer, from the earlier to the later`, {
      parameter: "from",
    });
  return { from, through };
}

const mostMonths = 12;
/** Resources, each with a month, an owner and maybe a day: a few seconds of one core. */
const mostGroups = 300_000;

const tooMany = (from: BillingMonth, through: BillingMonth): AnswerProblem => ({
  code: "effect-unknown",
  message: `The bills from ${from.toString()} to ${through.toString()} have too many resources to be looked at here; name fewer months with from and to`,
});
