import { parseUsageDate } from "../calendar/parse-usage-date";
import { foldName, ownerOf } from "../text/fold-name";
import type { ApplicationTag } from "./application-tag";
import { findRegexFault } from "./find-regex-fault";

/** Why a rule cannot be used, in words for its author; null when it can. */
export function findApplicationTagFault(tag: ApplicationTag): string | null {
  if (!Number.isSafeInteger(tag.id) || tag.id < 1) return "id must be a whole number from 1 to 9007199254740991";
  if (!Number.isFinite(tag.priority)) return "priority must be a number";
  // The rules come from a table that anybody may have written to: what the type promises is not yet known.
  if (!matchKinds.has(tag.match_kind)) return `match_kind must be ${[...matchKinds].join(", ")}`;
  if (!scopes.has(tag.scope)) return `scope must be ${[...scopes].join(", ")}`;
  if (ownerOf(tag.application) === "") return "application is empty";
  const pattern = foldName(tag.pattern);
  if (pattern.trim() === "") return "pattern is empty";
  if (pattern !== pattern.trim()) return "pattern has spaces at its ends, so that it would match nothing";
  if (tag.pattern.length > longestPattern) return `pattern is longer than ${longestPattern} characters`;
  for (const day of [tag.valid_from, tag.valid_to]) {
    if (day !== null && parseUsageDate(day)?.day.date !== day) return `"${day}" is not a day like 2024-01-31`;
  }
  if (tag.valid_from !== null && tag.valid_to !== null && tag.valid_from > tag.valid_to) return "valid_from is after valid_to";
  return tag.match_kind === "regex" ? findRegexFault(tag.pattern) : null;
}

const matchKinds: ReadonlySet<string> = new Set<ApplicationTag["match_kind"]>(["contains", "exact", "prefix", "regex"]);
const scopes: ReadonlySet<string> = new Set<ApplicationTag["scope"]>(["any", "instance_id", "resource_group", "subscription_guid"]);
const longestPattern = 200;
