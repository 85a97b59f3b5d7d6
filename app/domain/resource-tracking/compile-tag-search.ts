import AhoCorasick from "modern-ahocorasick";
import { foldName } from "../text/fold-name";
import type { ApplicationTag } from "./application-tag";

/**
 * Makes the function text -> the rules found in it, by priority, then id. All literal patterns are searched in one pass (Aho-Corasick), so
 * 10,000 take as long as 100; regular expressions are tried one by one, on the first 256 characters.
 * Names are compared as `foldName` says. A regular expression is tried on the composed letters of a text as they stand, and on its fold where
 * that differs in more than case; the flag `i` folds single letters only, so its ß stands for "ss" as well.
 */
export function compileTagSearch(tags: readonly ApplicationTag[]): (text: string) => readonly ApplicationTag[] {
  const ranked = [...tags].sort((left, right) => left.priority - right.priority || left.id - right.id);
  const literal = ranked.filter((tag) => tag.match_kind !== "regex");
  const automaton = new AhoCorasick(literal.map((tag) => ({ pattern: foldName(tag.pattern), data: tag })));
  const expressions = ranked
    .filter((tag) => tag.match_kind === "regex")
    .map((tag) => ({ tag, expression: new RegExp(spellSharpS(tag.pattern.normalize("NFC")), "iu") }));
  const rank = new Map(ranked.map((tag, index) => [tag, index]));
  return (text) => {
    const folded = foldName(text);
    const found = new Set<ApplicationTag>();
    for (const { data, start, end } of automaton.search(folded)) {
      if (data !== undefined && holds(data.match_kind, start, end, folded.length)) found.add(data);
    }
    if (expressions.length > 0) {
      const composed = text.normalize("NFC");
      const beginnings = composed.toLowerCase() === folded ? [composed] : [composed, folded];
      for (const { tag, expression } of expressions) {
        if (beginnings.some((beginning) => expression.test(beginning.slice(0, longestExpressionText)))) found.add(tag);
      }
    }
    return [...found].sort((left, right) => (rank.get(left) ?? 0) - (rank.get(right) ?? 0));
  };
}

/** ß outside of a class of characters as the choice of both spellings, which is safe to repeat: they begin with different letters. */
function spellSharpS(pattern: string): string {
  return pattern.replace(/\\[^]|\[(?:\\[^]|[^\]])*\]|[ßẞ]/g, (part) => (part === "ß" || part === "ẞ" ? "(?:ß|ss)" : part));
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
