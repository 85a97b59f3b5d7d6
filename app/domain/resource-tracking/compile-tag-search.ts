import AhoCorasick from "modern-ahocorasick";
import type { ApplicationTag } from "./application-tag";

/**
 * Makes the function text -> the rules found in it, by priority, then id. All literal patterns are searched in one pass (Aho-Corasick), so
 * 10,000 take as long as 100; regular expressions are tried one by one, on the first 256 characters.
 * Case is folded with toLowerCase, which no locale changes.
 */
export function compileTagSearch(tags: readonly ApplicationTag[]): (text: string) => readonly ApplicationTag[] {
  const ranked = [...tags].sort((left, right) => left.priority - right.priority || left.id - right.id);
  const literal = ranked.filter((tag) => tag.match_kind !== "regex");
  const automaton = new AhoCorasick(literal.map((tag) => ({ pattern: tag.pattern.toLowerCase(), data: tag })));
  const expressions = ranked.filter((tag) => tag.match_kind === "regex").map((tag) => ({ tag, expression: new RegExp(tag.pattern, "iu") }));
  const rank = new Map(ranked.map((tag, index) => [tag, index]));
  return (text) => {
    const lower = text.toLowerCase();
    const found = new Set<ApplicationTag>();
    for (const { data, start, end } of automaton.search(lower)) {
      if (data !== undefined && holds(data.match_kind, start, end, lower.length)) found.add(data);
    }
    const beginning = text.slice(0, longestExpressionText);
    for (const { tag, expression } of expressions) if (expression.test(beginning)) found.add(tag);
    return [...found].sort((left, right) => (rank.get(left) ?? 0) - (rank.get(right) ?? 0));
  };
}

function holds(kind: ApplicationTag["match_kind"], start: number, end: number, length: number): boolean {
  switch (kind) {
    case "contains":
      return true;
    case "prefix":
      return start === 0;
    case "exact":
      return start === 0 && end === length;
    case "regex":
      return false;
  }
}

const longestExpressionText = 256;
