import { parseUsageDate } from "../calendar/parse-usage-date";
import { foldName, ownerOf } from "../text/fold-name";
import type { ApplicationTag } from "./application-tag";

/** Why a rule cannot be used, in words for its author; null when it can. */
export function findApplicationTagFault(tag: ApplicationTag): string | null {
  if (!Number.isSafeInteger(tag.id) || tag.id < 1) return "id must be a whole number from 1 to 9007199254740991";
  if (!Number.isFinite(tag.priority)) return "priority must be a number";
  // The rules come from a table with untrusted contents: what the type promises is not yet known.
  if (!matchKinds.has(tag.match_kind)) return `match_kind must be ${[...matchKinds].join(", ")}`;
  if (!scopes.has(tag.scope)) return `scope must be ${[...scopes].join(", ")}`;
  if (ownerOf(tag.application) === "") return "application is empty";
  const pattern = foldName(tag.pattern);
  if (pattern.trim() === "") return "pattern is empty";
  if (pattern !== pattern.trim()) return "pattern starts or ends with a space, so it would match nothing";
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

/**
 * Why a person's regular expression is not run, or null when it may be. JavaScript's engine goes back and forth, so a short expression such as
 * `(a+)+$` can hang a worker: quantified groups that repeat or choose inside, look-around, back references and more than three open
 * quantifiers are refused. What is left takes at most cubic time, on the at most 256 characters that are looked at.
 */
export function findRegexFault(pattern: string): string | null {
  const plain = pattern.replace(/\\[^]/g, (escape) => (/[1-9k]/.test(escape) ? "\u0001" : "e")).replace(/\[[^\]]*\]/g, "c");
  if (plain.includes("\u0001")) return "back references are not supported";
  if (/\(\?(?!:)/.test(plain)) return "look-around and named groups are not supported";
  if (/\{[^}]*\d{4}/.test(plain)) return "a repetition count above 999 could take too long";
  if ((plain.match(/[*+]|\{\d+,\d*\}/g) ?? []).length > 3) return "more than three repetitions could take too long";
  if (hasRepeatedGroup(plain)) return "a repeated group that contains a repetition or an alternative could take too long";
  try {
    new RegExp(pattern, "iu");
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : "not a regular expression";
  }
}

function hasRepeatedGroup(plain: string): boolean {
  const opened: number[] = [];
  for (let index = 0; index < plain.length; index++) {
    if (plain[index] === "(") opened.push(index);
    if (plain[index] !== ")") continue;
    const inside = plain.slice((opened.pop() ?? 0) + 1, index).replace(/^\?:/, "");
    if (/[*+{?|]/.test(inside) && /[*+{]/.test(plain[index + 1] ?? "")) return true;
  }
  return false;
}
