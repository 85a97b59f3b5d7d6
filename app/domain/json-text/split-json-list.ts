/** The sources of the items of a JSON list, digit by digit. The text must be a list that JSON.parse takes; linear, without recursion. */
export function splitJsonList(text: string): readonly string[] {
  const items: string[] = [];
  const inside = text.trim().slice(1, -1);
  let depth = 0;
  let start = 0;
  for (let at = 0; at < inside.length; at++) {
    const character = inside[at];
    if (character === '"') {
      for (at++; at < inside.length && inside[at] !== '"'; at++) if (inside[at] === "\\") at++;
    } else if (character === "{" || character === "[") depth++;
    else if (character === "}" || character === "]") depth--;
    else if (character === "," && depth === 0) {
      items.push(inside.slice(start, at).trim());
      start = at + 1;
    }
  }
  const last = inside.slice(start).trim();
  return last === "" ? items : [...items, last];
}
