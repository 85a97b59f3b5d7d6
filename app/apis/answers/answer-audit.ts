import { z } from "zod";
import { parseUsageDate } from "../../domain/calendar/parse-usage-date";
import type { Answer } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { pageCursor } from "../serving/page-cursor";
import { instantOf } from "../serving/page-place";
import { SqlText } from "../serving/sql-text";
import { rfc3339 } from "./rfc3339";

const day = z
  .string()
  .regex(/^20\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "is a day, YYYY-MM-DD")
  .refine((text) => parseUsageDate(text, "point") !== null, "is a day of the calendar, YYYY-MM-DD");

/** The query of GET /operations/audit. */
export const auditQuery = z
  .object({
    caller: z.string().min(1).max(256).optional().describe("Only changes by this caller"),
    action: z
      .string()
      .regex(/^[a-z-]{1,40}(\.[a-z-]{1,40})?$/, "is an action such as budget.set, or its kind, such as budget")
      .optional()
      .describe("Only this action, or this kind of actions: `budget.set`, `budget`"),
    target: z.string().min(1).max(512).optional().describe("Only changes of this one, as `target` names it"),
    outcome: z.enum(["done", "failed", "unknown"]).optional().describe("Only changes that ended so"),
    since: day.optional().describe("Only changes on this day (UTC) or later, `YYYY-MM-DD`"),
    until: day.optional().describe("Only changes on this day (UTC) or earlier, `YYYY-MM-DD`"),
    limit: z
      .string()
      .regex(/^([1-9]\d{0,2}|1000)$/, "is a whole number from 1 to 1000")
      .default("100")
      .describe("Maximum rows to return (default 100), latest first"),
    page: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,2000}$/, "is page.next of the previous answer")
      .optional()
      .describe("`page.next` of the previous answer"),
  })
  .strict();

/** A change that somebody asked for. */
interface AuditAnswerRow {
  /** RFC 3339: when it was asked for. */
  readonly at: string;
  /** The id of the request; for a step of a connection its id and revision. */
  readonly change_id: string;
  readonly caller: string;
  readonly via: string;
  readonly role: string;
  readonly action: string;
  readonly target: string;
  readonly reason: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly effect: unknown;
  readonly effective_from: string | null;
  /** `unknown`: whoever did it was cut off. */
  readonly outcome: "done" | "failed" | "unknown";
  readonly detail: string;
}

type StoredChange = Omit<AuditAnswerRow, "before" | "after" | "effect"> & {
  readonly before: string;
  readonly after: string;
  readonly effect: string;
};

/**
 * Who changed what, the latest first: what AuditEvent has, and the revisions of connections, which are their own history. The answer of GET
 * /operations/audit.
 */
export async function answerAudit(query: z.infer<typeof auditQuery>, request: ApiRequest): Promise<Answer<AuditAnswerRow>> {
  const { caller, action, target, outcome, since, until, page } = query;
  const limit = Number(query.limit);
  const conditions = [
    SqlText.of`1`,
    ...(caller === undefined ? [] : [SqlText.of`c.caller = ${Bound.text(caller)}`]),
    ...(action === undefined ? [] : [SqlText.of`(c.action = ${Bound.text(action)} OR startsWith(c.action, ${Bound.text(`${action}.`)}))`]),
    ...(target === undefined ? [] : [SqlText.of`c.target = ${Bound.text(target)}`]),
    ...(outcome === undefined ? [] : [SqlText.of`c.outcome = ${Bound.text(outcome)}`]),
    ...(since === undefined ? [] : [SqlText.of`c.asked >= ${instantOf(since)}`]),
    ...(until === undefined ? [] : [SqlText.of`c.asked < ${instantOf(until)} + INTERVAL 1 DAY`]),
    ...(page === undefined ? [] : [following(pageCursor.read(page, 2))]),
  ];
  const found = await request.rows<StoredChange>(SqlText.of`
    SELECT ${rfc3339(SqlText.of`c.asked`)} AS at, c.change_id AS change_id, c.caller AS caller, c.via AS via, c.role AS role, c.action AS action,
      c.target AS target, c.reason AS reason, c.before AS before, c.after AS after, c.effect AS effect,
      if(c.effective_from = '', NULL, c.effective_from) AS effective_from, c.outcome AS outcome, c.detail AS detail
    FROM (
      SELECT min(e.at) AS asked, e.change_id AS change_id, any(e.caller) AS caller, any(e.via) AS via, any(e.role) AS role, any(e.action) AS action,
        any(e.target) AS target, any(e.reason) AS reason, any(e.before) AS before, any(e.after) AS after, any(e.effect) AS effect,
        any(e.effective_from) AS effective_from, multiIf(countIf(e.step = 'failed') > 0, 'failed', countIf(e.step = 'done') > 0, 'done', 'unknown') AS outcome,
        max(e.detail) AS detail
      FROM AuditEvent AS e GROUP BY e.change_id
      UNION ALL
      SELECT s.at, s.id || '/' || toString(s.revision), s.changed_by, '', '', 'connection.' || s.step, s.id, s.reason, '', '', '[]', '', 'done', s.state
      FROM SourceConnection AS s
    ) AS c
    WHERE ${SqlText.join(conditions, " AND ")} ORDER BY c.asked DESC, c.change_id DESC LIMIT ${Bound.count(limit)}`);
  const data = found.map((row) => ({ ...row, before: parsed(row.before), after: parsed(row.after), effect: parsed(row.effect) }));
  const next = pageCursor.next(found, limit, ({ at, change_id }) => [at, change_id]);
  return { data, snapshots: [], currency: null, totals: [], page: { next }, problems: [] };
}

function following([at = "", id = ""]: readonly string[]): SqlText {
  const [asked, change] = [SqlText.of`c.asked`, SqlText.of`c.change_id`];
  const since = instantOf(at);
  return SqlText.of`(${asked} < ${since} OR (${asked} = ${since} AND ${change} < ${Bound.text(id)}))`;
}

function parsed(text: string): unknown {
  return text === "" ? null : JSON.parse(text);
}
