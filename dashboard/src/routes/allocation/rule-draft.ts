import type { Answered } from "../../api/ask";

export type Rule = Answered<"/api/application-tags">["data"][number];

export const rulesPath = "/operations/application-tags";
export const matchKinds = ["contains", "exact", "prefix", "regex"] as const;
export const scopes = ["any", "instance_id", "resource_group", "subscription_guid"] as const;

/** A rule as it stands in the form: every field is text. */
export interface RuleDraft {
  readonly id: string;
  readonly pattern: string;
  readonly match_kind: (typeof matchKinds)[number];
  readonly scope: (typeof scopes)[number];
  readonly application: string;
  readonly cmdb_service: string;
  readonly priority: string;
  /** Days; empty for none. */
  readonly valid_from: string;
  readonly valid_to: string;
}

/** The draft that changes `rule`; of a new one when there is none. `id` is that of a new rule. */
export function draftOf(rule: Rule | null, id: string): RuleDraft {
  return {
    id: rule === null ? id : String(rule.id),
    pattern: rule?.pattern ?? "",
    match_kind: matchKinds.find((kind) => kind === rule?.match_kind) ?? "contains",
    scope: scopes.find((scope) => scope === rule?.scope) ?? "any",
    application: rule?.application ?? "",
    cmdb_service: rule?.cmdb_service ?? "",
    priority: String(rule?.priority ?? 100),
    valid_from: rule?.valid_from ?? "",
    valid_to: rule?.valid_to ?? "",
  };
}

/** `rule` of POST /operations/application-tags. */
export function ruleOf({ id, priority, valid_from: from, valid_to: to, ...rest }: RuleDraft): object {
  return {
    ...rest,
    id: Number.parseInt(id, 10),
    priority: Number.parseInt(priority, 10),
    valid_from: from === "" ? null : from,
    valid_to: to === "" ? null : to,
  };
}
