/**
 * Why a person's regular expression is not run, or null when it may be. JavaScript's engine goes back and forth, so a short expression such as
 * `(a+)+$` can hang a worker: quantified groups that repeat or choose inside, look-around, back references and more than three open
 * quantifiers are refused. What is left takes at most cubic time, on the at most 256 characters that are looked at.
 */
export function findRegexFault(pattern: string): string | null {
  const plain = pattern.replace(/\\[^]/g, (escape) => (/[1-9k]/.test(escape) ? "\u0001" : "e")).replace(/\[[^\]]*\]/g, "c");
  if (plain.includes("\u0001")) return "back references are not supported";
  if (/\(\?(?!:)/.test(plain)) return "look-around and named groups are not supported";
  if (/\{[^}]*\d{4}/.test(plain)) return "a repetition count above 999 would take too long";
  if ((plain.match(/[*+]|\{\d+,\d*\}/g) ?? []).length > 3) return "more than three repetitions would take too long";
  if (hasRepeatedGroup(plain)) return "a repeated group that repeats or chooses inside would take too long";
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
