import { z } from "zod";
import { areFaults, findMetricFaults, inOrder, readTargets, type SharingRule, sharingMethods } from "../../domain/allocation/sharing-rule";
import type { CostField } from "../../domain/cost/cost-dimension";
import type { CostFilter } from "../cost-questions/cost-filter";
import { costFilter } from "../cost-questions/cost-query";
import type { AnswerProblem } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { rfc3339 } from "./rfc3339";

/** A rule with what finds its charges. */
export interface SharedCostRule extends SharingRule {
  readonly filters: readonly CostFilter[];
  /** When it was stored, RFC 3339; null for one that is tried. */
  readonly version: string | null;
}

/** A rule as the table has it. */
export interface StoredRule {
  readonly id: string;
  readonly billing_account_id: string;
  readonly name: string;
  readonly priority: number;
  /** JSON text. */
  readonly filters: string;
  /** JSON text. */
  readonly targets: string;
  readonly method: string;
  /** Empty but for the method `metric`. */
  readonly business_metric: string;
  /** Empty for no end. */
  readonly valid_from: string;
  readonly valid_to: string;
  readonly enabled: boolean;
}

/** A rule as answers write it. */
export interface WrittenRule {
  id: string;
  billing_account_id: string;
  /** When it was stored, RFC 3339; null for one that is tried or was just stored. */
  version: string | null;
  name: string;
  /** The rule with the lowest number takes a charge that several find. */
  priority: number;
  /** As in POST /query; a charge must match all of them. */
  filters: readonly WrittenFilter[];
  method: "even" | "fixed" | "proportional" | "metric";
  /** By whose values of the month targets are weighed; null unless the method is `metric`. */
  business_metric: string | null;
  /** Empty: all owners that cost something. */
  targets: readonly WrittenTarget[];
  /** First and last month, `YYYY-MM`; null for no end. */
  valid_from: string | null;
  valid_to: string | null;
}

export interface WrittenFilter {
  field: string;
  op: string;
  values: readonly string[];
}

export interface WrittenTarget {
  owner: string;
  /** Digits; null unless the method is `fixed`. */
  weight: string | null;
}

/** The filters of a rule: one at least, since a rule of all charges would leave nobody with a cost of its own. */
export const ruleFilters = z.array(costFilter).min(1).max(20);

/** The rules that stand, of one billing account or of all of the caller's, in the order in which they take charges; and those that cannot be read. */
export async function readSharedCostRules(
  request: ApiRequest,
  billingAccount: string | undefined,
): Promise<{ readonly rules: readonly SharedCostRule[]; readonly problems: readonly AnswerProblem[] }> {
  const found = await request.rows<StoredRule & { readonly version: string }>(SqlText.of`
    SELECT ${storedColumns}, ${rfc3339(SqlText.of`s.updated_at`)} AS version
    FROM SharedCostRule AS s FINAL
    WHERE s.enabled ${billingAccount === undefined ? SqlText.of`` : SqlText.of`AND ${isOfAccount(billingAccount)}`}
    ORDER BY s.billing_account_id, s.id`);
  const read = found.map((stored) => ({ stored, rule: toRule(stored, stored.version) }));
  const broken = read.filter(({ rule }) => rule === null).map(({ stored }) => `${stored.id} of ${stored.billing_account_id}`);
  return {
    rules: inOrder(read.flatMap(({ rule }) => rule ?? [])),
    problems:
      broken.length === 0
        ? []
        : [
            {
              code: "shared-cost-rule-unreadable",
              message: `Rules whose filters or targets are not valid in this version are not used: ${broken.slice(0, 5).join(", ")}; set or withdraw them`,
            },
          ],
  };
}

/** The rule that stands under an id, however its account is spelled; null when there is none, or it is withdrawn. */
export async function readStoredRule(
  request: ApiRequest,
  { id, billing_account }: { readonly id: string; readonly billing_account: string },
): Promise<StoredRule | null> {
  const [found] = await request.rows<StoredRule>(SqlText.of`
    SELECT ${storedColumns} FROM SharedCostRule AS s FINAL
    WHERE s.id = ${Bound.text(id)} AND ${isOfAccount(billing_account)} ORDER BY s.enabled DESC, s.updated_at DESC LIMIT 1`);
  return found?.enabled === true ? found : null;
}

/** Null for what an earlier version stored in a form that is not known any more. */
function toRule(stored: StoredRule, version: string | null): SharedCostRule | null {
  const method = sharingMethods.find((one) => one === stored.method);
  const filters = ruleFilters.safeParse(jsonOf(stored.filters));
  const written = storedTargets.safeParse(jsonOf(stored.targets));
  if (method === undefined || !filters.success || !written.success) return null;
  const targets = readTargets(method, written.data);
  const metric = stored.business_metric === "" ? null : stored.business_metric;
  if (areFaults(targets) || findMetricFaults({ method, business_metric: metric }).length > 0) return null;
  const { id, billing_account_id, name, priority, valid_from, valid_to } = stored;
  return {
    id,
    billing_account_id,
    version,
    name,
    priority,
    filters: filters.data,
    method,
    business_metric: metric,
    targets,
    valid_from: valid_from === "" ? null : valid_from,
    valid_to: valid_to === "" ? null : valid_to,
  };
}

/** A rule that stands, as the table has it. */
export function toStoredRule(rule: SharedCostRule): StoredRule {
  const { id, billing_account_id, name, priority, method, business_metric, filters, targets, valid_from, valid_to } = rule;
  return {
    id,
    billing_account_id,
    name,
    priority,
    method,
    business_metric: business_metric ?? "",
    filters: JSON.stringify(filters.map(writtenFilter)),
    targets: JSON.stringify(targets),
    valid_from: valid_from ?? "",
    valid_to: valid_to ?? "",
    enabled: true,
  };
}

/** A rule as answers write it: fields of filters by the names that they are asked by. */
export function writtenRule(rule: SharedCostRule): WrittenRule {
  return { ...rule, filters: rule.filters.map(writtenFilter) };
}

function writtenFilter({ field, op, values }: CostFilter): WrittenFilter {
  return { field: writtenField(field), op, values };
}

function writtenField(field: CostField): string {
  if (field.kind === "dimension") return field.name;
  return `tag:${field.key.startsWith('"') ? JSON.stringify(field.key) : field.key}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const storedTargets = z.array(z.object({ owner: z.string(), weight: z.string().nullable() }));

const isOfAccount = (account: string): SqlText => SqlText.of`lowerUTF8(trimBoth(s.billing_account_id)) = lowerUTF8(${Bound.text(account)})`;

const storedColumns = SqlText.of`s.id AS id, s.billing_account_id AS billing_account_id, s.name AS name, s.priority AS priority, s.filters AS filters,
      s.targets AS targets, s.method AS method, s.business_metric AS business_metric, s.valid_from AS valid_from, s.valid_to AS valid_to, s.enabled AS enabled`;
