import { Api } from "@514labs/moose-lib";
import { findApplicationTagFault } from "../domain/resource-tracking/find-application-tag-fault";
import { loadApplicationTags } from "../runtime/load-application-tags";

interface ApplicationTagsParams {
  /** Only the rules that cannot be used. */
  broken?: boolean;
}

interface ApplicationTagsRow {
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
  /** Why the rule is not used, in words for its author; null when it is. */
  fault: string | null;
}

/** GET /api/application-tags: the rules of resource tracking by id, each with what is wrong with it. */
export const ApplicationTagsApi = new Api<ApplicationTagsParams, ApplicationTagsRow[]>(
  "application-tags",
  async ({ broken }, { client }) => {
    const rules = await loadApplicationTags(client.query.client);
    const rows = rules.map((rule) => ({ ...rule, fault: rule.enabled ? findApplicationTagFault(rule) : null }));
    return broken === true ? rows.filter(({ fault }) => fault !== null) : rows;
  },
);
