import { parseJsonObjectText } from "../json-text/parse-json-object-text";
import { memoize, ownText } from "../memoize";
import type { LineItem, LineItemPlan } from "./line-item-columns";

/**
 * The name of a tag in FOCUS. A user's tag keeps its name; AWS's own begin with `aws:`, as FOCUS asks of a provider's; tags of an account are kept apart from
 * those of its resources, with AWS's `accountTag/` before them. Legacy reports write `resourceTags/user:env`, their Parquet `resource_tags_user_env`, CUR 2.0
 * `user_env` in its map.
 */
function tagKey(name: string): string {
  const [, account] = /^account_?tags?[/_](.*)$/is.exec(name) ?? [];
  if (account !== undefined) return `accountTag/${account.replace(/^user[:_]/, "")}`;
  const own = name.replace(/^resource_?tags?[/_]/i, "");
  if (/^user[:_]/.test(own)) return own.slice("user:".length);
  return /^aws[:_]/.test(own) ? `aws:${own.slice("aws:".length)}` : own;
}

/** The tags of a line as a JSON object; null when it has none. A map that cannot be read stays as it is, for the reading of Tags to name it. */
type TagReader = (item: LineItem, cells: readonly (string | null)[]) => string | null;

/** Makes the reader of a file's tags. Of the two maps of CUR 2.0 `tags` holds what `resource_tags` does, and more. */
export function compileTags({ tags }: LineItemPlan): TagReader {
  const columns = tags.map(({ header, index }) => ({ index, start: `${JSON.stringify(tagKey(header))}:` }));
  return (item, cells) => {
    let text = "";
    for (const { index, start } of columns) {
      const value = cells[index];
      if (value !== null && value !== undefined && value !== "") text += `${text === "" ? "" : ","}${start}${JSON.stringify(value)}`;
    }
    const map = item("tags") || item("resource_tags");
    const ofMap = map === "" ? "" : readMap(map);
    if (text === "") return ofMap === "" ? null : ofMap;
    return ofMap.startsWith("{") ? `{${text},${ofMap.slice(1)}` : `{${text}}`;
  };
}

/** A resource repeats its tags in every line. */
const readMap = memoize(4000, (map) => {
  const { entries, problems } = parseJsonObjectText(map);
  if (entries.size === 0) return problems.length === 0 ? "" : ownText(map);
  return `{${[...entries].map(([key, value]) => `${JSON.stringify(tagKey(key))}:${JSON.stringify(value)}`).join(",")}}`;
});
