import { parseJsonObjectText } from "../json-text/parse-json-object-text";
import type { Problem } from "../problem-code";
import { foldName } from "../text/fold-name";

/**
 * Reads the tags of a row. Azure's tag names have no case: `App` and `app` are one tag, and of two in one text the last counts and the key is
 * named. Values are read as composed letters, so that one owner is one owner however its letters were typed; the text of the tags is stored
 * as sent. Total; Azure tags are texts, so a value that is none is read and named.
 */
export function readUsageTags(text: string | null): { readonly tags: UsageTags; readonly problems: readonly Problem[] } {
  const { entries, nonTextKeys, problems } = parseJsonObjectText(text);
  const byName = new Map<string, string>();
  let twice: string | undefined;
  for (const [key, value] of entries) {
    const name = foldName(key);
    if (byName.has(name)) twice ??= key;
    byName.set(name, value);
  }
  const find = (name: string): string => byName.get(name)?.normalize("NFC") ?? "";
  const tags: UsageTags = {
    entries,
    app: find("app"),
    ppm_billing_item: find("ppm_billing_item"),
    ppm_id_owner: find("ppm_billing_owner"),
    ppm_io_cc: find("ppm_io_cc"),
  };
  const named: Problem[] = problems.map(({ code, detail }) => ({ code, field: "tags", detail }));
  if (nonTextKeys[0] !== undefined) named.push({ code: "json-value-not-text", field: "tags", detail: nonTextKeys[0] });
  if (twice !== undefined && !problems.some(({ code }) => code === "json-duplicate-key")) {
    named.push({ code: "json-duplicate-key", field: "tags", detail: twice });
  }
  return { tags, problems: named };
}

/** The tags of a row, and the four that the users' reports are made by; empty when the row has no such tag. */
interface UsageTags {
  readonly entries: ReadonlyMap<string, string>;
  readonly app: string;
  readonly ppm_billing_item: string;
  /** From the tag `ppm_billing_owner`. */
  readonly ppm_id_owner: string;
  readonly ppm_io_cc: string;
}
