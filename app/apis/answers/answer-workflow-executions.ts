import type { tags } from "typia";
import type { Answer } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { instantOf } from "../serving/page-place";
import { pageCursor } from "../serving/page-cursor";
import { SqlText } from "../serving/sql-text";
import { isSince } from "./parameters";
import { rfc3339 } from "./rfc3339";

export interface WorkflowExecutionsParams {
  /** Only executions of this workflow. */
  workflow?: string & tags.Pattern<"^[A-Za-z0-9_-]{1,100}$"> & tags.Example<"extract-month">;
  /** Only executions with this outcome. */
  outcome?: "succeeded" | "failed";
  /** Only executions that started on this day (UTC) or later, `YYYY-MM-DD`. */
  since?: string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$"> & tags.Example<"2026-10-01">;
  /** Maximum rows to return (default 100), latest first. */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<1000> & tags.Example<100>;
  /** `page.next` of the previous answer. */
  page?: string &
    tags.Pattern<"^[A-Za-z0-9_-]{1,2000}$"> &
    tags.Example<"WyIyMDk5LTAxLTAxIDAwOjAwOjAwLjAwMCIsIiIsIjIwOTktMDEtMDEgMDA6MDA6MDAuMDAwIiwiIl0">;
}

export interface WorkflowExecutionAnswerRow {
  workflow: string;
  /** RFC 3339. */
  started_at: string;
  ended_at: string;
  duration_seconds: number;
  outcome: "succeeded" | "failed";
  /** Charges that the run read. */
  charges: string;
  /** Result in one sentence. */
  detail: string;
}

export interface WorkflowExecutionTotal {
  outcome: "succeeded" | "failed";
  executions: string;
}

/** What ran and what came of it, the latest first. */
export async function answerWorkflowExecutions(
  { workflow, outcome, since, limit = 100, page }: WorkflowExecutionsParams,
  request: ApiRequest,
): Promise<Answer<WorkflowExecutionAnswerRow, WorkflowExecutionTotal>> {
  const wanted = SqlText.join(
    [
      isSince(SqlText.of`w.started_at`, since),
      ...(workflow === undefined ? [] : [SqlText.of`w.workflow = ${Bound.text(workflow)}`]),
      ...(outcome === undefined ? [] : [SqlText.of`w.outcome = ${Bound.text(outcome)}`]),
    ],
    " AND ",
  );
  const after = page === undefined ? SqlText.of`` : SqlText.of`AND ${following(pageCursor.read(page, 4))}`;
  const [found, totals] = await Promise.all([
    request.rows<WorkflowExecutionAnswerRow & { readonly started: string; readonly ended: string }>(SqlText.of`
      SELECT w.workflow AS workflow, ${rfc3339(SqlText.of`w.started_at`)} AS started_at, ${rfc3339(SqlText.of`w.ended_at`)} AS ended_at,
        dateDiff('millisecond', w.started_at, w.ended_at) / 1000 AS duration_seconds, w.outcome AS outcome, toString(w.charges) AS charges,
        w.detail AS detail, toString(w.started_at, 'UTC') AS started, toString(w.ended_at, 'UTC') AS ended
      FROM WorkflowExecution AS w WHERE ${wanted} ${after}
      ORDER BY w.started_at DESC, w.workflow, w.ended_at DESC, substringUTF8(w.detail, 1, 100) LIMIT ${Bound.count(limit)}`),
    request.rows<WorkflowExecutionTotal>(SqlText.of`
      SELECT w.outcome AS outcome, toString(count()) AS executions FROM WorkflowExecution AS w WHERE ${wanted} GROUP BY w.outcome ORDER BY w.outcome`),
  ]);
  // A detail may be longer than a cursor: its beginning is enough, since the order is by the same beginning.
  const next = pageCursor.next(found, limit, (last) => [
    last.started,
    last.workflow,
    last.ended,
    Array.from(last.detail).slice(0, 100).join(""),
  ]);
  const data = found.map(({ workflow: name, started_at, ended_at, duration_seconds, outcome: end, charges, detail }) => ({
    workflow: name,
    started_at,
    ended_at,
    duration_seconds,
    outcome: end,
    charges,
    detail,
  }));
  return { data, snapshots: [], currency: null, totals, page: { next }, problems: [] };
}

function following([started = "", workflow = "", ended = "", detail = ""]: readonly string[]): SqlText {
  const [from, to, name] = [instantOf(started), instantOf(ended), Bound.text(workflow)];
  return SqlText.of`(w.started_at < ${from} OR (w.started_at = ${from} AND (w.workflow > ${name}
    OR (w.workflow = ${name} AND (w.ended_at < ${to} OR (w.ended_at = ${to} AND substringUTF8(w.detail, 1, 100) > ${Bound.text(detail)}))))))`;
}
