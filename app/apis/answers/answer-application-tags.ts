import type { tags } from "typia";
import type { ApplicationTag } from "../../domain/resource-tracking/application-tag";
import { findApplicationTagFault } from "../../domain/resource-tracking/find-application-tag-fault";
import type { Answer } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { pageCursor } from "../serving/page-cursor";
import { SqlText } from "../serving/sql-text";

export interface ApplicationTagsParams {
  /** Only rules that cannot be used. */
  broken?: boolean;
  /** Rules examined for one page (default 1000). */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<10000> & tags.Example<1000>;
  /** `page.next` of the previous answer. */
  page?: string & tags.Pattern<"^[A-Za-z0-9_-]{1,2000}$"> & tags.Example<"WyIwIl0">;
}

export interface ApplicationTagsRow {
  id: number;
  pattern: string;
  match_kind: string;
  scope: string;
  application: string;
  cmdb_service: string;
  priority: number;
  enabled: boolean;
  valid_from: string | null;
  valid_to: string | null;
  /** Why the rule is not used; null when it is used. */
  fault: string | null;
}

/** The answer of GET /api/application-tags: the rules of resource tracking by id, each with what is wrong with it. */
export async function answerApplicationTags(
  { broken, limit = 1000, page }: ApplicationTagsParams,
  request: ApiRequest,
): Promise<Answer<ApplicationTagsRow>> {
  // From the smallest number of the column: a rule with an id below 1 is broken, and is to be seen here.
  const [after = "-9223372036854775808"] = page === undefined ? [] : pageCursor.read(page, 1);
  const rules = await request.rows<Omit<ApplicationTag, "id"> & { readonly id: string }>(SqlText.of`
    SELECT toString(t.id) AS id, pattern, match_kind, scope, application, cmdb_service, priority, enabled,
      toString(valid_from) AS valid_from, toString(valid_to) AS valid_to
    FROM ApplicationTag AS t FINAL WHERE t.id > toInt64OrZero(${Bound.text(after)}) ORDER BY t.id LIMIT ${Bound.count(limit)}`);
  const rows = rules.map((rule) => ({ ...rule, id: Number(rule.id), fault: faultOf({ ...rule, id: Number(rule.id) }) }));
  const next = pageCursor.next(rules, limit, ({ id }) => [id]);
  const data = broken === true ? rows.filter(({ fault }) => fault !== null) : rows;
  return { data, snapshots: [], currency: null, totals: [], page: { next }, problems: [] };
}

const faultOf = (rule: ApplicationTag): string | null => (rule.enabled ? findApplicationTagFault(rule) : null);
